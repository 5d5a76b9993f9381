"""Switches, users and licences, set by an admin."""

import httpx
import pytest

from serving.vocabulary.terms import Scope
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, SELLER, Tenant


def set_switches(tenant: Tenant, user: str, body: object, acting: str = ADMIN) -> httpx.Response:
    headers = {"Idempotency-Key": f"{user}{body}".replace(" ", "")}
    return tenant.ask("PATCH", f"/users/{user}", body, scopes=Scope.ADMIN, acting=acting, headers=headers)


@pytest.mark.both_databases
def test_an_import_of_users_keeps_the_switches_of_an_admin(tenant: Tenant) -> None:
    """S44."""
    set_switches(tenant, SELLER, {"auto_save": False, "is_admin": True})

    Sync(tenant).bulk("user", [{"id": SELLER, "name": "Ann Lee", "active": "true"}])

    listed = tenant.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    [shown] = [one for one in listed if one["id"] == SELLER]
    assert (shown["auto_save"], shown["is_admin"], shown["writeback"]) == (False, True, True)

"""Switches, users and licences, set by an admin."""

from collections.abc import Callable

import httpx
import pytest

from serving.store.tables.contracts import users
from serving.vocabulary.terms import Scope
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant
from tests.support.wrapper_web import problem


def change(tenant: Tenant, body: object, etag: str | None = '"1"', query: str = "") -> httpx.Response:
    headers = {} if etag is None else {"If-Match": etag}
    return tenant.ask("PATCH", f"/settings{query}", body, scopes=Scope.ADMIN, acting=ADMIN, headers=headers)


@pytest.mark.parametrize(
    ("etag", "expected"), [(None, (428, "version-missing")), ("*", (412, "version-stale")), ('W/"1"', None)]
)
def test_a_change_needs_the_version_that_it_changes(
    tenant: Tenant, etag: str | None, expected: tuple[int, str] | None
) -> None:
    answer = change(tenant, {"writeback": True}, etag)

    assert answer.status_code == 200 if expected is None else problem(answer) == expected


def set_switches(tenant: Tenant, user: str, body: object, acting: str = ADMIN) -> httpx.Response:
    headers = {"Idempotency-Key": f"{user}{body}".replace(" ", "")}
    return tenant.ask("PATCH", f"/users/{user}", body, scopes=Scope.ADMIN, acting=acting, headers=headers)


def give_seats(tenant: Tenant, *listed: dict[str, str], key: str = "seats") -> None:
    answer = tenant.ask("PATCH", "", {"seats": list(listed)}, scopes=Scope.OPERATOR, headers={"Idempotency-Key": key})
    assert answer.status_code == 200, answer.text


def know(tenant: Tenant, user: str, email: str, subject: str) -> None:
    with tenant.store.writing() as connection:
        key = tenant.store.vault.key(connection, tenant.contract.key_id)
        marks = {"email_hash": key.keyed_hash(email), "subject_hash": key.identity_hash(subject)}
        connection.execute(users.update().where(users.c.id == user).values(**marks))


def licences(tenant: Tenant) -> dict[str, tuple[str, str | None]]:
    listed = tenant.ask("GET", "/licences", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    return {one["user_id"]: (one["state"], one["seat_id"]) for one in listed}


@pytest.mark.parametrize(("sso", "proposed"), [(False, "S1"), (True, "S2")])
def test_seats_are_proposed_by_e_mail_under_sso_by_subject_and_others_are_flagged(
    new_tenant: Callable[..., Tenant], sso: bool, proposed: str
) -> None:
    """S73."""
    tenant = new_tenant(sso=sso)
    know(tenant, SELLER, "ann@acme.example", "subject-7")
    give_seats(tenant, {"id": "S1", "email": "Ann@ACME.example"}, {"id": "S2", "sso_subject": "subject-7"})

    assert licences(tenant) == {
        ADMIN: ("flagged", None),
        SELLER: ("proposed", proposed),
        OTHER_SELLER: ("flagged", None),
    }


@pytest.mark.both_databases
def test_an_import_of_users_keeps_the_switches_of_an_admin(tenant: Tenant) -> None:
    """S44."""
    set_switches(tenant, SELLER, {"auto_save": False, "is_admin": True})

    Sync(tenant).bulk("user", [{"id": SELLER, "name": "Ann Lee", "active": "true"}])

    listed = tenant.ask("GET", "/users", scopes=Scope.ADMIN, acting=ADMIN).json()["items"]
    [shown] = [one for one in listed if one["id"] == SELLER]
    assert (shown["auto_save"], shown["is_admin"], shown["writeback"]) == (False, True, True)

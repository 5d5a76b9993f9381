"""What a connector's client may read of a contract, and that it may change nothing but data."""

import pytest

from serving.rules.vocabulary import Scope
from tests.support.tenant import ADMIN, Tenant


def test_s5_the_sync_scope_reads_the_connection_and_the_switches_without_an_acting_user(tenant: Tenant) -> None:
    connection = tenant.ask("GET", "/instances/production", scopes=Scope.SYNC)
    switches = tenant.ask("GET", "/settings", scopes=Scope.SYNC)

    assert (connection.status_code, connection.json()["id"]) == (200, tenant.instance.id)
    assert switches.json()["revenue_field"] == "amount"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/instances/production", None),
        ("PATCH", "/settings", {"writeback": True}),
        ("GET", "/records?q=ann", None),
        ("POST", "/badges", {"kind": "person", "profiles": ["M1"]}),
    ],
)
def test_s3_the_sync_scope_changes_no_switch_and_shows_no_record(
    tenant: Tenant, method: str, path: str, body: object
) -> None:
    assert tenant.ask(method, path, body, scopes=Scope.SYNC, acting=ADMIN).status_code == 403


def test_s3_an_admin_still_needs_an_acting_user(tenant: Tenant) -> None:
    assert tenant.ask("GET", "/instances/production", scopes=Scope.ADMIN).status_code == 403
    assert tenant.ask("GET", "/settings", scopes=(Scope.ADMIN, Scope.SYNC)).status_code == 403


@pytest.mark.parametrize("path", ["/hints", "/checkpoint"])
def test_only_the_sync_scope_reaches_the_hints(tenant: Tenant, path: str) -> None:
    method = "GET" if path == "/hints" else "PUT"

    assert tenant.ask(method, path, scopes=(Scope.APP, Scope.READER)).status_code == 403

"""What a connector's client may read of a contract, and that it may change nothing but data."""

import pytest

from serving.vocabulary.terms import Scope
from tests.support.tenant import ADMIN, Tenant


def test_s46_the_sync_scope_reads_the_connection_and_the_field_of_the_revenue(tenant: Tenant) -> None:
    connection = tenant.ask("GET", "/connector", scopes=Scope.SYNC)

    shown = connection.json()
    assert (connection.status_code, shown["instance_id"], shown["crm"]) == (200, tenant.instance.id, "hubspot")
    assert shown["revenue_field"] == "amount"
    assert set(shown["urls"]) == {"api", "portal_id"}


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/instances/production", None),
        ("GET", "/settings", None),
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


@pytest.mark.parametrize("path", ["/hints", "/checkpoint"])
def test_only_the_sync_scope_reaches_the_hints(tenant: Tenant, path: str) -> None:
    method = "GET" if path == "/hints" else "PUT"

    assert tenant.ask(method, path, scopes=(Scope.APP, Scope.READER)).status_code == 403

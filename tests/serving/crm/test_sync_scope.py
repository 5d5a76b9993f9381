"""What a connector's client may read of a contract, and that it may change nothing but data."""

from serving.vocabulary.terms import Scope
from tests.support.tenant import Tenant


def test_s46_the_sync_scope_reads_the_connection_and_the_field_of_the_revenue(tenant: Tenant) -> None:
    connection = tenant.ask("GET", "/connector", scopes=Scope.SYNC)

    shown = connection.json()
    assert (connection.status_code, shown["instance_id"], shown["crm"]) == (200, tenant.instance.id, "hubspot")
    assert shown["revenue_field"] == "amount"
    assert set(shown["urls"]) == {"api", "portal_id"}

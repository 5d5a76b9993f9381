"""Leaving: deleted rows, rows that stay, and when (S5, S78, S79, D24 to D26)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from serving.contract.leaving.deletion import REDACTIONS, StillConnected, delete_contract, delete_due, delete_instance
from serving.contract.leaving.disconnect import terminate
from serving.contract.leaving.rules import FATES, Fate
from serving.store.contracts import Disconnected, load_contract, load_instance
from serving.store.tables.schema import METADATA
from serving.vocabulary.terms import InstanceName, Scope
from tests.support.leaving_tenant import certificate, deletion, fill, instance_id, key_of, leave, rows_of, table
from tests.support.tenant import ADMIN, Tenant

OTHER = "contract-2"
STAY = {"contracts", "seats", "preferences", "saves", "audit", "instances", "keys", "certificates", "jobs"}
STAY |= {"sign_in_providers"}
"""Tables with a row after a disconnect; of `jobs` it is the deletion itself."""


def test_d24_disconnecting_raises_the_epoch_and_older_work_stops_at_its_next_write(tenant: Tenant) -> None:
    before = tenant.scope
    epoch = tenant.instance.epoch

    leave(tenant)

    with tenant.store.reading() as connection:
        after = load_instance(connection, instance_id(tenant))
    assert after is not None
    assert (after.state, after.epoch) == ("disconnecting", epoch + 1)
    assert after.delete_due_at == tenant.clock() + timedelta(days=30)
    with pytest.raises(Disconnected), before.writing():
        pass


def test_d26_what_connected_instances_hold_is_never_deleted(tenant: Tenant) -> None:
    before = fill(tenant)

    with pytest.raises(StillConnected):
        delete_instance(deletion(tenant), instance_id(tenant))
    with pytest.raises(StillConnected):
        delete_contract(deletion(tenant), tenant.contract_id)

    assert rows_of(tenant) == before


def test_d26_disconnecting_deletes_and_counts_imported_and_derived_rows(
    tenant: Tenant, new_tenant: Callable[..., Tenant]
) -> None:
    """S78: counts, the key, the training rows, the files."""
    other = new_tenant(contract_id=OTHER)
    before = fill(tenant)
    others = fill(other)
    leave(tenant)

    delete_instance(deletion(tenant), instance_id(tenant))

    after = rows_of(tenant)
    assert {name for name, number in after.items() if number} == STAY
    assert [row["kind"] for row in table(tenant, "jobs") if row["instance_id"] == instance_id(tenant)] == ["deletion"]
    assert rows_of(other) == others | {"keys": after["keys"], "certificates": 1}
    document = certificate(tenant)
    assert document["deleted"] == {
        name: number for name, number in before.items() if number and name not in STAY - {"jobs"}
    }
    assert (len(document["files_removed"]), document["training_rows_removed"]) == (1, 1)
    assert list(document["keys_destroyed"]) == [key_of(tenant)]


def test_d26_rows_that_stay_after_a_disconnect_are_redacted(tenant: Tenant) -> None:
    fill(tenant)
    [save] = table(tenant, "saves")
    [preference] = table(tenant, "preferences")
    leave(tenant)

    delete_instance(deletion(tenant), instance_id(tenant))

    [redacted] = table(tenant, "saves")
    [seat] = table(tenant, "seats")
    [after] = table(tenant, "preferences")
    assert {name for name in save if save[name] != redacted[name]} == {"user_id", "opportunity_id"}
    assert {name for name in preference if preference[name] != after[name]} == {"user_id"}
    assert redacted["user_id"] == after["user_id"] == f"seat-{seat['id']}"
    assert (seat["user_id"], seat["state"]) == (None, "free")
    assert [(row["subject"], row["acting_user"]) for row in table(tenant, "audit")] == [({}, None)]
    assert [(row["urls"], row["consent"], row["state"]) for row in table(tenant, "instances")] == [({}, {}, "deleted")]


def test_d26_grants_and_the_client_that_refreshes_them_leave_with_the_instance(tenant: Tenant) -> None:
    """S78, D28: the sealed client too, whose key is destroyed."""
    fill(tenant)
    with tenant.store.writing() as connection:
        connection.execute(METADATA.tables["instances"].update().values(urls={}, consent={}, oauth_client=b"sealed"))
    leave(tenant)

    delete_instance(deletion(tenant), instance_id(tenant))

    assert table(tenant, "authorizations") == []
    assert [row["oauth_client"] for row in table(tenant, "instances")] == [None]


def test_d26_every_table_that_is_redacted_has_its_redaction() -> None:
    assert {name for name, (on_disconnect, _) in FATES.items() if on_disconnect is Fate.REDACTED} == REDACTIONS.keys()


def test_s5_d26_only_seats_of_users_who_are_in_no_other_instance_become_free(new_tenant: Callable[..., Tenant]) -> None:
    """U9 was in the production alone; another contract has users and seats of the same names."""
    tenant, other = (new_tenant(contract_id=one, names=tuple(InstanceName)) for one in ("contract-1", OTHER))
    for one in (tenant, other):
        one.give_seats("U9")
    leave(tenant)

    delete_instance(deletion(tenant), instance_id(tenant))

    held = {ADMIN: "assigned", "U2": "assigned", "U3": "assigned"}
    seats = [(row["contract_id"], row["user_id"] or row["id"], row["state"]) for row in table(tenant, "seats")]
    mine = [("contract-1", user, state) for user, state in (held | {"seat-U9": "free"}).items()]
    assert sorted(seats) == mine + [(OTHER, user, state) for user, state in (held | {"U9": "assigned"}).items()]


def test_d26_after_the_end_of_the_contract_only_certificates_remain(
    tenant: Tenant, new_tenant: Callable[..., Tenant]
) -> None:
    other = new_tenant(contract_id=OTHER)
    fill(tenant)
    others = fill(other)
    token = tenant.token(Scope.ADMIN)
    terminate(tenant.store, tenant.contract_id, tenant.clock())

    delete_contract(deletion(tenant), tenant.contract_id)
    delete_contract(deletion(tenant), tenant.contract_id)

    after = rows_of(tenant)
    assert {name for name, number in after.items() if number} <= {"keys", "certificates", "profile_notes", "leases"}
    assert rows_of(other) == others | {"keys": after["keys"], "certificates": 2}
    with tenant.store.reading() as connection:
        assert load_contract(connection, tenant.contract_id) is None
    shown = tenant.ask("GET", "/certificates", scopes=Scope.OPERATOR)
    assert [item["document"]["what"] for item in shown.json()["items"]] == ["contract", "instance"]
    refused = tenant.web.call(
        "GET", f"/v1/contracts/{tenant.contract_id}/certificates", headers={"Authorization": f"Bearer {token}"}
    )
    assert refused.status_code == 401


def test_s78_the_worker_deletes_at_the_due_time_and_not_before(tenant: Tenant) -> None:
    fill(tenant)
    leave(tenant)

    tenant.clock.forward(days=6, hours=23)
    delete_due(tenant.parts, tenant.clock())
    early = len(table(tenant, "records"))
    tenant.clock.forward(hours=2)
    delete_due(tenant.parts, tenant.clock())

    assert (early, len(table(tenant, "records"))) == (1, 0)
    [job] = [row for row in table(tenant, "jobs") if row["kind"] == "deletion"]
    assert (job["state"], job["result"]) == ("done", {"certificate": f"deletion-{instance_id(tenant)}"})

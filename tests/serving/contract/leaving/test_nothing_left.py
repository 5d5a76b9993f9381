"""What a customer sent and did is in no row after a disconnect or an end, whatever table it went to (S78, D24, D26)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from serving.contract.leaving.deletion import delete_contract, delete_instance
from serving.contract.leaving.disconnect import terminate
from serving.store.tables.contracts import seats
from serving.store.tables.schema import METADATA
from serving.store.tables.work import activities
from serving.vocabulary.terms import ActivityState, Scope
from tests.support.activity_tenant import SENT
from tests.support.leaving_tenant import deletion, fill, instance_id
from tests.support.small_network import account, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, Tenant

IDS = {name: f"crm-{name}-77813" for name in ("contact", "other", "account", "deal", "reject", "user")}
VALUES = (
    "Wilhelmina",
    "thackeray",
    "acmerobotics",
    "Zanzibar deal",
    "yolanda.quist",
    "At the fair",
    "grant-of-yolanda",
)
NETWORK = {"profile_notes"}
ROI = {"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"}


def live_a_little(tenant: Tenant) -> None:
    """Import, link, re-match, save, log, save preferences and a grant, export: each by its route."""
    sync = Sync(tenant)
    user = IDS["user"]
    tenant.settings(roi=ROI)
    sync.bulk("user", [{"id": user, "name": "Yolanda Quist", "email": "yolanda.quist@seller.example"}])
    seat = {"contract_id": tenant.contract_id, "id": "seat-1", "user_id": user, "state": "assigned"}
    with tenant.store.writing() as connection:
        connection.execute(seats.insert(), [seat])
    deal: dict[str, Any] = {"name": "Zanzibar deal", "status": "open", "owner_id": user, "account_id": IDS["account"]}
    sync.send(
        upsert("account", id=IDS["account"], owner_id=user, **account("C1")),
        upsert("contact", id=IDS["contact"], account_id=IDS["account"], **contact("M1")),
        upsert("contact", id=IDS["other"], **contact("M1", city=None)),
        upsert("opportunity", id=IDS["deal"], contact_ids=[IDS["contact"]], **deal),
        upsert("contact", id=IDS["reject"], modified_at="yesterday"),
    )
    sync.rematch("contact", IDS["contact"], "M2", user)
    tenant.ask("POST", "/activities", {**SENT, "id": f"fact-of-{user}"}, acting=user)
    tenant.settings(writeback=True)
    calls: list[tuple[str, str, Any]] = [
        ("POST", "/activities", {**SENT, "id": f"note-of-{user}"}),
        ("PUT", f"/users/{user}/preferences", {"writeback": {"inmail": False}}),
        ("PUT", f"/users/{user}/crm-authorization", {"access_token": "grant-of-yolanda"}),
        ("GET", f"/records/contact/{IDS['contact']}", None),
    ]
    for method, path, body in calls:
        answer = tenant.ask(method, path, body, acting=user, headers={"Idempotency-Key": path})
        assert answer.status_code == 200, answer.text
    tenant.ask("POST", "/exports", scopes=Scope.ADMIN, acting=ADMIN, headers={"Idempotency-Key": "e"})


def tables_with(tenant: Tenant, words: tuple[str, ...] | list[str]) -> dict[str, set[str]]:
    """Return the tables of the store that hold one of the words in any column, with the words."""
    found: dict[str, set[str]] = {}
    with tenant.store.reading() as connection:
        for name, table in METADATA.tables.items():
            held = "\n".join(repr(tuple(row)) for row in connection.execute(select(table)))
            words_here = {word for word in words if word in held}
            if words_here and name not in NETWORK:
                found[name] = words_here
    return found


def test_d26_after_a_disconnect_no_id_and_no_value_of_the_crm_is_in_any_table(
    tenant: Tenant, new_tenant: Callable[..., Tenant]
) -> None:
    """S15, S78: rows that stay have lost them; those of another customer have not."""
    other = new_tenant(contract_id="contract-2")
    for one in (tenant, other):
        live_a_little(one)
    before = tables_with(tenant, list(IDS.values()))
    tenant.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)
    other.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)

    delete_instance(deletion(tenant), instance_id(tenant))
    between = tables_with(tenant, list(IDS.values()))
    delete_instance(deletion(tenant), instance_id(other))

    assert len(before) > 12
    assert before.keys() - between.keys() == set()
    assert tables_with(tenant, [*IDS.values(), *VALUES]) == {}


def test_d26_saves_and_preferences_outlive_a_disconnect_under_the_seat(tenant: Tenant) -> None:
    live_a_little(tenant)
    tenant.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)

    delete_instance(deletion(tenant), instance_id(tenant))

    with tenant.store.reading() as connection:
        saved = connection.execute(select(METADATA.tables["saves"])).all()
        preferred = connection.execute(select(METADATA.tables["preferences"])).all()
    assert saved != []
    assert {row.profile_id for row in saved} <= {"M1", "M2", "C1"}
    assert {row.user_id for row in saved} == {row.user_id for row in preferred} == {"seat-seat-1"}


@pytest.mark.both_databases
def test_d26_after_the_end_of_the_contract_its_id_is_in_no_table_but_that_of_certificates(tenant: Tenant) -> None:
    live_a_little(tenant)
    assert len(tables_with(tenant, [tenant.contract_id])) > 20
    terminate(tenant.store, tenant.contract_id, tenant.clock())

    delete_contract(deletion(tenant), tenant.contract_id)

    assert tables_with(tenant, [tenant.contract_id]).keys() == {"certificates"}
    assert tables_with(tenant, [*IDS.values(), *VALUES]) == {}
    with tenant.store.reading() as connection:
        keys = connection.execute(select(METADATA.tables["keys"])).all()
    assert len(keys) == 2, "the contract's and its instance's"
    assert {(row.wrapped, row.destroyed_at) for row in keys} == {(None, tenant.clock())}


@pytest.mark.parametrize("leave", ["disconnect", "end"])
def test_d24_what_was_not_sent_is_cancelled_and_what_was_stays(tenant: Tenant, leave: str) -> None:
    """A call in flight may end: its state is `sending` until then."""
    fill(tenant)
    with tenant.store.writing() as connection:
        [row] = connection.execute(select(activities)).all()
        copies = [dict(row._mapping) | {"id": state.value, "state": state.value} for state in ActivityState]
        connection.execute(activities.insert(), copies)

    if leave == "end":
        terminate(tenant.store, tenant.contract_id, tenant.clock())
    else:
        tenant.ask("DELETE", "/instances/production", scopes=Scope.ADMIN, acting=ADMIN)

    with tenant.store.reading() as connection:
        after = {one.id: one.state for one in connection.execute(select(activities)) if one.id in list(ActivityState)}
    assert {name for name, state in after.items() if state == "cancelled"} == {
        "queued",
        "retrying",
        "needs_target",
        "pending_auth",
        "cancelled",
    }
    assert {name for name, state in after.items() if state == name} == {"sending", "delivered", "dead", "cancelled"}

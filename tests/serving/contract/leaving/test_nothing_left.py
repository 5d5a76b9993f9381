"""What a customer sent and did is in no row after a disconnect or an end, whatever table it went to (S78, D24, D26)."""

import pytest
from sqlalchemy import select

from serving.contract.leaving.disconnect import terminate
from serving.store.tables.work import activities
from serving.vocabulary.terms import ActivityState, Scope
from tests.support.leaving_tenant import fill
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

"""The ROI report, over HTTP and by jobs (S45, S46, S71, S72)."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest

from serving.contract.reports.roi_rules import RoiNotApproved
from serving.store.tables.contracts import contracts
from serving.store.tables.work import activities, activity_facts
from serving.vocabulary.terms import Scope
from tests.support.activity_tenant import SENT
from tests.support.reports_tenant import ANN, BEN, do_jobs, fetched, reported
from tests.support.seen_tenant import Seen
from tests.support.tenant import ADMIN, SELLER, Tenant

APPROVAL = {"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"}


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    return reported(tenant)


def begin_roi(tenant: Tenant, key: str = "k1", **asked: Any) -> Any:
    headers = {"Idempotency-Key": key} | asked.pop("headers", {})
    return tenant.ask("POST", "/reports/roi", asked, scopes=Scope.REP, headers=headers)


def did(seen: Seen, name: str, day: date, profile: str = "M1", **columns: Any) -> None:
    row = {
        "instance_id": seen.tenant.instance.id,
        "id": name,
        "kind": "inmail",
        "user_id": SELLER,
        "profile_kind": "person",
        "profile_id": profile,
        "content_hash": "",
        "accepted_at": seen.tenant.clock(),
        "occurred_at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
        "state": "delivered",
        "epoch": 1,
        "attempts": 1,
        "is_test": False,
        "marker": name,
        "in_doubt": False,
    }
    with seen.tenant.scope.writing() as open_scope:
        open_scope.execute(activities.insert(), [row | columns])


def test_s71_an_approval_that_is_withdrawn_meanwhile_ends_the_report(seen: Seen) -> None:
    seen.tenant.settings(roi=APPROVAL)
    begun = begin_roi(seen.tenant)

    seen.tenant.settings(roi=None)
    with pytest.raises(RoiNotApproved):
        do_jobs(seen.tenant)

    assert seen.tenant.ask("GET", f"/jobs/{begun.json()['job_id']}/file", scopes=Scope.REP).status_code == 404


def prepare_deals(seen: Seen) -> None:
    """A won deal sourced by M1, a lost deal without activities, and one before the first stage that counts."""
    seen.tenant.settings(roi=APPROVAL, revenue_field="yearly", stage_cut_off={"p": "demo"})
    for position, stage in enumerate(("lead", "demo")):
        seen.stage("p", stage, position)
    money = {"yearly": "250.5", "amount": "1", "currency": "eur"}
    days = {"created_on": date(2026, 1, 10), "closed_on": date(2026, 1, 31)}
    seen.opportunity("won", money, [ANN], status="won", **days)
    seen.opportunity("lost", money, [BEN], status="lost", **days)
    seen.opportunity("early", money, [ANN], pipeline="p", stage="lead", **days)
    did(seen, "i1", date(2025, 12, 20))
    did(seen, "test", date(2026, 1, 12), "M2", is_test=True)
    did(seen, "off", date(2026, 1, 12), "M2", state="cancelled")


def test_s72_the_days_of_activities_are_the_contracts_own(seen: Seen) -> None:
    prepare_deals(seen)
    did(seen, "late", date(2026, 1, 31), "M2", occurred_at=datetime(2026, 1, 31, 23, tzinfo=UTC))

    in_utc = influenced(seen, "k1")
    with seen.tenant.store.writing() as connection:
        connection.execute(contracts.update().values(time_zone="Asia/Tokyo"))

    assert (in_utc, influenced(seen, "k2")) == (1, 0)


def facts(tenant: Tenant) -> list[dict[str, Any]]:
    with tenant.store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(activity_facts.select())]


def log(tenant: Tenant, day: str, **changes: Any) -> str:
    """Log a note of a seller on M2 through the route; return its state."""
    note = {**SENT, "profile": {"kind": "person", "id": "M2"}, "occurred_at": f"{day}T12:00:00Z"} | changes
    return str(tenant.good("POST", "/activities", note, acting=SELLER)["state"])


def test_s71_an_activity_counts_while_writeback_is_off(seen: Seen) -> None:
    """S61: the CRM gets nothing, the report has what the seller did; nothing of the text or the seller is stored."""
    prepare_deals(seen)
    before = influenced(seen, "k1")

    states = [log(seen.tenant, "2026-01-12"), log(seen.tenant, "2026-01-12")]

    assert states == ["disabled", "disabled"]
    assert (before, influenced(seen, "k2")) == (0, 1)
    [kept] = facts(seen.tenant)
    assert kept == {
        "instance_id": seen.tenant.instance.id,
        "id": SENT["id"],
        "kind": "note",
        "profile_kind": "person",
        "profile_id": "M2",
        "occurred_at": datetime(2026, 1, 12, 12, tzinfo=UTC),
    }


def test_s71_without_an_approval_no_fact_is_stored_and_a_withdrawn_one_deletes_them(seen: Seen) -> None:
    """S83: kept for the report that the customer opted into, and for nothing else."""
    tenant = seen.tenant
    log(tenant, "2026-01-12", id="before")
    without = facts(tenant)
    tenant.change_settings(roi=True)
    log(tenant, "2026-01-13", id="after")
    approved = [one["id"] for one in facts(tenant)]

    tenant.change_settings(roi=False)

    assert (without, approved, facts(tenant)) == ([], ["after"], [])


def test_s71_an_activity_that_is_written_later_counts_once_and_not_when_it_is_cancelled(seen: Seen) -> None:
    """S91, D35: a back-fill sends it again."""
    prepare_deals(seen)
    log(seen.tenant, "2026-01-12")
    seen.tenant.settings(writeback=True)

    state = log(seen.tenant, "2026-01-12")
    stored = influenced(seen, "k1")
    seen.tenant.ask("POST", f"/activities/{SENT['id']}/cancel", acting=SELLER)

    assert (state, stored, influenced(seen, "k2")) == ("pending_auth", 1, 0)


def influenced(seen: Seen, key: str) -> int:
    begun = begin_roi(seen.tenant, key)
    do_jobs(seen.tenant)
    found = json.loads(fetched(seen.tenant, begun.json()["job_id"], Scope.REP))
    count: int = found["influenced"]["count"]
    return count

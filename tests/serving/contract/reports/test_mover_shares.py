"""The probability of having left, as badges, the report and the review queue show it, on both databases (S33, S88)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from serving.contract.badges.movers import MOVERS, movers_of, shipped_mover_model
from serving.contract.reports.mover_shares import plan_movers, run_movers
from serving.store.jobs import NewJob, enqueue, finish
from serving.vocabulary.links import RecordKey
from serving.worker import Worker, WorkTable
from tests.support.seen_tenant import CONTACT, Seen
from tests.support.small_network import contact
from tests.support.tenant import SELLER, START, Tenant

GONE = {"company": "Old Firm", "title": "Apprentice"}
TABLE = WorkTable({MOVERS: run_movers}, [])


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    """Contacts of M1, who is still there, of M3, who left, and of M5, whose record names no company."""
    seen = Seen(tenant)
    for id_, member, job in (("p1", "M1", {}), ("p3", "M3", GONE), ("p5", "M5", {"company": None})):
        key = RecordKey(CONTACT, id_)
        seen.record(key, contact(member, **job))
        seen.link(key, member)
    return seen


def left(tenant: Tenant, profile: str, acting: str = SELLER) -> Any:
    answer = tenant.ask("POST", "/badges", {"kind": "person", "profiles": [profile]}, acting=acting)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"][0]["left_probability"]


def test_the_share_of_leavers_is_estimated_once_a_day_and_then_used(seen: Seen) -> None:
    before = left(seen.tenant, "M3")
    plan_movers(seen.tenant.parts, START)
    plan_movers(seen.tenant.parts, START + timedelta(hours=3))
    worker = Worker(seen.tenant.parts, TABLE)
    done = 0
    while worker.turn():
        done += 1

    with seen.tenant.store.reading() as connection:
        shares = movers_of(seen.tenant.scope.on(connection)).shares

    assert done == 1
    assert shares.people == 2
    assert shares.overall != shipped_mover_model().share
    assert left(seen.tenant, "M3") == pytest.approx(before, abs=0.02)


def test_another_share_moves_every_probability(seen: Seen) -> None:
    before = left(seen.tenant, "M1")

    shares = {"people": 900, "share": 0.8, "by_age": [["2026-01-01", 0.9], ["2026-03-01", 0.7]]}
    with seen.tenant.store.writing() as connection:
        job = NewJob(MOVERS, seen.tenant.contract_id, "onematch", seen.tenant.instance.id, id="estimated")
        finish(connection, enqueue(connection, job, START), shares, START)
    overall, old, new = (changed_on(seen, day) for day in (None, datetime(2025, 5, 1, tzinfo=UTC), START))

    assert before < new < overall < old


def changed_on(seen: Seen, modified_at: datetime | None) -> float:
    """Return the probability of M1 if its record was last changed at a moment."""
    seen.record(RecordKey(CONTACT, "p1"), contact("M1", company="Acme Robotics"), modified_at=modified_at)
    return float(left(seen.tenant, "M1"))

"""The probability of having left, as badges, the report and the review queue show it, on both databases (S33, S88)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from serving.contract.badges.movers import MOVERS, movers_of, shipped_mover_model
from serving.contract.reports.mover_shares import estimate_shares, plan_movers, run_movers
from serving.store.jobs import NewJob, enqueue, finish
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import RecordState, Scope
from serving.worker import Worker, WorkTable
from tests.support.seen_tenant import CONTACT, Seen
from tests.support.small_network import contact
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, START, Tenant

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


def test_a_badge_shows_how_probably_the_person_left(seen: Seen) -> None:
    still, gone, unknown = (left(seen.tenant, profile) for profile in ("M1", "M3", "M5"))

    assert still < 0.1 < 0.9 < gone
    assert unknown is None
    assert left(seen.tenant, "M7") is None


def test_s30_the_badge_obeys_the_comparison_and_not_the_probability(seen: Seen) -> None:
    seen.record(RecordKey(CONTACT, "p1"), contact("M1", company="Acme Robotixs"))

    answer = seen.tenant.ask("POST", "/badges", {"kind": "person", "profiles": ["M1"]}, acting=SELLER)

    [found] = answer.json()["items"]
    assert found["badge"] == "out_of_date"
    assert found["left_probability"] < 0.5


@pytest.mark.parametrize("company", ["Acme Robotics", "Old Firm", None])
def test_s33_who_may_not_see_the_record_gets_the_same_answer_whatever_it_says(seen: Seen, company: str | None) -> None:
    seen.record(RecordKey(CONTACT, "p1"), contact("M1", company=company), visible_to=[SELLER])

    assert left(seen.tenant, "M1", OTHER_SELLER) == {"withheld": "crm_permission"}
    assert left(seen.tenant, "M1") != {"withheld": "crm_permission"}


def test_s88_the_report_shows_the_probability_to_those_who_may_see_the_record(seen: Seen) -> None:
    def rows(acting: str | None = None) -> list[dict[str, Any]]:
        answer = seen.tenant.ask("GET", "/reports/left-company", scopes=Scope.ADMIN, acting=acting)
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    [shown] = rows()
    seen.record(RecordKey(CONTACT, "p3"), contact("M3", **GONE), visible_to=[ADMIN])
    [withheld] = rows()
    [permitted] = rows(ADMIN)

    assert shown["left_probability"] == permitted["left_probability"] == left(seen.tenant, "M3", ADMIN)
    assert (withheld["left_probability"], withheld["withheld"]) == (None, "crm_permission")


def test_s33_the_review_queue_shows_it_but_for_blind_reviews_and_withheld_records(seen: Seen) -> None:
    for id_, member in (("p3", "M3"), ("p1", "M1")):
        seen.link(RecordKey(CONTACT, id_), member, RecordState.REVIEW, probability=0.5)
    seen.record(RecordKey(CONTACT, "p1"), contact("M1", company="Acme Robotics"), visible_to=[ADMIN])

    def queue(more: str = "") -> dict[str, Any]:
        answer = seen.tenant.ask("GET", f"/review-queue{more}", acting=SELLER)
        return {one["record"]["id"]: one["left_probability"] for one in answer.json()["items"]}

    assert queue()["p3"] > 0.9
    assert "p1" not in queue()
    assert queue()["p5"] is None
    assert set(queue("?blind=true").values()) == {None}


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


def test_a_crm_without_linked_people_keeps_the_share_of_the_fit(tenant: Tenant) -> None:
    with tenant.store.reading() as connection:
        shares = estimate_shares(tenant.scope.on(connection), tenant.parts.matching)

    assert shares.people == 0
    assert shares.overall == pytest.approx(shipped_mover_model().share)

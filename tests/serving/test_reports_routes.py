"""Reports over HTTP and by jobs (S29, S45, S46, S71, S72, S74, S87, S88, S33)."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from features.kinds import Kind
from serving.rules.linking import RecordKey
from serving.rules.roi import RoiNotApproved
from serving.rules.words import MadeBy, RecordState, Scope
from serving.store.contracts import Disconnected
from serving.store.jobs import claim, finish
from serving.store.tables_contracts import contracts, instances
from serving.store.tables_links import statements
from serving.store.tables_work import activities, jobs
from serving.sync.report_jobs import run_report
from serving.sync.roi import run_roi
from tests.serving.place_universe import account, contact
from tests.serving.seen_place import ACCOUNT, CONTACT, LEAD, Seen
from tests.serving.store_place import ADMIN, SELLER, Place

FIRM, ANN, BEN = RecordKey(ACCOUNT, "a1"), RecordKey(CONTACT, "p1"), RecordKey(CONTACT, "p2")
CSV = {"Accept": "text/csv"}
APPROVAL = {"by": ADMIN, "at": "2026-01-01T00:00:00+00:00"}


@pytest.fixture
def seen(place: Place) -> Seen:
    """A place with an account, a contact at its company, one who left, a duplicate, and some without a link."""
    seen = Seen(place)
    seen.record(FIRM, account("C1"))
    seen.record(ANN, contact("M1"), account_id="a1")
    seen.record(BEN, contact("M2", company="=cmd()"))
    for key in (RecordKey(LEAD, "l1"), RecordKey(LEAD, "l2"), RecordKey(CONTACT, "p3"), RecordKey(CONTACT, "p4")):
        seen.record(key, {"full_name": "Nobody Known", "email": "x@y.example"})
    for key, profile in ((FIRM, "C1"), (ANN, "M1"), (BEN, "M2")):
        seen.link(key, profile)
    seen.link(RecordKey(LEAD, "l1"), "M1", RecordState.DUPLICATE, winner=ANN, claim_margin=0.25, probability=0.7)
    seen.link(RecordKey(LEAD, "l2"), None, RecordState.UNMATCHED, margin=None, probability=0.0)
    seen.link(RecordKey(CONTACT, "p3"), None, RecordState.UNMATCHED, margin=0.1, probability=0.1)
    seen.link(RecordKey(CONTACT, "p4"), None, RecordState.UNMATCHED, margin=None, made_by=MadeBy.USER)
    return seen


def report(place: Place, name: str, **asked: Any) -> list[dict[str, Any]]:
    answer = place.ask("GET", f"/reports/{name}", scopes=Scope.ADMIN, **asked)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def fetched(place: Place, job_id: str, scope: Scope = Scope.ADMIN) -> str:
    answer = place.ask("GET", f"/jobs/{job_id}/file", scopes=scope)
    assert answer.status_code == 200, answer.text
    return answer.text


def run(place: Place, kind: str, function: Callable[..., Any]) -> None:
    with place.store.writing() as connection:
        job = claim(connection, [kind], place.clock())
    assert job is not None
    result = function(place.parts, job)
    with place.store.writing() as connection:
        finish(connection, job.id, result, place.clock())


def test_s29_match_rates_are_aggregates_that_readers_see_too(seen: Seen) -> None:
    for scope in (Scope.ADMIN, Scope.READER):
        answer = seen.place.ask("GET", "/reports/match-rates", scopes=scope)

        assert answer.json()["items"] == [
            rate("account", records=1, linked=1, percent=100.0),
            rate("contact", records=4, linked=2, unmatched=2, percent=50.0),
            rate("lead", records=2, duplicate=1, unmatched=1, percent=0.0),
        ]


def rate(object_: str, **counts: float) -> dict[str, Any]:
    states = dict.fromkeys(("linked", "review", "duplicate", "unmatched"), 0)
    return {"object": object_, **states, **counts}


@pytest.mark.parametrize("name", ["unmatched", "left-company", "duplicates", "changes"])
def test_s29_readers_see_nothing_of_single_people(seen: Seen, name: str) -> None:
    assert seen.place.ask("GET", f"/reports/{name}", scopes=Scope.READER).status_code == 403
    assert seen.place.ask("GET", f"/reports/{name}", scopes=Scope.APP).status_code == 403


def test_s87_every_record_without_a_link_is_listed_with_its_reason(seen: Seen) -> None:
    statement: dict[str, Any] = {
        "object": "lead",
        "record_id": "l2",
        "kind": "person",
        "profile_id": "M5",
        "verdict": "not_match",
    }
    statement |= {"instance_id": seen.place.instance.id, "source": "rejection", "is_label": True, "weight": 1.0}
    with seen.place.scope.writing() as connection:
        connection.execute(statements.insert(), [statement | {"shown": {}, "at": seen.place.clock()}])

    items = report(seen.place, "unmatched")

    assert [(one["object"], one["record_id"], one["reason"]) for one in items] == [
        ("contact", "p3", "too_unlike"),
        ("contact", "p4", "said_nobody"),
        ("lead", "l1", "duplicate"),
        ("lead", "l2", "nothing_left"),
    ]
    assert (items[2]["winner_object"], items[2]["winner_id"]) == ("contact", "p1")
    assert items[0]["missing_fields"] == "phone; title; company; city; country; profile_url"
    assert all(one["sentence"] for one in items)


def test_s87_a_long_list_becomes_a_job_and_is_not_capped(place: Place) -> None:
    Seen(place).many_unmatched(10_001)

    begun = place.ask("GET", "/reports/unmatched", scopes=Scope.ADMIN)
    run(place, "report", run_report)

    items = json.loads(fetched(place, begun.json()["job_id"]))["items"]
    assert begun.status_code == 202
    assert [one["record_id"] for one in items] == [f"r{number:07}" for number in range(10_001)]
    assert place.ask("GET", "/reports/match-rates", scopes=Scope.ADMIN).json()["items"][1]["records"] == 10_001
    assert place.ask("GET", "/reports/duplicates", scopes=Scope.ADMIN).status_code == 200


def test_s87_a_list_of_ten_thousand_is_answered_at_once(place: Place) -> None:
    Seen(place).many_unmatched(10_000)

    assert len(report(place, "unmatched")) == 10_000


def test_d20_what_a_model_moved_is_listed_with_both_profiles(seen: Seen) -> None:
    """D20: what appeared, moved and vanished; what people and imports did is not the model's."""
    steps = [
        (ANN, "M1", RecordState.LINKED, "import"),
        (BEN, "M2", RecordState.LINKED, "import"),
        (FIRM, None, RecordState.UNMATCHED, "import"),
        (ANN, "M3", RecordState.LINKED, "model"),
        (BEN, "M2", RecordState.REVIEW, "model"),
        (FIRM, "C1", RecordState.LINKED, "model"),
        (FIRM, "C1", RecordState.LINKED, "model"),
        (ANN, "M4", RecordState.LINKED, "statement"),
    ]
    for key, profile, state, cause in steps:
        seen.history(key, profile, state, cause)

    items = report(seen.place, "changes")

    assert [(one["record_id"], one["change"], one["before_profile_id"], one["after_profile_id"]) for one in items] == [
        ("p1", "move", "M1", "M3"),
        ("p2", "vanish", "M2", None),
        ("a1", "appear", None, "C1"),
    ]


def test_s20_the_losers_are_told_who_won_and_by_how_much(seen: Seen) -> None:
    (one,) = report(seen.place, "duplicates")

    assert (one["record_id"], one["profile_id"], one["winner_object"], one["winner_id"], one["claim_margin"]) == (
        "l1",
        "M1",
        "contact",
        "p1",
        0.25,
    )


def test_s88_who_left_is_listed_with_both_companies(seen: Seen) -> None:
    (one,) = report(seen.place, "left-company")

    assert (one["record_id"], one["profile_id"], one["crm_company"], one["because"]) == (
        "p2",
        "M2",
        "=cmd()",
        "other_company",
    )
    assert one["network_company"].lower() == "acme robotics"


def test_s33_the_crms_company_is_withheld_from_who_may_not_see_it(seen: Seen) -> None:
    seen.record(BEN, contact("M2", company="Secret Firm"), visible_to=[ADMIN])

    hidden, shown = report(seen.place, "left-company"), report(seen.place, "left-company", acting=ADMIN)

    assert [(one["crm_company"], one["withheld"]) for one in hidden] == [(None, "crm_permission")]
    assert [(one["crm_company"], one["withheld"]) for one in shown] == [("Secret Firm", None)]


def test_s74_a_report_comes_as_csv_that_no_spreadsheet_runs(seen: Seen) -> None:
    answer = seen.place.ask("GET", "/reports/left-company", scopes=Scope.ADMIN, headers=CSV)

    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))

    assert answer.headers["content-type"].startswith("text/csv")
    assert "left-company.csv" in answer.headers["content-disposition"]
    assert [(row["record_id"], row["crm_company"]) for row in rows] == [("p2", "'=cmd()")]


@pytest.mark.parametrize(
    ("accept", "is_csv"),
    [
        ("text/csv", True),
        ("application/json", False),
        ("*/*", False),
        ("text/csv;q=0.5, application/json", False),
        ("text/csv, application/json;q=0.9", True),
        ("text/csv;q=0, */*", False),
        ("text/csv;q=x", False),
        ("application/json, text/csv", False),
    ],
)
def test_s74_the_accept_header_chooses(place: Place, accept: str, is_csv: bool) -> None:
    answer = place.ask("GET", "/reports/match-rates", scopes=Scope.ADMIN, headers={"Accept": accept})

    assert answer.headers["content-type"].startswith("text/csv") is is_csv


@pytest.mark.parametrize("name", ["unmatched", "left-company", "duplicates"])
def test_s74_a_job_writes_the_same_report(seen: Seen, name: str) -> None:
    """S74, S88: asked for with Prefer: respond-async."""
    at_once = seen.place.ask("GET", f"/reports/{name}", scopes=Scope.ADMIN, headers=CSV).text

    begun = seen.place.ask("GET", f"/reports/{name}", scopes=Scope.ADMIN, headers=CSV | {"Prefer": "respond-async"})
    again = seen.place.ask("GET", f"/reports/{name}", scopes=Scope.ADMIN, headers=CSV | {"Prefer": "respond-async"})
    run(seen.place, "report", run_report)

    assert (begun.status_code, again.json()) == (202, begun.json())
    assert fetched(seen.place, begun.json()["job_id"]) == at_once
    assert seen.place.ask("GET", f"/jobs/{begun.json()['job_id']}", scopes=Scope.ADMIN).json()["state"] == "done"


def test_d24_a_report_of_a_disconnected_instance_leaves_no_file(seen: Seen) -> None:
    begun = seen.place.ask("GET", "/reports/unmatched", scopes=Scope.ADMIN, headers={"Prefer": "respond-async"})
    with seen.place.store.writing() as connection:
        connection.execute(instances.update().values(state="disconnecting", epoch=2))

    with pytest.raises(Disconnected):
        run(seen.place, "report", run_report)

    files = seen.place.parts.settings.place.job_files
    assert not files.exists() or not list(files.iterdir())
    assert begun.status_code == 202


@dataclass
class MatchingThatEndsTheInstance:
    """Gives profiles, and meanwhile somebody disconnects."""

    place: Place

    def matcher(self, kind: Kind) -> Any:
        raise NotImplementedError(kind)

    def turn(self) -> Any:
        raise NotImplementedError

    def profiles(self, kind: Kind, ids: Sequence[str]) -> dict[str, Any]:
        with self.place.store.writing() as connection:
            connection.execute(instances.update().values(state="disconnecting", epoch=2))
        return self.place.parts.matching.profiles(kind, ids)


def test_d24_a_disconnect_while_a_report_is_written_leaves_no_file(seen: Seen) -> None:
    seen.place.ask("GET", "/reports/left-company", scopes=Scope.ADMIN, headers={"Prefer": "respond-async"})
    parts = replace(seen.place.parts, matching=MatchingThatEndsTheInstance(seen.place))

    with pytest.raises(Disconnected):
        run(seen.place, "report", lambda _, job: run_report(parts, job))

    assert not list(seen.place.parts.settings.place.job_files.iterdir())


def begin_roi(place: Place, key: str = "k1", **asked: Any) -> Any:
    headers = {"Idempotency-Key": key} | asked.pop("headers", {})
    return place.ask("POST", "/reports/roi", asked, scopes=Scope.REP, headers=headers)


def did(seen: Seen, name: str, day: date, profile: str = "M1", **columns: Any) -> None:
    row = {
        "instance_id": seen.place.instance.id, "id": name, "kind": "inmail", "user_id": SELLER,
        "profile_kind": "person", "profile_id": profile, "content_hash": "", "accepted_at": seen.place.clock(),
        "occurred_at": datetime(day.year, day.month, day.day, 12, tzinfo=UTC), "state": "delivered", "epoch": 1,
        "attempts": 1, "is_test": False, "marker": name, "in_doubt": False,
    }  # fmt: skip
    with seen.place.scope.writing() as connection:
        connection.execute(activities.insert(), [row | columns])


def test_s71_without_an_approval_the_representative_gets_nothing(seen: Seen) -> None:
    answer = begin_roi(seen.place)

    assert (answer.status_code, answer.json()["type"]) == (403, "urn:onematch:problem:not-approved")


def test_s71_roi_is_for_the_representative_alone(seen: Seen) -> None:
    seen.place.settings(roi=APPROVAL)

    for scope in (Scope.ADMIN, Scope.READER, Scope.APP, Scope.SYNC):
        answer = seen.place.ask(
            "POST", "/reports/roi", {}, scopes=scope, headers={"Idempotency-Key": "k"}, acting=ADMIN
        )
        assert answer.status_code == 403


def test_s71_an_approval_that_is_withdrawn_meanwhile_ends_the_report(seen: Seen) -> None:
    seen.place.settings(roi=APPROVAL)
    begun = begin_roi(seen.place)

    seen.place.settings(roi=None)
    with pytest.raises(RoiNotApproved):
        run(seen.place, "roi", run_roi)

    assert seen.place.ask("GET", f"/jobs/{begun.json()['job_id']}/file", scopes=Scope.REP).status_code == 404


def prepare_deals(seen: Seen) -> None:
    """One won deal that was sourced by M1, one lost that nobody touched, and one before the pipeline begins."""
    seen.place.settings(roi=APPROVAL, revenue_field="yearly", stage_cut_off={"p": "demo"})
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


def test_s72_the_report_holds_with_against_without(seen: Seen) -> None:
    """S45, S46, S71, S72: tests and cancelled activities do not count, nor what is before the pipeline."""
    prepare_deals(seen)

    begun = begin_roi(seen.place)
    run(seen.place, "roi", run_roi)

    found = json.loads(fetched(seen.place, begun.json()["job_id"], Scope.REP))
    assert begun.status_code == 202
    assert found["sourced"]["count"] == found["with_tool"]["count"] == found["without_tool"]["count"] == 1
    assert found["influenced"]["count"] == 0
    assert found["with_tool"]["value"] == {"EUR": "250.5"}
    assert (found["with_tool"]["win_rate"], found["with_tool"]["median_days_to_close"]) == (1.0, 21.0)
    assert (found["without_tool"]["win_rate"], found["without_tool"]["lost"]) == (0.0, 1)


def test_s72_the_report_comes_as_csv_and_for_a_period(seen: Seen) -> None:
    prepare_deals(seen)

    begun = begin_roi(seen.place, headers=CSV, created_from="2026-01-11")
    run(seen.place, "roi", run_roi)
    other = begin_roi(seen.place, "k2", headers=CSV, created_from="2026-01-10", created_until="2026-01-10")
    run(seen.place, "roi", run_roi)

    none, some = (
        list(csv.DictReader(io.StringIO(fetched(seen.place, one.json()["job_id"], Scope.REP), newline="")))
        for one in (begun, other)
    )
    assert {row["value"] for row in none if row["figure"] == "count"} == {"0"}
    assert [row for row in some if row["group"] == "with_tool" and row["figure"] == "value"] == [
        {"group": "with_tool", "figure": "value", "currency": "EUR", "value": "250.5"}
    ]


def test_s71_asking_twice_with_one_key_begins_one_report(seen: Seen) -> None:
    seen.place.settings(roi=APPROVAL)

    first, second = begin_roi(seen.place), begin_roi(seen.place)

    with seen.place.store.reading() as connection:
        begun = connection.execute(jobs.select().where(jobs.c.kind == "roi")).all()
    assert first.json() == second.json()
    assert [row.id for row in begun] == [first.json()["job_id"]]


def test_s72_the_days_of_activities_are_the_contracts_own(seen: Seen) -> None:
    prepare_deals(seen)
    did(seen, "late", date(2026, 1, 31), "M2", occurred_at=datetime(2026, 1, 31, 23, tzinfo=UTC))

    in_utc = influenced(seen, "k1")
    with seen.place.store.writing() as connection:
        connection.execute(contracts.update().values(time_zone="Asia/Tokyo"))

    assert (in_utc, influenced(seen, "k2")) == (1, 0)


def influenced(seen: Seen, key: str) -> int:
    begun = begin_roi(seen.place, key)
    run(seen.place, "roi", run_roi)
    found = json.loads(fetched(seen.place, begun.json()["job_id"], Scope.REP))
    count: int = found["influenced"]["count"]
    return count

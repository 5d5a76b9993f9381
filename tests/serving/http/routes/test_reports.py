"""Reports over HTTP and by jobs (S20, S29, S33, S74, S87, S88, D20, D24)."""

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from features.schema.kinds import Kind
from serving.rules.vocabulary import RecordState, Scope
from serving.store.contracts import Disconnected
from serving.store.tables.contracts import instances
from serving.store.tables.links import statements
from serving.sync.records.matching import Matchers
from serving.sync.reports.jobs import run_report
from tests.support.reports_tenant import ANN, BEN, CSV, FIRM, fetched, reported, run
from tests.support.seen_tenant import Seen
from tests.support.small_network import contact
from tests.support.tenant import ADMIN, Tenant


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    return reported(tenant)


def report(tenant: Tenant, name: str, **asked: Any) -> list[dict[str, Any]]:
    answer = tenant.ask("GET", f"/reports/{name}", scopes=Scope.ADMIN, **asked)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_s29_match_rates_are_aggregates_that_readers_see_too(seen: Seen) -> None:
    for scope in (Scope.ADMIN, Scope.READER):
        answer = seen.tenant.ask("GET", "/reports/match-rates", scopes=scope)

        assert answer.json()["items"] == [
            rate("account", records=1, linked=1, percent=100.0),
            rate("contact", records=4, linked=2, unmatched=2, percent=50.0),
            rate("lead", records=2, duplicate=1, unmatched=1, percent=0.0),
        ]


def rate(object_: str, **counts: float) -> dict[str, Any]:
    states = dict.fromkeys(("linked", "review", "duplicate", "unmatched"), 0)
    return {"object": object_, **states, **counts}


@pytest.mark.parametrize("name", ["unmatched", "left-company", "duplicates", "changes", "gain", "gain-records"])
def test_s29_readers_see_nothing_of_single_people(seen: Seen, name: str) -> None:
    assert seen.tenant.ask("GET", f"/reports/{name}", scopes=Scope.READER).status_code == 403
    assert seen.tenant.ask("GET", f"/reports/{name}", scopes=Scope.APP).status_code == 403


def test_s87_every_record_without_a_link_is_listed_with_its_reason(seen: Seen) -> None:
    statement: dict[str, Any] = {
        "object": "lead",
        "record_id": "l2",
        "kind": "person",
        "profile_id": "M5",
        "verdict": "not_match",
    }
    statement |= {"instance_id": seen.tenant.instance.id, "source": "rejection", "is_label": True, "weight": 1.0}
    with seen.tenant.scope.writing() as open_scope:
        open_scope.execute(statements.insert(), [statement | {"shown": {}, "at": seen.tenant.clock()}])

    items = report(seen.tenant, "unmatched")

    assert [(one["object"], one["record_id"], one["reason"]) for one in items] == [
        ("contact", "p3", "too_unlike"),
        ("contact", "p4", "said_nobody"),
        ("lead", "l1", "duplicate"),
        ("lead", "l2", "nothing_left"),
    ]
    assert (items[2]["winner_object"], items[2]["winner_id"]) == ("contact", "p1")
    assert items[0]["missing_fields"] == "phone; title; company; city; country; profile_url"
    assert all(one["sentence"] for one in items)


def test_s87_a_long_list_becomes_a_job_and_is_not_capped(tenant: Tenant) -> None:
    Seen(tenant).many_unmatched(10_001)

    begun = tenant.ask("GET", "/reports/unmatched", scopes=Scope.ADMIN)
    run(tenant, "report", run_report)

    items = json.loads(fetched(tenant, begun.json()["job_id"]))["items"]
    assert begun.status_code == 202
    assert [one["record_id"] for one in items] == [f"r{number:07}" for number in range(10_001)]
    assert tenant.ask("GET", "/reports/match-rates", scopes=Scope.ADMIN).json()["items"][1]["records"] == 10_001
    assert tenant.ask("GET", "/reports/duplicates", scopes=Scope.ADMIN).status_code == 200


def test_s87_a_list_of_ten_thousand_is_answered_at_once(tenant: Tenant) -> None:
    Seen(tenant).many_unmatched(10_000)

    assert len(report(tenant, "unmatched")) == 10_000


def test_d20_links_that_a_model_moved_are_listed_with_both_profiles(seen: Seen) -> None:
    """D20: appeared, moved and vanished links; changes by users and imports are not the model's."""
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

    items = report(seen.tenant, "changes")

    assert [(one["record_id"], one["change"], one["before_profile_id"], one["after_profile_id"]) for one in items] == [
        ("p1", "move", "M1", "M3"),
        ("p2", "vanish", "M2", None),
        ("a1", "appear", None, "C1"),
    ]


def test_s20_duplicates_are_listed_with_the_winner_and_the_difference(seen: Seen) -> None:
    (one,) = report(seen.tenant, "duplicates")

    assert (one["record_id"], one["profile_id"], one["winner_object"], one["winner_id"], one["claim_margin"]) == (
        "l1",
        "M1",
        "contact",
        "p1",
        0.25,
    )


def test_s88_people_who_left_are_listed_with_both_companies(seen: Seen) -> None:
    (one,) = report(seen.tenant, "left-company")

    assert (one["record_id"], one["profile_id"], one["crm_company"], one["because"]) == (
        "p2",
        "M2",
        "=cmd()",
        "other_company",
    )
    assert one["network_company"].lower() == "acme robotics"


def test_s33_the_crms_company_is_withheld_from_users_without_permission(seen: Seen) -> None:
    seen.record(BEN, contact("M2", company="Secret Firm"), visible_to=[ADMIN])

    excluded = report(seen.tenant, "left-company")
    shown = report(seen.tenant, "left-company", acting=ADMIN)

    assert [(one["crm_company"], one["because"], one["withheld"]) for one in excluded] == [
        (None, None, "crm_permission")
    ]
    assert [(one["crm_company"], one["withheld"]) for one in shown] == [("Secret Firm", None)]


def test_s74_a_report_comes_as_csv_that_no_spreadsheet_runs(seen: Seen) -> None:
    answer = seen.tenant.ask("GET", "/reports/left-company", scopes=Scope.ADMIN, headers=CSV)

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
def test_s74_the_accept_header_chooses(tenant: Tenant, accept: str, is_csv: bool) -> None:
    answer = tenant.ask("GET", "/reports/match-rates", scopes=Scope.ADMIN, headers={"Accept": accept})

    assert answer.headers["content-type"].startswith("text/csv") is is_csv


@pytest.mark.parametrize("name", ["unmatched", "left-company", "duplicates"])
def test_s74_a_job_writes_the_same_report(seen: Seen, name: str) -> None:
    """S74, S88: with Prefer: respond-async."""
    at_once = seen.tenant.ask("GET", f"/reports/{name}", scopes=Scope.ADMIN, headers=CSV).text

    begun = seen.tenant.ask("GET", f"/reports/{name}", scopes=Scope.ADMIN, headers=CSV | {"Prefer": "respond-async"})
    again = seen.tenant.ask("GET", f"/reports/{name}", scopes=Scope.ADMIN, headers=CSV | {"Prefer": "respond-async"})
    run(seen.tenant, "report", run_report)

    assert (begun.status_code, again.json()) == (202, begun.json())
    assert fetched(seen.tenant, begun.json()["job_id"]) == at_once
    assert seen.tenant.ask("GET", f"/jobs/{begun.json()['job_id']}", scopes=Scope.ADMIN).json()["state"] == "done"


def test_d24_a_report_of_a_disconnected_instance_leaves_no_file(seen: Seen) -> None:
    begun = seen.tenant.ask("GET", "/reports/unmatched", scopes=Scope.ADMIN, headers={"Prefer": "respond-async"})
    with seen.tenant.store.writing() as connection:
        connection.execute(instances.update().values(state="disconnecting", epoch=2))

    with pytest.raises(Disconnected):
        run(seen.tenant, "report", run_report)

    files = seen.tenant.parts.settings.home_layout.job_files
    assert not files.exists() or not list(files.iterdir())
    assert begun.status_code == 202


class MatchingThatEndsTheInstance(Matchers):
    """Returns profiles while the instance is disconnected."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant.parts.matching.matcher)
        self.tenant = tenant

    def profiles(self, kind: Kind, ids: Sequence[str]) -> dict[str, Any]:
        with self.tenant.store.writing() as connection:
            connection.execute(instances.update().values(state="disconnecting", epoch=2))
        return self.tenant.parts.matching.profiles(kind, ids)


def test_d24_a_disconnect_while_a_report_is_written_leaves_no_file(seen: Seen) -> None:
    seen.tenant.ask("GET", "/reports/left-company", scopes=Scope.ADMIN, headers={"Prefer": "respond-async"})
    parts = replace(seen.tenant.parts, matching=MatchingThatEndsTheInstance(seen.tenant))

    with pytest.raises(Disconnected):
        run(seen.tenant, "report", lambda _, job: run_report(parts, job))

    assert not list(seen.tenant.parts.settings.home_layout.job_files.iterdir())

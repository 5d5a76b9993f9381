"""Reports over HTTP and by jobs (S20, S29, S33, S74, S87, S88, D20, D24)."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from features.schema.kinds import Kind
from serving.contract.records.matching import Matchers
from serving.store.contracts import Disconnected
from serving.store.tables.contracts import instances
from serving.vocabulary.terms import RecordState, Scope
from tests.support.reports_tenant import ANN, BEN, FIRM, do_jobs, fetched, reported
from tests.support.seen_tenant import Seen
from tests.support.tenant import Tenant

LATER = {"Prefer": "respond-async"}


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    return reported(tenant)


def report(tenant: Tenant, name: str) -> list[dict[str, Any]]:
    return list(tenant.good("GET", f"/reports/{name}", scopes=Scope.ADMIN)["items"])


@pytest.mark.parametrize("name", ["unmatched", "left-company", "duplicates", "changes", "gain", "gain-records"])
def test_s29_readers_see_nothing_of_single_people(seen: Seen, name: str) -> None:
    assert seen.tenant.ask("GET", f"/reports/{name}", scopes=Scope.READER).status_code == 403
    assert seen.tenant.ask("GET", f"/reports/{name}", scopes=Scope.APP).status_code == 403


def test_s87_a_long_list_becomes_a_job_and_is_not_capped(tenant: Tenant) -> None:
    Seen(tenant).many_unmatched(10_001)

    begun = tenant.ask("GET", "/reports/unmatched", scopes=Scope.ADMIN)
    do_jobs(tenant)

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
    seen.tenant.ask("GET", "/reports/left-company", scopes=Scope.ADMIN, headers=LATER)
    parts = replace(seen.tenant.parts, matching=MatchingThatEndsTheInstance(seen.tenant))

    with pytest.raises(Disconnected):
        do_jobs(replace(seen.tenant, parts=parts))

    assert not list(seen.tenant.parts.settings.home_layout.job_files.iterdir())

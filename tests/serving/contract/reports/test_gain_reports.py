"""The gain plan of a contract, on both databases: what filling fields brings, and in which records."""

from typing import Any

import pyarrow.parquet as pq

from features.schema.kinds import Kind
from serving.vocabulary.terms import Scope
from tests.support.small_network import Universe
from tests.support.sync_tenant import LINKED, Sync
from tests.support.tenant import Tenant

STATED = ("first_name", "last_name", "company", "city", "country")


def report(tenant: Tenant, name: str) -> list[dict[str, Any]]:
    answer = tenant.ask("GET", f"/reports/{name}", scopes=Scope.ADMIN)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def members(universe: Universe) -> list[dict[str, str]]:
    """Return the members of the small network who state a company, as contacts write them."""
    rows = pq.read_table(universe.files[Kind.PERSON]).to_pylist()
    kept = [row for row in rows if row["company"] and row["last_name"]]
    return [{"id": row["id"]} | {name: row[name] for name in STATED if row[name]} for row in kept]


def without_company(people: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return every second contact without its company."""
    return [
        {name: value for name, value in row.items() if name != "company" or number % 2}
        for number, row in enumerate(people)
    ]


def linked(sync: Sync) -> int:
    return sum(state == LINKED for state, _ in sync.states().values())


def test_filling_a_field_brings_what_the_plan_says(sync: Sync, universe: Universe) -> None:
    people = members(universe)
    sync.bulk("contact", without_company(people))
    before = linked(sync)

    [row] = [one for one in report(sync.tenant, "gain") if one["fields"] == "company"]
    starts = [one for one in report(sync.tenant, "gain-records") if one["fields"] == "company"]
    sync.bulk("contact", people)

    assert row["kind"] == "person"
    assert row["records"] == sum("company" not in one for one in without_company(people))
    assert row["expected_links"] > 0
    assert row["low"] <= linked(sync) - before <= row["high"]
    hidden = {one["id"] for one in without_company(people) if "company" not in one}
    assert {one["record_id"] for one in starts} <= hidden
    assert starts == sorted(starts, key=lambda one: -one["expected_links"])

"""Misspelt columns, times in the future and numbers in other formats: warned of by row and column, or refused."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from serving.contract.saves.opportunity_rules import Revenue, read_number, revenue_of
from serving.store.tables.records import records
from serving.store.tables.work import activities
from serving.vocabulary.terms import Crm, Scope
from tests.support.databases import ON_BOTH
from tests.support.small_network import contact
from tests.support.sync_tenant import T1, T2, Sync, upsert
from tests.support.tenant import SELLER, Tenant

FAR = "2099-01-01T00:00:00Z"


@pytest.fixture
def oracle(new_tenant: Callable[..., Tenant]) -> Sync:
    """A contract of the other CRM."""
    return Sync(new_tenant(crm=Crm.ORACLE, contract_id="contract-2"))


def changes(sync: Sync, *sent: dict[str, Any], **more: Any) -> dict[str, Any]:
    return sync.tenant.good("POST", "/changes", {"changes": list(sent)} | more, scopes=Scope.SYNC)


def columns_of(result: dict[str, Any]) -> list[tuple[str, str, str | None]]:
    return [(one["warning"], one["column"], one["nearest"]) for one in result["columns"]]


def test_an_unknown_column_is_warned_of_by_row_and_once_by_name(sync: Sync, oracle: Sync) -> None:
    """The rows are applied; what the shape has, what the contract reads beside it and `version` are known."""
    sync.tenant.settings(revenue_field="arr")
    rows = [{"id": f"P{n}", **contact(f"M{n}"), "frist_name": "X", "version": "1"} for n in (1, 2)]
    opened = sync.open("contact")

    page = sync.page(opened, 1, rows).json()
    done = sync.complete(opened).json()
    stream = changes(sync, upsert("contact", id="P3", zzz="1"), upsert("opportunity", id="O1", arr="5", status="open"))
    patched = changes(oracle, upsert("lead", id="L1", last_name="Lee"))["results"]

    [warning] = page["warnings"]
    assert (page["counts"], done["counts"]) == ({"applied": 2, "unknown_column:frist_name": 2},) * 2
    assert (warning["name"], warning["column"], warning["count"]) == ("unknown_column", "frist_name", 2)
    assert [one["id"] for one in warning["records"]] == ["P1", "P2"]
    assert "first_name is the nearest name" in warning["advice"]
    assert "own field of the instance (PUT fields)" in warning["advice"]
    assert done["warnings"] == page["warnings"]
    assert [columns_of(one) for one in (*stream["results"], *patched)] == [[("unknown_column", "zzz", None)], [], []]


def test_a_vendor_s_own_rows_may_have_foreign_columns(sync: Sync) -> None:
    row = {"id": "1", "properties": {"firstname": "Ann", "frist_name": "x"}, "archived": False, "url": "y"}

    answer = changes(sync, upsert("contact", **row), shape="hubspot")

    assert (answer["results"][0]["columns"], answer["warnings"]) == ([], [])


@ON_BOTH
def test_d22_a_time_far_ahead_counts_as_now_so_that_later_changes_are_taken(sync: Sync) -> None:
    """The record's version and its time of change; again, the same row changes nothing."""
    row = upsert("contact", id="P1", modified_at=FAR, **contact("M1"))

    [first] = changes(sync, row)["results"]
    sync.tenant.clock.forward(hours=2)
    [again] = changes(sync, row)["results"]
    later = sync.put("contact", id="P1", modified_at=sync.tenant.clock().isoformat(), **contact("M2"))

    with sync.tenant.store.reading() as connection:
        modified_at = connection.execute(select(records.c.modified_at)).scalar_one()
    assert (first["status"], again["status"], later) == ("applied", "unchanged", "applied")
    assert columns_of(first) == [("time_in_the_future", "modified_at", None)]
    assert modified_at == sync.tenant.clock()


@pytest.mark.parametrize("version", [None, FAR])
def test_d22_a_deletion_far_ahead_counts_as_now(sync: Sync, version: str | None) -> None:
    """A record that comes back later is no stale one."""
    sync.put("contact", id="P1", modified_at=T1, last_name="Lee")
    sync.send({"op": "delete", "object": "contact", "id": "P1", "modified_at": FAR, "version": version})
    sync.tenant.clock.forward(hours=1)

    back = sync.put("contact", id="P1", modified_at=sync.tenant.clock().isoformat(), last_name="Lee")

    assert back == "applied"


def test_d22_a_time_within_a_day_ahead_stands(sync: Sync) -> None:
    """Clocks and zones differ."""
    [first] = changes(sync, upsert("contact", id="P1", modified_at="2026-03-03T08:59:00Z", last_name="Lee"))["results"]

    assert columns_of(first) == []
    assert sync.put("contact", id="P1", modified_at="2026-03-03T08:58:00Z", last_name="Ray") == "stale"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("-1,234,567", "-1234567"),
        ("12", "12"),
        ("1e3", "1000"),
        ("1.234,56", None),
        ("1,23", None),
        ("12,34.5", None),
        ("1 234,56", None),
        ("1.234.567", None),
        ("1_000", None),
        ("NaN", None),
        ("", None),
        ("1e9999", None),
    ],
)
def test_s46_a_number_that_can_be_misread_is_not_read(text: str, number: str | None) -> None:
    """`1.234,56` was read as 1.23."""
    revenue = revenue_of({"arr": text, "currency": "EUR"}, "arr")

    assert read_number(text) == (None if number is None else Decimal(number))
    assert revenue == (None if number is None else Revenue(Decimal(number), "EUR"))


def test_s46_a_number_in_another_format_is_warned_of_in_any_shape(sync: Sync) -> None:
    """The row is applied without the number; the revenue field of the contract counts as `amount` does."""
    sync.tenant.settings(revenue_field="arr")
    deals = [
        upsert("opportunity", id="O1", status="open", amount="1.234,56"),
        upsert("opportunity", id="O2", status="open", arr="1.234,56"),
        upsert("account", id="A1", name="Acme", employees="1.234,56"),
    ]
    raw = {"id": "7", "properties": {"dealname": "D", "arr": "12,5", "hs_is_closed": "false"}}

    answer = changes(sync, *deals)
    vendor = changes(sync, upsert("opportunity", **raw), shape="hubspot")["results"]

    assert [one["status"] for one in answer["results"]] == ["applied"] * 3
    assert [columns_of(one)[0][:2] for one in [*answer["results"], *vendor]] == [
        ("number_format", "amount"),
        ("number_format", "arr"),
        ("number_format", "employees"),
        ("number_format", "arr"),
    ]


def test_a_strict_call_refuses_odd_rows_and_takes_the_others(sync: Sync) -> None:
    """By import and by change stream; the reason names the column and never a value."""
    rows = [
        {"id": "P1", "last_name": "Lee", "frist_name": "Secret"},
        {"id": "P2", "last_name": "Ray", "modified_at": FAR},
        {"id": "P3", "last_name": "Day", "modified_at": T2},
    ]
    opened = sync.open("contact", strict=True)

    page = sync.page(opened, 1, rows).json()
    stream = changes(sync, *(upsert("contact", **row) for row in rows), strict=True)["results"]

    assert page["counts"] == {"rejected": 2, "applied": 1}
    assert [(one["row"], one["record_id"], one["reason"]) for one in page["rejects"]] == [
        (1, "P1", "frist_name: got unknown column, expected first_name"),
        (2, "P2", "modified_at: got time in the future"),
    ]
    assert [one["status"] for one in stream] == ["rejected", "rejected", "unchanged"]
    assert sync.complete(opened).json()["strict"]
    assert set(sync.payloads("contact")) == {"P3"}


def test_an_activity_far_ahead_happened_now(sync: Sync) -> None:
    """Sent again with its id it is the same activity."""
    sync.tenant.settings(writeback=True)
    sync.put("contact", id="P1", **contact("M1"))
    sent = {"id": "n1", "kind": "note", "profile": {"kind": "person", "id": "M1"}, "body": "Hi", "occurred_at": FAR}

    states = []
    for _ in range(2):
        states.append(sync.tenant.good("POST", "/activities", sent, acting=SELLER)["state"])
        sync.tenant.clock.forward(minutes=1)

    with sync.tenant.store.reading() as connection:
        row = connection.execute(select(activities.c.occurred_at, activities.c.accepted_at)).one()
    assert states[0] == states[1]
    assert row.occurred_at == row.accepted_at

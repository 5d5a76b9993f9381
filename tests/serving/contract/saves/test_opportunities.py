"""Which opportunities count as open, as pipeline and as recent, and their revenue (S45 to S47, S49, D15)."""

from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.contract.saves.opportunity_rules import (
    Opportunity,
    OpportunityShown,
    OwnerShown,
    Pipelines,
    Revenue,
    Status,
    a_year_before,
    in_panel,
    in_pipeline,
    is_open,
    revenue_of,
    shown_owner,
    today_in,
)

POSITIONS = {
    ("sales", "lead"): 0,
    ("sales", "demo"): 1,
    ("sales", "offer"): 2,
    ("renewal", "offer"): 0,
    ("renewal", "demo"): 5,
    ("", "late"): 3,
    ("", "early"): 1,
}
CUT_OFF = {"sales": "demo", "": "late", "odd": "nowhere"}
PIPELINES = Pipelines(POSITIONS, CUT_OFF)
TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("pipeline", "stage", "counts"),
    [
        ("sales", "lead", False),
        ("sales", "demo", True),
        ("sales", "offer", True),
        ("sales", "unheard of", True),
        ("sales", None, True),
        ("renewal", "offer", True),
        ("renewal", "demo", True),
        ("odd", "lead", True),
        ("unheard of", "lead", True),
        (None, "early", False),
        (None, "late", True),
    ],
)
def test_s45_the_cut_off_is_a_stages_position_in_its_own_pipeline(
    pipeline: str | None, stage: str | None, counts: bool
) -> None:
    """S45: where the cut-off is unset, or it or the stage is unknown, every opportunity counts."""
    for status in Status:
        assert in_pipeline(Opportunity("o", status, pipeline=pipeline, stage=stage), PIPELINES) is counts


@pytest.mark.parametrize(
    ("status", "stage", "open_"),
    [
        (Status.OPEN, "offer", True),
        (Status.OPEN, "lead", False),
        (Status.WON, "offer", False),
        (Status.LOST, "offer", False),
        (Status.UNKNOWN, "offer", False),
    ],
)
def test_d15_open_is_neither_won_nor_lost_and_in_the_pipeline(status: Status, stage: str, open_: bool) -> None:
    opportunity = Opportunity("o", status, pipeline="sales", stage=stage)

    assert is_open(opportunity, PIPELINES) is open_


def test_d15_a_close_date_in_the_past_does_not_close_an_opportunity() -> None:
    opportunity = Opportunity("o", Status.OPEN, closed_on=date(1999, 1, 1))

    assert is_open(opportunity, PIPELINES)
    assert in_panel(opportunity, TODAY)


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 25), date(2025, 11, 25)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 2, 28), date(2024, 2, 28)),
        (date(2024, 3, 1), date(2023, 3, 1)),
        (date(2024, 2, 28), date(2023, 2, 28)),
        (date(2025, 1, 1), date(2024, 1, 1)),
    ],
)
def test_s49_a_year_before_is_the_same_calendar_day(day: date, before: date) -> None:
    assert a_year_before(day) == before


@given(st.dates(min_value=date(2, 1, 1)))
def test_s49_a_year_before_is_365_or_366_days_ago(day: date) -> None:
    assert (day - a_year_before(day)).days in {365, 366}


@pytest.mark.parametrize("status", [Status.WON, Status.LOST])
@pytest.mark.parametrize(
    ("closed_on", "shown"),
    [
        (date(2025, 11, 25), True),
        (date(2025, 11, 24), False),
        (date(2026, 11, 25), True),
        (date(2026, 12, 31), True),
        (None, False),
    ],
)
def test_s49_the_panel_shows_what_was_closed_within_the_past_year(
    status: Status, closed_on: date | None, shown: bool
) -> None:
    assert in_panel(Opportunity("o", status, closed_on=closed_on), TODAY) is shown


def test_d15_the_panel_shows_one_whose_status_is_unknown_whatever_its_close_date() -> None:
    assert in_panel(Opportunity("o", Status.UNKNOWN, closed_on=date(1999, 1, 1)), TODAY)


def test_s49_the_panel_shows_every_active_one_whatever_its_stage() -> None:
    assert in_panel(Opportunity("o", Status.OPEN, pipeline="sales", stage="lead"), TODAY)


@pytest.mark.parametrize(
    ("time_zone", "day"), [("UTC", 25), ("Asia/Tokyo", 26), ("America/Los_Angeles", 25), ("Pacific/Kiritimati", 26)]
)
def test_s49_today_is_the_contracts_own_day(time_zone: str, day: int) -> None:
    assert today_in(time_zone, datetime(2026, 11, 25, 23, 30, tzinfo=UTC)) == date(2026, 11, day)


@pytest.mark.parametrize(
    ("fields", "revenue"),
    [
        ({"amount": "1200.50", "currency": "eur"}, Revenue(Decimal("1200.50"), "EUR")),
        ({"amount": "1,200", "currency": " USD "}, Revenue(Decimal(1200), "USD")),
        ({"amount": "0"}, Revenue(Decimal(0), None)),
        ({"amount": "-5", "currency": ""}, Revenue(Decimal(-5), None)),
        ({"amount": ""}, None),
        ({"amount": "much"}, None),
        ({"amount": "1_000"}, None),
        ({"amount": "NaN"}, None),
        ({"amount": "Infinity"}, None),
        ({}, None),
        ({"amount": None}, None),
    ],
)
def test_s46_revenue_is_a_number_with_its_currency(fields: dict[str, str | None], revenue: Revenue | None) -> None:
    assert revenue_of(fields, "amount") == revenue


def test_s47_an_opportunity_shows_exactly_four_fields() -> None:
    assert [field.name for field in fields(OpportunityShown)] == ["name", "owner", "close_date", "status"]


def test_s47_under_sso_the_owner_is_an_opaque_id() -> None:
    """S47, S81: the caller resolves it."""
    assert shown_owner("u1", "Ann Lee", sso=True) == OwnerShown("u1", None)
    assert shown_owner("u1", "Ann Lee", sso=False) == OwnerShown("u1", "Ann Lee")
    assert shown_owner(None, None, sso=False) is None

"""Return on investment: sourced and influenced opportunities and their value (S45, S71, S72)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.kinds import Kind
from serving.contract.reports.roi_rules import (
    RoiDeal,
    days_to_close,
    figures,
    is_influenced,
    is_sourced,
    roi_report,
)
from serving.contract.saves.opportunity_rules import Opportunity, Revenue, Status
from serving.vocabulary.links import ProfileKey

ACME = ProfileKey(Kind.COMPANY, "c1")
BOB = ProfileKey(Kind.PERSON, "m1")
EUROS = Revenue(Decimal(100), "EUR")
CREATED = date(2026, 6, 1)


def deal(
    name: str = "o",
    status: Status = Status.OPEN,
    closed_on: date | None = None,
    created_on: date | None = CREATED,
    revenue: Revenue | None = EUROS,
) -> RoiDeal:
    opportunity = Opportunity(name, status, created_on=created_on, closed_on=closed_on)
    return RoiDeal(opportunity, revenue, frozenset({ACME, BOB}))


@pytest.mark.parametrize(
    ("days_before", "sourced"), [(0, True), (1, True), (90, True), (91, False), (-1, False), (1000, False)]
)
def test_s71_sourced_is_created_within_90_days_after_a_first_activity_on_a_member(
    days_before: int, sourced: bool
) -> None:
    assert is_sourced(deal(), {BOB: [CREATED - timedelta(days_before)]}) is sourced


def test_s71_only_the_first_activity_of_a_member_sources() -> None:
    early = CREATED - timedelta(200)
    late = CREATED - timedelta(10)

    assert not is_sourced(deal(), {BOB: [early, late]})


def test_s71_an_activity_on_the_company_sources_no_opportunity() -> None:
    assert not is_sourced(deal(), {ACME: [CREATED - timedelta(10)]})
    assert not is_sourced(deal(), {ProfileKey(Kind.PERSON, "stranger"): [CREATED]})
    assert not is_sourced(deal(), {BOB: []})


@pytest.mark.parametrize("profile", [ACME, BOB])
@pytest.mark.parametrize(
    ("status", "day", "influenced"),
    [
        (Status.OPEN, CREATED - timedelta(1), False),
        (Status.OPEN, CREATED, True),
        (Status.OPEN, date(2026, 12, 1), True),
        (Status.WON, date(2026, 9, 1), True),
        (Status.WON, date(2026, 9, 2), False),
        (Status.LOST, date(2026, 9, 2), False),
    ],
)
def test_s71_influenced_is_an_activity_between_creation_and_close(
    profile: ProfileKey, status: Status, day: date, influenced: bool
) -> None:
    """S71, D15: the expected close date of an open opportunity ends nothing."""
    assert is_influenced(deal("o", status, date(2026, 9, 1)), {profile: [day]}) is influenced


def test_s71_an_opportunity_whose_creation_is_unknown_is_neither() -> None:
    unknown = deal(created_on=None)

    assert not is_sourced(unknown, {BOB: [CREATED]})
    assert not is_influenced(unknown, {BOB: [CREATED]})


def test_s71_a_closed_opportunity_without_a_close_date_can_still_be_influenced() -> None:
    assert is_influenced(deal("o", Status.WON), {BOB: [CREATED + timedelta(400)]})
    assert is_influenced(deal("o", Status.UNKNOWN, CREATED), {BOB: [CREATED + timedelta(400)]})


def test_s72_figures_are_count_value_win_rate_and_days_to_close() -> None:
    deals = [
        deal("a", Status.WON, CREATED + timedelta(10)),
        deal("b", Status.WON, CREATED + timedelta(20), revenue=Revenue(Decimal("0.5"), "USD")),
        deal("c", Status.WON, CREATED + timedelta(60), revenue=Revenue(Decimal(1), None)),
        deal("d", Status.LOST, CREATED + timedelta(1)),
        deal("e", Status.OPEN, revenue=None),
        deal("f", Status.OPEN),
        deal("g", Status.UNKNOWN, CREATED + timedelta(1), revenue=None),
    ]

    group = figures(deals)

    assert (group.count, group.open, group.won, group.lost, group.unknown, group.unvalued) == (7, 2, 3, 1, 1, 2)
    assert group.value == {"": Decimal(1), "EUR": Decimal(300), "USD": Decimal("0.5")}
    assert group.won_value == {"": Decimal(1), "EUR": Decimal(100), "USD": Decimal("0.5")}
    assert group.win_rate == 0.75
    assert group.median_days_to_close == 20.0


def test_s72_nothing_closed_has_no_win_rate_and_nothing_won_no_days() -> None:
    assert figures([]).win_rate is None
    assert figures([deal()]).median_days_to_close is None
    lost = figures([deal("o", Status.LOST, CREATED)])
    assert (lost.win_rate, lost.median_days_to_close) == (0.0, None)
    assert figures([deal("o", Status.WON, CREATED)]).win_rate == 1.0


def test_s72_a_win_rate_of_a_third_is_rounded_to_four_digits() -> None:
    deals = [deal("a", Status.WON, CREATED), deal("b", Status.LOST), deal("c", Status.LOST)]

    assert figures(deals).win_rate == 0.3333


@pytest.mark.parametrize(
    ("created_on", "closed_on", "days"),
    [
        (CREATED, CREATED, 0),
        (CREATED, CREATED + timedelta(3), 3),
        (CREATED, CREATED - timedelta(1), None),
        (None, CREATED, None),
        (CREATED, None, None),
    ],
)
def test_s72_days_to_close_need_two_days_in_order(
    created_on: date | None, closed_on: date | None, days: int | None
) -> None:
    opportunity = Opportunity("o", Status.WON, created_on=created_on, closed_on=closed_on)

    assert days_to_close(opportunity) == days


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
DEALS = st.lists(st.builds(deal, st.uuids().map(str), st.sampled_from(Status), st.none() | DAYS, st.none() | DAYS))
DONE = st.dictionaries(st.sampled_from([ACME, BOB]), st.lists(DAYS, min_size=1).map(sorted))


@given(DEALS, DONE)
def test_s72_with_and_without_are_all(deals: list[RoiDeal], activities: dict[ProfileKey, list[date]]) -> None:
    report = roi_report(deals, activities)

    assert report.with_tool.count + report.without_tool.count == len(deals)
    assert max(report.sourced.count, report.influenced.count) <= report.with_tool.count
    assert report.with_tool.count <= report.sourced.count + report.influenced.count
    assert roi_report(deals[::-1], activities) == report

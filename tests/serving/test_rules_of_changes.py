"""Which change is newer, did it come in time, what a deal says, what a profile's change does (D22, S11, S46, D13)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from serving.rules.deals import Deal, DealUnreadable, StageState, deal_of
from serving.rules.freshness import Delays, Freshness, delay_of, freshness, is_late
from serving.rules.network import NetworkStep, ProfileChange, ProfileOp, ProfileStatus, network_step
from serving.rules.versions import (
    TOMBSTONES_KEPT,
    Arrival,
    Edition,
    VersionUnreadable,
    arrival,
    missed_by_full_import,
    read_time,
    tombstone,
    version_of,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HALF_A_DAY = timedelta(hours=12)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (version_of("9", None, NOON), version_of("10", None, NOON)),
        (version_of(None, NOON, NOON), version_of(None, NOON + SECOND, NOON)),
        (version_of(None, None, NOON), version_of(None, None, NOON + SECOND)),
        (version_of("2026-03-02T12:00:00+01:00", None, NOON), version_of("2026-03-02T12:00:00Z", None, NOON)),
        (version_of("9" * 30, None, NOON), version_of(None, None, datetime(1971, 1, 1, tzinfo=UTC))),
        (version_of(None, NOON, NOON + HALF_A_DAY), version_of(None, None, NOON + SECOND)),
    ],
)
def test_d22_versions_sort_as_they_were_made(older: str, newer: str) -> None:
    assert older < newer


@pytest.mark.parametrize("text", ["", "soon", "1" * 31, "-1", "²", "2026-13-01", "1.5"])
def test_d22_a_version_that_is_neither_a_number_nor_a_time_is_refused(text: str) -> None:
    with pytest.raises(VersionUnreadable):
        version_of(text, None, NOON)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-03-02T12:00:00Z", NOON),
        ("2026-03-02T13:00:00+01:00", NOON),
        ("2026-03-02T12:00:00", NOON),
        (str(int(NOON.timestamp() * 1000)), NOON),
    ],
)
def test_d22_times_are_read_as_crms_write_them(text: str, read: datetime) -> None:
    assert read_time(text) == read


@pytest.mark.parametrize(
    ("known", "coming", "what"),
    [
        (None, Edition("1", "a"), Arrival.NEW),
        (Edition("1", "a"), Edition("2", "b"), Arrival.NEW),
        (Edition("1", "a"), Edition("2", "a"), Arrival.NEW),
        (Edition("2", "a"), Edition("1", "b"), Arrival.STALE),
        (Edition("2", "a"), Edition("1", "a"), Arrival.STALE),
        (Edition("1", "a"), Edition("1", "a"), Arrival.SAME),
        (Edition("1", "a"), Edition("1", "b"), Arrival.NEW),
        (Edition("1", "b"), Edition("1", "a"), Arrival.STALE),
        (tombstone("1"), Edition("1", "f" * 32), Arrival.STALE),
        (tombstone("1"), Edition("2", "0"), Arrival.NEW),
        (Edition("1", "f" * 32), tombstone("1"), Arrival.NEW),
    ],
)
def test_d22_an_older_change_never_overwrites_a_newer_one(
    known: Edition | None, coming: Edition, what: Arrival
) -> None:
    assert arrival(known, coming) is what


def test_d22_what_a_full_import_lacked_is_deleted_as_of_its_start() -> None:
    before, after = (version_of(None, NOON + n * SECOND, NOON) for n in (-1, 1))
    start = version_of(None, NOON, NOON)

    assert missed_by_full_import(Edition(before, "a"), NOON) == tombstone(start)
    assert missed_by_full_import(Edition(after, "a"), NOON) == tombstone(after)
    assert missed_by_full_import(Edition(version_of("7", None, NOON), "a"), NOON) == tombstone(
        version_of("7", None, NOON)
    )


def test_d22_tombstones_are_kept_for_thirty_days() -> None:
    assert timedelta(days=30) == TOMBSTONES_KEPT


@pytest.mark.parametrize(("delay", "late"), [(HALF_A_DAY, False), (HALF_A_DAY + SECOND, True), (-SECOND, False)])
def test_s11_a_change_is_late_after_twelve_hours(delay: timedelta, late: bool) -> None:
    assert is_late(NOON, NOON + delay) is late


@pytest.mark.parametrize(
    ("modified_at", "delays"),
    [
        (None, Delays(1, 0, 0)),
        (NOON, Delays(1, 0, 0)),
        (NOON + SECOND, Delays(1, 0, 0)),
        (NOON - HALF_A_DAY, Delays(1, 0, 43_200)),
        (NOON - HALF_A_DAY - SECOND, Delays(0, 1, 43_201)),
    ],
)
def test_s11_each_change_is_counted_with_its_delay(modified_at: datetime | None, delays: Delays) -> None:
    assert delay_of(modified_at, NOON) == delays


def test_s11_delays_add_up_and_the_slowest_stands() -> None:
    assert Delays(1, 2, 30) + Delays(4, 8, 20) == Delays(5, 10, 30)


@pytest.mark.parametrize(
    ("last_checkpoint", "connected_at", "late", "found"),
    [
        (NOON - HALF_A_DAY, NOON - 3 * HALF_A_DAY, 0, Freshness.FRESH),
        (NOON - HALF_A_DAY - SECOND, NOON - 3 * HALF_A_DAY, 0, Freshness.LATE),
        (NOON, NOON - HALF_A_DAY, 1, Freshness.LATE),
        (None, NOON - HALF_A_DAY, 0, Freshness.FRESH),
        (None, NOON - HALF_A_DAY - SECOND, 0, Freshness.LATE),
        (NOON - 3 * HALF_A_DAY, NOON - SECOND, 0, Freshness.FRESH),
    ],
)
def test_s11_a_contract_is_late_by_a_late_change_or_by_silence(
    last_checkpoint: datetime | None, connected_at: datetime, late: int, found: Freshness
) -> None:
    assert freshness(last_checkpoint, connected_at, late, NOON) is found


@pytest.mark.parametrize(
    ("values", "stage", "status"),
    [
        ({"status": "Won"}, StageState(), "won"),
        ({}, StageState(), "open"),
        ({}, StageState(is_won=True), "open"),
        ({}, StageState(is_closed=True), "lost"),
        ({}, StageState(is_closed=True, is_won=True), "won"),
        ({"status": "open"}, StageState(is_closed=True), "open"),
    ],
)
def test_d15_a_deal_s_own_status_comes_before_its_stage_s(
    values: dict[str, str], stage: StageState, status: str
) -> None:
    assert deal_of(values, stage).status == status


def test_s46_a_deal_s_columns_are_read_as_amount_and_days() -> None:
    values = {"amount": "1200.50", "created_at": "2026-03-01T23:30:00Z", "close_date": "2026-03-31"}

    assert deal_of(values, StageState()) == Deal("open", Decimal("1200.50"), date(2026, 3, 1), date(2026, 3, 31))
    assert deal_of({"close_date": "1772366400000"}, StageState()).closed_on == date(2026, 3, 1)
    assert deal_of({"close_date": "20260331"}, StageState()).closed_on == date(2026, 3, 31)


@pytest.mark.parametrize(
    "values",
    [
        {"status": "maybe"},
        {"amount": "much"},
        {"amount": "NaN"},
        {"amount": "1000000000000000"},
        {"amount": "-1000000000000000"},
        {"close_date": "soon"},
        {"created_at": "9" * 30},
    ],
)
def test_s46_a_deal_that_cannot_be_read_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(DealUnreadable):
        deal_of(values, StageState())


def test_s46_a_large_amount_is_still_an_amount() -> None:
    assert deal_of({"amount": "999999999999999"}, StageState()).amount == Decimal(999999999999999)


def change(op: ProfileOp, profile: str = "M1", version: str = "", into: str | None = None) -> ProfileChange:
    return ProfileChange(op, profile, version, into=into)


UPSERT, DELETE, MERGE = ProfileOp.UPSERT, ProfileOp.DELETE, ProfileOp.MERGE
APPLIED, UNCHANGED, STALE, REJECTED = ProfileStatus


@pytest.mark.parametrize(
    ("rows", "statuses"),
    [
        ([change(UPSERT, version="4")], [STALE]),
        ([change(UPSERT, version="5")], [UNCHANGED]),
        ([change(UPSERT, version="6")], [APPLIED]),
        ([change(UPSERT)], [APPLIED]),
        ([change(UPSERT, "M9", "1")], [APPLIED]),
        ([change(DELETE, version="6"), change(UPSERT, version="5")], [APPLIED, STALE]),
        ([change(DELETE, version="6"), change(UPSERT, version="6")], [APPLIED, UNCHANGED]),
        ([change(MERGE, into="M2")], [APPLIED]),
        ([change(MERGE, into="M1")], [REJECTED]),
        ([change(MERGE, into=None)], [REJECTED]),
        ([change(MERGE, into="M9")], [REJECTED]),
        ([change(UPSERT, "M9"), change(MERGE, into="M9")], [APPLIED, APPLIED]),
        ([change(DELETE, "M2"), change(MERGE, into="M2")], [APPLIED, REJECTED]),
    ],
)
def test_d13_changes_of_the_network_are_applied_in_order(
    rows: list[ProfileChange], statuses: list[ProfileStatus]
) -> None:
    step = network_step(rows, {"M1": "5"}, {"M1", "M2"})

    assert [status for status, _ in step.results] == statuses
    assert [reason is not None for _, reason in step.results] == [status is REJECTED for status in statuses]
    assert set(step.changes) == {row.id for row, status in zip(rows, statuses, strict=True) if status is APPLIED}


def test_d12_d13_the_last_word_on_each_profile_counts() -> None:
    rows = [change(UPSERT, "M1"), change(DELETE, "M1"), change(UPSERT, "M2"), change(MERGE, "M3", into="M2")]

    step = network_step(rows, {}, {"M1", "M2", "M3"})

    assert isinstance(step, NetworkStep)
    assert [one.id for one in step.upserts] == ["M2"]
    assert [one.id for one in step.gone] == ["M1", "M3"]

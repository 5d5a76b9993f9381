"""Which of two changes is newer (D22), deletions of full imports, and the 12-hour rule (S11)."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.contract.imports.freshness_rules import (
    Delays,
    Freshness,
    delays_of,
    freshness,
    updates_of,
)
from serving.vocabulary.versions import (
    Arrival,
    Edition,
    VersionUnreadable,
    arrival,
    missed_by_full_import,
    read_time,
    tombstone,
    version_of,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
CONTENTS = st.builds(Edition, st.sampled_from("1234"), st.sampled_from("abc"))
DELETED = st.builds(tombstone, st.sampled_from("1234"))
VERSION = attrgetter("version")


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        (("9", None), ("10", None)),
        (("99999999", None), (None, NOW - HOUR * 9999)),
        ((None, NOW - HOUR), (None, NOW)),
        ((None, NOW - timedelta(microseconds=1)), (None, NOW)),
        ((None, NOW), (None, NOW + timedelta(microseconds=1))),
        ((None, NOW + HOUR * 23), (None, NOW + HOUR * 24)),
        (("2026-03-02T08:59:59Z", None), (None, None)),
        (("2026-03-02T10:59:59+02:00", NOW + HOUR), ("2026-03-02T09:00:00Z", NOW - HOUR)),
    ],
)
def test_versions_sort_by_their_number_else_by_time_else_by_arrival(
    lower: tuple[str | None, datetime | None], higher: tuple[str | None, datetime | None]
) -> None:
    """D22."""
    assert version_of(*lower, NOW) < version_of(*higher, NOW)


def test_a_version_is_the_same_in_every_time_zone() -> None:
    """D22."""
    elsewhere = NOW.astimezone(timezone(timedelta(hours=5)))

    assert version_of(None, elsewhere, NOW) == version_of(None, NOW, NOW) == version_of(None, None, NOW)
    assert version_of("007", None, NOW) == version_of("7", None, NOW)


@pytest.mark.parametrize("text", ["soon", "", "9" * 31, "٣", "-1", "2026-13-01"])
def test_an_unreadable_version_is_refused(text: str) -> None:
    with pytest.raises(VersionUnreadable, match="expected one such as"):
        version_of(text, None, NOW)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-02T09:00:00Z", NOW),
        ("2026-03-02T11:00:00+02:00", NOW),
        ("2026-03-02T09:00:00", NOW),
        ("1772442000000", NOW),
        ("2026-03-02", datetime(2026, 3, 2, tzinfo=UTC)),
    ],
)
def test_times_are_read_in_the_forms_that_crms_send(text: str, moment: datetime) -> None:
    """HubSpot sends ISO times and milliseconds."""
    assert read_time(text) == moment
    assert read_time(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("known", "coming", "expected"),
    [
        (None, Edition("1", "a"), Arrival.NEW),
        (Edition("1", "a"), Edition("2", "b"), Arrival.NEW),
        (Edition("1", "a"), Edition("2", "a"), Arrival.NEW),
        (Edition("2", "a"), Edition("1", "b"), Arrival.STALE),
        (Edition("2", "a"), Edition("1", "a"), Arrival.STALE),
        (Edition("1", "a"), Edition("1", "a"), Arrival.SAME),
        (Edition("1", "a"), Edition("1", "b"), Arrival.NEW),
        (Edition("1", "b"), Edition("1", "a"), Arrival.NEW),
        (Edition("1", "f" * 32), tombstone("1"), Arrival.NEW),
        (tombstone("1"), Edition("1", "f" * 32), Arrival.STALE),
        (tombstone("1"), Edition("2", "a"), Arrival.NEW),
        (tombstone("1"), tombstone("1"), Arrival.SAME),
    ],
)
def test_the_newer_version_wins_and_of_equal_ones_the_one_received_last(
    known: Edition | None, coming: Edition, expected: Arrival
) -> None:
    """D22: a deletion holds against every upsert of its version, whichever comes first."""
    assert arrival(known, coming) is expected


def last_of(editions: Iterable[Edition]) -> Edition:
    """What is kept of editions that are received one after the other."""
    kept: Edition | None = None
    for one in editions:
        kept = one if arrival(kept, one) is Arrival.NEW else kept
    assert kept is not None
    return kept


@given(st.lists(CONTENTS | DELETED, min_size=1, max_size=6))
def test_of_the_highest_version_a_deletion_stays_else_the_change_received_last(editions: list[Edition]) -> None:
    """D22."""
    highest = [one for one in editions if one.version == max(editions, key=VERSION).version]
    deletion = tombstone(highest[0].version)

    assert last_of(editions) == (deletion if deletion in highest else highest[-1])


def test_a_record_that_a_full_import_lacked_returns_only_by_a_change_after_its_start() -> None:
    """D22: with numbered versions, only by a higher number."""
    timed = Edition(version_of(None, NOW - HOUR, NOW), "a")
    numbered = Edition(version_of("7", None, NOW), "a")

    deleted = missed_by_full_import(timed, NOW)
    counted = missed_by_full_import(numbered, NOW)

    assert arrival(timed, deleted) is arrival(numbered, counted) is Arrival.NEW
    assert arrival(deleted, timed) is Arrival.STALE
    assert arrival(deleted, Edition(version_of(None, NOW, NOW), "z")) is Arrival.STALE
    assert arrival(deleted, Edition(version_of(None, NOW + HOUR, NOW), "a")) is Arrival.NEW
    assert arrival(counted, numbered) is Arrival.STALE
    assert arrival(counted, Edition(version_of("8", None, NOW), "a")) is Arrival.NEW
    late = Edition(version_of(None, NOW + HOUR, NOW), "a")
    assert missed_by_full_import(late, NOW) == tombstone(late.version)


@pytest.mark.parametrize(("delay", "late"), [(HOUR * 12, False), (HOUR * 12 + timedelta(seconds=1), True)])
def test_a_change_is_late_when_it_comes_more_than_12_hours_after_it_was_made(delay: timedelta, late: bool) -> None:
    """S11."""
    assert delays_of([NOW - delay], NOW) == Delays(int(not late), int(late), int(delay.total_seconds()))


def test_delays_add_up() -> None:
    """S11: a change from the future, or without a time, is in time."""
    one = Delays(1, 2, 30)
    other = Delays(10, 20, 7)

    assert one + other == Delays(11, 22, 30)
    assert delays_of([NOW + HOUR], NOW) == delays_of([None], NOW) == Delays(1, 0, 0)
    assert Delays() == Delays(0, 0, 0)


def test_what_a_full_import_reads_of_the_time_before_the_connection_is_no_update() -> None:
    """S11: at the very moment of the connection, and without a time, it is one."""
    made = [NOW - HOUR * 24, NOW - HOUR, None, NOW]

    assert list(updates_of(made, connected_at=NOW - HOUR)) == [NOW - HOUR, None, NOW]


@pytest.mark.parametrize(
    ("checkpoint", "connected", "late", "expected"),
    [
        (NOW, NOW - HOUR * 99, 0, Freshness.FRESH),
        (NOW - HOUR * 12, NOW - HOUR * 99, 0, Freshness.FRESH),
        (NOW - HOUR * 12 - timedelta(seconds=1), NOW - HOUR * 99, 0, Freshness.LATE),
        (NOW, NOW - HOUR * 99, 1, Freshness.LATE),
        (None, NOW - HOUR, 0, Freshness.FRESH),
        (None, NOW - HOUR * 13, 0, Freshness.LATE),
    ],
)
def test_data_is_late_after_a_late_change_or_12_hours_without_a_checkpoint(
    checkpoint: datetime | None, connected: datetime, late: int, expected: Freshness
) -> None:
    """S11."""
    assert freshness(checkpoint, connected, late, NOW) is expected

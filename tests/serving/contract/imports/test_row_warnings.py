"""Warnings of accepted rows: which are shown, how many, and whose records are named."""

import pytest

from serving.contract.imports.routes import shown_warnings
from serving.contract.imports.row_warnings import (
    ADVICE,
    MAX_NAMED,
    RowWarning,
    counted_warnings,
    first_named,
    loses_most_fields,
)


def test_a_warning_is_shown_with_its_count_its_records_and_what_to_send_instead() -> None:
    counts = {"applied": 5, "fields_lost": 3, "opportunity_name_not_unique": 0}

    [shown] = shown_warnings(counts, {"fields_lost": ["contact/1", "contact/2"]})

    assert (shown.name, shown.count, [record.id for record in shown.records]) == (RowWarning.FIELDS_LOST, 3, ["1", "2"])
    assert shown.advice == ADVICE[RowWarning.FIELDS_LOST]


def test_every_warning_has_its_advice() -> None:
    assert set(ADVICE) == set(RowWarning)
    assert [one.name for one in shown_warnings(dict.fromkeys(RowWarning, 1), {})] == list(RowWarning)


def test_records_are_counted_as_rows_and_named_once_in_their_order() -> None:
    first = {"a": ["x/3", "x/1", "x/3"], "b": []}
    second = {"a": ["x/1", "x/2"], "c": ["x/9"]}

    assert counted_warnings(first) == {"a": 3}
    assert first_named(first, second) == {"a": ["x/3", "x/1", "x/2"], "c": ["x/9"]}


def test_at_most_twenty_records_of_a_warning_are_named() -> None:
    many = [f"x/{number}" for number in range(30)]

    assert MAX_NAMED == 20
    assert first_named({"a": many[:15]}, {"a": many[15:]}) == {"a": many[:20]}


@pytest.mark.parametrize(
    ("before", "after", "loses"),
    [
        ("abcd", "ab", False),
        ("abcd", "a", True),
        ("abc", "a", True),
        ("abc", "ab", False),
        ("ab", "xy", True),
        ("", "", False),
    ],
)
def test_a_record_that_loses_more_than_half_of_its_fields_is_warned_of(before: str, after: str, loses: bool) -> None:
    assert loses_most_fields(before, after) is loses


@pytest.mark.parametrize("name", ["id", "modified_at", "active"])
def test_the_frame_of_a_record_is_no_field_that_it_loses(name: str) -> None:
    assert loses_most_fields([name, "city", "title"], ["city"]) is False

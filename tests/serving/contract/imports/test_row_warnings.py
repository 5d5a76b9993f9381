"""Warnings of accepted rows: which are shown, how many, and whose records are named."""

import pytest

from serving.contract.imports.routes import shown_warnings
from serving.contract.imports.row_warnings import (
    ADVICE,
    MAX_NAMED,
    RowWarning,
    first_named,
    loses_most_fields,
)


def test_every_warning_has_its_advice() -> None:
    assert set(ADVICE) == set(RowWarning)
    assert [one.name for one in shown_warnings(dict.fromkeys(RowWarning, 1), {})] == list(RowWarning)


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

"""Changes of who is in the CRM (S39), match rates (S29), and cells that no spreadsheet runs (S74)."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.rules.badges.filters import FilterChanges, changes_of
from serving.rules.contract.rates import MatchRate, match_rates
from serving.rules.contract.spreadsheet import csv_lines, safe_cell
from serving.rules.vocabulary import CrmObject, RecordState

IDS = st.sets(st.sampled_from("abcdefgh"))


@given(IDS, IDS, IDS)
def test_s39_changes_bring_an_earlier_set_up_to_date(before: set[str], now: set[str], more: set[str]) -> None:
    changes = changes_of([*(before ^ now), *more], now)

    assert (before | set(changes.added)) - set(changes.removed) == now


def test_s39_changes_are_sorted_and_occur_once() -> None:
    assert changes_of(["c", "a", "b", "c"], {"c", "a"}) == FilterChanges(("a", "c"), ("b",))


def test_s29_rates_are_aggregates_of_each_object() -> None:
    counts = {
        (CrmObject.CONTACT, RecordState.LINKED): 2,
        (CrmObject.CONTACT, RecordState.REVIEW): 1,
        (CrmObject.CONTACT, RecordState.DUPLICATE): 3,
        (CrmObject.CONTACT, RecordState.UNMATCHED): 5,
        (CrmObject.ACCOUNT, RecordState.LINKED): 4,
    }

    rates = match_rates(counts)

    assert rates == (
        MatchRate(CrmObject.ACCOUNT, 4, 4, 0, 0, 0, 100.0),
        MatchRate(CrmObject.CONTACT, 11, 2, 1, 3, 5, 18.2),
        MatchRate(CrmObject.LEAD, 0, 0, 0, 0, 0, None),
    )


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30 1", "-1+2", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1", "＝1", "＋1", "－1", "＠x"]
)
def test_s74_a_text_that_could_be_a_formula_is_quoted(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["Acme", "", "a=b", "1+1", "X=1", "Xavier", "O'Brien", None, -5, 1.5])
def test_s74_other_cells_stay_as_they_are(value: str | float | None) -> None:
    assert safe_cell(value) == value


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2)))
def test_s74_a_table_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(["a", "b"], rows))

    read = list(csv.reader(io.StringIO(text, newline="")))

    assert read == [["a", "b"], *[[safe_cell(cell) for cell in row] for row in rows]]


def test_s74_texts_are_quoted_and_numbers_are_not() -> None:
    assert list(csv_lines(["a", "b", "c"], [["x;=1", 2, None]])) == ['"a","b","c"\r\n', '"x;=1",2,""\r\n']

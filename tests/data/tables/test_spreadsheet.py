"""Cells that no spreadsheet runs (S74), and the texts that they stand for."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.tables.spreadsheet import csv_lines, original_text, safe_cell

HOSTILE = ('=HYPERLINK("http://evil.example")', "+1", "-1+2", "@SUM(A1)", "'=1", "''=1", "＝1")


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


@given(st.text() | st.builds("{}{}".format, st.text("'", max_size=3), st.sampled_from(HOSTILE)))
def test_a_safe_cell_is_read_as_the_text_that_it_was(text: str) -> None:
    assert original_text(str(safe_cell(text))) == text

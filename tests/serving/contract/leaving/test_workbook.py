"""A returned workbook opens in Excel, complete and as text (S80)."""

import io
from collections.abc import Sequence
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from serving.contract.leaving.workbook import (
    LETTERS_OF_A_CELL,
    LETTERS_OF_A_TITLE,
    ROWS_OF_A_SHEET,
    Row,
    Sheet,
    Workbook,
    row_of,
    rows_that_fit,
    sheets,
    titles,
)

Book = dict[str, list[tuple[str | None, ...]]]


class OneWay(io.RawIOBase):
    """A stream without seeking, as a socket."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(memoryview(data))  # type: ignore[arg-type]  # RawIOBase.write takes any buffer
        self.held += piece
        return len(piece)


def written(rows: Sequence[Row], rows_of_a_sheet: int = 1000) -> Book:
    """Write one sheet called things with the columns id and said, and read the zip again."""
    stream = OneWay()
    with Workbook(stream, "export.xlsx", rows_of_a_sheet) as book:  # type: ignore[arg-type]  # a RawIOBase is an IO
        assert book.add("things", ("id", "said"), rows) == len(rows)
    return read(bytes(stream.held))


def read(zipped: bytes) -> Book:
    with ZipFile(io.BytesIO(zipped)) as outer:
        assert outer.testzip() is None
        [name] = outer.namelist()
        book = openpyxl.load_workbook(io.BytesIO(outer.read(name)), read_only=True)
    return {
        sheet.title: [tuple(_text(cell.value) for cell in row) for row in sheet.iter_rows()]
        for sheet in book.worksheets
    }


def _text(value: object) -> str | None:
    assert value is None or isinstance(value, str)
    return value


def test_s80_a_sheet_is_split_at_excel_s_row_limit() -> None:
    book = written([(str(n), "x") for n in range(7)], rows_of_a_sheet=4)

    assert [len(rows) for rows in book.values()] == [4, 4, 2]
    assert list(book) == ["things", "things 2", "things 3"]
    assert [row[0] for rows in book.values() for row in rows[1:]] == [str(n) for n in range(7)]


def test_s80_a_full_last_sheet_is_followed_by_none() -> None:
    assert list(written([(str(n), "x") for n in range(6)], rows_of_a_sheet=4)) == ["things", "things 2"]


def test_s80_a_sheet_without_rows_has_its_header_alone() -> None:
    assert written([]) == {"things": [("id", "said")]}


ANY_TEXT = st.text(alphabet=st.characters(codec=None, categories=None), max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_TEXT, max_size=5))
def test_s80_any_text_is_read_as_it_was_written(texts: list[str]) -> None:
    book = written([(str(n), text) for n, text in enumerate(texts)])

    assert [unescape(row[1] or "") for row in book["things"][1:]] == texts


@given(st.lists(st.none() | st.text(max_size=3), min_size=2, max_size=4), st.integers(0, 90_000))
def test_s80_a_row_that_fits_is_not_split(row: list[str | None], n: int) -> None:
    whole = [row[0], "y" * n, *row[1:]]

    parts = list(rows_that_fit(whole))

    assert {part[0] for part in parts} == {row[0] or ""}
    for column in range(1, len(whole)):
        assert "".join(part[column] or "" for part in parts) == (whole[column] or "")
    assert all(len(text or "") * 2 <= LETTERS_OF_A_CELL for part in parts for text in part)


_LINK = "link_state linked_to linked_by probability linked_since other"
_PERSON = (
    "id full_name first_name middle_name last_name suffix nickname email phone title headline company company_id "
    "website street city region postal_code country birth_date profile_url past_companies past_titles "
    "account_id owner_id visible_to modified_at"
)
_COMPANY = (
    "id name aliases website email phone street city region postal_code country industry employees stock_symbol "
    "profile_url owner_id modified_at"
)
_DEAL = (
    "id name account_id contact_ids owner_id pipeline stage status amount currency created_at close_date modified_at"
)


@pytest.mark.parametrize(
    ("title", "columns"),
    [
        ("accounts", f"{_COMPANY} {_LINK}"),
        ("contacts", f"{_PERSON} {_LINK}"),
        ("leads", f"{_PERSON} status stage {_LINK}"),
        ("opportunities", f"{_DEAL} other"),
        ("users", "id name email active modified_at"),
        ("judgements", "object record_id profile_id verdict source because at"),
        ("saves", "user_id kind profile_id opportunity_id state reason made_at"),
        ("activities", "id kind user_id profile_id state occurred_at subject body"),
    ],
)
def test_s79_the_columns_that_customers_get_back_are_fixed(title: str, columns: str) -> None:
    [sheet] = [sheet for sheet in sheets(sso=False) if sheet.title == title]

    assert " ".join(sheet.columns) == columns


def test_s80_the_limits_are_excel_s_own() -> None:
    assert (ROWS_OF_A_SHEET, LETTERS_OF_A_CELL, LETTERS_OF_A_TITLE) == (1_048_576, 32_767, 31)
    assert [name for name, _ in zip(titles("contacts"), range(2), strict=False)] == ["contacts", "contacts 2"]


def test_s80_titles_are_never_longer_than_excel_allows() -> None:
    names = [name for name, _ in zip(titles("x" * 40), range(12), strict=False)]

    assert len(set(names)) == 12
    assert max(map(len, names)) == 31


def test_s79_received_extra_columns_are_returned_too() -> None:
    sheet = Sheet("accounts", ("id", "name", "other"))

    rows = [
        row_of(sheet, {"id": "1", "name": None, "x_size": "9", "a_tier": "gold", "empty": None}),
        row_of(sheet, {"id": "2", "name": "Acme"}),
        row_of(Sheet("saves", ("id", "name")), {"id": "3", "x": "dropped"}),
    ]

    assert rows == [["1", None, "a_tier: gold\nx_size: 9"], ["2", "Acme", None], ["3", None]]

"""Cells that a spreadsheet shows and never evaluates (S74). Pure."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

_STARTS_A_FORMULA = frozenset("=+-@\t\r\n")
Cell = str | int | float | None


def safe_cell(value: object) -> object:
    """Return a cell that no spreadsheet evaluates: a text that could be a formula gets an apostrophe in front.

    Full-width signs count too, since some programs read them as the plain ones. Numbers stay numbers.
    """
    return f"'{value}" if isinstance(value, str) and _is_formula(value.lstrip("'")) else value


def original_text(cell: str) -> str:
    """Return the text of a safe cell: that of `safe_cell` without its apostrophe, any other as it is."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell.lstrip("'")) else cell


def _is_formula(text: str) -> bool:
    return text[:1] in _STARTS_A_FORMULA or unicodedata.normalize("NFKC", text).lstrip(" ")[:1] in _STARTS_A_FORMULA


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a table line by line as CSV (RFC 4180), its header first, every cell safe.

    Texts are quoted, so that a program that splits cells at `;` reads the same cells.
    """
    yield _line(columns)
    for cells in rows:
        yield _line(cells)


def _line(cells: Sequence[Cell]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC).writerow([safe_cell(cell) for cell in cells])
    return buffer.getvalue()

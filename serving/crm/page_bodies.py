"""The body of an import page: a CRM's own answer, a list of rows, or a file; read in memory only.

Rows are read one by one where the format allows it, and reading stops at the limit. Values are counted by their
separators before they are parsed, since a value of 3 bytes takes up to 80 bytes as an object.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from email.message import Message
from itertools import zip_longest

from data.tables.parquet_rows import ParquetBroken, ParquetTooLarge, TableLimits, read_parquet
from features.schema.errors import OnematchError

_LISTS = ("rows", "results", "items")
JSON = "application/json"
CSV = "text/csv"
NDJSON = "application/x-ndjson"
PARQUET = "application/vnd.apache.parquet"
LARGEST_PAGE = 10_000
MAX_VALUES = 2_000_000
"""Values of a page: 200 in each row of the largest; separators inside texts count too."""
UNPACKED_BYTES = 64 << 20
_SEPARATORS = (b",", b"[", b"{")


class PageUnreadable(OnematchError):
    """The body of a page has none of the supported formats."""


class PageTooLarge(OnematchError):
    """A page exceeds the limit of rows, values or unpacked bytes."""


def rows_of(content_type: str, body: bytes) -> list[object]:
    """Return the rows of a page; an invalid line of NDJSON becomes None, a row that is rejected later.

    Raises PageUnreadable, PageTooLarge.
    """
    header = Message()
    header["content-type"] = content_type or JSON
    media_type = header.get_content_type()
    if media_type == CSV:
        return _csv_rows(body)
    if media_type == NDJSON:
        return _most(_ndjson_rows(body))
    if media_type == PARQUET:
        return _parquet_rows(body)
    return _json_rows(body)


def _most(rows: Iterable[object]) -> list[object]:
    """Collect at most LARGEST_PAGE rows; raises PageTooLarge."""
    kept: list[object] = []
    for row in rows:
        if len(kept) == LARGEST_PAGE:
            raise PageTooLarge(
                "got more than {largest_page} rows, expected at most that many in a page", largest_page=LARGEST_PAGE
            )
        kept.append(row)
    return kept


def _require_few_values(n_values: int) -> None:
    if n_values > MAX_VALUES:
        raise PageTooLarge(
            "got more than {max_values} values, expected at most that many in a page", max_values=MAX_VALUES
        )


def _json_rows(body: bytes) -> list[object]:
    _require_few_values(sum(map(body.count, _SEPARATORS)))
    try:
        page = json.loads(body)
    except (ValueError, RecursionError):
        raise PageUnreadable("got a body that is no JSON, expected rows in JSON, NDJSON, CSV or Parquet") from None
    if isinstance(page, Mapping):
        page = next((page[name] for name in _LISTS if isinstance(page.get(name), list)), None)
    if not isinstance(page, list):
        raise PageUnreadable(
            "got JSON without a list of rows, expected one, or an object with {lists}", lists=", ".join(_LISTS)
        )
    return _most(page)


def _ndjson_rows(body: bytes) -> Iterator[object]:
    n_values = 0
    for line in io.BytesIO(body):
        if line.strip():
            n_values += sum(map(line.count, _SEPARATORS))
            _require_few_values(n_values)
            yield _line(line)


def _line(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _csv_rows(body: bytes) -> list[object]:
    text = io.TextIOWrapper(io.BytesIO(body), "utf-8-sig", newline="")
    try:
        return _most(_cells_by_name(csv.reader(_few_cells(text))))
    except (UnicodeDecodeError, csv.Error):
        raise PageUnreadable("got a body that is no CSV in UTF-8 with a header") from None


def _cells_by_name(lines: Iterator[list[str]]) -> Iterator[dict[str, str | None]]:
    """Yield each non-empty row by the names of the header; a missing cell is null."""
    header = next((cells for cells in lines if cells), [])
    for number, cells in enumerate(filter(None, lines), 1):
        _require_few_values(number * len(header))
        yield dict(zip_longest(header, cells[: len(header)]))


def _few_cells(lines: Iterable[str]) -> Iterator[str]:
    n_values = 0
    for line in lines:
        n_values += line.count(",")
        _require_few_values(n_values)
        yield line


def _parquet_rows(body: bytes) -> list[object]:
    try:
        return [*read_parquet(body, TableLimits(LARGEST_PAGE, MAX_VALUES, UNPACKED_BYTES))]
    except ParquetTooLarge as error:
        raise PageTooLarge("{error} in a page", error=error) from None
    except ParquetBroken as error:
        raise PageUnreadable("got a body that is no Parquet: {error}", error=error) from None

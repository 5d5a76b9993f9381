"""A page of an import as it is sent: a CRM's own answer, a list of rows, or a file; read in memory only."""

import csv
import io
import json
from collections.abc import Mapping
from email.message import Message

from features.schema.errors import OnematchError

_LISTS = ("rows", "results", "items")
CSV, NDJSON, PARQUET = "text/csv", "application/x-ndjson", "application/vnd.apache.parquet"


class PageUnreadable(OnematchError):
    """A page's body is none of the forms that a page can have."""


def rows_of(content_type: str, body: bytes) -> list[object]:
    """Return the rows of a page; a line of NDJSON that is no JSON becomes a row that will be rejected.

    Raises PageUnreadable.
    """
    header = Message()
    header["content-type"] = content_type or "application/json"
    media_type = header.get_content_type()
    if media_type == CSV:
        return _csv_rows(body)
    if media_type == NDJSON:
        return [_line(line) for line in body.splitlines() if line.strip()]
    if media_type == PARQUET:
        return _parquet_rows(body)
    return _json_rows(body)


def _json_rows(body: bytes) -> list[object]:
    try:
        page = json.loads(body)
    except (ValueError, RecursionError):
        raise PageUnreadable("got a body that is no JSON, expected rows in JSON, NDJSON, CSV or Parquet") from None
    if isinstance(page, Mapping):
        page = next((page[name] for name in _LISTS if isinstance(page.get(name), list)), None)
    if not isinstance(page, list):
        raise PageUnreadable(f"got JSON without a list of rows, expected one, or an object with {', '.join(_LISTS)}")
    return page


def _line(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _csv_rows(body: bytes) -> list[object]:
    try:
        text = body.decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        return [{name: value for name, value in row.items() if name is not None} for row in rows]
    except (UnicodeDecodeError, csv.Error):
        raise PageUnreadable("got a body that is no CSV in UTF-8 with a header") from None


def _parquet_rows(body: bytes) -> list[object]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        rows: list[object] = pq.read_table(io.BytesIO(body)).to_pylist()
    except (pa.ArrowException, OSError):
        raise PageUnreadable("got a body that is no Parquet") from None
    return rows

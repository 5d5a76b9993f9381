"""What a report is, and its rows as CSV for spreadsheets or JSON for programs, piece by piece (S74, S87, S88)."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

from data.tables.spreadsheet import Cell, csv_lines
from features.schema.value_class import value_class
from serving.contract.records.matching import Matchers
from serving.store.contracts import OpenScope

Rows = Iterator[tuple[Cell, ...]]


class ReportName(StrEnum):
    """The reports of a contract."""

    MATCH_RATES = "match-rates"
    UNMATCHED = "unmatched"
    LEFT_COMPANY = "left-company"
    DUPLICATES = "duplicates"
    RECORD_CLUSTERS = "duplicate-records"
    CHANGES = "changes"
    DRIFT = "drift"
    PRECISION = "precision"
    SEGMENTS = "segments"
    SUSPECTS = "suspects"
    GAIN = "gain"
    GAIN_RECORDS = "gain-records"


class ReportReading(NamedTuple):
    """What a report is read from, and for which user; None: for no user in particular (S33)."""

    scope: OpenScope
    matching: Matchers
    user_id: str | None


@value_class
class Report:
    """A report: its columns, parted by blanks, what yields its rows in the order of records, and how much work that is.

    `count` returns how many links, or states of links, are read; None: so little that no job is needed.
    """

    columns: str
    rows: Callable[[ReportReading], Rows]
    count: Callable[[OpenScope], int] | None = None


class Format(StrEnum):
    """The format of a report."""

    JSON = "json"
    CSV = "csv"

    @property
    def media_type(self) -> str:
        return "text/csv; charset=utf-8" if self is Format.CSV else "application/json"


def accepted_format(accept: str) -> Format:
    """Return the format that an Accept header prefers: CSV where it comes before JSON, or alone; else JSON."""
    media_ranges = [
        (_quality(part), -position, part.partition(";")[0].strip())
        for position, part in enumerate(accept.lower().split(","))
    ]
    known = [
        (quality, position, type_) for quality, position, type_ in media_ranges if quality > 0 and type_ in _FORMATS
    ]
    return _FORMATS[max(known)[2]] if known else Format.JSON


_FORMATS = {"text/csv": Format.CSV, "text/*": Format.CSV, "application/json": Format.JSON}


def _quality(part: str) -> float:
    for parameter in part.split(";")[1:]:
        name, _, value = parameter.strip().partition("=")
        if name == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def written(format_: Format, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield a table as CSV, or as JSON `{"items": [{column: value}]}`."""
    if format_ is Format.CSV:
        yield from csv_lines(columns, rows)
        return
    yield '{"items":['
    for number, row in enumerate(rows):
        item = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
        yield item if number == 0 else f",{item}"
    yield "]}"

"""Small tables (truth, labels, links) by column; one bad row makes the whole file unusable."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.tables.atomic import replacing
from data.tables.formats import Row, open_rows
from data.tables.rejects import Reject
from data.tables.renames import NO_RENAMES, Renames, renames_of
from data.tables.spreadsheet import original_text, safe_cell
from data.tables.stored_text import storable
from features.normalise.text import text_of
from features.schema.errors import OnematchError
from features.schema.value_class import value_class

Values = list[str | None]
DIGITS = 6
"""The decimals of numbers in CSV files."""
SEPARATOR = "; "
"""What stands between the values of a list in a CSV file."""


class UnusableTable(OnematchError):
    """A file lacks a required column, or holds a row that cannot be read."""


@value_class
class TextTable:
    """A file's columns as text or null; row i of the file is at position i."""

    path: Path
    columns: Mapping[str, Values]
    n_rows: int

    def column(self, name: str) -> Values:
        """Return a column, all null where the file does not have it."""
        return self.columns[name] if name in self.columns else [None] * self.n_rows


def read_text_table(path: Path, required: Iterable[str], renames: Renames = NO_RENAMES) -> TextTable:
    """Read a file; raises UnusableTable for a broken row, or a required column that is missing or there twice.

    For a file that cannot be read at all, the errors of `data.tables.formats.open_rows` are raised.
    """
    with open_rows(path) as source:
        rows = [_usable(path, item) for item in source.rows]
        names = source.columns or tuple(dict.fromkeys(name for row in rows for name in row))
    named = _renamed(path, names, renames_of(renames, path))
    if missing := [name for name in required if name not in named]:
        got = ", ".join(names) or "no column"
        raise UnusableTable(
            "{path}: got the columns {got}; expected also {missing}", path=path, got=got, missing=", ".join(missing)
        )
    columns = {ours: [_text(path, row.get(theirs)) for row in rows] for ours, theirs in named.items()}
    return TextTable(path, columns, len(rows))


def _text(path: Path, value: object) -> str | None:
    """Return a value's text, None for an empty one; a cell of a CSV as it was before it was made safe."""
    text = storable(text_of(value)) or None
    return original_text(text) if text is not None and path.suffix.lower() in {".csv", ".tsv"} else text


def _renamed(path: Path, names: Iterable[str], renames: Renames) -> dict[str, str]:
    """Return the file's own name of each column by the name that it is read as."""
    named: dict[str, str] = {}
    for theirs in names:
        ours = renames.get(theirs, theirs)
        if ours and ours in named:
            raise UnusableTable(
                "{path}: {named!r} and {theirs!r} are both {ours!r} after renaming",
                path=path,
                named=named[ours],
                theirs=theirs,
                ours=ours,
            )
        if ours:
            named[ours] = theirs
    return named


def _usable(path: Path, item: tuple[int, Row] | Reject) -> Row:
    if isinstance(item, Reject):
        raise UnusableTable("{path} row {row}: {reason}", path=path, row=item.row, reason=item.reason)
    return item[1]


def write_table(path: Path, columns: Mapping[str, Sequence[Any]], schema: pa.Schema, named: str) -> None:
    """Write columns as Parquet or CSV, by the name's ending; the file appears whole or not at all.

    Raises UnusableTable, with what the table is `named`, for another ending.
    """
    if path.suffix.lower() not in {".parquet", ".csv"}:
        raise UnusableTable(
            "{path}: got the ending {suffix!r}, {named} are written as .parquet or .csv",
            path=path,
            suffix=path.suffix,
            named=named,
        )
    if path.suffix.lower() == ".csv":
        write_csv(path, schema.names, zip(*columns.values(), strict=True))
        return
    with replacing(path) as beside:
        pq.write_table(pa.table(columns, schema=schema), beside, compression="zstd")


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Write rows as CSV, texts that a spreadsheet would evaluate behind an apostrophe, which `original_text` takes off.

    The file appears whole or not at all.
    """
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(map(_cell, values) for values in rows)


def _cell(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    text = SEPARATOR.join(value) if isinstance(value, list | tuple) else value
    return "" if text is None else safe_cell(str(text))

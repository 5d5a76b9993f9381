"""CSV, Parquet and NDJSON as one stream of rows; the ending of the file's name determines the format."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.tables.csv_rows import CsvFile, open_csv
from data.tables.rejects import Reject
from features.schema.errors import OnematchError

Row = dict[str, object]
Rows = Iterator[tuple[int, Row] | Reject]
Item = TypeVar("Item")
BATCH_ROWS = 8_192


class UnknownFileFormat(OnematchError):
    """The ending of a file's name is not a format that can be read."""


class UnreadableFile(OnematchError):
    """A file cannot be read at all."""


@dataclass(frozen=True, slots=True)
class RowSource:
    """A file's rows: (row number from 1, the row) or a reject; `columns` is None where only the rows name them.

    `batches` are the same rows by column, if the file stores them so. Only one of both can be read, and once.
    """

    path: Path
    columns: tuple[str, ...] | None
    rows: Rows = field(repr=False)
    encoding: str = "utf-8"
    batches: Iterator[pa.RecordBatch] | None = field(default=None, repr=False)


@contextmanager
def open_rows(path: Path) -> Iterator[RowSource]:
    """Open a table file for one pass over its rows.

    Raises UnknownFileFormat for another ending, UnreadableFile where the file is absent, broken or has no header.
    """
    opener = _OPENERS.get(path.suffix.lower())
    if opener is None:
        raise UnknownFileFormat(
            f"{path}: the name must end in {', '.join(_OPENERS)}, got {path.suffix or 'no ending'!r}"
        )
    try:
        source, close = opener(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UnreadableFile(f"{path}: cannot be read as {path.suffix[1:]}: {error}") from error
    try:
        batches = source.batches and _with_named_errors(path, source.batches)
        yield replace(source, rows=_with_named_errors(path, source.rows), batches=batches)
    finally:
        close()


def _with_named_errors(path: Path, rows: Iterator[Item]) -> Iterator[Item]:
    try:
        yield from rows
    except (OSError, pa.ArrowException, UnicodeError) as error:
        raise UnreadableFile(f"{path}: broken after its start: {error}") from error


Opened = tuple[RowSource, Callable[[], None]]


def _open_csv(path: Path) -> Opened:
    file: CsvFile = open_csv(path)
    return RowSource(path, file.columns, file.rows(), file.encoding), file.close


def _open_parquet(path: Path) -> Opened:
    file = pq.ParquetFile(path)
    schema = file.schema_arrow
    batches = None if any(map(pa.types.is_struct, schema.types)) else file.iter_batches(batch_size=BATCH_ROWS)
    return RowSource(path, tuple(schema.names), _parquet_rows(file), batches=batches), file.close


def _parquet_rows(file: pq.ParquetFile) -> Rows:
    names = file.schema_arrow.names
    number = 0
    for batch in file.iter_batches(batch_size=BATCH_ROWS):
        for values in zip(*map(values_of, batch.columns), strict=True):
            number += 1
            yield number, dict(zip(names, values, strict=True))


def values_of(column: pa.Array | pa.ChunkedArray) -> list[Any]:
    """Return a column as Python values; texts go through numpy, which is faster than Arrow's own conversion."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        values: list[Any] = pc.cast(column, pa.string()).to_numpy(zero_copy_only=False).tolist()
        return values
    return column.to_pylist()  # type: ignore[no-any-return]


def _open_ndjson(path: Path) -> Opened:
    file = path.open("rb")
    return RowSource(path, None, _ndjson_rows(file)), file.close


def _ndjson_rows(lines: Iterator[bytes]) -> Rows:
    for number, line in enumerate(lines, 1):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _ndjson_row(number, line)


def _ndjson_row(number: int, line: bytes) -> tuple[int, Row] | Reject:
    try:
        row = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        return Reject(number, None, f"not readable as JSON: {type(error).__name__}")
    if not isinstance(row, dict):
        return Reject(number, None, f"a JSON object was expected, got {type(row).__name__}")
    return number, row


_OPENERS: dict[str, Callable[[Path], Opened]] = {
    ".csv": _open_csv,
    ".tsv": _open_csv,
    ".parquet": _open_parquet,
    ".ndjson": _open_ndjson,
    ".jsonl": _open_ndjson,
}
ENDINGS = (".parquet", *(ending for ending in _OPENERS if ending != ".parquet"))
"""The endings of the names of files that can be read."""

"""CSV, Parquet and NDJSON as one stream of rows; the ending of the file's name determines the format.

CSV files may have any common delimiter and encoding; every cell of one is a text.
"""

import codecs
import csv
import json
import re
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field, replace
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.tables.rejects import Reject
from features.schema.errors import OnematchError, type_word
from features.schema.texts import wording
from features.schema.value_class import value_class

DELIMITERS = (",", ";", "\t", "|")
SCANNED_BYTES = 1 << 20
_STATED_DELIMITER = re.compile(r'"?sep=([,;\t|])"?\s*$', re.IGNORECASE)
"""The line before the header in which spreadsheets state the delimiter."""
_STRAY_QUOTE = "'"
"""The beginning of the csv module's message where text follows a closing quote; such a row is read leniently."""


@value_class
class CsvFile:
    """An open CSV file, positioned after its header."""

    columns: tuple[str, ...]
    encoding: str
    delimiter: str
    file: TextIOWrapper

    def rows(self) -> Iterator[tuple[int, dict[str, object]] | Reject]:
        """Yield each row with its number; a row with too many or too few cells is a reject.

        Where such a row spans several lines (a quote that never closes), the lines after its first are read again as
        separate rows.
        """
        lines = _Lines(self.file)
        number = 0
        while True:
            cells, read = self._next_cells(lines)
            if cells is None:
                return
            if not cells and not "".join(read).strip():
                continue
            number += 1
            if len(cells) == len(self.columns):
                yield number, dict(zip(self.columns, cells, strict=True))
            else:
                lines.put_back(read[1:])
                reason = wording(
                    "{n_cells} cells, {n_columns} were expected", n_cells=len(cells), n_columns=len(self.columns)
                )
                yield Reject(number, None, reason if cells else "a quote is never closed")

    def _next_cells(self, lines: "_Lines") -> tuple[list[str] | None, list[str]]:
        """Return the cells of the next row (None at the end, [] where a quote stays open) and the lines read."""
        try:
            return next(csv.reader(lines, delimiter=self.delimiter, strict=True), None), lines.taken()
        except csv.Error as error:
            read = lines.taken()
            if not str(error).startswith(_STRAY_QUOTE):
                return [], read
        lines.put_back(read)
        try:
            return next(csv.reader(lines, delimiter=self.delimiter), None), lines.taken()
        except csv.Error:
            return [], lines.taken()

    def close(self) -> None:
        self.file.close()


class _Lines:
    """Lines of a file that can be put back."""

    __slots__ = ("_file", "_taken", "_waiting")

    def __init__(self, file: TextIOWrapper) -> None:
        self._file = file
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._waiting.popleft() if self._waiting else next(self._file)
        self._taken.append(line)
        return line

    def taken(self) -> list[str]:
        """Return the lines read since the last call."""
        taken = self._taken
        self._taken = []
        return taken

    def put_back(self, lines: list[str]) -> None:
        self._waiting.extendleft(reversed(lines))


def open_csv(path: Path) -> CsvFile:
    """Open a CSV file with its detected encoding and delimiter; raises ValueError where it has no usable header."""
    encoding = _encoding(path)
    file = path.open(encoding=encoding, newline="", errors="replace" if encoding == "cp1252" else "strict")
    try:
        header = file.readline()
        if stated := _STATED_DELIMITER.match(header):
            header = file.readline()
        delimiter = stated[1] if stated else max(DELIMITERS, key=lambda sign: len(_cells(header, sign)))
        columns = tuple(cell.strip() for cell in _cells(header, delimiter))
        _check_header(columns)
    except ValueError:
        file.close()
        raise
    return CsvFile(columns, encoding, delimiter, file)


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _check_header(columns: tuple[str, ...]) -> None:
    if not any(columns):
        raise ValueError("the file is empty, a header was expected")
    repeated = sorted({name for name in columns if name and columns.count(name) > 1})
    if repeated:
        raise ValueError(wording("the header repeats {repeated}", repeated=", ".join(repeated)))


def _encoding(path: Path) -> str:
    """Return UTF-16 for a file with its byte order mark, UTF-8 where all bytes are valid, else Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        head = file.read(SCANNED_BYTES)
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        try:
            chunk = head
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(SCANNED_BYTES)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"


Row = dict[str, object]
Rows = Iterator[tuple[int, Row] | Reject]
Item = TypeVar("Item")
BATCH_ROWS = 8_192


class UnknownFileFormat(OnematchError):
    """The ending of a file's name is not a format that can be read."""


class UnreadableFile(OnematchError):
    """A file cannot be read at all."""


@value_class
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
            "{path}: the name must end in {openers}, got {suffix!r}",
            path=path,
            openers=", ".join(_OPENERS),
            suffix=path.suffix or wording("no ending"),
        )
    try:
        source, close = opener(path)
    except (OSError, ValueError, pa.ArrowException) as error:
        raise UnreadableFile(
            "{path}: cannot be read as {suffix}: {error}", path=path, suffix=path.suffix[1:], error=error
        ) from error
    try:
        batches = source.batches and _with_named_errors(path, source.batches)
        yield replace(source, rows=_with_named_errors(path, source.rows), batches=batches)
    finally:
        close()


def _with_named_errors(path: Path, rows: Iterator[Item]) -> Iterator[Item]:
    try:
        yield from rows
    except (OSError, pa.ArrowException, UnicodeError) as error:
        raise UnreadableFile("{path}: broken after its start: {error}", path=path, error=error) from error


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
        return Reject(number, None, wording("not readable as JSON: {type_name}", type_name=type(error).__name__))
    if not isinstance(row, dict):
        return Reject(number, None, wording("got {row}, expected a JSON object", row=type_word(row)))
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

"""Rows of CSV files of any common delimiter and encoding; every cell is a text."""

import codecs
import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from data.tables.rejects import Reject

DELIMITERS = (",", ";", "\t", "|")
SCANNED_BYTES = 1 << 20
_STATED_DELIMITER = re.compile(r'"?sep=([,;\t|])"?\s*$', re.IGNORECASE)
"""The line before the header in which spreadsheets state the delimiter."""
_STRAY_QUOTE = "'"
"""The beginning of the csv module's message where text follows a closing quote; such a row is read leniently."""


@dataclass(frozen=True, slots=True)
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
                reason = f"{len(cells)} cells, {len(self.columns)} were expected"
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
        raise ValueError(f"the header repeats {', '.join(repeated)}")


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

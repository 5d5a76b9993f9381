"""Rows of an untrusted Parquet file, which is refused before it takes more memory than allowed.

The content of its pages is counted from their own headers before any of them is unpacked: the footer repeats these
counts, but a reader unpacks by the page headers. Formats: the Parquet specification, PageHeader in parquet.thrift, in
the compact protocol of Apache Thrift.
"""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.tables.formats import Row, values_of
from features.schema.errors import OnematchError
from features.schema.value_class import value_class

FOOTER_BYTES = 1 << 20
"""Bytes of the longest footer that is read; one of 100 columns and 10 row groups has about 100 kB."""
MAX_PAGES = 20_000
_DELTA_BYTE_ARRAY = 7
"""The encoding in which each value may repeat the one before it, so that n bytes can unpack to n squared."""
_WITH_DICTIONARY = {2, 8}
_UNCOMPRESSED = 2
_COMPRESSED = 3
_N_VALUES = 1
_KINDS = {5: 2, 7: 2, 8: 4}
"""Fields of the header for data, dictionaries and data of version 2, each with its field for the encoding."""
_INTEGERS = (4, 5, 6)
_DOUBLE = 7
_BYTES = 8
_STRUCT = 12


class ParquetBroken(OnematchError):
    """A file is no Parquet that can be read."""


@dataclass(slots=True)
class PageTotals:
    """Sums over all pages: values count once for each level of their column's path."""

    n_pages: int = 0
    n_values: int = 0
    uncompressed_bytes: int = 0
    repeating: set[str] = field(default_factory=set)
    """Paths of the columns whose values lie in a dictionary."""


def count_pages(body: bytes, metadata: pq.FileMetaData) -> PageTotals:
    """Return the sums over all pages of a file; raises ParquetBroken, also for more than MAX_PAGES pages."""
    totals = PageTotals()
    for chunk, width in _chunks(metadata):
        weight = 1 + chunk.path_in_schema.count(".")
        for n_values, unpacked, has_dictionary in _pages(body, *_bounds(chunk, len(body))):
            totals.n_pages += 1
            totals.n_values += n_values * weight
            totals.uncompressed_bytes += unpacked + n_values * width
            if has_dictionary:
                totals.repeating.add(chunk.path_in_schema)
            if totals.n_pages > MAX_PAGES:
                raise ParquetBroken(
                    "got more than {max_pages} Parquet pages, expected at most that many", max_pages=MAX_PAGES
                )
    return totals


def require_short_footer(body: bytes) -> None:
    """Raise ParquetBroken unless the footer is there and short enough to be read whole."""
    length = int.from_bytes(body[-8:-4], "little")
    if body[-4:] != b"PAR1" or length > min(FOOTER_BYTES, len(body)):
        raise ParquetBroken(
            "got no Parquet footer of at most {footer_bytes} bytes, expected one", footer_bytes=FOOTER_BYTES
        )


def _chunks(metadata: pq.FileMetaData) -> Iterator[tuple[pq.ColumnChunkMetaData, int]]:
    """Yield each column of each row group, and the bytes of its values where all have the same length."""
    for group in range(metadata.num_row_groups):
        columns = metadata.row_group(group)
        for position in range(columns.num_columns):
            yield columns.column(position), max(metadata.schema.column(position).length, 0)


def _bounds(chunk: pq.ColumnChunkMetaData, n_bytes: int) -> tuple[int, int]:
    """Return the positions where the pages of a column begin and end."""
    start = min(filter(None, (chunk.dictionary_page_offset, chunk.data_page_offset)), default=0)
    end = start + chunk.total_compressed_size
    if not 0 <= start <= end <= n_bytes:
        raise ParquetBroken(
            "got a column at the bytes {start} to {end}, expected it in the file of {n_bytes}",
            start=start,
            end=end,
            n_bytes=n_bytes,
        )
    return start, end


def _pages(body: bytes, at: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Yield each page between two positions: its values, its bytes when unpacked, and whether it has a dictionary."""
    while at < end:
        reader = _Compact(body, at)
        header = reader.struct()
        n_values = 0
        encodings = set()
        for kind, encoding in _KINDS.items():
            inner = header.get(kind)
            if isinstance(inner, dict):
                n_values += _number(inner, _N_VALUES)
                encodings.add(inner.get(encoding))
        if _DELTA_BYTE_ARRAY in encodings:
            raise ParquetBroken("got the encoding DELTA_BYTE_ARRAY, expected PLAIN or a dictionary")
        yield n_values, _number(header, _UNCOMPRESSED), not _WITH_DICTIONARY.isdisjoint(encodings)
        at = reader.at + _number(header, _COMPRESSED)


def _number(fields: dict[int, object], name: int) -> int:
    value = fields.get(name)
    if not isinstance(value, int) or value < 0:
        raise ParquetBroken("got a page header that cannot be read")
    return value


class _Compact:
    """A reader of one struct of Thrift's compact protocol; types that page headers do not have are refused."""

    __slots__ = ("_body", "at")

    def __init__(self, body: bytes, at: int) -> None:
        self._body = body
        self.at = at

    def struct(self, depth: int = 0) -> dict[int, object]:
        """Return integers, booleans and inner structs by the number of their field."""
        fields: dict[int, object] = {}
        field = 0
        while (head := self._byte()) != 0:
            field = field + (head >> 4) if head >> 4 else self._integer()
            fields[field] = self._value(head & 0x0F, depth)
        return fields

    def _value(self, kind: int, depth: int) -> object:
        if kind in (1, 2):
            return kind == 1
        if kind in _INTEGERS:
            return self._integer()
        if kind == _DOUBLE:
            self.at += 8
            return None
        if kind == _BYTES:
            length = self._varint()
            self.at += length
            return None
        if kind == _STRUCT and depth < 4:
            return self.struct(depth + 1)
        raise ParquetBroken("got a page header that cannot be read")

    def _integer(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)

    def _varint(self) -> int:
        value = 0
        for position in range(0, 70, 7):
            byte = self._byte()
            value |= (byte & 0x7F) << position
            if byte < 0x80:
                return value
        raise ParquetBroken("got a page header that cannot be read")

    def _byte(self) -> int:
        self.at += 1
        if self.at > len(self._body):
            raise ParquetBroken("got a page header that ends with the file")
        return self._body[self.at - 1]


BATCH_ROWS = 1_024
MAX_FOOTER_ITEMS = 4_000
"""The most columns, row groups or notes of a footer; this also limits how deep columns may nest."""
_BYTES_OF_A_NUMBER = 16


class ParquetTooLarge(OnematchError):
    """A file holds more than its reader allows."""


@value_class
class TableLimits:
    """The limits of a table; `unpacked_bytes` applies to its pages, and again to its values."""

    rows: int
    values: int
    unpacked_bytes: int


def read_parquet(body: bytes, limits: TableLimits) -> list[Row]:
    """Return the rows of a file; raises ParquetTooLarge, ParquetBroken.

    The footer is not trusted: the headers of all pages are counted too, and the rows are read in batches. Texts of a
    dictionary stay in it until their total length has been checked.
    """
    require_short_footer(body)
    try:
        metadata = _footer(body)
        _require_at_most("rows", metadata.num_rows, limits.rows)
        totals = count_pages(body, metadata)
        _require_at_most("values", totals.n_values, limits.values)
        _require_at_most("bytes when unpacked", totals.uncompressed_bytes, limits.unpacked_bytes)
        texts = list(_text_columns(metadata, totals.repeating))
        return list(_bounded_rows(body, metadata, texts, limits))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ParquetBroken("got a file that is no Parquet: {type_name}", type_name=type(error).__name__) from None


def _footer(body: bytes) -> pq.FileMetaData:
    most = {"thrift_string_size_limit": FOOTER_BYTES, "thrift_container_size_limit": MAX_FOOTER_ITEMS}
    return pq.ParquetFile(io.BytesIO(body), **most).metadata


def _bounded_rows(body: bytes, metadata: pq.FileMetaData, texts: list[str], limits: TableLimits) -> Iterator[Row]:
    file = pq.ParquetFile(io.BytesIO(body), metadata=metadata, read_dictionary=texts)
    n_rows = n_bytes = 0
    for batch in file.iter_batches(batch_size=BATCH_ROWS):
        n_rows += batch.num_rows
        n_bytes += sum(map(_expanded_bytes, batch.columns))
        _require_at_most("rows", n_rows, limits.rows)
        _require_at_most("bytes when unpacked", n_bytes, limits.unpacked_bytes)
        for values in zip(*map(_values, batch.columns), strict=True):
            yield dict(zip(batch.schema.names, values, strict=True))


def _text_columns(metadata: pq.FileMetaData, repeating: Collection[str]) -> Iterator[str]:
    """Yield the columns whose texts Arrow can leave in their dictionary; raises ParquetBroken where it cannot."""
    for position in range(metadata.num_columns):
        column = metadata.schema.column(position)
        if column.physical_type != "BYTE_ARRAY" or column.path not in repeating:
            continue
        if column.logical_type.type in {"DECIMAL", "JSON"}:
            raise ParquetBroken(
                "got a dictionary of {type} values, expected one of texts", type=column.logical_type.type
            )
        yield column.path


def _expanded_bytes(column: pa.Array) -> int:
    """Return the bytes of a column's values without sharing by a dictionary."""
    if pa.types.is_dictionary(column.type):
        if not _is_binary(column.type.value_type):
            return len(column) * _BYTES_OF_A_NUMBER
        lengths = pc.binary_length(column.dictionary).cast(pa.int64())
        return pc.sum(lengths.take(column.indices)).as_py() or 0
    if pa.types.is_struct(column.type) or pa.types.is_map(column.type):
        parts = column.flatten() if pa.types.is_struct(column.type) else [column.keys, column.items]
        return sum(map(_expanded_bytes, parts))
    if pa.types.is_nested(column.type):
        return _expanded_bytes(column.flatten())
    return int(column.nbytes)


def _is_binary(kind: pa.DataType) -> bool:
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_large_binary(kind)
    )


def _values(column: pa.Array) -> list[object]:
    return values_of(column.dictionary_decode() if pa.types.is_dictionary(column.type) else column)


def _require_at_most(what: str, got: int, expected: int) -> None:
    if got > expected:
        raise ParquetTooLarge("got {got} {what}, expected at most {expected}", got=got, what=what, expected=expected)

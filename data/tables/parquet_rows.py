"""Rows of an untrusted Parquet file, which is refused before it takes more memory than allowed."""

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.tables.formats import Row, values_of
from data.tables.parquet_pages import FOOTER_BYTES, ParquetBroken, count_pages, require_short_footer
from features.schema.errors import OnematchError

BATCH_ROWS = 1_024
MOST_FOOTER_ITEMS = 4_000
"""The most columns, row groups or notes of a footer; this also limits how deep columns may nest."""
_BYTES_OF_A_NUMBER = 16


class ParquetTooLarge(OnematchError):
    """A file holds more than its reader allows."""


@dataclass(frozen=True, slots=True)
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
        raise ParquetBroken(f"got a file that is no Parquet: {type(error).__name__}") from None


def _footer(body: bytes) -> pq.FileMetaData:
    most = {"thrift_string_size_limit": FOOTER_BYTES, "thrift_container_size_limit": MOST_FOOTER_ITEMS}
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
            raise ParquetBroken(f"got a dictionary of {column.logical_type.type} values, expected one of texts")
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
        raise ParquetTooLarge(f"got {got} {what}, expected at most {expected}")

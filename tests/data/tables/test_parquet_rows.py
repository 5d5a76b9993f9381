"""Untrusted Parquet: the same rows as by Arrow, and nothing beyond the limits."""

import io
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.tables.parquet_rows import FOOTER_BYTES, ParquetBroken, ParquetTooLarge, TableLimits, read_parquet

LIMITS = TableLimits(rows=10_000, values=2_000_000, unpacked_bytes=64 << 20)
N_ROWS = 3_000
TABLE = pa.table(
    {
        "id": [f"C{number}" for number in range(N_ROWS)],
        "name": pa.array(["Zoë", None, ""] * 1000).dictionary_encode(),
        "emails": [["a@b.example", "c@d.example"], [], None] * 1000,
        "address": [{"city": "Bern", "codes": ["1", None]}, None, {"city": None, "codes": None}] * 1000,
        "revenue": pa.array([Decimal("1.50"), None, Decimal("-2.25")] * 1000, pa.decimal128(30, 2)),
        "at": pa.array([datetime(2026, 3, 1, tzinfo=UTC), None, None] * 1000, pa.timestamp("us", "UTC")),
        "active": [True, False, None] * 1000,
        "raw": pa.array([b"\x00\xff", None, b""] * 1000),
        "fixed": pa.array([b"ab", None, b"cd"] * 1000, pa.binary(2)),
        "empty": pa.nulls(N_ROWS),
        "notes": pa.array([[("k", "v")], None, []] * 1000, pa.map_(pa.string(), pa.string())),
        "count": pa.array([1, 2, None] * 1000, pa.int32()).dictionary_encode(),
    }
)


def written(table: pa.Table, **how: Any) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, **how)
    return file.getvalue()


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"compression": "zstd", "data_page_version": "2.0", "data_page_size": 1000},
        {"row_group_size": 700, "use_dictionary": False, "compression": "none"},
        {"use_dictionary": False, "column_encoding": {"id": "DELTA_LENGTH_BYTE_ARRAY"}, "store_schema": False},
    ],
    ids=str,
)
def test_rows_are_those_of_arrow(how: dict[str, Any]) -> None:
    body = written(TABLE, **how)

    assert read_parquet(body, LIMITS) == pq.read_table(io.BytesIO(body)).to_pylist()


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (TableLimits(N_ROWS - 1, LIMITS.values, LIMITS.unpacked_bytes), "3000 rows"),
        (TableLimits(N_ROWS, N_ROWS, LIMITS.unpacked_bytes), "values"),
        (TableLimits(N_ROWS, LIMITS.values, 1000), "bytes when unpacked"),
    ],
)
def test_a_table_beyond_a_limit_is_refused(limits: TableLimits, what: str) -> None:
    with pytest.raises(ParquetTooLarge, match=what):
        read_parquet(written(TABLE), limits)


def test_a_footer_with_fewer_rows_than_the_pages_is_not_trusted() -> None:
    body = written(pa.table({"id": pa.array(["a"] * 4_000_000)}))
    shorter = body.replace(_varint(4_000_000), bytes([0x80 | 20, 0x80, 0x80, 0]))
    assert pq.read_metadata(io.BytesIO(shorter)).num_rows == 10

    with pytest.raises(ParquetTooLarge, match="values, expected"):
        read_parquet(shorter, LIMITS)


def test_an_encoding_that_repeats_the_value_before_is_refused() -> None:
    """With this encoding n bytes unpack to n squared."""
    body = written(TABLE.select(["id"]), use_dictionary=False, column_encoding={"id": "DELTA_BYTE_ARRAY"})

    with pytest.raises(ParquetBroken, match="DELTA_BYTE_ARRAY"):
        read_parquet(body, LIMITS)


def test_a_dictionary_that_arrow_would_expand_is_refused() -> None:
    json_column = pa.ExtensionArray.from_storage(pa.json_(), pa.array(["{}"] * 10))

    with pytest.raises(ParquetBroken, match="got a dictionary of JSON values"):
        read_parquet(written(pa.table({"id": json_column})), LIMITS)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"PAR1",
        b"PAR1" + (FOOTER_BYTES + 1).to_bytes(4, "little") + b"PAR1",
        written(TABLE)[:-1],
        written(TABLE)[100:],
        written(pa.table({f"c{number}": ["a"] for number in range(5_000)})),
    ],
    ids=["empty", "mark", "long footer", "cut at its end", "cut at its begin", "many columns"],
)
def test_an_invalid_parquet_file_is_refused(body: bytes) -> None:
    with pytest.raises(ParquetBroken):
        read_parquet(body, LIMITS)


@pytest.mark.parametrize("at", range(4, 400, 7))
def test_a_file_with_a_wrong_byte_is_read_or_refused(at: int) -> None:
    body = bytearray(written(TABLE.slice(0, 30)))
    body[at] ^= 0xFF

    try:
        rows = read_parquet(bytes(body), LIMITS)
    except (ParquetBroken, ParquetTooLarge):
        return
    assert len(rows) == 30


def _varint(value: int) -> bytes:
    """Return a number in Thrift's compact protocol."""
    left = value << 1
    parts = []
    while left >= 0x80:
        parts.append(0x80 | (left & 0x7F))
        left >>= 7
    return bytes([*parts, left])

"""The memory for reading a page of an import, measured in a separate process."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from serving.crm.page_bodies import CSV, JSON, LARGEST_PAGE, NDJSON, PARQUET
from tests.support.paths import ROOT

MIB = 1 << 20
BOUND_MIB = 400
"""More than the libraries and the largest valid page need, less than a third of what each page here would take."""
READER = r"""
import os, re, sys
from pathlib import Path
import pyarrow.parquet
from serving.crm.page_bodies import PageTooLarge, rows_of
for content_type, path in zip(sys.argv[1::2], sys.argv[2::2]):
    if os.fork():
        os.wait()
        continue
    try:
        rows_of(content_type, Path(path).read_bytes())
        print("read")
    except PageTooLarge:
        print("PageTooLarge")
    print(int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]) // 1024, flush=True)
    os._exit(0)
"""
"""Reads each page in a child of its own, so that the libraries are imported once."""


def dictionary_of_one_word(path: Path) -> None:
    """4 million rows of one word: 19 kB on the disk."""
    pq.write_table(pa.table({name: pa.repeat("Acme", 4_000_000) for name in ("id", "name")}), path)


def long_word_in_each_row(path: Path) -> None:
    """Rows that share a word of 200 kB: 2 GB with a copy in each."""
    column = pa.DictionaryArray.from_arrays(pa.array([0] * LARGEST_PAGE, pa.int32()), pa.array(["x" * 200_000]))
    pq.write_table(pa.table({"id": column}), path)


def long_list_in_one_row(path: Path) -> None:
    """One row that holds a list of 20 million equal words."""
    zeros = pa.repeat(pa.scalar(0, pa.int32()), 20_000_000)
    values = pa.DictionaryArray.from_arrays(zeros, pa.array(["Acme"]))
    pq.write_table(pa.table({"id": pa.ListArray.from_arrays(pa.array([0, len(values)], pa.int32()), values)}), path)


def long_word(path: Path) -> None:
    """One word of 200 MB that compresses to a few kB."""
    table = pa.table({"id": ["x" * (200 * MIB)]})
    pq.write_table(table, path, compression="zstd", use_dictionary=False, write_statistics=False)


def lines_of_csv(path: Path) -> None:
    path.write_bytes(b"a\n" + b"1\n" * 3_000_000)


def columns_of_csv(path: Path) -> None:
    path.write_bytes(str(list(range(4_000_000)))[1:-1].replace(" ", "").encode() + b"\n1\n")


def lines_of_ndjson(path: Path) -> None:
    path.write_bytes(b"{}\n" * 5_000_000)


def empty_lines_of_ndjson(path: Path) -> None:
    path.write_bytes(b"\n" * 20_000_000)


def objects_of_json(path: Path) -> None:
    path.write_bytes(b'[{"a":1}' + b',{"a":1}' * 4_000_000 + b"]")


def numbers_in_one_object(path: Path) -> None:
    path.write_bytes(b'{"rows":[{"id":[1e9' + b",1e9" * 8_000_000 + b"]}]}")


WRITERS: Mapping[Callable[[Path], None], str] = {
    dictionary_of_one_word: PARQUET,
    long_word_in_each_row: PARQUET,
    long_list_in_one_row: PARQUET,
    long_word: PARQUET,
    lines_of_csv: CSV,
    columns_of_csv: CSV,
    lines_of_ndjson: NDJSON,
    empty_lines_of_ndjson: NDJSON,
    objects_of_json: JSON,
    numbers_in_one_object: JSON,
}


def test_a_page_beyond_the_limits_is_refused_before_its_rows_are_in_memory(tmp_path: Path) -> None:
    command = [sys.executable, "-c", READER]
    for write, content_type in WRITERS.items():
        path = tmp_path / write.__name__
        write(path)
        command += [content_type, str(path)]

    printed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()

    found = dict(zip(WRITERS, printed[::2], strict=True))
    assert found == dict.fromkeys(WRITERS, "PageTooLarge") | {empty_lines_of_ndjson: "read"}
    assert [mib for mib in printed[1::2] if int(mib) >= BOUND_MIB] == []

"""Record files in each format: the rows that are read, the rejects with reasons, and the refused files."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.tables.formats import UnknownFileFormat, UnreadableFile
from data.tables.own_columns import UnusableColumns
from data.tables.records import iter_chunks, read_records
from features.schema.kinds import Kind


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding, newline="")
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_whatever_its_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [["id", "full_name", "city"], ["007", "José Müller", "Köln, Altstadt; |\t"], ["8", "Ann", ""]]
    path = tmp_path / "people.csv"
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)

    table = read_records(Kind.PERSON, path)

    assert table.ids == ["007", "8"]
    assert table.records[0]["name"] == "jose muller"
    assert table.records[1]["city"] is None
    assert table.raw.to_pylist()[1] == {"id": "8", "full_name": "Ann", "city": None}
    assert table.encoding == ("cp1252" if encoding == "cp1252" else table.encoding)


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\n', "\ufeffSEP=;\r\n"])
def test_a_line_in_which_a_spreadsheet_states_the_delimiter_is_no_header(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "c.csv", f"{line}id;name\n1;Acme, Inc. | Beta, Ltd.\n")

    table = read_records(Kind.COMPANY, path)

    assert table.raw.to_pylist() == [{"id": "1", "name": "Acme, Inc. | Beta, Ltd."}]


@pytest.mark.parametrize("ending", [".ndjson", ".jsonl"])
def test_a_bad_line_of_ndjson_is_rejected_and_the_others_are_read(tmp_path: Path, ending: str) -> None:
    lines = [
        '{"id": 1, "name": "A", "aliases": ["B", "C"]}',
        "{broken",
        "[]",
        '{"name": "no id"}',
        '{"id": "2", "name": {"a": 1}}',
        '{"id": "3", "name": "\\ud800", "x": 1}',
        "[" * 100_000,
    ]
    path = write(tmp_path / f"c{ending}", "\n".join(lines))

    table = read_records(Kind.COMPANY, path)

    assert table.ids == ["1", "3"]
    assert table.records[0]["names"] == ("a", "b", "c")
    assert [(reject.row, reject.id) for reject in table.rejects] == [
        (2, None),
        (3, None),
        (4, None),
        (5, "2"),
        (7, None),
    ]
    assert table.unknown_columns == ("x",)


def test_rows_of_csv_with_too_many_or_too_few_cells_are_rejected(tmp_path: Path) -> None:
    path = write(
        tmp_path / "c.csv", 'id,name\n1,Acme\n2\n3,a,b\n\n4,"two\nlines"\n5,"open\n6,Beta\n,Gamma\n4,Again\n7,Z\n'
    )

    table = read_records(Kind.COMPANY, path)

    assert table.ids == ["1", "4", "6", "7"]
    assert [(reject.row, reject.reason) for reject in table.rejects] == [
        (2, "1 cells, 2 were expected"),
        (3, "3 cells, 2 were expected"),
        (5, "a quote is never closed"),
        (7, "no id"),
        (8, "the id occurred before"),
    ]


def test_columns_are_renamed_and_unknown_ones_named_once(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", "Key,Firm,colour\n1,Acme,red\n2,Beta,blue\n")

    chunks = list(iter_chunks(Kind.COMPANY, path, {"Key": "id", "Firm": "name"}, size=1))

    assert [chunk.ids for chunk in chunks] == [["1"], ["2"]]
    assert [chunk.unknown_columns for chunk in chunks] == [("colour",), ()]


def test_chunks_together_equal_the_whole_table(tmp_path: Path) -> None:
    path = write(tmp_path / "c.csv", "id,name\n" + "".join(f"{i % 25},Acme {i}\n" for i in range(30)))

    whole = read_records(Kind.COMPANY, path)
    chunks = list(iter_chunks(Kind.COMPANY, path, size=7))

    assert [len(chunk) for chunk in chunks] == [7, 7, 7, 4]
    assert [id_ for chunk in chunks for id_ in chunk.ids] == whole.ids
    assert [reject for chunk in chunks for reject in chunk.rejects] == whole.rejects
    assert len(whole.rejects) == 5


@pytest.mark.parametrize("size", [1, 4, 100])
def test_parquet_is_read_by_column_as_csv_is_by_row(tmp_path: Path, size: int) -> None:
    ids = ["a", " b ", "a", "", None, "c\u2003", "b", "d"]
    names = ["Ann", " ", None, "x", "y", "Zoë ", "z", "e"]
    csv_file = tmp_path / "c.csv"
    with csv_file.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "name"], *zip(ids, names, strict=True)])
    pq.write_table(pa.table({"id": ids, "name": names}), tmp_path / "c.parquet")

    by_row, by_column = (
        list(iter_chunks(Kind.COMPANY, path, size=size)) for path in (csv_file, tmp_path / "c.parquet")
    )

    assert [chunk.ids for chunk in by_column] == [chunk.ids for chunk in by_row]
    assert [chunk.raw.to_pylist() for chunk in by_column] == [chunk.raw.to_pylist() for chunk in by_row]
    assert [chunk.records for chunk in by_column] == [chunk.records for chunk in by_row]
    assert [chunk.rejects for chunk in by_column] == [chunk.rejects for chunk in by_row]


@pytest.mark.parametrize(
    ("name", "content", "error", "message"),
    [
        ("c.xlsx", b"", UnknownFileFormat, "must end in .csv"),
        ("c.csv", b"", UnreadableFile, "empty"),
        ("c.csv", b"name\nAcme\n", UnusableColumns, "no column 'id', found name"),
        ("c.csv", b"id,name,name\n", UnreadableFile, "repeats name"),
        ("c.parquet", b"no parquet", UnreadableFile, "cannot be read as parquet"),
        ("absent.csv", None, UnreadableFile, "No such file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    tmp_path: Path, name: str, content: bytes | None, error: type[Exception], message: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(error, match=message):
        read_records(Kind.COMPANY, path)


@pytest.mark.parametrize(
    ("renames", "message"),
    [({"name": "colour"}, "no column of a company"), ({"name": "id"}, "two columns")],
)
def test_a_rename_to_no_column_of_the_kind_is_refused(tmp_path: Path, renames: dict[str, str], message: str) -> None:
    path = write(tmp_path / "c.csv", "id,name\n1,Acme\n")

    with pytest.raises(UnusableColumns, match=message):
        read_records(Kind.COMPANY, path, renames)


def test_ndjson_in_which_no_row_has_an_id_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "c.ndjson", json.dumps({"name": "Acme"}) + "\n")

    with pytest.raises(UnusableColumns, match="no row has an 'id'"):
        read_records(Kind.COMPANY, path)

"""Headers of files are checked before their rows: ignored columns, and the columns that renames start at."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from data.tables.headers import HeaderSummary, InputFile, NamedColumns, check_headers
from data.tables.mapping.columns_file import FileSection
from data.tables.own_columns import UnusableColumns
from features.schema.kinds import Kind


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def summary_of(kind: Kind, path: Path, pairs: Mapping[str, str] | None = None) -> HeaderSummary:
    _, summaries = check_headers([InputFile(path, kind)], NamedColumns(pairs or {}))
    return summaries[0]


def test_each_column_that_no_record_has_is_named_with_the_one_that_it_may_be(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "id,First Name,surname,colour\n")

    summary = summary_of(Kind.PERSON, crm)

    assert (summary.used, summary.ignored) == (("id",), ("First Name", "surname", "colour"))
    assert dict(summary.likely) == {"First Name": "first_name", "surname": "last_name"}


def test_changes_to_a_universe_have_columns_of_their_own(tmp_path: Path) -> None:
    changes = InputFile(write(tmp_path / "changes.csv", "op,id,into,name\n"), Kind.COMPANY, changes=True)

    assert check_headers([changes], NamedColumns())[1][0].is_plain


def test_a_rename_that_starts_in_none_of_the_files_is_refused(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "id,Firm\n1,Acme\n")
    universe = write(tmp_path / "universe.csv", "id,name\n1,Acme\n")
    files = [InputFile(crm, Kind.COMPANY), InputFile(universe, Kind.COMPANY)]

    with pytest.raises(UnusableColumns, match=r"no column 'Frim' to rename, found .*crm.csv: id, Firm; .*: id, name"):
        check_headers(files, NamedColumns({"Frim": "name"}))
    with pytest.raises(UnusableColumns, match="cannot rename 'Firm' to 'nam': that is no column of a company"):
        check_headers(files, NamedColumns({"Firm": "nam"}))


@pytest.mark.parametrize(
    ("kind", "text", "column"), [(Kind.PERSON, "Nr,name\n", "id"), (None, "crm_id,Answer\n", "universe_id")]
)
def test_a_file_without_the_ids_of_its_rows_is_refused_with_the_command_that_helps(
    tmp_path: Path, kind: Kind | None, text: str, column: str
) -> None:
    file = write(tmp_path / "rows.csv", text)

    with pytest.raises(UnusableColumns, match=rf"no column '{column}', found .*; `onematch columns .*rows.csv`"):
        check_headers([InputFile(file, kind)], NamedColumns())


def test_without_a_header_the_rows_name_the_columns(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.ndjson", '{"id": "1"}\nnonsense\n{"id": "2", "Telephone": "55512"}\n')

    assert dict(summary_of(Kind.PERSON, crm).likely) == {"Telephone": "phone"}


def test_labels_of_duplicates_are_renamed_beside_the_records_that_they_name(tmp_path: Path) -> None:
    records = write(tmp_path / "records.csv", "Contact ID,Mail\n1,a@b.com\n")
    labels = write(tmp_path / "labels.csv", "left,right,verdict\n1,2,match\n")
    files = [InputFile(records, Kind.PERSON), InputFile(labels, None, of_clusters=True)]
    pairs = {"Contact ID": "id", "Mail": "email", "left": "id_a"}
    section = FileSection("labels.csv", None, {"right": "id_b"})

    renames, summaries = check_headers(files, NamedColumns(pairs, [section]))

    assert dict(renames.of(records)) == {"Contact ID": "id", "Mail": "email"}
    assert dict(renames.of(labels)) == {"left": "id_a", "right": "id_b"}
    assert all(summary.is_plain for summary in summaries)

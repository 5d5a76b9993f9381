"""Headers of files are checked before their rows: ignored columns, and the columns that renames start at."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from data.tables.headers import HeaderSummary, InputFile, NamedColumns, check_headers, likely_column
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


def test_no_column_is_offered_that_the_file_already_has_or_that_another_is_taken_for(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "id,city,suburb,mobile,tel\n")

    assert dict(summary_of(Kind.COMPANY, crm).likely) == {"mobile": "phone"}


def test_a_rename_applies_to_the_file_that_has_its_column(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "Key,Firm\n1,Acme\n")
    universe = write(tmp_path / "universe.csv", "id,name,Land\n1,Acme,Chad\n")
    files = [InputFile(crm, Kind.COMPANY), InputFile(universe, Kind.COMPANY)]

    renames, summaries = check_headers(files, NamedColumns({"Key": "id", "Firm": "name", "Land": "country"}))

    assert (renames.of(crm), renames.of(universe)) == ({"Key": "id", "Firm": "name"}, {"Land": "country"})
    assert all(summary.is_plain for summary in summaries)


def test_a_rename_to_a_column_of_labels_applies_to_labels_alone(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "id,Key,name\n1,2,Acme\n")
    labels = write(tmp_path / "labels.csv", "Key,universe_id\n1,u\n")
    files = [InputFile(crm, Kind.COMPANY), InputFile(labels, None)]

    renames, _ = check_headers(files, NamedColumns({"Key": "crm_id"}))

    assert (renames.of(crm), renames.of(labels)) == ({}, {"Key": "crm_id"})


def test_each_file_has_the_names_of_its_own_section(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "Key,Name,Kind\n1,Acme,x\n")
    universe = write(tmp_path / "universe.csv", "Key,Name,Alias\n1,Acme,Ac\n")
    sections = [
        FileSection("crm.csv", Kind.COMPANY, {"Key": "id", "Name": "name", "Gone": "city"}),
        FileSection("universe.csv", Kind.COMPANY, {"Key": "id", "Name": "aliases", "Alias": "name"}),
    ]

    renames, summaries = check_headers(
        [InputFile(crm, Kind.COMPANY), InputFile(universe, Kind.COMPANY)], NamedColumns({}, sections)
    )

    assert renames.of(universe)["Name"] == "aliases"
    assert (summaries[0].ignored, summaries[0].lacking) == (("Kind",), ("Gone",))


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


def test_changes_to_a_universe_have_columns_of_their_own(tmp_path: Path) -> None:
    changes = write(tmp_path / "changes.csv", "op,id,into,Firm\n")

    renames, summaries = check_headers([InputFile(changes, Kind.COMPANY, changes=True)], NamedColumns({"Firm": "name"}))

    assert renames.of(changes) == {"Firm": "name"}
    assert summaries[0].is_plain


def test_without_a_header_the_rows_name_the_columns(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.ndjson", '{"id": "1"}\nnonsense\n{"id": "2", "Telephone": "55512"}\n')

    assert dict(summary_of(Kind.PERSON, crm).likely) == {"Telephone": "phone"}


@pytest.mark.parametrize(
    ("kind", "name", "column"),
    [
        (Kind.PERSON, "FirstName", "first_name"),
        (Kind.PERSON, "date_of_birth", "birth_date"),
        (Kind.PERSON, "Account ID", "account_id"),
        (Kind.PERSON, "Name", "full_name"),
        (Kind.COMPANY, "Company name", "name"),
        (Kind.COMPANY, "State/Region", "region"),
        (Kind.PERSON, "CompanyId", "account_id"),
        (Kind.PERSON, "company_id", "company_id"),
        (Kind.PERSON, "名前", None),
        (None, "Account ID", "crm_id"),
    ],
)
def test_other_names_of_a_column_are_recognised(kind: Kind | None, name: str, column: str | None) -> None:
    assert likely_column(kind, name) == column


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

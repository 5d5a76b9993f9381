"""Headers of files are checked before their rows: ignored columns, and the columns that renames start at."""

from pathlib import Path

import pytest

from data.tables.headers import UnknownColumn, check_headers, likely_column
from data.tables.records import UnusableColumns
from features.schema.kinds import Kind


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_each_column_that_no_record_has_is_named_with_the_one_that_it_may_be(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "id,First Name,surname,colour\n")

    unknown = check_headers(Kind.PERSON, [crm], {})

    assert unknown == [
        UnknownColumn(crm, "First Name", "first_name"),
        UnknownColumn(crm, "surname", "last_name"),
        UnknownColumn(crm, "colour", None),
    ]


def test_no_column_is_offered_that_the_file_already_has_or_that_another_is_taken_for(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "id,city,suburb,mobile,tel\n")

    unknown = check_headers(Kind.COMPANY, [crm], {})

    assert [(column.name, column.like) for column in unknown] == [("suburb", None), ("mobile", "phone"), ("tel", None)]


def test_a_rename_applies_to_the_file_that_has_its_column(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "Key,Firm\n1,Acme\n")
    universe = write(tmp_path / "universe.csv", "id,name,Land\n1,Acme,Chad\n")

    assert check_headers(Kind.COMPANY, [crm, universe], {"Key": "id", "Firm": "name", "Land": "country"}) == []


def test_a_rename_that_starts_in_none_of_the_files_is_refused(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.csv", "id,Firm\n1,Acme\n")
    universe = write(tmp_path / "universe.csv", "id,name\n1,Acme\n")

    with pytest.raises(UnusableColumns, match=r"no column 'Frim' to rename, found .*crm.csv: id, Firm; .*: id, name"):
        check_headers(Kind.COMPANY, [crm, universe], {"Frim": "name"})


def test_without_a_header_the_rows_name_the_columns(tmp_path: Path) -> None:
    crm = write(tmp_path / "crm.ndjson", '{"id": "1"}\nnonsense\n{"id": "2", "Telephone": "55512"}\n')

    assert check_headers(Kind.PERSON, [crm], {}) == [UnknownColumn(crm, "Telephone", "phone")]


@pytest.mark.parametrize(
    ("kind", "name", "column"),
    [
        (Kind.PERSON, "FirstName", "first_name"),
        (Kind.PERSON, "date_of_birth", "birth_date"),
        (Kind.PERSON, "Account ID", "account_id"),
        (Kind.PERSON, "Name", "full_name"),
        (Kind.COMPANY, "Company name", "name"),
        (Kind.COMPANY, "State/Region", "region"),
        (Kind.PERSON, "CompanyId", None),
        (Kind.PERSON, "名前", None),
    ],
)
def test_other_names_of_a_column_are_recognised(kind: Kind, name: str, column: str | None) -> None:
    assert likely_column(kind, name) == column

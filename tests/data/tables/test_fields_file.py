"""`fields.toml`: what it declares, and the file, line and expectation of what is wrong with it."""

from pathlib import Path

import pytest

from data.tables.fields_file import UnusableFieldsFile, read_fields
from features.schema.kinds import Kind

GOOD = """\
# Fields of ours.
[[field]]
name = "vat"
kind = "company"
type = "identifier"
number = "eu.vat"
records = "VAT No."
profiles = ["vat_number", "vat_old"]

[[field]]
name = "born"
kind = "person"
type = "date"
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "fields.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_declares_columns_types_and_options(tmp_path: Path) -> None:
    vat, born = read_fields(_file(tmp_path, GOOD))

    assert (vat.name, vat.kind, vat.type, vat.options) == ("vat", Kind.COMPANY, "identifier", (("number", "eu.vat"),))
    assert vat.columns(of_profiles=False) == ("VAT No.",)
    assert vat.columns(of_profiles=True) == ("vat_number", "vat_old")
    assert born.columns(of_profiles=True) == ("born",)


WRONG = (
    ('name = "vat"', 'name = "VAT No"', 3, "got 'VAT No', expected small letters"),
    ('name = "vat"', 'name = "phone"', 3, "got 'phone', which is built in for a company"),
    ('name = "vat"', 'name = "tf_x"', 3, "got 'tf_x', which Splink or a file uses"),
    ('name = "vat"', "", 2, "name: got nothing, expected a name"),
    ('type = "identifier"', 'type = "ident"', 5, "got 'ident', expected one of identifier, text, words"),
    ('number = "eu.vat"', 'number = "eu.tav"', 6, "got 'eu.tav', expected a format of python-stdnum"),
    ('number = "eu.vat"', 'pattern = "("', 6, "got '(', expected a regular expression"),
    ('records = "VAT No."', "records = 7", 7, "records: got 7, expected the name of a column"),
    (
        'kind = "person"\ntype = "date"',
        'kind = "company"\ntype = "date"\nfirst = "year"',
        14,
        "expected 'day' or 'month'",
    ),
    ('name = "born"\nkind = "person"', 'name = "vat"\nkind = "company"', 11, "which the field 'vat' has already"),
)


@pytest.mark.parametrize(("good", "bad", "line", "says"), WRONG)
def test_a_wrong_declaration_says_file_line_and_what_was_expected(
    tmp_path: Path, good: str, bad: str, line: int, says: str
) -> None:
    path = _file(tmp_path, GOOD.replace(good, bad))

    with pytest.raises(UnusableFieldsFile) as refused:
        read_fields(path)

    assert str(refused.value).startswith(f"{path}, line {line}: ")
    assert says in str(refused.value)


def test_a_file_without_fields_or_that_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    for text, says in (("", "no section [[field]]"), ("[[field]", "cannot be read as TOML"), ("[[field]]\n[x]", "'x'")):
        with pytest.raises(UnusableFieldsFile) as refused:
            read_fields(_file(tmp_path, text))
        assert says in str(refused.value)
        assert "fields.toml" in str(refused.value)

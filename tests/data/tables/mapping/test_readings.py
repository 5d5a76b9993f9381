"""How values of mapped columns are read, as the engine reads them."""

from pathlib import Path

from data.tables.mapping.proposal import propose
from data.tables.mapping.readings import ColumnReading, readings
from data.tables.mapping.samples import ColumnSample
from features.schema.kinds import Kind


def test_five_different_values_of_each_column_are_shown_with_their_rows() -> None:
    cities = ("Saint Paul", "", "Oslo", "Oslo", "Lima", "Graz", "Bern", "Cork")
    values = {
        "Key": tuple("12345678"),
        "City": cities,
        "Phone": ("0664 1234567", *[""] * 7),
        "Country": ("Austria", *["Peru"] * 7),
    }
    sample = ColumnSample(Path("a.csv"), values)

    read = readings(propose(Kind.COMPANY, sample), sample)

    by_column = {one.column: one for one in read}
    assert by_column["city"] == ColumnReading(
        "City",
        "city",
        (("Saint Paul", "st paul"), ("Oslo", "oslo"), ("Lima", "lima"), ("Graz", "graz"), ("Bern", "bern")),
    )
    assert by_column["phone"].values == (("0664 1234567", "+436641234567"),)
    assert by_column["id"].values == tuple((key, key) for key in "12345")


def test_a_value_that_is_no_evidence_is_a_dash_and_labels_stay_as_they_are() -> None:
    people = ColumnSample(Path("a.csv"), {"id": ("1", "2", "3"), "Country": ("Peru", "Chad", "Atlantis")})
    labels = ColumnSample(Path("l.csv"), {"crm_id": ("1",), "universe_id": ("U 1",)})

    country = readings(propose(Kind.PERSON, people), people)[1]
    right = readings(propose(None, labels), labels)[1]

    assert country.values[-1] == ("Atlantis", "-")
    assert right.values == (("U 1", "U 1"),)


def test_optional_columns_are_shown_as_they_are_compared() -> None:
    accounts = {"Id": ("1", "2"), "Account Name": ("A", "B"), "VAT No.": ("DE 136 695 976", "DE136695978")}
    sample = ColumnSample(Path("a.csv"), accounts)

    [*_, number] = readings(propose(Kind.COMPANY, sample), sample)

    assert number == ColumnReading("VAT No.", "tax_number", (("DE 136 695 976", "de136695976"), ("DE136695978", "-")))

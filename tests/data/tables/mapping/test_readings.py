"""How values of mapped columns are read, as the engine reads them."""

from pathlib import Path

from data.tables.mapping.proposal import propose
from data.tables.mapping.readings import ColumnReading, readings
from data.tables.mapping.samples import ColumnSample
from features.schema.kinds import Kind


def test_optional_columns_are_shown_as_they_are_compared() -> None:
    accounts = {"Id": ("1", "2"), "Account Name": ("A", "B"), "VAT No.": ("DE 136 695 976", "DE136695978")}
    sample = ColumnSample(Path("a.csv"), accounts)

    [*_, number] = readings(propose(Kind.COMPANY, sample), sample)

    assert number == ColumnReading(
        "VAT No.", "tax_number", (("DE 136 695 976", "de136695976"), ("DE136695978", "no evidence"))
    )

"""What a header means, however it is written."""

import pytest

from data.tables.mapping.meanings import meaning_of
from features.schema.kinds import Kind

PERSON = [
    ("Lead ID", "id"),
    ("Company / Account", "company"),
    ("Business Country/Region", "country"),
    ("Billing Code", "postal_code"),
    ("parentcustomerid", "account_id"),
    ("Person - LinkedIn profile", "profile_url"),
    ("Geburtsdatum", "birth_date"),
    ("Previous Employers", "past_companies"),
]
COMPANY = [
    ("Company", "name"),
    ("numberofemployees", "employees"),
    ("Company Linkedin Url", "profile_url"),
    ("Parent Account", "parent"),
]


@pytest.mark.parametrize(
    ("kind", "header", "column"),
    [*((Kind.PERSON, *pair) for pair in PERSON), *((Kind.COMPANY, *pair) for pair in COMPANY)],
)
def test_a_header_means_a_column(kind: Kind, header: str, column: str) -> None:
    meaning = meaning_of(kind, header)

    assert meaning is not None
    assert (meaning.column, meaning.is_vague) == (column, False)

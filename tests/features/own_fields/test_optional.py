"""Optional columns: tax numbers of countries, values that canonical columns add, and what declarations are optional."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.normalise.records import normalise
from features.own_fields.identifier_type import tax_number
from features.own_fields.optional import OPTIONAL
from features.own_fields.registry import schema_for
from features.schema.kinds import COLUMNS, Kind


@pytest.mark.parametrize(
    ("text", "country", "form"),
    [
        ("DE 136.695.976", None, "de136695976"),
        ("136695978", "de", None),
        ("094259216", "gr", "el094259216"),
        ("DE136695976", "us", "de136695976"),
        ("91-1144442", "us", "us911144442"),
        ("CHE-107.787.577 MWST", "ch", "che107787577"),
        ("30/123/45678", "de", "3012345678"),
    ],
)
def test_a_tax_number_has_one_form_with_its_country(text: str, country: str | None, form: str | None) -> None:
    assert tax_number(text, country) == form


@given(st.text(max_size=20) | st.from_regex(r"[A-Z]{0,3}[ .-]?[0-9]{5,12}", fullmatch=True), st.sampled_from(Kind))
def test_any_text_is_read_by_every_optional_column(text: str, kind: Kind) -> None:
    schema = schema_for(kind, OPTIONAL[kind])

    record = normalise(schema, {name: text for name in schema.columns if name not in COLUMNS[kind]})

    assert all(record[name] is None or record[name] for name in schema.plural)


def test_a_second_address_meets_the_first_one_of_the_other_side() -> None:
    schema = schema_for(Kind.PERSON, OPTIONAL[Kind.PERSON])
    one = normalise(schema, {"email": "jo@acme.com", "emails": "jo.doe@home.example", "phone": "+4930123456"})
    other = normalise(schema, {"email": "Jo.Doe@home.example", "phones": "+49 30 123456; +49 30 999999"})

    assert other["emails_items"] == ("jo.doe@home.example",)
    assert set(one["emails_items"] or ()) == {"jo@acme.com", "jo.doe@home.example"}
    assert set(one["phones_items"] or ()) < set(other["phones_items"] or ())

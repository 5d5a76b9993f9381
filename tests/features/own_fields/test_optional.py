"""Optional columns: tax numbers of countries, values that canonical columns add, and what declarations are optional."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.normalise.records import normalise
from features.own_fields.identifier_type import tax_number
from features.own_fields.optional import ALSO, OPTIONAL, is_optional, with_optional
from features.own_fields.registry import schema_for
from features.schema.kinds import COLUMNS, Kind
from tests.support.own_schema import declared


@pytest.mark.parametrize(
    ("text", "country", "form"),
    [
        ("DE 136.695.976", None, "de136695976"),
        ("136695976", "de", "de136695976"),
        ("136695978", "de", None),
        ("DE136695978", None, None),
        ("094259216", "gr", "el094259216"),
        ("DE136695976", "us", "de136695976"),
        ("91-1144442", "us", "us911144442"),
        ("CHE-107.787.577 MWST", "ch", "che107787577"),
        ("CHE-107.787.577", "ch", "che107787577"),
        ("30/123/45678", "de", "3012345678"),
        ("911144442", None, "911144442"),
        ("1234", None, None),
        ("not known", "de", None),
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


def test_a_web_page_is_the_website_where_there_is_no_other() -> None:
    schema = schema_for(Kind.PERSON, OPTIONAL[Kind.PERSON])
    own = {"web_page": "uni.edu/~jo/cv"}
    shared = {"website": "https://uni.edu/~jo"}

    both = normalise(schema, {**own, **shared})
    alone = normalise(schema, shared)

    assert (both["web_page"], both["web_page_place"]) == ("uni.edu/~jo/cv", "uni.edu/~jo")
    assert (alone["web_page"], alone["domain"]) == ("uni.edu/~jo", "uni.edu")


def test_a_declaration_is_optional_by_what_it_means_and_adds_to_no_field_of_its_name() -> None:
    emails = OPTIONAL[Kind.PERSON][1]
    other = declared("emails", "text")

    assert is_optional(replace(emails, records=("Second Email",)))
    assert not is_optional(other)
    assert with_optional((other,), OPTIONAL[Kind.PERSON])[0] is other
    assert [one.name for one in with_optional((other,), OPTIONAL[Kind.PERSON])].count("emails") == 1
    assert schema_for(Kind.PERSON, (other,)).own[0].also == ()
    assert {column for columns in ALSO.values() for column in columns} <= set(COLUMNS[Kind.PERSON])

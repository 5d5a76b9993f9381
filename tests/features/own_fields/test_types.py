"""The types of own fields: laws of their normalisers, the levels that values reach, and how they are read."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.comparisons.comparisons import comparisons_of
from features.comparisons.kernel import Kernel
from features.comparisons.splink_model import PRIOR_OF_A_MATCH
from features.normalise.records import normalise
from features.own_fields.field_type import OptionWrong
from features.own_fields.registry import TYPES, own_field, schema_for
from features.pairs.columns import columns_of
from features.pairs.pairs import Pairs
from features.schema.kinds import Kind
from tests.support.own_schema import declared

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=50)
NUMBERS = st.from_regex(r"[-+]?[0-9]{1,6}([.,' ][0-9]{1,6}){0,3}", fullmatch=True)
POINTS = st.tuples(st.floats(-95, 95), st.floats(-185, 185)).map(lambda at: f"{at[0]}, {at[1]}")
ADDRESSES = st.from_regex(
    r"(https?://)?(www\.)?[a-z]{1,5}\.(com|co\.uk|de)(/[A-Za-z]{0,4}){0,3}[?#]?[a-z]{0,3}", fullmatch=True
)
MIXED = st.lists(ANY_TEXT | NUMBERS | ADDRESSES, max_size=4).map("; ".join)
TEXT = ANY_TEXT | NUMBERS | POINTS | ADDRESSES | MIXED
OPTIONS: dict[str, tuple[dict[str, str], ...]] = {
    "identifier": (
        {},
        {"number": "lei"},
        {"number": "luhn"},
        {"number": "eu.vat"},
        {"number": "tax"},
        {"pattern": "[a-z]{2}[0-9]+"},
    ),
    "number": ({}, {"decimal": ","}),
    "date": ({}, {"first": "month"}),
    "phone": ({}, {"country": "us"}),
    "list": ({}, {"of": "phone"}, {"of": "url"}, {"of": "identifier", "number": "luhn"}, {"of": "number"}),
}
CASES = [(name, options) for name in TYPES for options in OPTIONS.get(name, ({},))]


@pytest.mark.parametrize(("name", "options"), CASES)
@settings(max_examples=20, deadline=None)
@given(text=TEXT, country=st.sampled_from((None, "us", "de")))
def test_normalising_twice_changes_nothing(name: str, options: dict[str, str], text: str, country: str | None) -> None:
    one = TYPES[name].one(options)

    once = one(text, country)

    assert once is None or (once and one(once, country) == once)


@pytest.mark.parametrize("name", TYPES)
@settings(max_examples=15, deadline=None)
@given(text=TEXT)
def test_any_text_gives_every_field_of_a_type_and_no_empty_value(name: str, text: str) -> None:
    own = own_field(declared("mine", name))

    values = own.read(text, None)

    assert set(values) == {field.name for field in own.fields}
    for field in own.fields:
        value = values[field.name]
        assert value is None or isinstance(value, tuple if field.plural else str)
        assert value is None or value
        assert not isinstance(value, tuple) or len(set(value)) == len(value)


@pytest.mark.parametrize("name", TYPES)
def test_a_type_reads_its_example_and_states_priors_that_add_up_and_fall(name: str) -> None:
    own = own_field(declared("mine", name))

    assert own.read(TYPES[name].example, None)["mine"]
    assert not own.fields[0].plural
    for numbers in ([level.m for level in own.levels], [level.u for level in own.levels]):
        assert sum(numbers) == pytest.approx(1, abs=2e-3)
    weights = [level.m / level.u for level in own.levels]
    assert weights == sorted(weights, reverse=True)


LEVELS: tuple[tuple[str, dict[str, str], str, str, int | None], ...] = (
    ("identifier", {"number": "luhn"}, "7992-7398-713", "79927398713", 1),
    ("identifier", {"number": "luhn"}, "79927398713", "79927398710", None),
    ("text", {}, "Field Sales", "field  sales", 3),
    ("text", {}, "Marketing", "Markteing", 2),
    ("words", {}, "SQL, Python, R", "python r sql", 4),
    ("words", {}, "a1 b2 c3 d4", "b2 c3 d4 e5", 3),
    ("category", {}, "Wholesale", "WHOLESALE", 1),
    ("number", {}, "EUR 1.250.000", "1,250,000.00", 4),
    ("number", {}, "100,2", "100.3", 3),
    ("number", {"decimal": ","}, "1.250", "1250", 4),
    ("number", {}, "1.250", "1250", 0),
    ("number", {}, "100", "104", 2),
    ("date", {}, "2014-03-01", "1 March 2014", 3),
    ("date", {}, "2014-03-01", "2014-03-07", 2),
    ("date", {"first": "month"}, "03/01/2014", "2014-03-01", 3),
    ("identifier", {"number": "tax"}, "DE 136 695 976", "de136695976", 1),
    ("handle", {}, "@Jo_Doe", "https://x.com/jo_doe?lang=en", 1),
    ("url", {}, "https://www.Acme.com/team/jo?x=1", "acme.com/team/jo/", 4),
    ("url", {}, "uni.edu/~jo/index.html", "uni.edu/~jo/cv", 3),
    ("url", {}, "jo.acme.com", "ann.acme.com", 1),
    ("phone", {}, "+1 212 555 0147", "+1 212 555 0148", 1),
    ("email", {}, "Jo.Doe@acme.com", "jo.doe@acme.com", 2),
    ("email", {}, "jo.doe@acme.com", "jodoe@globex.com", 1),
    ("list", {"of": "phone"}, "+1 212 555 0147; +1 212 555 0148", "+12125550148; +12125550147", 2),
    ("geo", {}, "52.5200, 13.4050", "POINT(13.405 52.52)", 4),
    ("geo", {}, "52.5200, 13.4050", "52.5201, 13.4051", 3),
    ("geo", {}, "52.5200, 13.4050", "52.5212, 13.4065", 2),
)
"""Type, options, two values, and the level that they reach; None where one of them is a missing value."""


@pytest.mark.parametrize(("name", "options", "one", "other", "level"), LEVELS)
def test_two_values_reach_their_level(
    name: str, options: dict[str, str], one: str, other: str, level: int | None
) -> None:
    schema = schema_for(Kind.COMPANY, (declared("mine", name, Kind.COMPANY, **options),))
    left, right = (
        columns_of(schema, ["1"], [normalise(schema, {"name": "Acme", "mine": value})]) for value in (one, other)
    )
    entry = comparisons_of(schema)[-1].splink()
    assert isinstance(entry["comparison_levels"], list)
    for each in entry["comparison_levels"]:
        each |= {} if each.get("is_null_level") else {"m_probability": 0.5, "u_probability": 0.5}
    frequencies = {field.name: np.ones(1) for field in schema.fields}
    kernel = Kernel.from_splink_json({PRIOR_OF_A_MATCH: 0.5, "comparisons": [entry]}, frequencies, schema)

    gammas = kernel.score(Pairs(left, right, np.zeros(1, np.int64), np.zeros(1, np.int64))).gammas["mine"]

    assert gammas.tolist() == [-1 if level is None else level]


@pytest.mark.parametrize("text", ["0" * 40 + "!", "0" * 79 + "!", "0" * 200])
def test_a_pattern_that_backtracks_without_end_is_answered_in_linear_time(text: str) -> None:
    one = TYPES["identifier"].one({"pattern": "([a-z]*[0-9]+)+x"})

    assert one(text, None) is None


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [("(?=a)b", "(?="), ("(?<!a)b", "(?<"), (r"(a)\1", r"\1"), ("(a{900}){900}", "{900}"), ("[", "missing ]")],
)
def test_a_pattern_that_has_no_linear_time_is_refused_with_the_reason(pattern: str, reason: str) -> None:
    with pytest.raises(OptionWrong, match=re.escape(reason)):
        TYPES["identifier"].one({"pattern": pattern})

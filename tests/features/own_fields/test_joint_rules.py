"""Joint blocking rules: a declared date of a person finds with names and city what the built-in birth date finds."""

from features.blocking.blocking_rules import MAX_BLOCKING_RULES, rules_of
from features.blocking.keys import lookup_keys, stored_keys
from features.normalise.records import normalise
from features.own_fields.registry import schema_for
from features.schema.kinds import Kind
from features.schema.schema import Schema
from tests.support.own_schema import declared

TWINS = {
    "own_born": "birth_date",
    "own_born_year.last": "last_birth_year",
    "own_born.last": "last_birth_day",
    "own_born_year.first": "first_birth_year",
    "own_born.first": "first_birth_day",
    "own_born_year.city": "city_birth_year",
}
"""The rules of a declared date, and those of the built-in birth date."""
ROW = {"full_name": "Anna Maria Smit", "city": "Oslo"}
BORN = schema_for(Kind.PERSON, (declared("born", "date"),))


def texts_by_rule(schema: Schema, keys: list[tuple[int, str]]) -> dict[str, set[str]]:
    """Return the texts of keys by the name of their rule, those of dates alone."""
    found: dict[str, set[str]] = {}
    for number, text in keys:
        found.setdefault(rules_of(schema)[number].name, set()).add(text)
    return {name: texts for name, texts in found.items() if name in {*TWINS, *TWINS.values()}}


def test_a_declared_date_makes_the_keys_of_the_birth_date_with_its_factors() -> None:
    own = normalise(BORN, {**ROW, "born": "1980-02-03"})
    built_in = normalise(Kind.PERSON, {**ROW, "birth_date": "1980-02-03"})

    for keys_of in (lookup_keys, stored_keys):
        expected = texts_by_rule(schema_for(Kind.PERSON, ()), keys_of(Kind.PERSON, built_in))
        made = texts_by_rule(BORN, keys_of(BORN, own))
        assert {TWINS[name]: texts for name, texts in made.items()} == expected
        assert len(made) == len(TWINS)
    factors = {rule.name: rule.factor for rule in rules_of(BORN)}
    assert all(factors[name] == factors[twin] for name, twin in TWINS.items())


def test_joint_rules_take_what_room_the_rules_of_all_values_leave() -> None:
    schema = schema_for(Kind.PERSON, tuple(declared(f"day_{number:02}", "date") for number in range(12)))

    rules = rules_of(schema)

    assert len(rules) == MAX_BLOCKING_RULES
    assert {f"own_day_{number:02}" for number in range(12)} <= {rule.name for rule in rules}
    assert [rule.group for rule in rules] == sorted(
        [rule.group for rule in rules], key=list(dict.fromkeys(rule.group for rule in rules)).index
    )

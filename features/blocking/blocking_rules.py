"""The blocking rules of each kind, and those of own fields."""

from collections.abc import Iterable
from functools import lru_cache

from features.blocking.blocking_rule import BlockingRule, KeyTexts, OfName
from features.blocking.company_rules import COMPANY_BLOCKING_RULES, Company
from features.blocking.person_rules import PERSON_BLOCKING_RULES, Person
from features.normalise.text import word_set
from features.schema.kinds import Kind
from features.schema.own_field import Beside, OwnField, OwnKey
from features.schema.schema import Schema, Shape, schema_of

ADDED_GROUPS = word_set("words pairs stems similar_words grams")
"""Groups whose keys are independent evidence: their rarities are added, not maximised."""
BLOCKING_RULES: dict[Kind, tuple[BlockingRule, ...]] = {
    Kind.PERSON: PERSON_BLOCKING_RULES,
    Kind.COMPANY: COMPANY_BLOCKING_RULES,
}
NUMBERS: dict[Kind, dict[str, int]] = {
    kind: {rule.name: number for number, rule in enumerate(rules)} for kind, rules in BLOCKING_RULES.items()
}
"""The position of each blocking rule in the list of its kind, by name."""
MAX_BLOCKING_RULES = 62
"""The blocking rules of a candidate are the bits of a 64-bit integer."""


@lru_cache(maxsize=64)
def rules_of(shape: Shape) -> tuple[BlockingRule, ...]:
    """Return the blocking rules of a schema: the built-in ones, then a group for each own field."""
    schema = schema_of(shape)
    own = [
        BlockingRule(_own_name(key), key.sentence, f"own_{own_field.name}", _own_keys(key), key.factor, most=key.most)
        for own_field, key in own_keys(schema)
    ]
    return (*BLOCKING_RULES[schema.kind], *own)


@lru_cache(maxsize=64)
def own_rules(schema: Schema) -> tuple[str, ...]:
    """Return the names of the blocking rules of own fields."""
    return tuple(rule.name for rule in rules_of(schema)[len(BLOCKING_RULES[schema.kind]) :])


def own_keys(schema: Schema) -> tuple[tuple[OwnField, OwnKey], ...]:
    """Return the rules of own fields in their order: those of a value alone, and joint ones of people where room is.

    The first fields have it where MAX_BLOCKING_RULES leaves no room for those of all.
    """
    room = rules_left(schema) if schema.kind is Kind.PERSON else 0
    field_keys: list[tuple[OwnField, OwnKey]] = []
    for own_field in schema.own:
        for key in own_field.keys:
            room -= key.beside is not None
            if key.beside is None or room >= 0:
                field_keys.append((own_field, key))
    return tuple(field_keys)


def rules_left(schema: Schema) -> int:
    """Return how many rules a schema may have beside the built-in ones and those of its fields' values alone."""
    alone = sum(key.beside is None for own_field in schema.own for key in own_field.keys)
    return MAX_BLOCKING_RULES - len(BLOCKING_RULES[schema.kind]) - alone


def _own_name(key: OwnKey) -> str:
    """Return the name of an own field's rule; no field's name has a dot."""
    return f"own_{key.field}" if key.beside is None else f"own_{key.field}.{key.beside}"


def _own_keys(key: OwnKey) -> KeyTexts | OfName:
    """Return the function to the values of an own field, or to its text with what the rule joins it with."""

    def values(described: Person | Company) -> Iterable[str]:
        value = described.record.get(key.field)
        return (value,) if isinstance(value, str) else value or ()

    def joined(person: Person) -> Iterable[str]:
        value = person.record.get(key.field)
        if not isinstance(value, str) or not value[key.start :]:
            return ()
        return [f"{other} {value[key.start :]}" for other in _beside(person, key.beside)]

    if key.beside is None:
        return values
    return joined if key.beside is Beside.CITY else OfName(f"{key.beside}_sounds", joined)


def _beside(person: Person, which: Beside | None) -> tuple[str, ...]:
    if which is Beside.CITY:
        city = person.record.get("city")
        return (city,) if isinstance(city, str) else ()
    return person.first_sounds if which is Beside.FIRST else person.last_sounds

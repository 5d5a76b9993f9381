"""The declared blocking rules of each kind, each with a name, a version and a sentence."""

from dataclasses import dataclass, field
from functools import lru_cache

import xxhash

from features.schema.kinds import Kind
from features.schema.own_field import OwnField, OwnKey
from features.schema.schema import Schema, Shape, schema_of

Key = tuple[int, str]
"""A blocking rule's position in `rules_of(schema)`, and the text that two records must share."""


@dataclass(frozen=True, slots=True)
class BlockingRule:
    """One blocking rule: it retrieves the profiles that share a key of `space` (by default its own) with a record.

    Within a `group` only the strongest key counts, unless the group adds its keys up (words of a name);
    groups are summed. `factor` scales a key's rarity, log2(rows / rows with the key). Keys of more than `most` profiles
    are not read; 0: the budget alone bounds them.
    """

    name: str
    sentence: str
    group: str
    factor: float = 1.0
    space: str = ""
    most: int = 0
    version: int = 1
    seed: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seed", xxhash.xxh3_64_intdigest(self.space or self.name) & 0xFFFFFFFF)


ADDED_GROUPS = frozenset({"words", "pairs", "stems", "similar_words", "grams"})
"""Groups whose keys are independent evidence: their rarities are added, not maximised."""

PERSON_BLOCKING_RULES = (
    BlockingRule("email", "same e-mail address", "email"),
    BlockingRule("email_name", "the name before the @ agrees with the other's name", "email"),
    BlockingRule("profile_url", "same profile address", "profile"),
    BlockingRule("phone", "same phone number", "phone"),
    BlockingRule("name", "same words in the name", "name"),
    BlockingRule("name_pair", "two words of the name agree", "name"),
    BlockingRule("name_sound", "first and last name sound alike", "name", factor=0.9),
    BlockingRule("name_start", "first and last name start alike", "name", factor=0.8),
    BlockingRule("name_end", "first and last name end alike", "name", factor=0.8),
    BlockingRule("initial_last", "same first letter and last name", "name", factor=0.8),
    BlockingRule("word", "a rare word of the name agrees", "words", factor=0.5),
    BlockingRule("birth_date", "same birth date", "birth"),
    BlockingRule("last_birth_year", "last name sounds alike, same birth year", "birth"),
    BlockingRule("first_birth_year", "same first name and birth year", "birth", factor=0.8),
    BlockingRule("first_birth_day", "first name sounds alike, same day and month of birth", "birth", factor=0.8),
    BlockingRule("last_birth_day", "last name sounds alike, same day and month of birth", "birth", factor=0.9),
    BlockingRule("city_birth_year", "same city and birth year", "birth", factor=0.7),
    BlockingRule("first_postal", "same first name and postal code", "place"),
    BlockingRule("last_postal", "last name sounds alike, same postal code", "place"),
    BlockingRule("first_city", "same first name and city", "place", factor=0.8),
    BlockingRule("last_city", "last name sounds alike, same city", "place", factor=0.9),
    BlockingRule("postal", "same postal code", "place", factor=0.7),
    BlockingRule("initials_city", "same initials and city", "place", factor=0.7),
    BlockingRule("first_area", "same first name, postal codes start alike", "place", factor=0.8),
    BlockingRule("last_area", "last name sounds alike, postal codes start alike", "place", factor=0.8),
    BlockingRule("street", "same street and house", "street"),
    BlockingRule("street_start", "same house number, streets start alike", "street", factor=0.9),
    BlockingRule("first_house", "same first name and house number", "street", factor=0.8),
    BlockingRule("last_house", "last name sounds alike, same house number", "street", factor=0.8),
    BlockingRule("company_last", "last name sounds alike, same company", "company"),
    BlockingRule("company_first", "same first name and company", "company"),
    BlockingRule("company", "same company", "company", factor=0.5),
    BlockingRule("company_title", "same company and title", "company"),
    BlockingRule("company_city", "same company and city", "company", factor=0.8),
    BlockingRule("company_initials", "same company and initials", "company", factor=0.8),
    BlockingRule("last_title", "last name sounds alike, same title", "title", factor=0.8),
    BlockingRule("first_title", "same first name and title", "title", factor=0.7),
    BlockingRule("title_city", "same title and city", "title", factor=0.7),
    BlockingRule("title_area", "same title, postal codes start alike", "title", factor=0.7),
    BlockingRule("title_initials", "same title and initials", "title", factor=0.7),
)

COMPANY_BLOCKING_RULES = (
    BlockingRule("domain", "same website or e-mail domain", "domain"),
    BlockingRule("label", "the domain's name agrees with the other's domain or name", "domain"),
    BlockingRule("profile_url", "same profile address", "profile"),
    BlockingRule("phone", "same phone number", "phone"),
    BlockingRule("ticker", "same stock symbol", "ticker", factor=0.7),
    BlockingRule("name", "same name", "name"),
    BlockingRule("segment", "a part of the name is the other's name", "name", space="name"),
    BlockingRule("name_start", "the name starts alike", "name", factor=0.7),
    BlockingRule("name_prefix", "the first letters of the name agree", "name", factor=0.5),
    BlockingRule("inside", "the other's whole name stands inside the name", "inside"),
    BlockingRule("core", "the distinctive words of a name agree", "inside", factor=0.8),
    BlockingRule("words", "a rare word of the name agrees", "words"),
    BlockingRule("pairs", "two words in a row agree", "pairs", factor=0.5),
    BlockingRule("stems", "words start alike", "stems", factor=0.4),
    BlockingRule("similar_words", "a rare word of the name is spelt alike", "similar_words", factor=0.8, space="words"),
    BlockingRule("acronym", "an acronym agrees", "acronym", factor=0.8),
    BlockingRule("acronym_country", "an acronym and the country agree", "acronym", factor=1.2),
    BlockingRule("street", "same street and house", "street"),
    BlockingRule("city", "the other's city is named", "place", factor=0.8),
    BlockingRule("word_city", "a word of the name and the city agree", "place"),
    BlockingRule("grams", "letters in a row agree", "grams", factor=0.25),
)

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
        BlockingRule(_own_name(key), key.sentence, f"own_{own_field.name}", key.factor, most=key.most)
        for own_field, key in own_keys(schema)
    ]
    return (*BLOCKING_RULES[schema.kind], *own)


@lru_cache(maxsize=64)
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

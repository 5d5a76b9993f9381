"""The keys of a record: short texts that a record and its true profile are likely to share."""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

import numpy as np
import xxhash
from numpy.typing import NDArray

from features.blocking.blocking_rules import NUMBERS, Key, own_keys, rules_of
from features.blocking.company_keys import IsTown, company_keys, towns_in
from features.blocking.person_keys import JointRule, person_keys, respelt_keys
from features.pairs.columns import Record, items_of, to_bytes
from features.schema.kinds import Kind
from features.schema.own_field import OwnKey
from features.schema.schema import Schema, Shape, kind_of, schema_of

_SIMILAR_WORDS = NUMBERS[Kind.COMPANY]["similar_words"]
_CITY = NUMBERS[Kind.COMPANY]["city"]
MAX_RESPELT = {Kind.PERSON: 4, Kind.COMPANY: 8}
"""Number of words of a name for which similar words are looked up."""

MAX_SPELLINGS = 8
"""Number of spellings of a person's name that are tried, the most similar ones first."""


def stored_keys(shape: Shape, record: Record) -> list[Key]:
    """Return the distinct keys under which a profile of the universe is stored."""
    return _keys(shape, record, lookup=False)


def lookup_keys(shape: Shape, record: Record, is_town: IsTown | None = None) -> list[Key]:
    """Return the distinct keys under which a record's candidates are looked up.

    With `is_town` a company makes fewer keys that no profile has; its candidates are the same.
    """
    return _keys(shape, record, lookup=True, is_town=is_town)


def town_keys(shape: Shape, record: Record) -> list[Key]:
    """Return the keys of the towns that a record may name; none for people."""
    is_person = kind_of(shape) is Kind.PERSON
    return [] if is_person else [(_CITY, town) for town in towns_in(record, lookup=True)]


def _keys(shape: Shape, record: Record, *, lookup: bool, is_town: IsTown | None = None) -> list[Key]:
    schema = schema_of(shape)
    if schema.kind is Kind.PERSON:
        keys = person_keys(record, _joint_rules(schema))
    else:
        keys = company_keys(record, lookup=lookup, is_town=is_town)
    return keys + _own_keys(schema, record) if schema.own else keys


def _own_keys(schema: Schema, record: Record) -> list[Key]:
    """Return the keys of own fields, whose values are distinct."""
    keys: list[Key] = []
    for rule, name in _own_rules(schema):
        value = record.get(name)
        if value is None:
            continue
        if isinstance(value, str):
            keys.append((rule, value))
        else:
            keys += [(rule, item) for item in value]
    return keys


@lru_cache(maxsize=64)
def _own_rules(schema: Schema) -> tuple[tuple[int, str], ...]:
    """Return the number and the field of each blocking rule of an own field's value alone."""
    return tuple((number, key.field) for number, key in _numbered(schema) if key.beside is None)


@lru_cache(maxsize=64)
def _joint_rules(schema: Schema) -> tuple[JointRule, ...]:
    """Return the rules that join an own field with a name or a city."""
    numbered = _numbered(schema)
    return tuple(JointRule(n, key.field, key.start, key.beside) for n, key in numbered if key.beside is not None)


def _numbered(schema: Schema) -> list[tuple[int, OwnKey]]:
    keys = [key for _, key in own_keys(schema)]
    return list(enumerate(keys, len(rules_of(schema)) - len(keys)))


@lru_cache(maxsize=64)
def _seeds(shape: Shape) -> list[int]:
    return [rule.seed for rule in rules_of(shape)]


SimilarTo = Callable[[str], Sequence[tuple[str, float]]]
"""A function from a word to the universe's similar words, each with its similarity (0 to 1)."""


def similar_keys(shape: Shape, record: Record, own: Collection[Key], similar_to: SimilarTo) -> list[tuple[Key, float]]:
    """Return the keys that a record would have with one of its words spelt as a similar word of the universe.

    Each comes with the similarity, by which its weight is scaled; `own` are the keys that the record has anyway.
    """
    kind = kind_of(shape)
    spellings = [
        (-similarity, word, spelling)
        for word in items_of(record, "name_words")[: MAX_RESPELT[kind]]
        for spelling, similarity in similar_to(word)
    ]
    if kind is Kind.COMPANY:
        return [((_SIMILAR_WORDS, spelling), -negative) for negative, _, spelling in sorted(spellings)]
    tried = sorted(spellings)[:MAX_SPELLINGS]
    similarity_by_key: dict[Key, float] = {}
    joint = _joint_rules(schema_of(shape))
    respelt = respelt_keys(record, own, [(word, spelling) for _, word, spelling in tried], joint)
    for (negative, _, _), keys in zip(tried, respelt, strict=True):
        for key in keys:
            similarity_by_key.setdefault(key, -negative)
    return list(similarity_by_key.items())


def key_hashes(shape: Shape, keys: Sequence[Key]) -> NDArray[np.uint64]:
    """Return the 64-bit hash of each key, salted by its blocking rule's space."""
    seeds = _seeds(shape)
    digest = xxhash.xxh3_64_intdigest
    try:
        hashes = [digest(text, seeds[rule]) for rule, text in keys]
    except UnicodeEncodeError:
        hashes = [digest(to_bytes(text), seeds[rule]) for rule, text in keys]
    return np.fromiter(hashes, np.uint64, len(hashes))

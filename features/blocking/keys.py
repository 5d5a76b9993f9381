"""The keys of a record: short texts that a record and its true profile are likely to share."""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache

import numpy as np
import xxhash

from features.blocking.blocking_rule import KeyTexts, OfName
from features.blocking.blocking_rules import NUMBERS, rules_of
from features.blocking.company_rules import Company, IsTown
from features.blocking.person_rules import Person
from features.pairs.columns import Record, items_of, to_bytes
from features.schema.array_types import Hashes
from features.schema.kinds import Kind
from features.schema.schema import Shape, kind_of

Key = tuple[int, str]
"""A blocking rule's position in `rules_of(schema)`, and the text that two records must share."""
_SIMILAR_WORDS = NUMBERS[Kind.COMPANY]["similar_words"]
_CITY = NUMBERS[Kind.COMPANY]["city"]
MAX_RESPELT = {Kind.PERSON: 4, Kind.COMPANY: 8}
"""Number of words of a name for which similar words are looked up."""

MAX_SPELLINGS = 8
"""Number of spellings of a person's name that are tried, the most similar ones first."""


def stored_keys(shape: Shape, record: Record) -> list[Key]:
    """Return the distinct keys under which a profile of the universe is stored."""
    is_person = kind_of(shape) is Kind.PERSON
    return _keys(shape, Person.of(record) if is_person else Company.of(record, lookup=False))


def lookup_keys(shape: Shape, record: Record, is_town: IsTown | None = None, *, widely: bool = False) -> list[Key]:
    """Return the distinct keys under which a record's candidates are looked up.

    With `is_town` a company makes fewer keys that no profile has; its candidates are the same. `widely` adds keys of a
    name in another script: the consonants of its other spellings.
    """
    if kind_of(shape) is Kind.COMPANY:
        return _keys(shape, Company.of(record, lookup=True, is_town=is_town))
    person = Person.of(record, lookup=True)
    return _keys(shape, person.with_spellings() if widely else person)


def town_keys(shape: Shape, record: Record) -> list[Key]:
    """Return the keys of the towns that a record may name; none for people."""
    is_person = kind_of(shape) is Kind.PERSON
    return [] if is_person else [(_CITY, town) for town in Company.of(record, lookup=True).towns]


def _keys(shape: Shape, described: Person | Company) -> list[Key]:
    numbered = _texts_of(shape, described.parts, respelt=False)
    return list(dict.fromkeys([(rule, text) for rule, texts in numbered for text in texts(described)]))


@lru_cache(maxsize=256)
def _texts_of(shape: Shape, parts: Sequence[str], *, respelt: bool) -> tuple[tuple[int, KeyTexts], ...]:
    """Return the numbers and functions of the blocking rules that may have a key of a name with these parts.

    Of a name that is `respelt`, rules without it have the keys of the record's own.
    """
    numbered: list[tuple[int, KeyTexts]] = []
    for number, rule in enumerate(rules_of(shape)):
        if not isinstance(rule.keys, OfName):
            numbered += [] if respelt else [(number, rule.keys)]
        elif rule.keys.part in parts:
            numbered.append((number, rule.keys.texts))
    return tuple(numbered)


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
    spellings = sorted(
        (-similarity, word, spelling)
        for word in _respelt_words(record, MAX_RESPELT[kind])
        for spelling, similarity in similar_to(word)
    )
    if kind is Kind.COMPANY:
        return [((_SIMILAR_WORDS, spelling), -negative) for negative, _, spelling in spellings]
    similarity_by_key: dict[Key, float] = dict.fromkeys(own, 1.0)
    person = Person.of(record, lookup=True)
    for negative, word, spelling in spellings[:MAX_SPELLINGS]:
        spelt = person.respelt(word, spelling)
        for rule, texts in _texts_of(shape, spelt.parts, respelt=True):
            for text in texts(spelt):
                similarity_by_key.setdefault((rule, text), -negative)
    return list(similarity_by_key.items())[len(own) :]


def _respelt_words(record: Record, most: int) -> tuple[str, ...]:
    """Return the words of a name for which similar ones are looked up; of other scripts those of its readings."""
    readings = items_of(record, "readings")
    if not readings:
        return items_of(record, "name_words")[:most]
    return tuple(dict.fromkeys(word for name in readings for word in name.split()))[: 2 * most]


def key_hashes(shape: Shape, keys: Sequence[Key]) -> Hashes:
    """Return the 64-bit hash of each key, salted by its blocking rule's space."""
    seeds = _seeds(shape)
    digest = xxhash.xxh3_64_intdigest
    try:
        hashes = [digest(text, seeds[rule]) for rule, text in keys]
    except UnicodeEncodeError:
        hashes = [digest(to_bytes(text), seeds[rule]) for rule, text in keys]
    return np.fromiter(hashes, np.uint64, len(hashes))

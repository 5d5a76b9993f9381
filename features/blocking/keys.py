"""The keys of a record: short texts that a record and its true profile are likely to share."""

from collections.abc import Callable, Collection, Sequence

import numpy as np
import xxhash
from numpy.typing import NDArray

from features.blocking.blocking_rules import BLOCKING_RULES, NUMBERS, Key
from features.blocking.company_keys import IsTown, company_keys, towns_in
from features.blocking.person_keys import person_keys, respelt_keys
from features.pairs.columns import Record, items_of, to_bytes
from features.schema.kinds import Kind

_SEEDS = {kind: [rule.seed for rule in BLOCKING_RULES[kind]] for kind in Kind}
_SIMILAR_WORDS, _CITY = NUMBERS[Kind.COMPANY]["similar_words"], NUMBERS[Kind.COMPANY]["city"]
MOST_RESPELT = {Kind.PERSON: 4, Kind.COMPANY: 8}
"""Number of words of a name for which similar words are looked up."""

MOST_SPELLINGS = 8
"""Number of spellings of a person's name that are tried, the most similar ones first."""


def stored_keys(kind: Kind, record: Record) -> list[Key]:
    """Return the distinct keys under which a profile of the universe is stored."""
    return person_keys(record) if kind is Kind.PERSON else company_keys(record, lookup=False)


def lookup_keys(kind: Kind, record: Record, is_town: IsTown | None = None) -> list[Key]:
    """Return the distinct keys under which a record's candidates are looked up.

    With `is_town` a company makes fewer keys that no profile has; its candidates are the same.
    """
    return person_keys(record) if kind is Kind.PERSON else company_keys(record, lookup=True, is_town=is_town)


def town_keys(kind: Kind, record: Record) -> list[Key]:
    """Return the keys of the towns that a record may name; none for people."""
    return [] if kind is Kind.PERSON else [(_CITY, town) for town in towns_in(record, lookup=True)]


SimilarTo = Callable[[str], Sequence[tuple[str, float]]]
"""A function from a word to the universe's similar words, each with its similarity (0 to 1)."""


def similar_keys(kind: Kind, record: Record, own: Collection[Key], similar_to: SimilarTo) -> list[tuple[Key, float]]:
    """Return the keys that a record would have with one of its words spelt as a similar word of the universe.

    Each comes with the similarity, by which its weight is scaled; `own` are the keys that the record has anyway.
    """
    spellings = [
        (-similarity, word, other)
        for word in items_of(record, "name_words")[: MOST_RESPELT[kind]]
        for other, similarity in similar_to(word)
    ]
    if kind is Kind.COMPANY:
        return [((_SIMILAR_WORDS, other), -negative) for negative, _, other in sorted(spellings)]
    tried = sorted(spellings)[:MOST_SPELLINGS]
    found: dict[Key, float] = {}
    respelt = respelt_keys(record, own, [(word, other) for _, word, other in tried])
    for (negative, _, _), keys in zip(tried, respelt, strict=True):
        for key in keys:
            found.setdefault(key, -negative)
    return list(found.items())


def key_hashes(kind: Kind, keys: Sequence[Key]) -> NDArray[np.uint64]:
    """Return the 64-bit hash of each key, salted by its blocking rule's space."""
    seeds, digest = _SEEDS[kind], xxhash.xxh3_64_intdigest
    try:
        hashes = [digest(text, seeds[rule]) for rule, text in keys]
    except UnicodeEncodeError:
        hashes = [digest(to_bytes(text), seeds[rule]) for rule, text in keys]
    return np.fromiter(hashes, np.uint64, len(hashes))

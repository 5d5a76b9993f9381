"""The stored words that fit what a user typed, as keyed hashes: as a whole, begun, near, and with other spaces."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from serving.store.contracts import OpenScope
from serving.store.tables.records import name_spellings
from serving.store.upserts import among
from serving.store.vault import DataKey
from serving.sync.records.blind_index import (
    beginning_spelling,
    near_spellings,
    number_of,
    one_edit_apart,
    word_hash,
)

WordHashes = frozenset[str]
_MOST_SPELT = 3_000
"""Stored words that have one spelling."""
_CHECKED = 5
"""Letters of a typed word up to which words of a near spelling are mostly two edits apart."""


@dataclass(frozen=True, slots=True)
class TypedWords:
    """For each typed word the hashes of the words that it fits: itself, those that it begins, others that may be near.

    `readings` are what was typed with one space less or more, made of words that records hold.
    """

    whole: Sequence[WordHashes]
    begun: Sequence[WordHashes]
    near: Sequence[WordHashes]
    readings: Sequence[Sequence[str]]


def read_typed_words(scope: OpenScope, key: DataKey, typed: Sequence[str]) -> TypedWords:
    """Read all words that fit the typed ones in one statement."""
    whole = [word_hash(key, one) for one in typed]
    beginnings = [beginning_spelling(key, one) for one in typed]
    changes = list(_with_other_spaces(typed))
    hashes = {part: word_hash(key, part) for _, parts in changes for part in parts}
    begun = [[] if one is None else [one] for one in beginnings]
    near = [sorted(near_spellings(key, one)) for one in typed]
    numbers = {one: number_of(hashed) for one, hashed in hashes.items()}
    found = _spelt(scope, [one for some in (*begun, *near, numbers.values()) for one in some])
    begun_words = [frozenset({one, *_all_of(found, of)}) for one, of in zip(whole, begun, strict=True)]
    near_words = [frozenset(_all_of(found, of)) - words for words, of in zip(begun_words, near, strict=True)]
    readings = [reading for reading, parts in changes if all(hashes[one] in found[numbers[one]] for one in parts)]
    return TypedWords([frozenset({one}) for one in whole], begun_words, near_words, readings)


def really_near(key: DataKey, typed: str, words: WordHashes) -> WordHashes:
    """Return those words that are one edit apart, as far as that is worth it: all words that may be, if it is not."""
    if not words or len(typed) > _CHECKED:
        return words
    return words & {word_hash(key, one) for one in one_edit_apart(typed)}


def _with_other_spaces(typed: Sequence[str]) -> Iterable[tuple[Sequence[str], tuple[str, ...]]]:
    """Yield readings with one space less or more, and the words that are new in each."""
    for at, (first, second) in enumerate(pairwise(typed)):
        yield [*typed[:at], first + second, *typed[at + 2 :]], (first + second,)
    for at, one in enumerate(typed):
        for cut in range(1, len(one)):
            yield [*typed[:at], one[:cut], one[cut:], *typed[at + 1 :]], (one[:cut], one[cut:])


def _all_of(found: Mapping[int, Sequence[str]], spellings: Iterable[int]) -> Iterable[str]:
    return (word for one in spellings for word in found[one][:_MOST_SPELT])


def _spelt(scope: OpenScope, spellings: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Return the hashes of the words that have a spelling, by spelling."""
    found: dict[int, list[str]] = {one: [] for one in spellings}
    wanted = scope.own(name_spellings.c.spelling, name_spellings.c.word_hash).where(
        among(name_spellings.c.spelling, list(found))
    )
    for row in scope.execute(wanted.limit(_MOST_SPELT * len(found))):
        found[row.spelling].append(row.word_hash)
    return found

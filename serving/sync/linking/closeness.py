"""How close a record's name is to what a user typed. Pure."""

from collections.abc import Sequence
from enum import IntEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from serving.sync.records.blind_index import MOST_WORDS, SHORTEST_BEGINNING


class WordMatch(IntEnum):
    """How a typed word fits a word of a name. One near word adds more to a rank than any number of begun ones."""

    EQUAL = 0
    BEGINS = 1
    NEAR = MOST_WORDS + 1
    """One letter is wrong, missing, too many, or swapped with its neighbour."""


STEP = 1001
"""More than the names as wholes can differ: how the words match comes first."""


def rank_of(typed: Sequence[str], words: Sequence[str]) -> int | None:
    """Return a rank, 0 for equal names and more for worse ones; None unless every typed word fits a word."""
    matched = 0
    for one in typed:
        match = _match(one, words)
        if match is None:
            return None
        matched += match
    apart = 1000 - round(10 * fuzz.token_sort_ratio(" ".join(typed), " ".join(words)))
    return STEP * matched + apart


def _match(typed: str, words: Sequence[str]) -> int | None:
    """Return how the word fits that fits best, None where none does."""
    if typed in words:
        return _EQUAL
    length = len(typed)
    if length >= SHORTEST_BEGINNING:
        for word in words:
            if word.startswith(typed):
                return _BEGINS
    for word in words:
        if -1 <= len(word) - length <= 1 and OSA.distance(typed, word, score_cutoff=1) <= 1:
            return _NEAR
    return None


_EQUAL, _BEGINS, _NEAR = map(int, WordMatch)

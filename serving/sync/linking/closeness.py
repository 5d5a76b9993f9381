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
    matches = [
        min((match for word in words if (match := _match(one, word)) is not None), default=None) for one in typed
    ]
    if None in matches:
        return None
    apart = 1000 - round(10 * fuzz.token_sort_ratio(" ".join(typed), " ".join(words)))
    return STEP * sum(match for match in matches if match is not None) + apart


def _match(typed: str, word: str) -> WordMatch | None:
    if typed == word:
        return WordMatch.EQUAL
    if len(typed) >= SHORTEST_BEGINNING and word.startswith(typed):
        return WordMatch.BEGINS
    return WordMatch.NEAR if OSA.distance(typed, word, score_cutoff=1) <= 1 else None

"""The measures of `MACHINE_MEASURES` by number, between texts that stand in UTF-8."""

import numpy as np

from features import likeness_machine as likeness
from features import text_machine as text
from features.compiled import part
from features.machine_measures import (
    COMMON_START,
    COVERED_WORDS,
    DAMERAU_LEVENSHTEIN,
    EDIT_RATIO,
    EQUAL,
    HOLDS_WORDS,
    JARO_WINKLER,
    LEVENSHTEIN,
    PARTIAL,
    SAME_LETTERS,
    SAME_OR_START,
    SAME_PIECE,
    SAME_START,
    SQUASHED_PARTIAL,
    SQUASHED_RATIO,
    TOKEN_SORT,
)
from features.machine_types import Content, Points, Starts


@part
def read(content: Content, starts: Starts, place: int) -> Points:
    """Read the text at a place."""
    return text.read(content, np.int64(starts[place]), np.int64(starts[place + 1]))


@part
def _percent(score: float) -> float:
    """Bring a score of `rapidfuzz.fuzz`, asked for in single precision, to at most 1."""
    return np.float64(np.float32(score)) * 0.01


@part
def _edit_ratio(one: Points, other: Points) -> float:
    longest = max(len(one), len(other))
    return 1.0 - likeness.osa(one, other) / longest if longest else 1.0


@part
def _covered(one: Points, other: Points) -> float:
    loose = likeness.partial_ratio(one, other) if len(other) <= len(one) else likeness.indel_ratio(one, other)
    return max(1.0 if text.holds_words(one, other) else 0.0, 0.9 * (loose / 100))


@part
def _likeness(number: int, one: Points, other: Points) -> float:
    if number == JARO_WINKLER:
        return likeness.jaro_winkler(one, other)
    if number == TOKEN_SORT:
        return _percent(likeness.indel_ratio(text.sorted_words(one), text.sorted_words(other)))
    if number == EDIT_RATIO:
        return _edit_ratio(one, other)
    if number == SQUASHED_RATIO:
        return _edit_ratio(text.without_blanks(one), text.without_blanks(other))
    if number == SAME_LETTERS:
        return _edit_ratio(np.sort(one), np.sort(other))
    if number == PARTIAL:
        return _percent(likeness.partial_ratio(one, other))
    if number == SQUASHED_PARTIAL:
        return _percent(likeness.partial_ratio(text.without_blanks(one), text.without_blanks(other)))
    if number == COVERED_WORDS:
        return _covered(one, other)
    if number == COMMON_START:
        return text.common_start(one, other)
    return likeness.jaro(one, other)


@part
def measure(number: int, start: int, end: int, one: Points, other: Points) -> float:
    """Measure two texts, rounded to 6 digits as DuckDB does."""
    if number == EQUAL:
        return 1.0 if text.same(one, other) else 0.0
    if number == SAME_PIECE:
        return 1.0 if text.same_piece(one, other, start, end) else 0.0
    if number == SAME_START:
        return 1.0 if text.same_piece(one, other, 0, 1) else 0.0
    if number == SAME_OR_START:
        return 1.0 if text.same(one, other) else 0.5 if text.same_piece(one, other, 0, 1) else 0.0
    if number == HOLDS_WORDS:
        return 1.0 if text.holds_words(one, other) else 0.0
    if text.same(one, other):
        return 0.0 if number in (LEVENSHTEIN, DAMERAU_LEVENSHTEIN) else 1.0
    if number == LEVENSHTEIN:
        return float(likeness.levenshtein(one, other))
    if number == DAMERAU_LEVENSHTEIN:
        return float(likeness.damerau_levenshtein(one, other))
    return np.floor(_likeness(number, one, other) * 1e6 + 0.5) / 1e6

"""All text measures of `COMPILED_MEASURES` by number, between texts in one array of letters.

rapidfuzz and Python measure Python strings, which the texts of the index are not (`texts`): making them takes longer
than measuring.

Held to rapidfuzz by tests/features/compiled/test_measures.py.
"""

from typing import NamedTuple

import numpy as np

from features.compiled import distances as similarity
from features.compiled import pieces as piece
from features.compiled import texts as text
from features.compiled import tokens as token
from features.compiled.loader import part
from features.compiled.long_texts import ratio
from features.compiled.memory import first_of, keep_alive
from features.compiled.opcodes import (
    COMMON_START,
    COVERED_WORDS,
    DAMERAU_LEVENSHTEIN,
    EDIT_RATIO,
    EQUAL,
    HOLDS_WORDS,
    JARO_WINKLER,
    LEVENSHTEIN,
    MILLIONTHS,
    PARTIAL,
    SAME_LETTERS,
    SAME_OR_START,
    SAME_PIECE,
    SAME_START,
    SQUASHED_PARTIAL,
    SQUASHED_RATIO,
    TOKEN_SET,
    TOKEN_SORT,
    YEARS_NEAR,
)
from features.schema.array_types import LetterMasks, Letters, whole


class MeasureSpec(NamedTuple):
    """A measure's number and the bounds of the compared piece, as `numbered` gives them."""

    number: int
    start: int
    end: int


class LetterPair(NamedTuple):
    """Two prepared texts: the n letters from a on and the m letters from b on.

    `masks` holds from `at` on the positions of the letters of the first one; `plain`: all letters are of ASCII. A
    similarity below `floor` need not be exact, as long as it stays below.
    """

    letters: Letters
    a: int
    n: int
    b: int
    m: int
    masks: LetterMasks
    at: int
    plain: bool
    floor: float


@part
def prepare(number: int, letters: Letters, a: int, n: int) -> int:
    """Reduce a text to what a measure compares: words in order, no blanks, letters in order, or the text itself."""
    if number == TOKEN_SORT:
        return text.sort_words(letters, a, n)
    if number == TOKEN_SET:
        return token.distinct_words(letters, a, n)
    if number in (SQUASHED_RATIO, SQUASHED_PARTIAL):
        return text.drop_blanks(letters, a, n)
    if number == SAME_LETTERS:
        text.sort_letters(letters, a, n)
    return n


@part
def _percent(score: float) -> float:
    """Scale a score of `rapidfuzz.fuzz`, taken in single precision, to at most 1."""
    return np.float64(np.float32(score)) * 0.01


@part
def _edit_ratio(letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int) -> float:
    longest = max(n, m)
    return 1.0 - similarity.osa(letters, a, n, b, m, masks, at) / longest if longest else 1.0


@part
def _most_by_length(n: int, m: int) -> float:
    """Return the ratio of two texts of which the longer one holds all letters of the other in order."""
    return ratio(min(n, m), n + m) if n + m else 100.0


@part
def _sorted_ratio(letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int, floor: float) -> float:
    if _percent(_most_by_length(n, m)) < floor:
        return 0.0
    return _percent(piece.indel_ratio(letters, a, n, b, m, masks, at))


@part
def _covered(letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int, floor: float) -> float:
    """Return nine tenths of how well the second text fits into the first; 0 for less than `floor` (percent)."""
    most = 100.0 if m <= n else _most_by_length(n, m)
    if 0.9 * most < floor:
        return 0.0
    if m <= n:
        return 0.9 * (piece.partial_ratio(letters, a, n, b, m, masks, at, floor / 0.9) / 100)
    return 0.9 * (piece.indel_ratio(letters, a, n, b, m, masks, at) / 100)


@part
def _can_reach(letters: Letters, a: int, n: int, b: int, m: int, least: float) -> bool:
    """Return whether a Jaro-Winkler similarity can be so high, by the lengths of two texts and their common start."""
    most = min(n, m)
    start = 0
    if not most:
        return True
    jaro = (most / n + most / m + 1.0) / 3.0
    while start < min(most, 4) and letters[a + start] == letters[b + start]:
        start += 1
    return jaro + start * 0.1 * (1.0 - jaro) >= least


@part
def _similarity(
    number: int, letters: Letters, a: int, n: int, b: int, m: int, masks: LetterMasks, at: int, floor: float
) -> float:
    if number == JARO_WINKLER:
        return similarity.jaro_winkler(letters, a, n, b, m, masks, at)
    if number == TOKEN_SORT:
        return _sorted_ratio(letters, a, n, b, m, masks, at, floor)
    if number in (EDIT_RATIO, SQUASHED_RATIO, SAME_LETTERS):
        return _edit_ratio(letters, a, n, b, m, masks, at)
    if number in (PARTIAL, SQUASHED_PARTIAL):
        return _percent(piece.partial_ratio(letters, a, n, b, m, masks, at, 100 * floor))
    if number == COVERED_WORDS:
        return _covered(letters, a, n, b, m, masks, at, 100 * floor)
    if number == DAMERAU_LEVENSHTEIN:
        return float(similarity.osa(letters, a, n, b, m, masks, at))
    if number == COMMON_START:
        return text.common_start(letters, a, n, b, m)
    return similarity.jaro(letters, a, n, b, m, masks, at)


@part
def _similarity_of_renumbered(number: int, letters: Letters, a: int, n: int, b: int, m: int, floor: float) -> float:
    held = text.renumbered(letters, a, n, b, m)
    held_masks = np.empty(2 * text.ASCII, np.uint64)
    own = first_of(held)
    masks = first_of(held_masks)
    first = whole(0)
    at = whole(text.ASCII)
    text.write_masks(own, first, n, masks, at)
    value = _similarity(number, own, first, n, n, m, masks, at, floor)
    keep_alive((held, held_masks))
    return value


@part
def similarity_of(number: int, pair: LetterPair) -> float:
    """Measure two prepared texts, not rounded; letters that are not all of ASCII are renumbered."""
    if pair.plain:
        return _similarity(number, pair.letters, pair.a, pair.n, pair.b, pair.m, pair.masks, pair.at, pair.floor)
    return _similarity_of_renumbered(number, pair.letters, pair.a, pair.n, pair.b, pair.m, pair.floor)


@part
def of_equals(number: int) -> float:
    """Return the measure of two equal texts."""
    return 0.0 if number in (LEVENSHTEIN, DAMERAU_LEVENSHTEIN) else 1.0


@part
def _rounded(value: float) -> float:
    return np.floor(value * 1e6 + 0.5) / 1e6


@part
def measure(spec: MeasureSpec, pair: LetterPair) -> float:
    """Measure two prepared texts, rounded to 6 digits as DuckDB does.

    Equal texts stay equal when they are prepared, so that most measures compare them first. A Damerau-Levenshtein
    distance above `end`, where that is given, need not be exact: edits of which none is edited again (`osa`) are at
    most half as many more, since only an exchange over other letters, which costs two, saves one. A Jaro-Winkler
    similarity below `end`, where that is given, is 0 where lengths alone rule a higher one out.
    """
    number = spec.number
    letters = pair.letters
    a = pair.a
    n = pair.n
    b = pair.b
    m = pair.m
    if number == EQUAL:
        return 1.0 if text.same(letters, a, n, b, m) else 0.0
    if number == SAME_PIECE:
        return 1.0 if text.same_piece(letters, a, n, b, m, spec.start, spec.end) else 0.0
    if number == SAME_START:
        return 1.0 if text.same_piece(letters, a, n, b, m, 0, 1) else 0.0
    if number == HOLDS_WORDS:
        return 1.0 if text.holds_words(letters, a, n, b, m) else 0.0
    if number == TOKEN_SET:
        return _rounded(_percent(token.token_set_ratio(letters, a, n, b, m, pair.plain)))
    if text.same(letters, a, n, b, m):
        return of_equals(number)
    if number == JARO_WINKLER and spec.end and not _can_reach(letters, a, n, b, m, spec.end / MILLIONTHS - 1e-6):
        return 0.0
    if number == SAME_OR_START:
        return 0.5 if text.same_piece(letters, a, n, b, m, 0, 1) else 0.0
    if number == LEVENSHTEIN:
        return float(similarity.levenshtein(letters, a, n, b, m))
    if number == DAMERAU_LEVENSHTEIN:
        restricted = similarity_of(number, pair)
        if restricted <= 2 or (spec.end and 2 * restricted > 3 * spec.end):
            return restricted
        return float(similarity.damerau_levenshtein(letters, a, n, b, m))
    if number == COVERED_WORDS and text.holds_words(letters, a, n, b, m):
        return 1.0
    if number == YEARS_NEAR:
        return _rounded(text.years_near(letters, a, n, b, m))
    return _rounded(similarity_of(number, pair))

"""The measures of `MACHINE_MEASURES` by number, between texts that stand in UTF-8."""

import numpy as np

from features.compiled import distances as similarity
from features.compiled import pieces as piece
from features.compiled import texts as text
from features.compiled import tokens as token
from features.compiled.loader import inlined, part
from features.compiled.measure_codes import (
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
    TOKEN_SET,
    TOKEN_SORT,
    YEARS_NEAR,
)
from features.compiled.memory import first_of, keep_alive
from features.schema.array_types import Letters, Places, Texts, whole


@inlined
def read(texts: Texts, place: int, letters: Letters, a: int) -> tuple[int, bool]:
    """Read the text at a place; return the number of its letters and whether all are of ASCII."""
    n, plain = text.read(texts.content, whole(texts.starts[place]), whole(texts.starts[place + 1]), letters, a)
    return n, plain


@inlined
def size_of(texts: Texts, place: int) -> int:
    """Return how many bytes the text at a place has."""
    return whole(texts.starts[place + 1]) - whole(texts.starts[place])


@part
def prepare(number: int, letters: Letters, a: int, n: int) -> int:
    """Make of a text what a measure compares: words in order, no blanks, its letters in order, or all of it."""
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
    """Bring a score of `rapidfuzz.fuzz`, asked for in single precision, to at most 1."""
    return np.float64(np.float32(score)) * 0.01


@part
def _edit_ratio(letters: Letters, a: int, n: int, b: int, m: int, places: Places, at: int) -> float:
    longest = max(n, m)
    return 1.0 - similarity.osa(letters, a, n, b, m, places, at) / longest if longest else 1.0


@part
def _covered(letters: Letters, a: int, n: int, b: int, m: int, places: Places, at: int) -> float:
    if m <= n:
        return 0.9 * (piece.partial_ratio(letters, a, n, b, m, places, at) / 100)
    return 0.9 * (piece.indel_ratio(letters, a, n, b, m, places, at) / 100)


@part
def _similarity(number: int, letters: Letters, a: int, n: int, b: int, m: int, places: Places, at: int) -> float:
    if number == JARO_WINKLER:
        return similarity.jaro_winkler(letters, a, n, b, m, places, at)
    if number == TOKEN_SORT:
        return _percent(piece.indel_ratio(letters, a, n, b, m, places, at))
    if number in (EDIT_RATIO, SQUASHED_RATIO, SAME_LETTERS):
        return _edit_ratio(letters, a, n, b, m, places, at)
    if number in (PARTIAL, SQUASHED_PARTIAL):
        return _percent(piece.partial_ratio(letters, a, n, b, m, places, at))
    if number == COVERED_WORDS:
        return _covered(letters, a, n, b, m, places, at)
    if number == DAMERAU_LEVENSHTEIN:
        return float(similarity.osa(letters, a, n, b, m, places, at))
    if number == COMMON_START:
        return text.common_start(letters, a, n, b, m)
    return similarity.jaro(letters, a, n, b, m, places, at)


@part
def _similarity_of_renumbered(number: int, letters: Letters, a: int, n: int, b: int, m: int) -> float:
    held, held_places = text.renumbered(letters, a, n, b, m), np.empty(2 * text.ASCII, np.uint64)
    own, places, first, at = first_of(held), first_of(held_places), whole(0), whole(text.ASCII)
    text.write_places(own, first, n, places, at)
    found = _similarity(number, own, first, n, n, m, places, at)
    keep_alive(held)
    keep_alive(held_places)
    return found


@inlined
def similarity_of(
    number: int, letters: Letters, a: int, n: int, b: int, m: int, places: Places, at: int, plain: bool
) -> float:
    """Measure two prepared texts, not rounded; letters that are not of ASCII (not `plain`) are renumbered."""
    if plain:
        found = _similarity(number, letters, a, n, b, m, places, at)
    else:
        found = _similarity_of_renumbered(number, letters, a, n, b, m)
    return found


@inlined
def _rounded(value: float) -> float:
    return np.floor(value * 1e6 + 0.5) / 1e6


@part
def measure(
    number: int, start: int, end: int, letters: Letters, a: int, n: int, b: int, m: int, places: Places, at: int,
    plain: bool,
) -> float:  # fmt: skip
    """Measure two prepared texts, rounded to 6 digits as DuckDB does.

    `places` says from `at` on where the letters of the first stand, `plain` that all of both are of ASCII. Equal texts
    stay equal when they are prepared, so that all measures tell them first. Of a Damerau-Levenshtein distance above
    `end`, where that is given, only that it is above is told: edits of which none is edited again (`osa`) are at most
    half as many more, since only an exchange over other letters, which costs two, saves one.
    """
    if number == EQUAL:
        return 1.0 if text.same(letters, a, n, b, m) else 0.0
    if number == SAME_PIECE:
        return 1.0 if text.same_piece(letters, a, n, b, m, start, end) else 0.0
    if number == SAME_START:
        return 1.0 if text.same_piece(letters, a, n, b, m, 0, 1) else 0.0
    if number == HOLDS_WORDS:
        return 1.0 if text.holds_words(letters, a, n, b, m) else 0.0
    if number == TOKEN_SET:
        return _rounded(_percent(token.token_set_ratio(letters, a, n, b, m, plain)))
    if text.same(letters, a, n, b, m):
        return 0.0 if number in (LEVENSHTEIN, DAMERAU_LEVENSHTEIN) else 1.0
    if number == SAME_OR_START:
        return 0.5 if text.same_piece(letters, a, n, b, m, 0, 1) else 0.0
    if number == LEVENSHTEIN:
        return float(similarity.levenshtein(letters, a, n, b, m))
    if number == DAMERAU_LEVENSHTEIN:
        restricted = similarity_of(number, letters, a, n, b, m, places, at, plain)
        if restricted <= 2 or (end and 2 * restricted > 3 * end):
            return restricted
        return float(similarity.damerau_levenshtein(letters, a, n, b, m))
    if number == COVERED_WORDS and text.holds_words(letters, a, n, b, m):
        return 1.0
    if number == YEARS_NEAR:
        return _rounded(text.years_near(letters, a, n, b, m))
    return _rounded(similarity_of(number, letters, a, n, b, m, places, at, plain))

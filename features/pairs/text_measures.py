"""Measures between two texts, by name; each maps two equally long lists of non-empty texts to an array."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, DamerauLevenshtein, Jaro, JaroWinkler, Levenshtein, Prefix
from rapidfuzz.process import cdist, cpdist

from features.schema.array_types import Floats

Measure = Callable[[list[str], list[str]], Floats]
FEW = 256
"""Up to this number of texts, checking whether all left ones are equal, to prepare them once, saves time."""


def _scored(scorer: Any, dtype: Any, scale: float, left: list[str], right: list[str]) -> Floats:
    if len(left) <= FEW and left[0] == left[-1] and left.count(left[0]) == len(left):
        scores = cdist(left[:1], right, scorer=scorer, dtype=dtype)[0]
    else:
        scores = cpdist(left, right, scorer=scorer, dtype=dtype)
    values = np.asarray(scores, np.float64)
    return values if scale == 1 else values * scale


def _mapped(prepare: Callable[[str], str], measure: Measure, left: list[str], right: list[str]) -> Floats:
    return measure([prepare(text) for text in left], [prepare(text) for text in right])


def _equal(left: list[str], right: list[str]) -> Floats:
    return np.fromiter((a == b for a, b in zip(left, right, strict=True)), np.float64, len(left))


def _same_start(left: list[str], right: list[str]) -> Floats:
    return np.fromiter((a[:1] == b[:1] for a, b in zip(left, right, strict=True)), np.float64, len(left))


def _same_or_start(left: list[str], right: list[str]) -> Floats:
    """Return 1 for the same text, half for the same first letter only, 0 for another."""
    return np.maximum(_equal(left, right), 0.5 * _same_start(left, right))


def _holds_words(left: list[str], right: list[str]) -> Floats:
    """Return 1 where the right text occurs in the left one as a run of whole words, else 0."""
    return np.fromiter((f" {b} " in f" {a} " for a, b in zip(left, right, strict=True)), np.float64, len(left))


def _covered_words(left: list[str], right: list[str]) -> Floats:
    """Return the best partial similarity of the right text within the left one; 1 if it occurs there word for word."""
    inside = _holds_words(left, right)
    loose = np.fromiter((_partial(a, b) for a, b in zip(left, right, strict=True)), np.float64, len(left))
    return np.maximum(inside, 0.9 * loose)


def _partial(text: str, part: str) -> float:
    return fuzz.partial_ratio(text, part) / 100 if len(part) <= len(text) else fuzz.ratio(text, part) / 100


def _squashed(text: str) -> str:
    return text.replace(" ", "")


def _letters(text: str) -> str:
    return "".join(sorted(text))


MOST_YEARS = 50


def _years_near(left: list[str], right: list[str]) -> Floats:
    """Return 1 for the same year, falling to 0 at MOST_YEARS apart; 0 where one is no year."""
    return np.fromiter(map(_year_nearness, left, right), np.float64, len(left))


def _year_nearness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if not (_is_year(one) and _is_year(other)):
        return 0.0
    return max(0.0, 1 - abs(int(one) - int(other)) / MOST_YEARS)


def _is_year(text: str) -> bool:
    return len(text) == len("2000") and text.isascii() and text.isdecimal()


_ratio = partial(_scored, OSA.normalized_similarity, np.float64, 1.0)

SCORERS: dict[str, tuple[Any, Any, float]] = {
    "jaro_winkler": (JaroWinkler.similarity, np.float64, 1.0),
    "jaro": (Jaro.similarity, np.float64, 1.0),
    "levenshtein": (Levenshtein.distance, np.int32, 1.0),
    "damerau_levenshtein": (DamerauLevenshtein.distance, np.int32, 1.0),
    "token_sort": (fuzz.token_sort_ratio, np.float32, 0.01),
    "token_set": (fuzz.token_set_ratio, np.float32, 0.01),
    "partial": (fuzz.partial_ratio, np.float32, 0.01),
    "common_start": (Prefix.normalized_similarity, np.float64, 1.0),
}
"""Measures of rapidfuzz by name: the scorer, the type of its result, and the factor that makes it at most 1."""

MEASURES: dict[str, Measure] = {
    **{name: partial(_scored, *scorer) for name, scorer in SCORERS.items()},
    "equal": _equal,
    "edit_ratio": _ratio,
    "covered_words": _covered_words,
    "holds_words": _holds_words,
    "same_start": _same_start,
    "same_or_start": _same_or_start,
    "years_near": _years_near,
    "squashed_ratio": partial(_mapped, _squashed, _ratio),
    "squashed_partial": partial(_mapped, _squashed, partial(_scored, fuzz.partial_ratio, np.float32, 0.01)),
    "same_letters": partial(_mapped, _letters, _ratio),
}


IDENTICAL = {"levenshtein": 0.0, "damerau_levenshtein": 0.0}
"""The value of a measure for two equal texts, where it is not 1."""


def measure_named(name: str) -> Measure:
    """Return a measure of `MEASURES`, or the one of a name that `same_piece` made."""
    return MEASURES[name] if name in MEASURES else _piece_measure(name)


def same_piece(start: int, end: int) -> str:
    """Return the name of the measure that is 1 where two texts are equal from `start` to before `end`, else 0."""
    return f"same_piece {start} {end}"


@lru_cache(maxsize=64)
def _piece_measure(name: str) -> Measure:
    cut = slice(*map(int, name.split()[1:]))

    def compute(left: list[str], right: list[str]) -> Floats:
        return np.fromiter((a[cut] == b[cut] for a, b in zip(left, right, strict=True)), np.float64, len(left))

    return compute


def round_half_up(values: Floats) -> Floats:
    """Round values of at least 0 to 6 digits as DuckDB's `round` does: half up, where numpy rounds half to even."""
    return np.floor(values * 1e6 + 0.5) / 1e6

"""Measures between two texts that a condition's SQL names."""

from collections.abc import Callable, Mapping

import numpy as np
from rapidfuzz.distance import DamerauLevenshtein, Jaro, JaroWinkler, Levenshtein

from features.schema.array_types import Floats

MEASURES: Mapping[str, Callable[[str, str], float]] = {
    "jaro_winkler": JaroWinkler.similarity,
    "jaro": Jaro.similarity,
    "levenshtein": Levenshtein.distance,
    "damerau_levenshtein": DamerauLevenshtein.distance,
}


def measure_named(name: str) -> Callable[[str, str], float]:
    """Return a measure of `MEASURES`, or the one of a name that `same_piece` made."""
    if name in MEASURES:
        return MEASURES[name]
    cut = slice(*map(int, name.split()[1:]))
    return lambda left, right: float(left[cut] == right[cut])


def same_piece(start: int, end: int) -> str:
    """Return the name of the measure that is 1 where two texts are equal from `start` to before `end`, else 0."""
    return f"same_piece {start} {end}"


def round_half_up(values: Floats) -> Floats:
    """Round values of at least 0 to 6 digits as DuckDB's `round` does: half up, where numpy rounds half to even."""
    return np.floor(values * 1e6 + 0.5) / 1e6

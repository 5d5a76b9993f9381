"""How common a value is in the universe, looked up for both records of a pair."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from features.columns import Columns
from features.pairs import Floats, Pairs

TermFrequencies = Mapping[str, NDArray[np.floating]]
"""Per text field, the share of filled universe rows that hold each code of the right vocabulary."""


def count_term_frequencies(universe: Columns, fields: Iterable[str]) -> dict[str, Floats]:
    """Count each text value's share among the rows that hold a value, as Splink counts it."""
    frequencies: dict[str, Floats] = {}
    for name in fields:
        column = universe.text(name)
        counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.vocabulary))
        frequencies[name] = counts / max(int(counts.sum()), 1)
    return frequencies


def highest_frequency(pairs: Pairs, field: str, by_code: NDArray[np.floating]) -> Floats:
    """Return the higher term frequency of a pair's two values, that of the one if the other has none, else NaN.

    A value that the universe does not hold has none.
    """
    result: Floats = pairs.once(("tf", field), lambda: np.fmax(*_frequencies(pairs, field, by_code)))
    return result


def _frequencies(pairs: Pairs, field: str, by_code: NDArray[np.floating]) -> tuple[Floats, Floats]:
    left = pairs.left_codes_on_the_right(field, field)[pairs.codes("l", field)]
    return _look_up(by_code, left), _look_up(by_code, pairs.codes("r", field))


def _look_up(by_code: NDArray[np.floating], codes: NDArray[np.int32]) -> Floats:
    known = (codes >= 0) & (codes < len(by_code))
    if not len(by_code):
        return np.full(len(codes), np.nan)
    return np.where(known, by_code[np.where(known, codes, 0)], np.nan).astype(np.float64)

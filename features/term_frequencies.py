"""How common a value is in the universe, looked up for both records of a pair."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from features.columns import Columns, TextColumn
from features.pairs import Floats, Ints, Pairs

TermFrequencies = Mapping[str, NDArray[np.floating]]
"""Per field, the share of filled universe rows that hold each code of the right vocabulary."""


def count_term_frequencies(universe: Columns, fields: Iterable[str]) -> dict[str, Floats]:
    """Count the share of the rows with a value that hold each code, as Splink and the index count it."""
    frequencies: dict[str, Floats] = {}
    for name in fields:
        column = universe[name]
        filled = column.codes >= 0 if isinstance(column, TextColumn) else column.lengths > 0
        counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.vocabulary))
        frequencies[name] = counts / max(int(filled.sum()), 1)
    return frequencies


def highest_frequency(pairs: Pairs, field: str, by_code: NDArray[np.floating], places: Ints) -> Floats:
    """Return the higher term frequency of the two values of the pairs at `places`.

    That of the one if the other has none, else NaN; a value that the universe does not hold has none.
    """
    left = pairs.left_codes_on_the_right(field, field)[pairs.codes("l", field)[places]]
    right = pairs.codes("r", field)[places]
    if not np.count_nonzero(left != right):
        return _look_up(by_code, right)
    highest: Floats = np.fmax(_look_up(by_code, left), _look_up(by_code, right))
    return highest


def _look_up(by_code: NDArray[np.floating], codes: NDArray[np.int32]) -> Floats:
    known = (codes >= 0) & (codes < len(by_code))
    if np.count_nonzero(known) == len(codes):
        return by_code[codes].astype(np.float64)
    found = np.full(len(codes), np.nan)
    found[known] = by_code[codes[known]]
    return found

"""How common a value is in the universe."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from features.columns import Columns, TextColumn
from features.pairs import Floats

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

"""Term frequencies: how common each value is in the universe."""

from collections.abc import Callable, Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from features.compiled import calls
from features.pairs.columns import Columns, LazyFields, TextColumn
from features.schema.array_types import Arrays, CodeRows, Floats, Ints

TermFrequencies = Mapping[str, NDArray[np.floating]]
"""The share of filled universe rows that hold each code of the right vocabulary, by field."""


def count_term_frequencies(universe: Columns, fields: Iterable[str]) -> dict[str, Floats]:
    """Return the share of rows with a value that hold each code, counted as Splink and the index count it."""
    frequencies: dict[str, Floats] = {}
    for name in fields:
        column = universe[name]
        filled = column.codes >= 0 if isinstance(column, TextColumn) else column.lengths > 0
        counts = np.bincount(column.codes[column.codes >= 0], minlength=len(column.vocabulary))
        frequencies[name] = counts / max(int(filled.sum()), 1)
    return frequencies


class SharesByField(LazyFields[Floats]):
    """Frequencies by field, each counted once, at its first use."""

    def __init__(self, names: Collection[str], count: Callable[[str], Floats]) -> None:
        super().__init__(names, count)
        self._arrays: dict[tuple[str, ...], Arrays] = {}

    def arrays(self, fields: tuple[str, ...]) -> Arrays:
        """Return the frequencies of some fields in the form that compiled functions read."""
        if fields not in self._arrays:
            self._arrays[fields] = Arrays.of([self[name] for name in fields])
        return self._arrays[fields]


def look_up_rows(frequencies: TermFrequencies, fields: tuple[str, ...], rows: Ints, codes: CodeRows) -> Floats:
    """Return the frequencies of the values in some rows of codes, one row per field; NaN where nothing was counted."""
    if isinstance(frequencies, SharesByField):
        arrays = frequencies.arrays(fields)
    else:
        arrays = Arrays.of([np.ascontiguousarray(frequencies[name], np.float64) for name in fields])
    row_frequencies = np.empty((len(fields), codes.shape[1]))
    calls.weights.look_up_rows(arrays.addresses, arrays.sizes, rows, codes, row_frequencies)
    return row_frequencies

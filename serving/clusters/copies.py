"""Records that are equal once normalised: groups of copies, by a hash of all fields."""

import numpy as np
from numpy.typing import NDArray

from data.index.index import UniverseIndex
from features.pairs.columns import ListColumn
from features.schema.array_types import Hashes, Ints
from serving.clusters.record_pairs import named_by_first

_SPREADING = np.uint64(0x9E3779B97F4A7C15)
_MIXING = np.uint64(0xBF58476D1CE4E5B9)
_HALF = np.uint64(31)


def first_copies(index: UniverseIndex) -> Ints:
    """Return the first row that is equal to each row in all normalised fields, by a hash of 64 bits."""
    rows = np.arange(len(index))
    content = np.zeros(len(rows), np.uint64)
    for column in index.take(rows).fields.values():
        values = _lists(column) if isinstance(column, ListColumn) else column.codes.astype(np.int64).view(np.uint64)
        content = hashed(content + hashed(values + _SPREADING))
    return named_by_first(content)


def _lists(column: ListColumn) -> Hashes:
    """Return a number for each list, which depends on its items and their order."""
    position = np.arange(len(column.codes)) - np.repeat(column.offsets[:-1], column.lengths)
    item = (position.astype(np.uint64) << np.uint64(32)) + column.codes.astype(np.uint64)
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(hashed(item + _MIXING), dtype=np.uint64)])
    apart: NDArray[np.uint64] = sums[column.offsets[1:]] - sums[column.offsets[:-1]]
    return apart


def hashed(values: Hashes) -> Hashes:
    """Hash numbers to 64 bits."""
    spread = values * _SPREADING
    spread = (spread ^ (spread >> _HALF)) * _MIXING
    return spread ^ (spread >> _HALF)


class CopyGroups:
    """The rows of each group of equal records."""

    __slots__ = ("_first", "_order", "_size", "first")

    def __init__(self, first: Ints) -> None:
        self.first = first
        self._order = np.argsort(first, kind="stable")
        self._first = first[self._order]
        self._size = np.bincount(first, minlength=len(first))

    def groups_of(self, rows: Ints) -> list[Ints]:
        """Return the groups of several rows that some rows belong to, each once."""
        first = np.unique(self.first[rows[self._size[self.first[rows]] > 1]])
        begin = np.searchsorted(self._first, first)
        end = np.searchsorted(self._first, first, side="right")
        return [self._order[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]

"""Unordered pairs of the records of one index: each once, the lower row first."""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from features.schema.array_types import Bools, Ints
from features.schema.value_class import value_class

ROW_BITS = 32
_ROW = (1 << ROW_BITS) - 1


@value_class
class RecordPairs:
    """Distinct pairs `low[i] < high[i]` of rows of one index, in the order of both.

    Rows are numbered by the hash of the ids, so that neither the pairs nor their order depend on the order of a file.
    """

    low: Ints
    high: Ints

    @classmethod
    def of(cls, left: Ints, right: Ints) -> Self:
        """Return the distinct pairs of rows, whichever of both is named first."""
        return cls.of_keys(np.unique(pair_keys(left, right)))

    @classmethod
    def of_keys(cls, keys: Ints) -> Self:
        """Return the pairs behind sorted keys."""
        return cls(keys >> ROW_BITS, keys & _ROW)

    @classmethod
    def joined(cls, parts: Sequence["RecordPairs"]) -> Self:
        """Return the distinct pairs of several tables."""
        keys = [part.keys for part in parts]
        return cls.of_keys(np.unique(np.concatenate([np.zeros(0, np.int64), *keys])))

    @property
    def keys(self) -> Ints:
        """One number for each pair, rising."""
        return (self.low << ROW_BITS) | self.high

    def __len__(self) -> int:
        return len(self.low)

    def take(self, which: Bools | Ints | slice) -> "RecordPairs":
        """Return some of the pairs; they have to stay in order."""
        return RecordPairs(self.low[which], self.high[which])


def pair_keys(left: Ints, right: Ints) -> Ints:
    """Return one number for each pair of rows, the same for both orders."""
    keys: Ints = (np.minimum(left, right).astype(np.int64) << ROW_BITS) | np.maximum(left, right)
    return keys


def named_by_first(values: NDArray[Any]) -> Ints:
    """Return the first row that has the value of each row."""
    _, first, group = np.unique(values, return_index=True, return_inverse=True)
    return first[group]

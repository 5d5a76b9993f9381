"""The input of the pair features: the pairs, their Fellegi-Sunter weights, and the rivals of each pair."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from features.compiled import calls
from features.pairs.pairs import Pairs, run_bounds
from features.schema.array_types import Floats, Ints
from features.schema.value_class import value_class

T = TypeVar("T")
R = TypeVar("R", bound=np.generic)
Frequencies = Mapping[str, NDArray[np.floating]]
"""The share of universe rows that hold each code of the right vocabulary, by field."""


@value_class
class Groups:
    """The candidates of each record, which follow each other: group g is the pairs `starts[g]:starts[g] + sizes[g]`."""

    starts: Ints
    sizes: Ints
    of_pair: Ints

    @classmethod
    def of(cls, left_rows: Ints) -> "Groups":
        """Group sorted left rows."""
        return cls(*run_bounds(left_rows))

    @classmethod
    def of_pairs(cls, pairs: Pairs) -> "Groups":
        """Group pairs by their left rows; pairs of one left row follow each other."""
        return cls(*pairs.run_bounds())

    def highest(self, values: Floats) -> Floats:
        """Return the group's highest value for every pair (the last axis)."""
        if not values.size:
            return values
        best: Floats = np.maximum.reduceat(values, self.starts, axis=-1)[..., self.of_pair]
        return best

    def total(self, values: Floats) -> Floats:
        if not len(values):
            return values
        total: Floats = np.add.reduceat(values, self.starts)[self.of_pair]
        return total

    def best_rival(self, values: Floats) -> Floats:
        """Return, for every pair (the last axis), the highest value among the others of its group (-inf when alone)."""
        if not values.size:
            return values
        best = self.highest(values)
        at_best = values == best
        lone = np.add.reduceat(at_best, self.starts, axis=-1, dtype=np.int64)[..., self.of_pair] == 1
        second = self.highest(np.where(at_best & lone, -np.inf, values))
        return np.where(at_best & lone, second, best)

    def lead(self, values: Floats) -> Floats:
        """Return the difference between every pair and the best other one of its group, NaN when alone."""
        rival = self.best_rival(values)
        return np.where(np.isfinite(rival), values - rival, np.nan)

    def rank(self, values: Floats) -> Floats:
        """Return the number of pairs of the group that are strictly higher."""
        ranks = np.empty((2, len(values)))
        calls.groups.rank(self.starts, self.sizes, values, values, ranks)
        higher: Floats = ranks[0]
        return higher


@value_class
class Retrieval:
    """What blocking measured: each pair's summed key weight, and how many candidates of its record were left out."""

    weight: Floats
    left_out: Floats


@lru_cache(maxsize=256)
def _positions(names: tuple[str, ...], chosen: tuple[str, ...]) -> Ints:
    """Return the positions of some names among others."""
    return np.array([names.index(name) for name in chosen], np.int64)


class NamedRows(Mapping[str, NDArray[R]]):
    """The rows of an array by name."""

    __slots__ = ("array", "names")

    def __init__(self, names: tuple[str, ...], array: NDArray[R]) -> None:
        self.names = names
        self.array = array

    def __getitem__(self, name: str) -> NDArray[R]:
        try:
            position = self.names.index(name)
        except ValueError:
            raise KeyError(name) from None
        row: NDArray[R] = self.array[position]
        return row

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def of(self, names: tuple[str, ...]) -> NDArray[R]:
        """Return the rows of some names as one array."""
        rows: NDArray[R] = self.array[_positions(self.names, names)]
        return rows


@value_class
class OwnEvidence:
    """What own fields say of each pair, in bits, and the context of the pairs as it is without them."""

    bits: Floats
    context_without: NamedRows[np.float64]


@dataclass(slots=True)
class Evidence:
    """Everything that a feature may read about the pairs; arrays have one value per pair.

    `find_own` returns what own fields say.
    """

    pairs: Pairs
    match_weight: Floats
    comparison_weights: NamedRows[np.float64]
    gammas: NamedRows[np.int8]
    retrieval: Retrieval
    frequencies: Frequencies
    groups: Groups
    context: NamedRows[np.float64]
    find_own: Callable[[], OwnEvidence] | None = None
    memo: dict[object, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.pairs)

    @property
    def own(self) -> OwnEvidence | None:
        """What own fields say; None where none is compared."""
        return None if self.find_own is None else self.once("own", self.find_own)

    def once(self, key: object, compute: Callable[[], T]) -> T:
        """Return the memoised value of `key`, computing it at the first call."""
        if key not in self.memo:
            self.memo[key] = compute()
        value: T = self.memo[key]
        return value

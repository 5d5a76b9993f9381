"""What the pair features look at: the pairs, their Fellegi-Sunter weights, and the group of rivals of each pair."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from features.columns import NULL
from features.pairs import Bools, Floats, Ints, Pairs

T = TypeVar("T")
Frequencies = Mapping[str, NDArray[np.floating]]
"""Per field, the share of universe rows that hold each code of the right vocabulary."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The candidates of one record stand together: group g is the pairs `starts[g]:starts[g] + sizes[g]`."""

    starts: Ints
    sizes: Ints
    of_pair: Ints

    @classmethod
    def of(cls, left_rows: Ints) -> "Groups":
        """Group sorted left rows."""
        starts = np.flatnonzero(np.r_[True, left_rows[1:] != left_rows[:-1]]) if len(left_rows) else left_rows
        sizes = np.diff(np.r_[starts, len(left_rows)])
        return cls(starts, sizes, np.repeat(np.arange(len(starts)), sizes))

    def spread(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """Repeat one value per group over its pairs."""
        return values[self.of_pair]

    def highest(self, values: Floats) -> Floats:
        """Return the group's highest value for every pair."""
        if not len(values):
            return values
        best: Floats = np.maximum.reduceat(values, self.starts)[self.of_pair]
        return best

    def total(self, values: Floats) -> Floats:
        if not len(values):
            return values
        total: Floats = np.add.reduceat(values, self.starts)[self.of_pair]
        return total

    def best_rival(self, values: Floats) -> Floats:
        """Return, for every pair, the highest value among the other pairs of its group (-inf when alone)."""
        if not len(values):
            return values
        best = self.highest(values)
        at_best = values == best
        lone = self.total(at_best.astype(np.float64)) == 1
        second = self.highest(np.where(at_best & lone, -np.inf, values))
        return np.where(at_best & lone, second, best)

    def rank(self, values: Floats) -> Floats:
        """Return the number of pairs of the group that are strictly higher."""
        if not len(values):
            return values
        order = np.lexsort((-values, self.of_pair))
        ordered = values[order]
        first = np.r_[True, (ordered[1:] != ordered[:-1]) | (self.of_pair[order][1:] != self.of_pair[order][:-1])]
        position = np.arange(len(values)) - self.starts[self.of_pair[order]]
        position = position[np.maximum.accumulate(np.where(first, np.arange(len(values)), 0))]
        ranks = np.empty(len(values))
        ranks[order] = position
        return ranks


@dataclass(frozen=True, slots=True)
class Retrieval:
    """What finding the candidates said: the summed key weight of each pair, and how many were left out."""

    weight: Floats
    left_out: Floats


UNKNOWN_SHARE = 1e-7
"""The share of universe rows assumed for a value that was not there when rarities were counted."""


def idf(shares: NDArray[np.floating], codes: NDArray[np.int32]) -> Floats:
    """Return -log10 of the share of universe rows behind each code; codes outside the counted ones are unknown."""
    counted = (codes >= 0) & (codes < len(shares))
    found = np.where(counted, shares[np.where(counted, codes, 0)], 0.0) if len(shares) else np.zeros(len(codes))
    rarity: Floats = -np.log10(np.maximum(found, UNKNOWN_SHARE)).astype(np.float64)
    return rarity


@dataclass(slots=True)
class Evidence:
    """All that a feature may read about the pairs. Arrays have one value per pair."""

    pairs: Pairs
    match_weight: Floats
    comparison_weights: Mapping[str, Floats]
    gammas: Mapping[str, NDArray[np.int8]]
    retrieval: Retrieval
    frequencies: Frequencies
    groups: Groups
    context: Mapping[str, Floats]
    memo: dict[object, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.pairs)

    def once(self, key: object, compute: Callable[[], T]) -> T:
        """Return the memoised value of `key`, computing it at the first call."""
        if key not in self.memo:
            self.memo[key] = compute()
        return cast("T", self.memo[key])

    def text(self, measure: str, field_l: str, field_r: str | None = None) -> Floats:
        """Measure a text field against one of the other side (the same unless told); NaN where missing."""
        return self.pairs.text_measure(measure, field_l, field_r or field_l)

    def best(self, measure: str, field_l: str, field_r: str | None = None) -> Floats:
        return self.pairs.list_best(measure, field_l, field_r or field_l)

    def shared(self, field_l: str, field_r: str | None = None) -> Floats:
        """Return how many items two lists share; NaN where either is missing."""
        other = field_r or field_l
        overlap = self.pairs.list_overlap(field_l, other).astype(np.float64)
        return np.where(self.pairs.known(field_l, other), overlap, np.nan)

    def rarity(self, name: str) -> Floats:
        """Return -log10 of the share of universe rows that hold the candidate's value; NaN where missing."""
        column = self.pairs.right.text(name)
        codes = column.codes[self.pairs.right_rows]
        known = codes != NULL
        rarity = np.full(len(self), np.nan)
        rarity[known] = idf(self.frequencies[name], codes[known])
        return rarity

    def filled(self, side: str, name: str) -> Bools:
        return self.pairs.filled(side, name)

"""The edges between clusters: how much the pairs across two clusters speak for one entity, and how many are scored.

Log-odds are whole numbers of 1/1024, so that the order of adding cannot change a sum.
"""

from dataclasses import fields

import numpy as np

from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.clusters.record_pairs import RecordPairs, pair_keys

UNIT = 1024


@value_class
class Edges:
    """`total[i]` is the sum of `scored[i]` pairs across the clusters `low[i] < high[i]` (their smallest rows)."""

    low: Ints
    high: Ints
    total: Ints
    scored: Ints

    @classmethod
    def of_pairs(cls, pairs: RecordPairs, units: Ints, cluster: Ints) -> "Edges":
        """Return the edges of scored pairs, with the cluster of each row; pairs within a cluster make none."""
        ones = np.ones(len(pairs), np.int64)
        return _summed(cluster[pairs.low], cluster[pairs.high], units, ones)

    def __len__(self) -> int:
        return len(self.low)

    def take(self, which: Bools | Ints) -> "Edges":
        return Edges(self.low[which], self.high[which], self.total[which], self.scored[which])

    @property
    def keys(self) -> Ints:
        """One number for each edge, rising."""
        return pair_keys(self.low, self.high)

    @property
    def mean(self) -> Floats:
        """The mean over scored pairs: what the others are taken for until they are scored."""
        return self.total / np.maximum(self.scored, 1)

    def with_clusters(self, cluster: Ints) -> "Edges":
        """Return the edges after clusters merged; `cluster` has the new cluster of each old one."""
        return _summed(cluster[self.low], cluster[self.high], self.total, self.scored)

    def with_more(self, other: "Edges") -> "Edges":
        """Return the edges with further scored pairs."""
        return _summed(
            *(np.concatenate([getattr(self, each.name), getattr(other, each.name)]) for each in fields(self))
        )


def in_units(log_odds: Floats, most: float) -> Ints:
    """Return log-odds as whole numbers, none beyond `most` on either side."""
    return np.rint(np.clip(log_odds, -most, most) * UNIT).astype(np.int64)


def _summed(left: Ints, right: Ints, total: Ints, scored: Ints) -> Edges:
    across = left != right
    keys, (totals, counts) = summed_by_key(pair_keys(left[across], right[across]), total[across], scored[across])
    pairs = RecordPairs.of_keys(keys)
    return Edges(pairs.low, pairs.high, totals, counts)


def summed_by_key(keys: Ints, *values: Ints) -> tuple[Ints, list[Ints]]:
    """Return the distinct keys, rising, and the sum of each of some whole numbers by key, exactly."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(keys) else np.zeros(0, np.int64)
    sums = [np.add.reduceat(each[order], first) if len(keys) else each for each in values]
    return ordered[first], sums

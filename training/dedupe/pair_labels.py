"""Labels on pairs: what stated clusters and stated pairs say of candidate pairs, with folds and weights."""

from dataclasses import dataclass

import numpy as np

from features.schema.array_types import Bools, Floats, Ints
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.statements import NO_GROUP, Statements, first_clusters

ENOUGH = 50
"""With fewer right or fewer wrong pairs among the labels the basis is not the labels."""


@dataclass(frozen=True, slots=True)
class LabelledPairs:
    """One element a pair: whether people said what it is, whether it is right, its fold (-1: none) and its weight."""

    known: Bools
    right: Bools
    fold: Ints
    weight: Floats

    def take(self, which: Ints) -> "LabelledPairs":
        """Return the labels of some of the pairs."""
        return LabelledPairs(self.known[which], self.right[which], self.fold[which], self.weight[which])

    @property
    def are_enough(self) -> bool:
        return bool(min((self.known & self.right).sum(), (self.known & ~self.right).sum()) >= ENOUGH)


def label_pairs(pairs: RecordPairs, stated: Statements, folds: int) -> LabelledPairs:
    """Look up what is stated of each pair; folds are dealt by stated entity.

    Of clusters, pairs with both records in one are right and those of two clusters wrong. A wrong pair counts for the
    wrong pairs of labelled with unlabelled records too, since the partners of a labelled record are all labelled.
    """
    grouped = stated.group != NO_GROUP
    low, high = grouped[pairs.low], grouped[pairs.high]
    by_group = low & high
    entity = first_clusters(stated)
    matched = np.isin(pairs.keys, stated.matches.keys)
    parted = np.isin(pairs.keys, stated.not_matches.keys)
    right = (by_group & (stated.group[pairs.low] == stated.group[pairs.high])) | matched
    known = by_group | matched | parted
    wrong = float((by_group & ~right).sum())
    half = float((low ^ high).sum())
    weight = np.where(by_group & ~right, 1 + half / (2 * wrong) if wrong else 1.0, 1.0)
    return LabelledPairs(known, right, np.where(known, entity[pairs.low] % folds, -1), weight)

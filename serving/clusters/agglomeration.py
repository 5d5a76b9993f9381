"""Correlation clustering: clusters merge while the mean log-odds of all pairs across two of them say one entity.

Average linkage (Sokal and Michener 1958) on calibrated log-odds is a greedy solution of correlation clustering (Bansal,
Blum and Chawla 2004): a merge has to gain. Two clusters merge when each is the other's best neighbour (reciprocal
nearest neighbours, Murtagh 1983), many at a time, which gives what merging the best pair of all, one at a time, gives.
Pairs that blocking did not find are scored before a merge that they could prevent, so that a chain of neighbours who
resemble only the next one breaks.
"""

from collections.abc import Callable
from itertools import product

import numpy as np

from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.clusters.edges import UNIT, Edges, in_units
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.statements import NO_GROUP, Statements, connected, first_clusters, forbidden_keys, groups_of

MAX_LOG_ODDS = 4.0
"""No pair counts more than this for or against a merge: pairs of one cluster share their evidence, and one copied or
mistyped field must not outvote the others (docs/experiments/clusters-of-duplicates.md)."""

Score = Callable[[RecordPairs], Floats]
"""Returns the calibrated log-odds of pairs."""


@value_class
class ScoredPairs:
    """Pairs with their calibrated log-odds."""

    pairs: RecordPairs
    log_odds: Floats

    def take(self, which: Bools) -> "ScoredPairs":
        return ScoredPairs(self.pairs.take(which), self.log_odds[which])

    def within(self, cluster: Ints) -> "ScoredPairs":
        """Return the pairs of two rows of one cluster, by the cluster of each row."""
        return self.take(cluster[self.pairs.low] == cluster[self.pairs.high])

    def with_more(self, pairs: RecordPairs, log_odds: Floats) -> "ScoredPairs":
        """Return these and further pairs, all in order."""
        keys = np.concatenate([self.pairs.keys, pairs.keys])
        order = np.argsort(keys, kind="stable")
        return ScoredPairs(RecordPairs.of_keys(keys[order]), np.concatenate([self.log_odds, log_odds])[order])

    def lacking(self, keys: Ints) -> RecordPairs:
        """Return those of some distinct pairs, given as keys, that are not here."""
        known = self.pairs.keys
        sought = np.sort(keys)
        at = np.minimum(np.searchsorted(known, sought), max(len(known) - 1, 0))
        return RecordPairs.of_keys(sought[known[at] != sought] if len(known) else sought)


@value_class
class Clustering:
    """The cluster of each row, named by its smallest row, and every pair that was scored on the way."""

    cluster: Ints
    scored: ScoredPairs

    @property
    def pairs_within(self) -> int:
        """The number of pairs of rows within clusters."""
        sizes = np.unique(self.cluster, return_counts=True)[1]
        return int((sizes * (sizes - 1) // 2).sum())


def agglomerate(scored: ScoredPairs, score: Score, stated: Statements, least: float = 0.0) -> Clustering:
    """Return the clusters of all rows; `score` is called for the pairs that blocking did not find.

    Two clusters merge where the mean over the pairs across them exceeds `least`. Raises StatementsContradict.
    """
    rounds = _Rounds(scored, score, stated, least)
    while rounds.merge() or rounds.has_scored:
        pass
    return Clustering(rounds.cluster, rounds.all_scored(scored))


class _Rounds:
    """The state between rounds. An edge whose pairs are all scored, and whose mean is too low, can never merge.

    `scored` holds the pairs within what edges that could merge connect; no other pair ever decides a merge.
    """

    def __init__(self, scored: ScoredPairs, score: Score, stated: Statements, least: float) -> None:
        self.score = score
        self.stated = stated
        self.least = least * UNIT
        self.cluster = first_clusters(stated)
        self.group = groups_of(stated, self.cluster)
        self.size = np.bincount(self.cluster, minlength=len(self.cluster))
        self.edges = Edges.of_pairs(scored.pairs, in_units(scored.log_odds, MAX_LOG_ODDS), self.cluster)
        part = self._parts()
        self.edges = self._within(part)
        self.scored = scored.within(part[self.cluster])
        self.more: list[ScoredPairs] = []
        self.has_scored = False

    def all_scored(self, before: ScoredPairs) -> ScoredPairs:
        """Return the pairs that were scored before and those of all rounds."""
        if not self.more:
            return before
        keys = np.concatenate([each.pairs.keys for each in self.more])
        log_odds = np.concatenate([each.log_odds for each in self.more])
        return before.with_more(RecordPairs.of_keys(keys), log_odds)

    def merge(self) -> bool:
        """Merge all reciprocal best neighbours whose pairs are scored; score those of the others."""
        self.edges = self._within(self._parts())
        best = self.edges.take(self._reciprocal())
        whole = best.scored == self.size[best.low] * self.size[best.high]
        self._merge(best.take(whole))
        self.has_scored = not whole.all()
        if self.has_scored:
            self._score(best.take(~whole))
        return bool(whole.any())

    def _parts(self) -> Ints:
        """Return what edges that could merge connect: the smallest cluster that each cluster is connected with."""
        good = self.edges.take(self.edges.mean > self.least)
        return connected(len(self.cluster), good.low, good.high)

    def _within(self, part: Ints) -> Edges:
        """Return the edges within such a part; no other edge is ever between two neighbours."""
        return self.edges.take(part[self.edges.low] == part[self.edges.high])

    def _reciprocal(self) -> Ints:
        """Return the edges that may merge and are the best one of both their clusters."""
        edges = self.edges
        open_edges = np.flatnonzero((edges.mean > self.least) & ~self._is_forbidden())
        mean = edges.mean[open_edges]
        low = edges.low[open_edges]
        high = edges.high[open_edges]
        return open_edges[is_reciprocal(low, high, mean)]

    def _is_forbidden(self) -> Bools:
        """Mark the edges between clusters that are stated to be different entities."""
        low_group = self.group[self.edges.low]
        high_group = self.group[self.edges.high]
        apart = forbidden_keys(self.stated, self.cluster).keys
        stated = np.isin(self.edges.keys, apart) if len(apart) else np.zeros(len(self.edges), np.bool_)
        return np.asarray(stated | ((low_group != NO_GROUP) & (high_group != NO_GROUP)), np.bool_)

    def _merge(self, merged: Edges) -> None:
        if not len(merged):
            return
        moved = np.arange(len(self.cluster))
        moved[merged.high] = merged.low
        self.cluster = moved[self.cluster]
        self.size[merged.low] += self.size[merged.high]
        self.group[merged.low] = np.maximum(self.group[merged.low], self.group[merged.high])
        self.edges = self.edges.with_clusters(moved)

    def _score(self, waiting: Edges) -> None:
        """Score the pairs across clusters that blocking did not find."""
        members = self._members(np.concatenate([waiting.low, waiting.high]))
        keys = [
            (min(left, right) << 32) | max(left, right)
            for low, high in zip(waiting.low.tolist(), waiting.high.tolist(), strict=True)
            for left, right in product(members[low], members[high])
        ]
        pairs = self.scored.lacking(np.array(keys, np.int64))
        log_odds = self.score(pairs)
        self.scored = self.scored.with_more(pairs, log_odds)
        self.more.append(ScoredPairs(pairs, log_odds))
        self.edges = self.edges.with_more(Edges.of_pairs(pairs, in_units(log_odds, MAX_LOG_ODDS), self.cluster))

    def _members(self, clusters: Ints) -> dict[int, list[int]]:
        """Return the rows of some clusters."""
        is_sought = np.zeros(len(self.cluster), np.bool_)
        is_sought[clusters] = True
        rows = np.flatnonzero(is_sought[self.cluster])
        members: dict[int, list[int]] = {}
        for row, cluster in zip(rows.tolist(), self.cluster[rows].tolist(), strict=True):
            members.setdefault(cluster, []).append(row)
        return members


def is_reciprocal(low: Ints, high: Ints, mean: Floats) -> Bools:
    """Mark the edges that are the best one of both their clusters; ties go to the lower neighbour."""
    order = np.lexsort((np.concatenate([high, low]), -np.concatenate([mean, mean])))
    edge = np.tile(np.arange(len(mean)), 2)
    cluster, first = np.unique(np.concatenate([low, high])[order], return_index=True)
    best = edge[order][first]
    of_low, of_high = (best[np.searchsorted(cluster, side)] for side in (low, high))
    return np.asarray((of_low == of_high), np.bool_)


def merged_log_odds(scored: ScoredPairs, cluster: Ints, most: float) -> tuple[Ints, Floats]:
    """Return the cluster of each pair within one, and the mean log-odds of the merge that would join its records.

    Clusters merge anew, best first, and the mean is over the pairs that are scored. A row with one pair joins by it.
    """
    within = scored.within(cluster)
    log_odds = np.clip(within.log_odds, -most, most)
    ties = np.bincount(np.concatenate([within.pairs.low, within.pairs.high]), minlength=len(cluster))
    several = np.flatnonzero((ties[within.pairs.low] > 1) & (ties[within.pairs.high] > 1))
    pairs = within.pairs.take(several)
    part = np.arange(len(cluster))
    edges = Edges.of_pairs(pairs, in_units(log_odds[several], most), part)
    while len(edges):
        merged = edges.take(is_reciprocal(edges.low, edges.high, edges.mean))
        into = np.arange(len(cluster))
        into[merged.high] = merged.low
        by = np.zeros(len(cluster))
        by[merged.high] = merged.mean / UNIT
        low, high = part[pairs.low], part[pairs.high]
        joins = (low != high) & (into[low] == into[high])
        log_odds[several[joins]] = by[np.maximum(low, high)[joins]]
        part = into[part]
        edges = edges.with_clusters(into)
    return cluster[within.pairs.low], log_odds

"""Local moves: after all merges, records move to another cluster while the sum of log-odds rises.

A greedy merge may have taken a record that a cluster formed later suits better. The sum over all pairs within clusters
is the objective of correlation clustering; every move raises it, so that moving ends.
"""

from dataclasses import replace

import numpy as np

from features.schema.array_types import Bools, Ints
from features.schema.value_class import value_class
from serving.clusters.agglomeration import MAX_LOG_ODDS, Clustering, Score, ScoredPairs
from serving.clusters.edges import in_units, summed_by_key
from serving.clusters.record_pairs import ROW_BITS, named_by_first, pair_keys
from serving.clusters.statements import Statements, connected


@value_class
class Ties:
    """What each row has in common with each cluster: the sum and the number of its scored pairs with its members."""

    row: Ints
    cluster: Ints
    total: Ints
    scored: Ints

    @classmethod
    def of(cls, scored: ScoredPairs, cluster: Ints, least: float, most: float = MAX_LOG_ODDS) -> "Ties":
        low = scored.pairs.low
        high = scored.pairs.high
        units = np.tile(in_units(scored.log_odds - least, most), 2)
        both = (np.concatenate([low, high]) << ROW_BITS) | cluster[np.concatenate([high, low])]
        keys, (total, count) = summed_by_key(both, units, np.ones(len(both), np.int64))
        return cls(keys >> ROW_BITS, keys & ((1 << ROW_BITS) - 1), total, count)

    def take(self, which: Bools | Ints) -> "Ties":
        return Ties(self.row[which], self.cluster[which], self.total[which], self.scored[which])


def move_records(clustering: Clustering, score: Score, stated: Statements, least: float = 0.0) -> Clustering:
    """Return the clusters after all moves that gain; records of statements stay where they are."""
    fixed = stated.rows
    everything = clustering.scored
    clustering = Clustering(clustering.cluster, _within_reach(everything, len(clustering.cluster), least))
    clustering, gaining = _gaining_moves(clustering, score, fixed, least)
    while len(gaining.row):
        clustering, gaining = _gaining_moves(_moved(clustering, gaining), score, fixed, least)
    new = ~np.isin(clustering.scored.pairs.keys, everything.pairs.keys)
    return Clustering(
        clustering.cluster, everything.with_more(clustering.scored.pairs.take(new), clustering.scored.log_odds[new])
    )


def _within_reach(scored: ScoredPairs, rows: int, least: float) -> ScoredPairs:
    """Return the pairs of rows that pairs above `least` connect: no other pair decides a move."""
    good = scored.log_odds > least
    part = connected(rows, scored.pairs.low[good], scored.pairs.high[good])
    return scored.within(part)


def _gaining_moves(clustering: Clustering, score: Score, fixed: Bools, least: float) -> tuple[Clustering, Ties]:
    """Return the best move of each record that gains by one, most gain first; pairs that decide it are scored."""
    cluster = clustering.cluster
    size = np.bincount(clustering.cluster, minlength=len(clustering.cluster))
    hopeful = _gaining(Ties.of(clustering.scored, cluster, least), cluster, fixed)
    lacking = hopeful.take(hopeful.scored < size[hopeful.cluster])
    if len(lacking.row):
        pairs = clustering.scored.lacking(_keys_of(lacking, cluster))
        clustering = Clustering(cluster, clustering.scored.with_more(pairs, score(pairs)))
        hopeful = _gaining(Ties.of(clustering.scored, cluster, least), cluster, fixed)
        hopeful = hopeful.take(hopeful.scored == size[hopeful.cluster])
    return clustering, hopeful


def _gaining(ties: Ties, cluster: Ints, fixed: Bools) -> Ties:
    """Return the ties of records with the cluster where they gain most, the gain in place of the total."""
    inside = ties.cluster == cluster[ties.row]
    own = np.zeros(len(cluster), np.int64)
    own[ties.row[inside]] = ties.total[inside]
    out = ties.take(~inside & (ties.total > 0))
    gain = replace(out, total=out.total - own[out.row])
    gain = gain.take((gain.total > 0) & ~fixed[gain.row])
    gain = gain.take(np.lexsort((gain.cluster, -gain.total, gain.row)))
    first = np.r_[True, gain.row[1:] != gain.row[:-1]] if len(gain.row) else np.zeros(0, np.bool_)
    best = gain.take(first)
    return best.take(np.lexsort((best.row, -best.total)))


def _keys_of(ties: Ties, cluster: Ints) -> Ints:
    """Return the pairs of rows with all members of the clusters that they may move to."""
    order = np.argsort(cluster, kind="stable")
    starts = np.searchsorted(cluster[order], ties.cluster)
    ends = np.searchsorted(cluster[order], ties.cluster, side="right")
    rows = np.repeat(ties.row, ends - starts)
    others = np.concatenate([order[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)])
    return np.unique(pair_keys(rows, others))


def _moved(clustering: Clustering, gaining: Ties) -> Clustering:
    """Make the moves in their order, unless one changed either cluster in this round already."""
    cluster = clustering.cluster.copy()
    changed = set[int]()
    for row, target in zip(gaining.row.tolist(), gaining.cluster.tolist(), strict=True):
        source = int(clustering.cluster[row])
        if changed.isdisjoint((source, target)):
            changed |= {source, target}
            cluster[row] = target
    return Clustering(named_by_first(cluster), clustering.scored)

"""From the records of an index to clusters: copies, candidates, scores, merges, moves."""

from collections.abc import Sequence
from functools import partial

import numpy as np

from data.tables.progress import Progress, silent
from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.clusters.agglomeration import Clustering, Score, ScoredPairs, agglomerate, merged_log_odds
from serving.clusters.memberships import MAX_SURE, memberships
from serving.clusters.moves import move_records
from serving.clusters.record_pairs import RecordPairs, named_by_first
from serving.clusters.scoring import PairScoring
from serving.clusters.statements import Statements
from serving.matching.calibration import sigmoid
from serving.matching.guarantees.operating_points import share
from training.dedupe.name_decoys import DENSITY_ERROR
from training.dedupe.teaching_pairs import FEWEST_ENDS
from training.evaluation.bootstrap import Interval

MIN_STEPS = tuple(step / 2 for step in range(8))
"""Mean log-odds that a merge has to exceed, tried in order for a wanted precision."""
MIN_KEPT = 0.2
"""Where no step is expected to be as precise as wanted, the last one that keeps this share of the pairs is taken."""


@value_class
class Copies:
    """Pairs of a row and a later copy of it that are one entity, with their log-odds; the first stands for all.

    Copies share all their evidence: two records that resemble a third in the same way say it once, and a block of
    copies costs one record.
    """

    pairs: RecordPairs
    log_odds: Floats

    def represented(self, pairs: RecordPairs, rows: int) -> RecordPairs:
        """Return pairs of the rows that stand for those of some pairs."""
        stands = np.arange(rows)
        stands[self.pairs.high] = self.pairs.low
        low = stands[pairs.low]
        high = stands[pairs.high]
        return RecordPairs.of(low[low != high], high[low != high])

    def joined(self, clustering: Clustering, least: float) -> Clustering:
        """Return clusters of all rows from those of the rows that stand for others."""
        cluster = clustering.cluster.copy()
        same = self.log_odds > least
        cluster[self.pairs.high[same]] = cluster[self.pairs.low[same]]
        return Clustering(named_by_first(cluster), clustering.scored.with_more(self.pairs, self.log_odds))


def find_copies(first: Ints, fixed: Bools, score: Score) -> Copies:
    """Return the copies that are one entity by their score; a `fixed` row is nobody's copy and has none."""
    rows = np.arange(len(first))
    copies = rows[(first != rows) & ~fixed & ~fixed[first]]
    pairs = RecordPairs.of(first[copies], copies)
    _, example, group = np.unique(pairs.low, return_index=True, return_inverse=True)
    log_odds = score(pairs.take(example))[group] if len(pairs) else np.zeros(0)
    same = log_odds > 0
    return Copies(pairs.take(same), log_odds[same])


def clusters_by(
    scoring: PairScoring, stated: Statements, rows: Ints, precision: float | None = None, progress: Progress = silent
) -> Clustering:
    """Return the clusters of all records; candidates are sought for `rows`.

    With a wanted precision the least mean log-odds of a merge is raised until the pairs within clusters are expected to
    be right that often, or the next step would keep too few of them. Raises StatementsContradict.
    """
    copies = find_copies(scoring.first_copies(), stated.rows, scoring.log_odds_of_copies)
    sought = scoring.candidates(rows[~np.isin(rows, copies.pairs.high)], partial(progress, "candidates"))
    pairs = copies.represented(sought, len(stated.group))
    scored = ScoredPairs(pairs, scoring.log_odds(pairs, partial(progress, "pairs")))
    progress("clusters", 0, None)
    clustering, scored = _clusters(scored, scoring, stated, copies, MIN_STEPS[0])
    if precision is None:
        return clustering
    least_pairs = MIN_KEPT * clustering.pairs_within
    for least in MIN_STEPS[1:]:
        if expected_precision(clustering) >= precision:
            break
        stricter, scored = _clusters(scored, scoring, stated, copies, least)
        if stricter.pairs_within < least_pairs:
            break
        clustering = stricter
    return clustering


def _clusters(
    scored: ScoredPairs, scoring: PairScoring, stated: Statements, copies: Copies, least: float
) -> tuple[Clustering, ScoredPairs]:
    """Return the clusters, and the pairs that were scored on the way, those of copies left out."""
    clustering = agglomerate(scored, scoring.log_odds, stated, least)
    clustering = move_records(clustering, scoring.log_odds, stated, least)
    return copies.joined(clustering, least), clustering.scored


def expected_precision(clustering: Clustering) -> float:
    """Return the share of pairs within clusters that are right, by the mean log-odds of the merges that join them.

    All pairs across two groups of sure records share one doubt, whatever each record's other pairs say
    (docs/experiments/doubts-of-merges.md).
    """
    cluster, log_odds = merged_log_odds(clustering.scored, clustering.cluster, MAX_SURE)
    return float(np.average(sigmoid(log_odds), weights=_stands_for(clustering, cluster))) if len(cluster) else 1.0


def precision_interval(
    clustering: Clustering, left_by_decoys: float | None, left_by_facts: Sequence[float] = ()
) -> Interval:
    """Return the 95 % interval of the share of pairs within clusters that are right.

    It spans what each pair says by itself, what those of a record say together, what decoys leave of them, and by how
    much facts that the score did not read differ from it. The errors that these expect are no surer than decoys, so
    that two standard errors of DENSITY_ERROR are added. Pairs of one cluster are one draw (Kish's effective number,
    Wilson's interval).
    """
    cluster, together = pairs_within(clustering)
    if not len(cluster):
        return 0.0, 1.0
    weight = _stands_for(clustering, cluster)
    pairs = np.bincount(cluster, weight)
    drawn = float(pairs.sum() ** 2 / (pairs**2).sum())
    alone = sigmoid(clustering.scored.within(clustering.cluster).log_odds)
    by_together, by_alone = (1 - float(np.average(each, weights=weight)) for each in (together, alone))
    wrong = [by_together, by_alone, *(min(1.0, max(0.0, by_alone - left)) for left in left_by_facts)]
    wrong += [] if left_by_decoys is None else [1 - left_by_decoys]
    most = max(wrong) * (1 + 2 * DENSITY_ERROR)
    fewest = min(wrong) * (1 - 2 * DENSITY_ERROR)
    low, high = (share(max(0.0, 1 - each) * drawn, drawn) for each in (most, fewest))
    return float(low.low or 0.0), float(high.high or 0.0)


def expected_recall(clustering: Clustering) -> float:
    """Return the share of the right pairs expected among all scored ones that clusters hold; 1 where they are few."""
    _, probability = pairs_within(clustering)
    right = float(sigmoid(clustering.scored.log_odds).sum())
    return min(1.0, float(probability.sum()) / right) if right > FEWEST_ENDS else 1.0


def pairs_within(clustering: Clustering) -> tuple[Ints, Floats]:
    """Return the cluster of each pair within one, and the probability that it is right: that of its weaker tie."""
    within = clustering.scored.within(clustering.cluster).pairs
    own = memberships(clustering).probability
    return clustering.cluster[within.low], np.minimum(own[within.low], own[within.high])


def _stands_for(clustering: Clustering, cluster: Ints) -> Floats:
    """Return how many pairs of its cluster each scored pair stands for: those of copies are not scored."""
    size = np.bincount(clustering.cluster)[cluster].astype(np.float64)
    stands: Floats = size * (size - 1) / 2 / np.bincount(cluster)[cluster]
    return stands

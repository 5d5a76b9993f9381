"""What the trees of pairs learn: pseudo-labels, and which pairs they are grown on.

The base model learnt on records with one right candidate each, and its log-odds alone run away where many wrong pairs
resemble right ones. A pair's rivals say how many are right: where a record has no second partner, a better rival makes
a pair wrong. The log-odds are the mean of those with rivals and those without, by 1 / (1 + rate): of a record and its
partners, the share that has no other partner as its rival. With EM they move by the logarithm of the rate
(`serving.clusters.pair_rate`). The rate is what the probabilities add up to, a fixed point
(docs/experiments/duplicates-of-companies.md). Decoys bound all of them (`training.dedupe.name_decoys`).

Drawn are labelled and plausible pairs, and a share of the hopeless ones, which weigh more. Each pair is drawn with its
own probability and weighs the inverse of it (Horvitz and Thompson 1952), so that sums over the drawn pairs are those
over all pairs on average. The draw is by the hash of both records: the same in every run.
"""

from collections.abc import Callable

import numpy as np

from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.clusters.colleagues import Colleagues
from serving.clusters.copies import hashed
from serving.clusters.pair_rate import log_odds_at_one
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.statements import NO_GROUP, Statements, first_clusters
from serving.matching.calibration import sigmoid
from serving.matching.guarantees.answers_needed import ENOUGH_LABELS
from training.dedupe.name_decoys import bounded_by_decoys, share_left_by_decoys
from training.fitting.methods.parameters import PRIOR_OF_M

RIVALS_IN_LABELS = 0.3
"""Share of the log-odds with rivals in what the trees learn; they see no rivals, and more of it teaches them noise
(docs/experiments/duplicates-of-companies.md)."""
MAX_WEIGHT = 4.0
"""EM adds up street, postal code, phone and company of colleagues as if they were independent; it counts no more than
this either way (docs/experiments/clusters-of-duplicates.md)."""
FEWEST_ENDS = 10.0
"""So many records are always expected to have a partner: fewer pairs cannot be told from none."""
ROUNDS = 100


@value_class
class PseudoLabels:
    """What the trees learn, as log-odds, the right partners of a record, and the log-odds that calibrate the trees.

    Without `calibrating` log-odds the trees' scores are taken as they are. `added` is the part of own fields in both.
    `left_by_decoys` is the share of likely pairs that decoys leave right.
    """

    log_odds: Floats
    rate: float
    calibrating: Floats | None = None
    added: Floats | None = None
    left_by_decoys: float | None = None


@value_class
class BaseScores:
    """The base model's log-odds of each pair by itself, and among rivals (NaN: not found by blocking)."""

    alone: Floats
    among_rivals: Floats

    def mixed(self, rate: float) -> Floats:
        """Return the mean of both by 1 / (1 + rate)."""
        return self.with_rivals(1 / (1 + rate))

    def with_rivals(self, share: float) -> Floats:
        """Return the mean of both, those among rivals with a share."""
        rivals = np.where(np.isnan(self.among_rivals), self.alone, self.among_rivals)
        log_odds: Floats = (1 - share) * self.alone + share * rivals
        return log_odds


@value_class
class Decoys:
    """What decoys of `drawn` rows found, scored as pairs are; `found` are the finds a row of each pair of namesakes."""

    scores: BaseScores
    weight: Floats
    drawn: int
    found: Floats


def pseudo_labels_by_em(
    pairs: RecordPairs,
    rows: Ints,
    scores: BaseScores,
    weight: Floats,
    colleagues: Colleagues,
    decoys: Decoys,
    limit: Floats,
) -> PseudoLabels:
    """Return pseudo-labels of the candidate pairs of `rows`, with EM's match weights beside the base model.

    `weight` are match weights with one expected match per record (natural logarithm). The base model's log-odds end
    where the rarity of right pairs begins to outweigh them: the fewer pairs there are, the more of it the weight may
    outweigh (docs/experiments/few-duplicates.md). No log-odds exceed their `limit`.
    """

    def joined(scored: BaseScores, weighed: Floats, rate: float, most: float) -> Floats:
        bounded = np.clip(weighed, -MAX_WEIGHT, most)
        moved: Floats = log_odds_at_one(scored.mixed(rate), bounded) + np.log(rate)
        return moved

    def log_odds(rate: float, most: float = MAX_WEIGHT) -> Floats:
        return np.minimum(colleagues.bounded(joined(scores, weight, rate, most)), limit)

    rate = _fixed_rate(pairs, rows, log_odds)
    right = rate * len(rows) / 2
    most = MAX_WEIGHT + max(0.0, -float(np.log(rate))) * PRIOR_OF_M / (PRIOR_OF_M + right)
    of_decoys = joined(decoys.scores, decoys.weight, rate, most)
    claimed = log_odds(rate, most)
    final = bounded_by_decoys(claimed, decoys.found, of_decoys, decoys.drawn)
    return PseudoLabels(
        final,
        rate,
        calibrating=final if right < ENOUGH_RIGHT else None,
        left_by_decoys=share_left_by_decoys(claimed, decoys.found, of_decoys, decoys.drawn),
    )


def pseudo_labels_by_rivals(pairs: RecordPairs, rows: Ints, scores: BaseScores) -> PseudoLabels:
    """Return pseudo-labels of the candidate pairs of `rows` from the base model alone."""
    rate = _fixed_rate(pairs, rows, scores.mixed)
    return PseudoLabels(scores.with_rivals(RIVALS_IN_LABELS), rate, scores.mixed(rate))


def _fixed_rate(pairs: RecordPairs, rows: Ints, log_odds: Callable[[float], Floats]) -> float:
    """Return the rate of right partners that its probabilities add up to; each step goes half the way."""
    ends = (np.isin(pairs.low, rows).astype(np.float64) + np.isin(pairs.high, rows)) / max(len(rows), 1)
    rate = 1.0
    for _ in range(ROUNDS):
        expected = float((ends * sigmoid(log_odds(rate))).sum())
        rate = (rate * max(expected, FEWEST_ENDS / max(len(rows), 1))) ** 0.5
    return rate


ENOUGH_RIGHT = 100.0
"""Trees learn nothing of fewer right pairs: these weigh as much as so many, which the calibration takes back."""


@value_class
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
        return bool(min((self.known & self.right).sum(), (self.known & ~self.right).sum()) >= ENOUGH_LABELS)


def label_pairs(pairs: RecordPairs, stated: Statements, folds: int) -> LabelledPairs:
    """Look up what is stated of each pair; folds are dealt by stated entity.

    Of clusters, pairs with both records in one are right and those of two clusters wrong. A wrong pair counts for the
    wrong pairs of labelled with unlabelled records too, since the partners of a labelled record are all labelled.
    """
    grouped = stated.group != NO_GROUP
    low = grouped[pairs.low]
    high = grouped[pairs.high]
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


MAX_PAIRS = 80_000
"""Most pairs that the trees are grown on, on average; more cost time."""
ENOUGH_LABELLED_PAIRS = 20_000
"""From so many labelled pairs on, no pseudo-labels are learned from."""
PLAUSIBLE = 0.005
"""A pair of this probability is drawn as often as one that is surely right."""
HOPELESS_SHARE = 0.02
"""How often a pair that is surely wrong is drawn, against one that is plausible."""


@value_class
class DrawnPairs:
    """Positions of pairs, in order, and how many pairs each stands for."""

    positions: Ints
    weight: Floats


def draw_teaching_pairs(pairs: RecordPairs, pseudo: Floats, labelled: LabelledPairs) -> DrawnPairs:
    """Draw labelled pairs first, and others where these are few; `pseudo` are log-odds."""
    probability = np.where(labelled.known & labelled.right, 1.0, sigmoid(pseudo))
    n_known = int(labelled.known.sum())
    if n_known >= ENOUGH_LABELLED_PAIRS:
        return _drawn(pairs, np.flatnonzero(labelled.known), probability, MAX_PAIRS)
    stated = np.flatnonzero(labelled.known)
    others = _drawn(pairs, np.flatnonzero(~labelled.known), probability, MAX_PAIRS - n_known)
    positions = np.concatenate([stated, others.positions])
    order = np.argsort(positions)
    return DrawnPairs(positions[order], np.concatenate([np.ones(len(stated)), others.weight])[order])


def _drawn(pairs: RecordPairs, among: Ints, probability: Floats, most: int) -> DrawnPairs:
    if len(among) <= most:
        return DrawnPairs(among, np.ones(len(among)))
    share = _shares(np.minimum(1.0, probability[among] / PLAUSIBLE + HOPELESS_SHARE), most)
    drawn = hashed(pairs.keys[among].astype(np.uint64)) < share * 2.0**64
    return DrawnPairs(among[drawn], 1 / share[drawn])


def _shares(shares: Floats, most: int) -> Floats:
    """Scale how often pairs are drawn until `most` are expected; none is drawn more than once."""
    falling = np.sort(shares)[::-1]
    others = np.cumsum(falling[::-1])[::-1]
    scales = (most - np.arange(len(falling))) / others
    scale = float(scales[np.argmax(falling * scales < 1.0)])
    return np.minimum(1.0, scale * shares)

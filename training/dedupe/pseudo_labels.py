"""What the trees of pairs learn without labels: the base model with and without rivals, and EM beside it for people.

The base model learnt on records with one right candidate each, and its log-odds alone run away where many wrong pairs
resemble right ones. A pair's rivals say how many are right: where a record has no second partner, a better rival makes
a pair wrong. The log-odds are the mean of those with rivals and those without, by 1 / (1 + rate): of a record and its
partners, the share that has no other partner as its rival. With EM they move by the logarithm of the rate
(`serving.clusters.pair_rate`). The rate is what the probabilities add up to, a fixed point
(docs/experiments/duplicates-of-companies.md).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from features.schema.array_types import Floats, Ints
from serving.clusters.colleagues import Colleagues
from serving.clusters.pair_rate import log_odds_at_one
from serving.clusters.record_pairs import RecordPairs
from serving.matching.calibration import sigmoid

RIVALS_IN_LABELS = 0.3
"""Share of the log-odds with rivals in what the trees learn; they see no rivals, and more of it teaches them noise
(docs/experiments/duplicates-of-companies.md)."""
MOST_WEIGHT = 4.0
"""EM adds up street, postal code, phone and company of colleagues as if they were independent; it counts no more than
this either way (docs/experiments/clusters-of-duplicates.md)."""
LEAST_RATE = 0.001
MOST_RATE = 50.0
ROUNDS = 100


@dataclass(frozen=True, slots=True)
class PseudoLabels:
    """What the trees learn, as log-odds, the right partners of a record, and the log-odds that calibrate the trees.

    Without `calibrating` log-odds the trees' scores are taken as they are.
    """

    log_odds: Floats
    rate: float
    calibrating: Floats | None = None


@dataclass(frozen=True, slots=True)
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


def pseudo_labels_by_em(
    pairs: RecordPairs, rows: Ints, scores: BaseScores, weight: Floats, colleagues: Colleagues
) -> PseudoLabels:
    """Return pseudo-labels of the candidate pairs of `rows`, with EM's match weights beside the base model.

    `weight` are match weights with one expected match per record (natural logarithm).
    """

    bounded = np.clip(weight, -MOST_WEIGHT, MOST_WEIGHT)

    def log_odds(rate: float) -> Floats:
        moved: Floats = log_odds_at_one(scores.mixed(rate), bounded) + np.log(rate)
        return colleagues.bounded(moved)

    rate = _fixed_rate(pairs, rows, log_odds)
    return PseudoLabels(log_odds(rate), rate)


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
        rate = (rate * min(max(expected, LEAST_RATE), MOST_RATE)) ** 0.5
    return rate

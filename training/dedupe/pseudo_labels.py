"""What the trees of pairs learn without labels: EM beside the base model, or the base model with and without rivals.

EM and the base model move to the rate of right partners of this file (`serving.clusters.pair_rate`). Without EM that
runs away where many wrong pairs resemble right ones. There a pair's rivals say how many are right: where a record has
no second partner, a better rival makes a pair wrong. The log-odds are the mean of those with rivals and those without,
by 1 / (1 + rate): of a record and its partners, the share that has no other partner as its rival. The rate is what the
probabilities add up to (docs/experiments/duplicates-of-companies.md).
"""

from dataclasses import dataclass

import numpy as np

from features.schema.array_types import Floats, Ints
from serving.clusters.pair_rate import pair_pseudo_labels
from serving.clusters.record_pairs import RecordPairs
from serving.matching.calibration import sigmoid

RIVALS_IN_LABELS = 0.3
"""Share of the log-odds with rivals in what the trees learn; they see no rivals, and more of it teaches them noise
(docs/experiments/duplicates-of-companies.md)."""
LEAST_RATE, MOST_RATE = 0.001, 50.0
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


def pseudo_labels_by_em(pairs: RecordPairs, rows: Ints, alone: Floats, weight: Floats) -> PseudoLabels:
    """Return pseudo-labels of the candidate pairs of `rows`, with EM's match weights beside the base model.

    `weight` are match weights with one expected match per record (natural logarithm).
    """
    return PseudoLabels(*pair_pseudo_labels(pairs, rows, alone, weight))


def pseudo_labels_by_rivals(pairs: RecordPairs, rows: Ints, scores: BaseScores) -> PseudoLabels:
    """Return pseudo-labels of the candidate pairs of `rows` from the base model alone."""
    rivals = np.where(np.isnan(scores.among_rivals), scores.alone, scores.among_rivals)
    ends = (np.isin(pairs.low, rows).astype(np.float64) + np.isin(pairs.high, rows)) / max(len(rows), 1)
    rate = 1.0

    def mixed(share: float) -> Floats:
        log_odds: Floats = (1 - share) * scores.alone + share * rivals
        return log_odds

    for _ in range(ROUNDS):
        expected = float((ends * sigmoid(mixed(1 / (1 + rate)))).sum())
        rate = (rate * min(max(expected, LEAST_RATE), MOST_RATE)) ** 0.5
    return PseudoLabels(mixed(RIVALS_IN_LABELS), rate, mixed(1 / (1 + rate)))

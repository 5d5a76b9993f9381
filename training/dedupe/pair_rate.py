"""Pseudo-labels of pairs: the base model, with EM for people, moved to how many partners a record of this file has.

The base model learnt on records with at most one right candidate each. The odds that a pair is right are the rate of
right partners at its score over the rate of wrong ones. A record has as many wrong candidates in a file of duplicates
as in a universe, but right ones may be many more or fewer: log-odds move by the logarithm of their rate. The rate is
the one that the probabilities then add up to (a fixed point, after Saerens, Latinne and Decaestecker, 2002).

Without EM that runs away where many wrong pairs resemble right ones. There a pair's rivals say how many are right:
where a record has no second partner, a better rival makes a pair wrong. The log-odds are the mean of those with rivals
and those without, by 1 / (1 + rate): of a record and its partners, the share that has no other partner as its rival.
The rate is again what the probabilities add up to (docs/experiments/duplicates-of-companies.md).
"""

from dataclasses import dataclass

import numpy as np

from features.schema.array_types import Floats, Ints
from features.schema.kinds import Kind
from serving.clusters.record_pairs import RecordPairs
from serving.matching.calibration import sigmoid

EM_SHARE = 0.5
"""Weight of EM's log-odds beside the base model's 1; both together are their mean."""
KINDS_WITH_EM = frozenset({Kind.PERSON})
"""EM of companies is worse than the base model (docs/experiments/clusters-of-duplicates.md)."""
USUAL_RATE = 0.8
"""Right candidates of a record in the base model's training."""
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
    at_one: Floats = (alone - np.log(USUAL_RATE) + EM_SHARE * weight) / (1 + EM_SHARE)
    ends, rate = _ends(pairs, rows), 1.0
    for _ in range(ROUNDS):
        rate = _within(float((ends * sigmoid(at_one + np.log(rate))).sum()))
    return PseudoLabels(at_one + np.log(rate), rate)


def pseudo_labels_by_rivals(pairs: RecordPairs, rows: Ints, scores: BaseScores) -> PseudoLabels:
    """Return pseudo-labels of the candidate pairs of `rows` from the base model alone."""
    rivals = np.where(np.isnan(scores.among_rivals), scores.alone, scores.among_rivals)
    ends, rate = _ends(pairs, rows), 1.0

    def mixed(share: float) -> Floats:
        log_odds: Floats = (1 - share) * scores.alone + share * rivals
        return log_odds

    for _ in range(ROUNDS):
        rate = (rate * _within(float((ends * sigmoid(mixed(1 / (1 + rate)))).sum()))) ** 0.5
    return PseudoLabels(mixed(RIVALS_IN_LABELS), rate, mixed(1 / (1 + rate)))


def _ends(pairs: RecordPairs, rows: Ints) -> Floats:
    """Return how many records of each pair are among `rows`, as a share of all of these."""
    return (np.isin(pairs.low, rows).astype(np.float64) + np.isin(pairs.high, rows)) / max(len(rows), 1)


def _within(rate: float) -> float:
    return min(max(rate, LEAST_RATE), MOST_RATE)

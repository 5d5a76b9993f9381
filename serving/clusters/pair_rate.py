"""Pseudo-labels of pairs: the base model and EM together, moved to how many partners a record of this file has.

The base model learnt on records with at most one right candidate each. The odds that a pair is right are the rate of
right partners at its score over the rate of wrong ones. A record has as many wrong candidates in a file of duplicates
as in a universe, but right ones may be many more or fewer: log-odds move by the logarithm of their rate.

With EM the rate is the one that the probabilities then add up to (a fixed point, after Saerens, Latinne and
Decaestecker, 2002). Without EM that runs away where many wrong pairs resemble right ones, and the rate is counted from
the pairs that the base model is sure of (docs/experiments/clusters-of-duplicates.md).
"""

import numpy as np

from features.schema.array_types import Floats, Ints
from features.schema.kinds import Kind
from serving.clusters.colleagues import Colleagues
from serving.clusters.record_pairs import RecordPairs
from serving.matching.calibration import sigmoid

EM_SHARE = 0.5
"""Weight of EM's log-odds beside the base model's 1; both together are their mean."""
KINDS_WITH_EM = frozenset({Kind.PERSON})
"""EM of companies is worse than the base model (docs/experiments/clusters-of-duplicates.md)."""
USUAL_RATE = 0.8
"""Right candidates of a record in the base model's training."""
SURE = 0.9
POWER = 0.8
"""The base model is sure of a pair from this probability on, and of this share of right pairs: .69 to .93 on six sets
(docs/experiments/clusters-of-duplicates.md)."""
MIN_RATE = 0.02
ROUNDS = 100


def pair_pseudo_labels(
    pairs: RecordPairs, rows: Ints, base_raw: Floats, weight: Floats | None, colleagues: Colleagues
) -> tuple[Floats, float]:
    """Return the pseudo-label of each pair as log-odds, and the number of right partners of a record.

    The pairs are candidates of `rows`. `base_raw` are the base model's log-odds; `weight` are match weights with one
    expected match per record (natural logarithm), None where EM could not run or is not used. The log-odds of
    `colleagues` are not lowered yet, but the rate is that of lowered ones.
    """
    at_one = log_odds_at_one(base_raw, weight)
    ends = (np.isin(pairs.low, rows).astype(np.float64) + np.isin(pairs.high, rows)) / max(len(rows), 1)
    sure = float(ends[sigmoid(base_raw) >= SURE].sum()) / POWER
    rate = sure if weight is None else _fixed_rate(at_one, ends, colleagues)
    rate = max(rate, MIN_RATE)
    moved: Floats = at_one + np.log(rate)
    return moved, rate


def log_odds_at_one(base_raw: Floats, weight: Floats | None) -> Floats:
    """Return the log-odds of pairs where a record has one right partner, by the base model and match weights."""
    at_one: Floats = base_raw - np.log(USUAL_RATE)
    return at_one if weight is None else (at_one + EM_SHARE * weight) / (1 + EM_SHARE)


def _fixed_rate(at_one: Floats, ends: Floats, colleagues: Colleagues) -> float:
    """Return the rate at which the expected number of right partners is that rate."""
    rate = 1.0
    for _ in range(ROUNDS):
        moved = colleagues.bounded(at_one + np.log(rate))
        rate = max(float((ends * sigmoid(moved)).sum()), MIN_RATE)
    return rate

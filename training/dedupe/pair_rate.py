"""Pseudo-labels of pairs: the base model and EM together, moved to how many partners a record of this file has.

The base model learnt on records with at most one right candidate each. The odds that a pair is right are the rate of
right partners at its score over the rate of wrong ones. A record has as many wrong candidates in a file of duplicates
as in a universe, but right ones may be many more or fewer: log-odds move by the logarithm of their rate. It is counted
from the pairs that the base model is sure of, since the sum of all probabilities runs away where many wrong pairs
resemble right ones (docs/experiments/clusters-of-duplicates.md).
"""

import numpy as np

from features.schema.array_types import Floats, Ints
from features.schema.kinds import Kind
from serving.clusters.record_pairs import RecordPairs
from serving.matching.calibration import sigmoid

EM_SHARE = {Kind.PERSON: 0.5, Kind.COMPANY: 0.0}
"""Weight of EM's log-odds beside the base model's 1; both together are their mean. EM of companies is worse than the
base model (docs/experiments/clusters-of-duplicates.md)."""
USUAL_RATE = 0.8
"""Right candidates of a record in the base model's training."""
SURE, POWER = 0.9, 0.8
"""The base model is sure of a pair from this probability on, and of this share of right pairs: .69 to .93 on six sets
(docs/experiments/clusters-of-duplicates.md)."""
LEAST_RATE, MOST_RATE = 0.02, 50.0


def mixed_log_odds(kind: Kind, base_raw: Floats, weight: Floats | None, rate: float) -> Floats:
    """Return the pseudo-label of each pair as log-odds.

    `base_raw` are the base model's log-odds; `weight` are match weights with one expected match per record (natural
    logarithm), None where EM could not run; `rate` is the number of right partners of a record.
    """
    at_one: Floats = base_raw - np.log(USUAL_RATE)
    share = EM_SHARE[kind]
    if weight is not None and share:
        at_one = (at_one + share * weight) / (1 + share)
    return at_one + np.log(rate)


def partner_rate(pairs: RecordPairs, rows: Ints, base_raw: Floats) -> float:
    """Return how many right partners one of `rows` has, whose candidates the pairs are."""
    sure = sigmoid(base_raw) >= SURE
    ends = np.isin(pairs.low[sure], rows).sum() + np.isin(pairs.high[sure], rows).sum()
    return float(np.clip(ends / max(len(rows), 1) / POWER, LEAST_RATE, MOST_RATE))

"""Pseudo-labels of pairs: the base model and EM together, moved to how many partners a record of this file has.

The base model learnt on records with at most one right candidate each. Odds that a pair is right are the rate of right
partners at its score over the rate of wrong ones; wrong candidates of a record are as many in a file of duplicates as
in a universe, right ones may be many more or fewer. So log-odds move by the log of the rate, which is the fixed point
of the expected number of right partners (after Saerens, Latinne and Decaestecker, 2002, with a rate in place of a
share: docs/experiments/clusters-of-duplicates.md).
"""

import numpy as np

from features.schema.array_types import Floats, Ints
from serving.clusters.record_pairs import RecordPairs
from serving.matching.calibration import sigmoid

EM_SHARE = 0.5
"""Weight of EM's log-odds beside the base model's 1; both together are their mean."""
USUAL_RATE = 0.8
"""Right candidates of a record in the base model's training."""
MOST_SHIFT = 3.0
ROUNDS = 100


def mixed_log_odds(pairs: RecordPairs, rows: Ints, weight: Floats | None, base_raw: Floats | None) -> Floats:
    """Return the pseudo-label of each pair as log-odds.

    `rows` are the records whose candidates the pairs are. `weight` are match weights with one expected match per record
    (natural logarithm), None where EM could not run; `base_raw` are the base model's log-odds, None without one.
    """
    if base_raw is None:
        if weight is None:
            raise ValueError("pseudo-labels need EM or a base model, got neither")
        at_one = weight
    else:
        at_one = base_raw - np.log(USUAL_RATE)
        if weight is not None:
            at_one = (at_one + EM_SHARE * weight) / (1 + EM_SHARE)
    return at_one + rate_shift(pairs, rows, at_one)


def rate_shift(pairs: RecordPairs, rows: Ints, at_one: Floats) -> float:
    """Return the logarithm of the number of right partners per record, given log-odds that hold where it is 1."""
    ends = np.isin(pairs.low, rows).astype(np.float64) + np.isin(pairs.high, rows)
    shift = 0.0
    for _ in range(ROUNDS):
        partners = float((ends * sigmoid(at_one + shift)).sum()) / max(len(rows), 1)
        shift = float(np.clip(np.log(max(partners, 1e-9)), -MOST_SHIFT, MOST_SHIFT))
    return shift

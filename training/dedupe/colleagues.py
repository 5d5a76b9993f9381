"""Pairs of people at one place of work: what they share is one evidence, and names that differ are rarely one person.

EM adds up street, postal code, phone and company as if each were independent, and the base model learnt on records with
one right candidate each. Both take colleagues for one person in a file that holds many of a company
(docs/experiments/colleagues-in-one-file.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from features.comparisons.independent_facts import SHARED_BY_COLLEAGUES
from features.pairs.evidence import Evidence
from features.ranking.feature_list import FEATURES, feature_matrix
from features.schema.array_types import Bools, Floats
from features.schema.kinds import Kind
from serving.matching.calibration import sigmoid

NAMES, WORK = ("first", "last"), ("company", "domain")
SWAPPED, IS_SWAPPED = "swapped", 0.8
_ROUNDS, _STEPS, _LEAST_SHIFT = 2, 24, -20.0


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Pairs whose first and last names differ at one company, and how often right pairs are such.

    `named` marks the pairs that state both names on both sides. By the labels behind the base model, the names of a
    `share` of right pairs differ both.
    """

    pairs: Bools
    named: Bools
    share: float

    def bounded(self, log_odds: Floats) -> Floats:
        """Lower the log-odds of colleagues until their share of the right pairs that are expected is no higher."""
        for _ in range(_ROUNDS):
            most = self.share * float(sigmoid(log_odds[self.named]).sum())
            own = log_odds[self.pairs]
            if float(sigmoid(own).sum()) <= most:
                break
            log_odds = log_odds.copy()
            log_odds[self.pairs] = own + _shift(own, most)
        return log_odds


def _shift(log_odds: Floats, most: float) -> float:
    """Return what to add to log-odds so that at most so many right pairs are expected."""
    low, high = _LEAST_SHIFT, 0.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if float(sigmoid(log_odds + middle).sum()) > most else (middle, high)
    return low


def share_with_other_names(settings: Mapping[str, Any]) -> float:
    """Return how often both names of a right pair differ, by the m of a Splink model; 1 where it compares no names."""
    last = {each["output_column_name"]: each["comparison_levels"][-1] for each in settings["comparisons"]}
    differs = [float(last[name]["m_probability"]) for name in NAMES if name in last]
    return float(np.prod(differs)) if len(differs) == len(NAMES) else 1.0


def weight_of_one_place(evidence: Evidence, kind: Kind) -> Floats:
    """Return match weights (log2) where the place of work counts once: by the group of comparisons that says most."""
    weights = evidence.comparison_weights
    groups = [_sum(weights, sorted(group & set(weights))) for group in SHARED_BY_COLLEAGUES[kind]]
    if not groups:
        return evidence.match_weight
    positive = np.maximum(np.array(groups), 0.0)
    once: Floats = evidence.match_weight - (positive.sum(axis=0) - positive.max(axis=0))
    return once


def _sum(weights: Mapping[str, Floats], names: Sequence[str]) -> Floats:
    total: Floats = np.add.reduce([weights[name] for name in names])
    return total


def are_named(evidence: Evidence) -> Bools:
    """Mark the pairs that state both names on both sides; none where names are not compared."""
    if not set(NAMES) <= set(evidence.gammas):
        return np.zeros(len(evidence), np.bool_)
    return np.asarray(np.all([evidence.gammas[name] >= 0 for name in NAMES], axis=0), np.bool_)


def are_colleagues(evidence: Evidence, kind: Kind) -> Bools:
    """Mark the pairs whose names differ both, in either order, at one company or domain."""
    named = are_named(evidence)
    if not named.any():
        return named
    differ = np.all([evidence.gammas[name] == 0 for name in NAMES], axis=0)
    together = np.any([evidence.comparison_weights[name] > 0 for name in WORK], axis=0)
    [swapped] = [feature for feature in FEATURES[kind] if feature.name == SWAPPED]
    exchanged = feature_matrix(evidence, [swapped])[:, 0] > IS_SWAPPED
    return np.asarray(differ & together & ~exchanged, np.bool_)

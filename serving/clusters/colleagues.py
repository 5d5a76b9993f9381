"""Pairs of people at one place of work: what they share is one evidence, and names that differ are rarely one person.

EM adds up street, postal code, phone and company as if each were independent, and the base model learnt on records with
one right candidate each. Both take colleagues for one person in a file that holds many of a company
(docs/experiments/colleagues-in-one-file.md).
"""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from features.comparisons.independent_facts import SHARED_BY_COLLEAGUES
from features.pairs.evidence import Evidence
from features.schema.array_types import Bools, Floats
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.calibration import sigmoid

NAMES = ("first", "last")
WORK = ("company", "domain")
_STEPS = 24
_MIN_SHIFT = -20.0


@value_class
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
        return self.moved(log_odds, self.shift(log_odds))

    def moved(self, log_odds: Floats, shift: float) -> Floats:
        """Return log-odds with a shift of those of colleagues."""
        moved: Floats = log_odds + shift * self.pairs
        return moved

    def shift(self, log_odds: Floats) -> float:
        """Return by how much the log-odds of colleagues have to move, 0 or less."""
        own = log_odds[self.pairs]
        others = float(sigmoid(log_odds[self.named & ~self.pairs]).sum())
        low = _MIN_SHIFT
        high = 0.0
        if self._is_enough(own, others):
            return 0.0
        for _ in range(_STEPS):
            middle = (low + high) / 2
            low, high = (middle, high) if self._is_enough(own + middle, others) else (low, middle)
        return low

    def _is_enough(self, own: Floats, others: float) -> bool:
        expected = float(sigmoid(own).sum())
        return expected <= self.share * (others + expected)


def share_with_other_names(settings: Mapping[str, Any]) -> float:
    """Return how often both names of a right pair differ, by the m of a Splink model; 1 where it compares no names."""
    last = {each["output_column_name"]: each["comparison_levels"][-1] for each in settings["comparisons"]}
    return float(np.prod([float(last[name]["m_probability"]) for name in NAMES if name in last]))


def weight_of_one_place(evidence: Evidence, kind: Kind, hidden: Collection[str] = ()) -> Floats:
    """Return match weights (log2) where the place of work counts once: by the group of comparisons that says most.

    Comparisons that are `hidden` say nothing.
    """
    weights = evidence.comparison_weights
    nothing = np.zeros(len(evidence))

    def total(names: Collection[str]) -> Floats:
        whole: Floats = np.add.reduce([nothing, *(weights[name] for name in sorted(names & weights.keys()))])
        return whole

    shown = evidence.match_weight - total(set(hidden))
    positive = [np.maximum(total(group - set(hidden)), 0.0) for group in SHARED_BY_COLLEAGUES[kind]]
    if not positive:
        return shown
    once: Floats = shown - (np.sum(positive, axis=0) - np.max(positive, axis=0))
    return once


def marks_of(evidence: Evidence) -> tuple[Bools, Bools]:
    """Mark the pairs that state both names on both sides, and those whose names differ both at one company or domain.

    Names in the other order do not differ. Kinds without such names have no marks.
    """
    nowhere = np.zeros(len(evidence), np.bool_)
    if not set(NAMES) <= set(evidence.gammas):
        return nowhere, nowhere
    named = np.all([evidence.gammas[name] >= 0 for name in NAMES], axis=0)
    together = np.any([evidence.comparison_weights[name] > 0 for name in WORK], axis=0)
    return np.asarray(named, np.bool_), np.asarray(names_differ(evidence) & together, np.bool_)


def names_agree(evidence: Evidence) -> Bools:
    """Mark the pairs of people whose first and last names both agree, exactly or closely."""
    if not set(NAMES) <= set(evidence.gammas):
        return np.zeros(len(evidence), np.bool_)
    return np.asarray(np.all([evidence.gammas[name] > 0 for name in NAMES], axis=0), np.bool_)


def names_differ(evidence: Evidence) -> Bools:
    """Mark the pairs whose names differ on both sides: of people both names, which in the other order do not."""
    names = [evidence.gammas[name] == 0 for name in (*NAMES, "name") if name in evidence.gammas]
    return np.asarray(np.all(names, axis=0) if names else np.zeros(len(evidence), np.bool_), np.bool_)

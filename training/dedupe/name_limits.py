"""How probable a pair is at most, by how often the names of pairs that look like it agree.

Last name and street of one home count as two facts, so that a family looks like one person, but for its first names.
Among pairs of one match weight without a part of the name, m of the right ones agree in it, and u of the others. So
their share of right ones is known; a pair's own part of the name adds its weight to the log-odds of that share
(docs/experiments/names-that-pairs-lack.md).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sklearn.isotonic import IsotonicRegression

from features.pairs.evidence import Evidence
from features.schema.array_types import Floats
from features.schema.value_class import value_class
from serving.clusters.colleagues import NAMES
from serving.matching.calibration import logit
from serving.matching.scorer import LOG_ODDS_PER_BIT
from training.fitting.methods.parameters import often_differs
from training.fitting.methods.splink_fit import SplinkFit

FEWEST_PAIRS = 50
TELLING = 2.0
"""A part that right pairs share hardly more often than strangers do says nothing of how many are right."""
LEAST = 1e-6


@value_class
class NamesOfPairs:
    """The level and the match weight (natural log) of each part of the name in pairs; -1 where a side lacks it."""

    levels: Floats
    weights: Floats

    def limit(self, weight: Floats, fit: SplinkFit, settings: Mapping[str, Any]) -> Floats:
        """Return the log-odds of pairs with these match weights at most.

        A part that differs bounds nothing: its level holds nicknames and other people, which the trees tell apart.
        """
        limit = np.full(len(weight), np.inf)
        for name, level, own in zip(NAMES, self.levels.T, self.weights.T, strict=True):
            stated = level >= 0
            if stated.sum() < FEWEST_PAIRS:
                continue
            m, u = (1 - each for each in often_differs(name, fit, settings))
            if m < TELLING * u:
                continue
            without = weight - own
            share = IsotonicRegression(out_of_bounds="clip").fit(without[stated], ((level > 0)[stated] - u) / (m - u))
            most = logit(np.clip(share.predict(without), LEAST, 1 - LEAST)) + own
            limit = np.where(level == 0, limit, np.minimum(limit, most))
        return limit


def names_of(evidence: Evidence) -> list[Floats]:
    """Return the level of each part of the name, and then the weight of each."""
    missing = np.full(len(evidence), -1.0)
    levels = [np.asarray(evidence.gammas.get(name, missing), np.float64) for name in NAMES]
    weights = [evidence.comparison_weights.get(name, np.zeros(len(evidence))) * LOG_ODDS_PER_BIT for name in NAMES]
    return [*levels, *weights]

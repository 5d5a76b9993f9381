"""The Fellegi-Sunter weight of pairs, by a function compiled from a Splink model.

It gives what Splink's `predict()` gives: the level of every comparison and the match weight in log2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from features.kinds import Kind
from features.pairs import Floats, Pairs
from features.splink_model import ComparisonModel, IncompleteModel, Level, SplinkModel, read_splink_model
from features.term_frequencies import TermFrequencies, highest_frequency

Gammas = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Weights:
    """Per comparison the level (-1 null, 0 no agreement, upwards the better) and its log2 weight with tf; their sum."""

    gammas: Mapping[str, Gammas]
    weights: Mapping[str, Floats]
    match_weight: Floats


@dataclass(frozen=True, slots=True)
class _Comparison:
    """A comparison ready to run: weights by gamma, the null level's 0 last so that gamma -1 finds it."""

    model: ComparisonModel
    weight_by_gamma: Floats
    adjusted: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Kernel:
    """A Splink model as a function over pairs."""

    model: SplinkModel
    term_frequencies: TermFrequencies
    comparisons: tuple[_Comparison, ...]

    @classmethod
    def from_splink_json(cls, settings: Mapping[str, object], tf: TermFrequencies, kind: Kind) -> Self:
        """Compile Splink 5's saved settings.

        Raises UnknownCondition for a condition outside the language, IncompleteModel for a level without m and u or
        a term frequency that `tf` does not hold.
        """
        model = read_splink_model(settings, kind)
        for comparison in model.comparisons:
            for level in comparison.levels:
                if level.adjustment is not None and level.adjustment.field not in tf:
                    raise IncompleteModel(
                        f"comparison {comparison.name!r}: no term frequencies of {level.adjustment.field!r}, "
                        f"there are those of {', '.join(sorted(tf)) or 'nothing'}"
                    )
        return cls(model, tf, tuple(_ready(comparison) for comparison in model.comparisons))

    @property
    def names(self) -> tuple[str, ...]:
        """The comparisons in the model's order."""
        return tuple(comparison.name for comparison in self.model.comparisons)

    def score(self, pairs: Pairs) -> Weights:
        """Weigh pairs; each pair's result depends on that pair alone, to the last bit."""
        gammas: dict[str, Gammas] = {}
        weights: dict[str, Floats] = {}
        total = np.full(len(pairs), self.model.prior_weight)
        for comparison in self.comparisons:
            gamma = _gamma(comparison.model, pairs)
            weight = comparison.weight_by_gamma[gamma]
            for level in comparison.adjusted:
                self._adjust(weight, gamma, level, pairs)
            total += weight
            gammas[comparison.model.name], weights[comparison.model.name] = gamma, weight
        return Weights(gammas, weights, total)

    def _adjust(self, weight: Floats, gamma: Gammas, level: Level, pairs: Pairs) -> None:
        """Add what the value's rarity says to the pairs on one level (Splink's term frequency adjustment)."""
        adjustment = level.adjustment
        places = (gamma == level.gamma).nonzero()[0]
        if adjustment is None or not len(places):
            return
        frequency = highest_frequency(pairs, adjustment.field, self.term_frequencies[adjustment.field], places)
        gain = adjustment.weight * (adjustment.log2_u - np.log2(np.maximum(frequency, adjustment.least)))
        weight[places] += np.where(np.isnan(frequency), 0.0, gain)


def _ready(model: ComparisonModel) -> _Comparison:
    table = np.zeros(max(level.gamma for level in model.levels) + 2)
    for level in model.levels:
        table[level.gamma] = level.weight
    return _Comparison(model, table, tuple(level for level in model.levels if level.adjustment is not None))


def _gamma(model: ComparisonModel, pairs: Pairs) -> Gammas:
    """Number the first level that holds for each pair; levels are looked at while a pair is left without one."""
    gamma = np.zeros(len(pairs), np.int8)
    undecided = np.ones(len(pairs), np.bool_)
    left = len(pairs)
    for level in model.levels:
        if level.condition is None or not left:
            break
        holds = level.condition(pairs) & undecided
        found = int(np.count_nonzero(holds))
        if found:
            np.putmask(gamma, holds, level.gamma)
            np.logical_xor(undecided, holds, out=undecided)
            left -= found
    return gamma

"""The Fellegi-Sunter weight of pairs, by a function compiled from a Splink model.

It gives what Splink's `predict()` gives: the level of every comparison and the match weight in log2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from features.kinds import Kind
from features.level_program import LevelProgram, compile_levels
from features.pair_blocks import BlockPlan, Blocks
from features.pairs import Floats, Pairs
from features.splink_model import IncompleteModel, SplinkModel, read_splink_model
from features.term_frequencies import TermFrequencies, shares_of

Gammas = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Weights:
    """Per comparison (row) the level (-1 null, 0 no agreement, upwards the better) and its log2 weight with tf.

    `match_weight` is the sum of the weights and the prior. Nobody may write into the arrays.
    """

    names: tuple[str, ...]
    levels: Gammas
    bits: Floats
    match_weight: Floats

    @property
    def gammas(self) -> Mapping[str, Gammas]:
        """The levels by comparison."""
        return dict(zip(self.names, self.levels, strict=True))

    @property
    def weights(self) -> Mapping[str, Floats]:
        """The weights by comparison."""
        return dict(zip(self.names, self.bits, strict=True))


@dataclass(frozen=True, slots=True)
class _Adjusted:
    """The levels that a rare value raises: comparison, place in it, field, and its row among the plan's fields.

    The rows of `numbers` are the least frequency, the weight, and log2 of the u that a frequency replaces.
    """

    comparisons: NDArray[np.intp]
    levels: NDArray[np.int8]
    fields: tuple[str, ...]
    rows: NDArray[np.intp]
    numbers: Floats

    @classmethod
    def of(cls, model: SplinkModel, plan: BlockPlan) -> Self:
        found = [
            (at, place, level.adjustment)
            for at, comparison in enumerate(model.comparisons)
            for place, level in enumerate(comparison.levels)
            if level.adjustment is not None
        ]
        numbers = [(each.least, each.weight, each.log2_u) for *_, each in found]
        return cls(
            np.array([at for at, *_ in found], np.intp),
            np.array([place for _, place, _ in found], np.int8).reshape(-1, 1),
            tuple(each.field for *_, each in found),
            np.array([plan.texts.index(each.field) for *_, each in found], np.intp),
            np.array(numbers).reshape(-1, 3).T.copy(),
        )


@dataclass(frozen=True, slots=True)
class Kernel:
    """A Splink model as a function over pairs.

    `gamma_of` and `weight_of` hold a number for each comparison and each place of a level in it, flat.
    """

    model: SplinkModel
    term_frequencies: TermFrequencies
    program: LevelProgram
    begin: NDArray[np.int16]
    gamma_of: Gammas
    weight_of: Floats
    adjusted: _Adjusted

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
        program = compile_levels([[level.condition for level in each.levels] for each in model.comparisons], kind)
        depth = max(len(each.levels) for each in model.comparisons)
        gammas, weights = np.zeros((2, len(model.comparisons), depth))
        for at, comparison in enumerate(model.comparisons):
            gammas[at, : len(comparison.levels)] = [level.gamma for level in comparison.levels]
            weights[at, : len(comparison.levels)] = [level.weight for level in comparison.levels]
        begin = (np.arange(len(model.comparisons), dtype=np.int16) * depth)[:, None]
        numbers = begin, gammas.ravel().astype(np.int8), weights.ravel()
        return cls(model, tf, program, *numbers, _Adjusted.of(model, program.plan))

    @property
    def names(self) -> tuple[str, ...]:
        """The comparisons in the model's order."""
        return tuple(comparison.name for comparison in self.model.comparisons)

    def score(self, pairs: Pairs) -> Weights:
        """Weigh pairs; each pair's result depends on that pair alone, to the last bit."""
        level, blocks = self.program.first_levels(pairs)
        places = level + self.begin
        bits = self.weight_of.take(places)
        self._adjust(bits, level, blocks)
        total = np.full(len(pairs), self.model.prior_weight)
        for each in bits:
            total += each
        return Weights(self.names, self.gamma_of.take(places), bits, total)

    def _adjust(self, bits: Floats, level: NDArray[np.int8], blocks: Blocks) -> None:
        """Add what the value's rarity says to the pairs on some levels (Splink's term frequency adjustment)."""
        adjusted = self.adjusted
        which, at = (level.take(adjusted.comparisons, axis=0) == adjusted.levels).nonzero()
        if not len(which):
            return
        rows = adjusted.rows.take(which)
        right = blocks["right_codes"][rows, at]
        left = blocks.left_codes[rows, at if blocks.left_codes.shape[1] > 1 else 0]
        alike = not np.count_nonzero(left != right)
        frequency = np.empty(len(which))
        bounds = which.searchsorted(np.arange(len(adjusted.fields) + 1)).tolist()
        for field, begin, end in zip(adjusted.fields, bounds, bounds[1:], strict=False):
            if end > begin:
                shares = self.term_frequencies[field]
                frequency[begin:end] = shares_of(right[begin:end], shares)
                if not alike:
                    np.fmax(frequency[begin:end], shares_of(left[begin:end], shares), out=frequency[begin:end])
        least, weight, log2_u = adjusted.numbers.take(which, axis=1)
        gain = weight * (log2_u - np.log2(np.maximum(frequency, least)))
        bits[adjusted.comparisons.take(which), at] += np.where(np.isnan(frequency), 0.0, gain)

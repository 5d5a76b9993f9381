"""The Fellegi-Sunter weight of pairs, by a function compiled from a Splink model.

The result equals that of Splink's `predict()`: the level of every comparison and the match weight in log2.
"""

from collections.abc import Mapping
from typing import Self

import numpy as np
from numpy.typing import NDArray

from features.blocking.term_frequencies import TermFrequencies, look_up_rows
from features.comparisons.level_program import LevelProgram, compile_levels
from features.comparisons.splink_model import IncompleteModel, SplinkModel, TermAdjustment, read_splink_model
from features.compiled import calls
from features.pairs.pairs import Pairs
from features.schema.array_types import Codes, Floats, Ints
from features.schema.schema import Shape, schema_of
from features.schema.texts import wording
from features.schema.value_class import value_class

Gammas = NDArray[np.int8]


@value_class
class Weights:
    """Per comparison (row) the level (-1 null, 0 no agreement, upwards the better) and its log2 weight with tf.

    `match_weight` is the sum of the weights and the prior. The arrays are shared and must not be written to.
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


@value_class
class _LevelWeights:
    """The weights of levels, by comparison and position of the level, and the term frequency adjustments.

    `adjustment_of` is a level's row among `fields`, -1 for none; `adjustments` are the least frequency, the weight,
    and log2 of the u that a frequency replaces; `rows` are the rows of the fields among the compared ones.
    """

    gamma_of: Gammas
    weight_of: Floats
    adjustment_of: Gammas
    adjustments: Floats
    fields: tuple[str, ...]
    rows: Ints

    @classmethod
    def of(cls, model: SplinkModel, program: LevelProgram) -> Self:
        shape = len(model.comparisons), max(len(each.levels) for each in model.comparisons)
        gammas = np.zeros(shape, np.int8)
        weights = np.zeros(shape)
        which = np.full(shape, -1, np.int8)
        adjustments: list[TermAdjustment] = []
        for at, comparison in enumerate(model.comparisons):
            for position, level in enumerate(comparison.levels):
                gammas[at, position] = level.gamma
                weights[at, position] = level.weight
                if level.adjustment is not None:
                    which[at, position] = len(adjustments)
                    adjustments.append(level.adjustment)
        fields = tuple(each.field for each in adjustments)
        rows = [program.sames.index((name, name)) for name in fields]
        numbers = np.array([(each.least, each.weight, each.log2_u) for each in adjustments]).reshape(-1, 3)
        return cls(
            gamma_of=gammas,
            weight_of=weights,
            adjustment_of=which,
            adjustments=numbers,
            fields=fields,
            rows=np.array(rows, np.int64),
        )


@value_class
class Kernel:
    """A Splink model as a function over pairs; `names` are its comparisons in the model's order."""

    model: SplinkModel
    names: tuple[str, ...]
    term_frequencies: TermFrequencies
    program: LevelProgram
    numbers: _LevelWeights
    counted_once: tuple[tuple[int, int], ...] = ()
    """Comparisons of own fields, each with the built-in one that says a part of it, by their positions."""

    @classmethod
    def from_splink_json(cls, settings: Mapping[str, object], tf: TermFrequencies, kind: Shape) -> Self:
        """Compile Splink 5's saved settings.

        Raises UnknownCondition for a condition outside the language, IncompleteModel for a level without m and u or
        a term frequency that `tf` does not hold.
        """
        model = read_splink_model(settings, kind)
        for comparison in model.comparisons:
            for level in comparison.levels:
                if level.adjustment is not None and level.adjustment.field not in tf:
                    raise IncompleteModel(
                        "comparison {comparison_name!r}: no term frequencies of {field!r}, there are those of {tf}",
                        comparison_name=comparison.name,
                        field=level.adjustment.field,
                        tf=", ".join(sorted(tf)) or wording("nothing"),
                    )
        program = compile_levels([[level.condition for level in each.levels] for each in model.comparisons], kind)
        names = tuple(comparison.name for comparison in model.comparisons)
        once = [(own.name, own.in_part) for own in schema_of(kind).own if own.in_part in names and own.name in names]
        at = tuple((names.index(own), names.index(part)) for own, part in once if part is not None)
        return cls(model, names, tf, program, _LevelWeights.of(model, program), at)

    def score(self, pairs: Pairs) -> Weights:
        """Return the weights of pairs; each pair's result depends on that pair alone, to the last bit."""
        levels, mapped = self.program.first_levels(pairs)
        numbers = self.numbers
        codes = pairs.right_side().codes
        shares = self._shares(codes)
        gammas = np.empty(levels.shape, np.int8)
        bits = np.empty(levels.shape)
        total = np.full(len(pairs), self.model.prior_weight)
        calls.weights.weigh(
            levels,
            (numbers.weight_of, numbers.gamma_of, numbers.adjustment_of, numbers.adjustments, numbers.rows),
            (codes, mapped.codes, shares, self._shares(mapped.codes)),
            (pairs.left_rows, pairs.right_rows, pairs.runs().of_pair),
            (gammas, bits, total),
        )
        for own, part in self.counted_once:
            said = bits[own].copy()
            adjusted = numbers.adjustment_of[own]
            rarer = np.log2(shares[adjusted.max(), pairs.right_rows] / shares[adjusted[levels[own]], pairs.right_rows])
            bits[own] = _beyond(said, bits[part], rarer)
            total += bits[own] - said
        return Weights(self.names, gammas, bits, total)

    def _shares(self, codes: Codes) -> Floats:
        """Return the frequencies of the values of the adjusted fields, one row for each field."""
        return look_up_rows(self.term_frequencies, self.numbers.fields, self.numbers.rows, codes)


def _beyond(said: Floats, part: Floats, rarer: Floats) -> Floats:
    """Return what a comparison says beyond another one, which says a part of it.

    Where both agree that is how much rarer its value is. Whoever differs in the part differs in the whole as well.
    """
    agreeing = np.where(part > 0, np.where(np.isnan(rarer), np.maximum(said - part, 0.0), rarer), said)
    return np.where(said > 0, agreeing, np.where(part < 0, 0.0, said))

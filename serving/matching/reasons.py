"""Reasons of a candidate: its strongest comparison levels, and every comparison and feature of an explanation."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from features.comparisons.comparisons import label_in_words
from features.comparisons.kernel import Kernel, Weights
from features.schema.array_types import Ints
from features.schema.kinds import Kind
from serving.matching.compiled.calls import choice
from serving.matching.conclude import TOP
from serving.matching.ranker import Ranker
from serving.matching.scorer import Scored

MIN_BITS = 0.05
"""Least absolute match weight (log2) of a reason."""
TEXTS_REMEMBERED = 1 << 14


class Reasons:
    """Names comparison levels of candidates, those of the largest match weight first."""

    def __init__(self, kernel: Kernel, kind: Kind) -> None:
        self.kind = kind
        self.names = kernel.names
        self._text = lru_cache(TEXTS_REMEMBERED)(self._write)
        self._labels: dict[tuple[int, int], str] = {
            (position, level.gamma): label_in_words(comparison.name, level.label)
            for position, comparison in enumerate(kernel.model.comparisons)
            for level in comparison.levels
        }

    def label(self, column: int, gamma: int) -> str:
        """Return the name of a comparison's level."""
        return self._labels[column, gamma]

    def of(self, weights: Weights, positions: Ints) -> list[tuple[str, ...]]:
        """Return the top reasons of the pairs at `positions`, e.g. `same e-mail (+12.4)`; weights are log2."""
        columns, gammas = np.empty((2, TOP * len(positions)), np.int64)
        bits = np.empty(len(columns))
        bounds = np.empty(len(positions) + 1, np.int64)
        choice.strongest(weights.levels, weights.bits, positions, TOP, MIN_BITS, (columns, gammas, bits, bounds))
        ends = bounds.tolist()
        texts = [*map(self._text, columns[: ends[-1]].tolist(), gammas.tolist(), bits.tolist())]
        return [tuple(texts[begin:end]) for begin, end in pairwise(ends)]

    def _write(self, column: int, gamma: int, bits: float) -> str:
        return f"{self._labels[column, gamma]} ({bits:+.1f})"


def explain(scored: Scored, ranker: Ranker, reasons: Reasons, position: int) -> dict[str, object]:
    """Explain the kept candidate at `position`: `comparisons` with log2 weights, `features` with contributions.

    Contributions are in log-odds (TreeSHAP, Lundberg et al. 2020). Their sum, `base` and the effect of the record's
    other candidates (`rivals`) are the score that is calibrated.
    """
    short = scored.shortlist
    retrieved = int(short.kept[position])
    weights = short.retrieved.weights
    comparisons = {
        name: {
            "level": reasons.label(column, int(weights.gammas[name][retrieved])),
            "weight": round(float(weights.weights[name][retrieved]), 6),
        }
        for column, name in enumerate(reasons.names)
    }
    row = scored.matrix[position : position + 1]
    shares = ranker.contributions(row)[0]
    rounded = [_six_digits(share) for share in shares]
    sentences = ranker.says(short.evidence.pairs, position)
    features = {
        name: {
            "value": None if np.isnan(row[0, column]) else round(float(row[0, column]), 6),
            "contribution": rounded[column],
            "says": f"{'for' if rounded[column] >= 0 else 'against'}, because {sentences[column]}",
        }
        for column, name in enumerate(ranker.names)
    }
    added = {name: float(values[position]) for name, values in scored.added.items()}
    rivals = float(scored.raw[position] - shares.sum()) - sum(added.values())
    ends = {f"own_{name}_weight": value for name, value in added.items()}
    ends |= {"base": float(shares[-1]), "rivals": rivals}
    contributions = {name: {"contribution": _six_digits(end)} for name, end in ends.items()}
    return {"comparisons": comparisons, "features": features | contributions}


def _six_digits(value: float) -> float:
    """Return a number rounded, never the negative zero that a residue of addition leaves."""
    return round(float(value), 6) + 0.0

"""Weights of judgements, which are a biased sample of what users were shown.

Inverse propensity weights (Horvitz and Thompson 1952) in cells of what was shown: the decision and the probability.
Their ratio is bounded, so that no judgement dominates (Cole and Hernan 2008).

A weighted share counts as many answers as Kish's effective number (Korn and Graubard 1998, for Clopper and Pearson's
bound of a survey). The training's thresholds and a contract's own guarantee both count answers this way.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from math import ceil, floor

import numpy as np

from features.schema.value_class import value_class
from serving.matching.guarantees.precision_guarantee import CONFIDENCE, probability_of_so_few
from serving.matching.policy import CurvePoint

_ROUNDING = 1e-9


@value_class
class WeighedAnswers:
    """The answers with at least `probability`: their effective number (Kish) and their weighted share of wrong ones.

    `total` is the sum of their weights.
    """

    probability: float
    effective: float
    wrong_share: float
    total: float

    @property
    def right(self) -> float:
        """The weight of the right ones."""
        return self.total * (1 - self.wrong_share)

    @property
    def squares(self) -> float:
        """The sum of the squares of their weights."""
        return self.total**2 / self.effective

    @property
    def linked(self) -> int:
        return floor(self.effective + _ROUNDING)

    @property
    def point(self) -> CurvePoint:
        """The counts as whole numbers, rounded so that the guarantee is harder: answers down, wrong ones up."""
        return CurvePoint(self.probability, self.linked, self.linked - ceil(self.wrong_share * self.linked - _ROUNDING))

    def contradicts(self, one_in: int) -> bool:
        """Whether so many wrong answers have a probability of at most 5 % if one in `one_in` links is wrong."""
        wrong = floor(self.wrong_share * self.linked + _ROUNDING)
        return wrong > 0 and 1 - probability_of_so_few(wrong - 1, self.linked, 1 / one_in) <= 1 - CONFIDENCE


def weighed_curve(answers: Iterable[tuple[float, bool, float]]) -> tuple[WeighedAnswers, ...]:
    """Return the weighed answers from each probability on, the highest first, of (probability, right, weight)."""
    curve: list[WeighedAnswers] = []
    total = squares = wrong = 0.0
    for probability, right, weight in sorted(answers, key=lambda answer: -answer[0]):
        total = total + weight
        squares = squares + weight**2
        wrong = wrong + weight * (not right)
        if curve and curve[-1].probability == probability:
            curve.pop()
        curve.append(
            WeighedAnswers(probability, total**2 / squares if squares else 0.0, wrong / total if total else 0.0, total)
        )
    return tuple(curve)


EDGES = (0.1, 0.3, 0.5, 0.7, 0.9, 0.97)
LARGEST = 5.0
Cell = tuple[str, int]


@value_class
class Shown:
    """What users were shown of a record: the decision and the probability of the best candidate.

    `alike` is the share of all records that were in the same cell, where it was noted.
    """

    decision: str
    probability: float
    alike: float | None = None

    @property
    def cell(self) -> Cell:
        return self.decision, bisect_right(EDGES, self.probability)


@value_class
class Weighting:
    """The weight of every judged record, and the share of shown records in cells without a judgement."""

    weights: Mapping[str, float]
    never_judged: float

    @property
    def effective(self) -> float:
        """The number of unweighted records with the same variance (Kish 1965)."""
        values = np.array(list(self.weights.values()))
        return float(values.sum() ** 2 / (values**2).sum()) if len(values) else 0.0


def shares_of(population: Iterable[Shown]) -> dict[Cell, float]:
    """Return the share of each cell in all that was shown."""
    counted = Counter(shown.cell for shown in population)
    return {cell: count / counted.total() for cell, count in counted.items()}


def weigh_judgements(judged: Mapping[str, Shown], shares: Mapping[Cell, float]) -> Weighting:
    """Return weights by which each cell has its share of all that was shown; the mean weight is 1."""
    counted = Counter(shown.cell for shown in judged.values())
    n_judged = len(judged)
    if not shares or not n_judged:
        return Weighting(dict.fromkeys(judged, 1.0), 0.0)
    ratios = {cell: shares.get(cell, 0.0) / (count / n_judged) for cell, count in counted.items()}
    bounded = {cell: min(max(ratio, 1 / LARGEST), LARGEST) for cell, ratio in ratios.items()}
    mean = sum(bounded[shown.cell] for shown in judged.values()) / n_judged
    missed = max(0.0, 1 - sum(shares.get(cell, 0.0) for cell in counted))
    return Weighting({crm_id: bounded[shown.cell] / mean for crm_id, shown in judged.items()}, missed)

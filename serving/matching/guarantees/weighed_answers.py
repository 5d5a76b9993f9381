"""Answers of a biased sample, weighed: how many they count as from each probability on, and the share of wrong ones.

Each has the inverse of the rate at which its cell is asked as weight (`propensity`). A weighted share counts as many
answers as Kish's effective number (Korn and Graubard 1998, for Clopper and Pearson's bound of a survey). The training's
thresholds and a contract's own guarantee both count answers this way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

from serving.matching.guarantees.precision_guarantee import CONFIDENCE, probability_of_so_few
from serving.matching.policy import CurvePoint

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
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
    found: list[WeighedAnswers] = []
    total = squares = wrong = 0.0
    for probability, right, weight in sorted(answers, key=lambda answer: -answer[0]):
        total = total + weight
        squares = squares + weight**2
        wrong = wrong + weight * (not right)
        if found and found[-1].probability == probability:
            found.pop()
        found.append(
            WeighedAnswers(probability, total**2 / squares if squares else 0.0, wrong / total if total else 0.0, total)
        )
    return tuple(found)

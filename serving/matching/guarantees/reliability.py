"""Whether probabilities mean what they say: of the candidates with about a probability, the share that is right. Pure.

Read from the curves that thresholds come from, so that nothing else is kept of the answers. Bins are narrow where links
are. Where a curve is thinned, a candidate's probability lies between two points, and their middle is taken.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from serving.matching.guarantees.operating_points import MeasuredShare, share
from serving.matching.guarantees.weighed_answers import WeighedAnswers
from serving.matching.policy import CurvePoint

EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Best candidates with a probability from `low` to `high`, `said` on average, and the share that is `right`.

    `answers` is their number, of weighted answers the effective one (Kish).
    """

    low: float
    high: float
    said: float
    right: MeasuredShare
    answers: float


@dataclass(frozen=True, slots=True)
class _Step:
    """Answers between two points of a curve: weight, squared weights, the weight of the right ones, and where."""

    probability: float
    weight: float
    squares: float
    right: float


def training_reliability(curve: Sequence[CurvePoint]) -> list[ReliabilityBin]:
    """Return the bins of a bundle's out-of-fold curve."""
    steps, above, linked, right = list[_Step](), None, 0, 0
    for point in sorted(curve, key=lambda one: -one.probability):
        more = point.linked - linked
        middle = point.probability if above is None or more <= 1 else (point.probability + above) / 2
        if more > 0:
            steps.append(_Step(middle, more, more, max(0, point.right - right)))
        above, linked, right = point.probability, max(linked, point.linked), max(right, point.right)
    return _bins(steps)


def own_reliability(mine: Sequence[WeighedAnswers]) -> list[ReliabilityBin]:
    """Return the bins of a contract's own weighted answers."""
    steps, total, squares, right = list[_Step](), 0.0, 0.0, 0.0
    for one in sorted(mine, key=lambda one: -one.probability):
        summed = one.total**2 / one.effective
        steps.append(_Step(one.probability, one.total - total, summed - squares, one.right - right))
        total, squares, right = one.total, summed, one.right
    return _bins(steps)


def _bins(steps: Iterable[_Step]) -> list[ReliabilityBin]:
    found: dict[int, list[_Step]] = {}
    for step in steps:
        place = sum(step.probability >= edge for edge in EDGES[1:-1])
        found.setdefault(place, []).append(step)
    return [_bin(EDGES[place], EDGES[place + 1], mine) for place, mine in sorted(found.items())]


def _bin(low: float, high: float, steps: Sequence[_Step]) -> ReliabilityBin:
    weight = sum(step.weight for step in steps)
    effective = weight**2 / sum(step.squares for step in steps)
    said = sum(step.probability * step.weight for step in steps) / weight
    right = min(1.0, max(0.0, sum(step.right for step in steps) / weight))
    return ReliabilityBin(low, high, round(said, 6), share(right * effective, effective), round(effective, 2))

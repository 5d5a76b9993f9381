"""Precision, recall and guarantee by threshold, with intervals: what a threshold would give. Pure.

Intervals are Wilson's (1927), 95 %. A guarantee counts from its own threshold on (`precision_guarantee`), so that the
points of one curve never promise more than `guarantee` does.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

from serving.matching.guarantees.precision_guarantee import guarantee
from serving.matching.guarantees.propensity import WeighedAnswers
from serving.matching.policy import CurvePoint

GUARANTEES = (20, 50, 100, 200, 500)
"""At most one wrong link in so many."""
MAX_POINTS = 200
Z = 1.959964
Point = TypeVar("Point")


@dataclass(frozen=True, slots=True)
class ShareShown:
    """A share with its 95 % interval (Wilson); null where nothing was counted."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What a threshold gives on answered records.

    `linked` of them have at least this probability, `linked_share` of all. `recall` is the share of all right best
    candidates that is linked; what blocking never found is not in it. `one_wrong_in`: the strictest guarantee of
    GUARANTEES that holds from here on, None without one.
    """

    threshold: float
    linked: float
    linked_share: ShareShown
    precision: ShareShown
    recall: ShareShown
    one_wrong_in: int | None


def share(count: float, total: float, z: float = Z) -> ShareShown:
    """Return a share with Wilson's interval, to six digits."""
    if total <= 0:
        return ShareShown(None, None, None)
    observed = min(1.0, count / total)
    spread = z**2 / total  # a count that was scaled may pass its total by a rounding
    centre = (observed + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(observed * (1 - observed) / total + spread / (4 * total))
    low = min(observed, max(0.0, centre - half))
    high = max(observed, min(1.0, centre + half))
    return ShareShown(round(observed, 6), round(low, 6), round(high, 6))


def training_points(curve: Sequence[CurvePoint]) -> list[OperatingPoint]:
    """Return the points of a bundle's out-of-fold curve, the highest threshold first."""
    return operating_points(
        [WeighedAnswers(p.probability, p.linked, 1 - p.right / p.linked, p.linked) for p in curve if p.linked]
    )


def operating_points(answers: Sequence[WeighedAnswers]) -> list[OperatingPoint]:
    """Return the points of weighted answers, the highest threshold first.

    Their numbers are effective ones (Kish), so that a biased sample has wide intervals.
    """
    if not answers:
        return []
    last = max(answers, key=lambda weighed: weighed.total)
    held = _held([weighed.point for weighed in answers])
    scale = last.effective / last.total
    return [
        OperatingPoint(
            threshold=point.probability,
            linked=round(point.effective, 2),
            linked_share=share(point.total * scale, last.effective),
            precision=share((1 - point.wrong_share) * point.effective, point.effective),
            recall=share(point.right * scale, last.right * scale),
            one_wrong_in=max((one_in for one_in, least in held.items() if point.probability >= least), default=None),
        )
        for point in thinned(sorted(answers, key=lambda point: -point.probability))
    ]


def thinned(points: Sequence[Point]) -> list[Point]:
    """Return at most MAX_POINTS of the points, evenly spread, the first and the last among them."""
    if len(points) <= MAX_POINTS:
        return list(points)
    step = (len(points) - 1) / (MAX_POINTS - 1)
    return [points[round(number * step)] for number in range(MAX_POINTS)]


def _held(curve: Sequence[CurvePoint]) -> Mapping[int, float]:
    thresholds = {one_in: guarantee(curve, one_in).threshold for one_in in GUARANTEES}
    return {one_in: threshold for one_in, threshold in thresholds.items() if threshold is not None}


EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0)


@dataclass(frozen=True, slots=True)
class ReliabilityBinShown:
    """Best candidates with a probability from `low` to `high`: what was `said` on average, and the share `right`."""

    low: float
    high: float
    said: float
    right: ShareShown
    answers: float
    """Of weighted answers the effective number (Kish)."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Answers between two points of a curve: weight, squared weights, the weight of the right ones, and where."""

    probability: float
    weight: float
    squares: float
    right: float


def training_reliability(curve: Sequence[CurvePoint]) -> list[ReliabilityBinShown]:
    """Return the bins of a bundle's out-of-fold curve."""
    steps = list[_Step]()
    above = None
    linked = 0
    right = 0
    for point in sorted(curve, key=lambda point: -point.probability):
        more = point.linked - linked
        middle = point.probability if above is None or more <= 1 else (point.probability + above) / 2
        if more > 0:
            steps.append(_Step(middle, more, more, max(0, point.right - right)))
        above = point.probability
        linked = max(linked, point.linked)
        right = max(right, point.right)
    return _bins(steps)


def own_reliability(curve: Sequence[WeighedAnswers]) -> list[ReliabilityBinShown]:
    """Return the bins of a contract's own weighted answers."""
    steps = list[_Step]()
    total = 0.0
    squares = 0.0
    right = 0.0
    for answers in sorted(curve, key=lambda answers: -answers.probability):
        summed = answers.total**2 / answers.effective
        steps.append(_Step(answers.probability, answers.total - total, summed - squares, answers.right - right))
        total = answers.total
        squares = summed
        right = answers.right
    return _bins(steps)


def _bins(steps: Iterable[_Step]) -> list[ReliabilityBinShown]:
    by_place: dict[int, list[_Step]] = {}
    for step in steps:
        place = sum(step.probability >= edge for edge in EDGES[1:-1])
        by_place.setdefault(place, []).append(step)
    return [_bin(EDGES[place], EDGES[place + 1], steps) for place, steps in sorted(by_place.items())]


def _bin(low: float, high: float, steps: Sequence[_Step]) -> ReliabilityBinShown:
    weight = sum(step.weight for step in steps)
    effective = weight**2 / sum(step.squares for step in steps)
    probability = sum(step.probability * step.weight for step in steps) / weight
    right = min(1.0, max(0.0, sum(step.right for step in steps) / weight))
    return ReliabilityBinShown(
        low, high, round(probability, 6), share(right * effective, effective), round(effective, 2)
    )

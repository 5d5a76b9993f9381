"""Precision, recall and guarantee by threshold, with intervals: what a threshold would give. Pure.

Intervals are Wilson's (1927), 95 %. A guarantee counts from its own threshold on (`precision_guarantee`), so that the
points of one curve never promise more than `guarantee` does.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt

from features.schema.value_class import value_class
from serving.matching.guarantees.precision_guarantee import guarantee
from serving.matching.guarantees.propensity import WeighedAnswers
from serving.matching.policy import CurvePoint

GUARANTEES = (20, 50, 100, 200, 500)
"""At most one wrong link in so many."""
MAX_POINTS = 200
Z = 1.959964


@value_class
class ShareShown:
    """A share with its 95 % interval (Wilson); null where nothing was counted."""

    value: float | None
    low: float | None
    high: float | None


@value_class
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


def training_answers(curve: Sequence[CurvePoint]) -> list[WeighedAnswers]:
    """Return the points of a bundle's out-of-fold curve as answers that all weigh the same."""
    return [WeighedAnswers(p.probability, p.linked, 1 - p.right / p.linked, p.linked) for p in curve if p.linked]


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
        for point in _thinned(sorted(answers, key=lambda point: -point.probability))
    ]


def _thinned(points: Sequence[WeighedAnswers]) -> list[WeighedAnswers]:
    """Return at most MAX_POINTS of the points, evenly spread, the first and the last among them."""
    step = max(len(points) - 1, MAX_POINTS - 1) / (MAX_POINTS - 1)
    return [points[round(number * step)] for number in range(min(len(points), MAX_POINTS))]


def _held(curve: Sequence[CurvePoint]) -> Mapping[int, float]:
    held = ((one_in, guarantee(curve, one_in).threshold) for one_in in GUARANTEES)
    return {one_in: threshold for one_in, threshold in held if threshold is not None}


EDGES = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.98, 1.0)


@value_class
class ReliabilityBinShown:
    """Best candidates with a probability from `low` to `high`: their mean `probability`, and the share `right`."""

    low: float
    high: float
    probability: float
    right: ShareShown
    answers: float
    """Of weighted answers the effective number (Kish)."""


def reliability(answers: Sequence[WeighedAnswers], *, is_thinned: bool = False) -> list[ReliabilityBinShown]:
    """Return the bins of weighted answers; between two points of a thinned curve they count in the middle."""
    by_place: defaultdict[int, list[tuple[float, ...]]] = defaultdict(list)
    above = WeighedAnswers(1.0, 1.0, 0.0, 0.0)
    for point in sorted(answers, key=lambda point: -point.probability):
        weight = point.total - above.total
        is_between = is_thinned and above.total > 0 and weight > 1
        probability = (point.probability + above.probability) / 2 if is_between else point.probability
        if weight > 0:
            place = bisect_right(EDGES[1:-1], probability)
            sums = weight, weight * probability, point.squares - above.squares, point.right - above.right
            by_place[place].append(sums)
        above = point
    return [_bin(place, *map(sum, zip(*sums, strict=True))) for place, sums in sorted(by_place.items())]


def _bin(place: int, weight: float, said: float, squares: float, right: float) -> ReliabilityBinShown:
    effective = weight**2 / squares
    return ReliabilityBinShown(
        low=EDGES[place],
        high=EDGES[place + 1],
        probability=round(said / weight, 6),
        right=share(min(1.0, max(0.0, right / weight)) * effective, effective),
        answers=round(effective, 2),
    )

"""What counts of answers say for sure: exact intervals of a share, and how many more answers a bound needs."""

from collections.abc import Sequence
from math import ceil

import numpy as np

from features.schema.texts import wording
from serving.matching.guarantees.answers_needed import MEDIAN
from serving.matching.guarantees.precision_guarantee import probability_of_so_few, upper_bound
from serving.matching.policy import MIN_LINK_PROBABILITY, CurvePoint
from training.evaluation.bootstrap import Interval, Share
from training.evaluation.metrics import SLACK

ONE_SIDE = 0.975
"""Each end of a 95 % interval is exceeded with 2.5 %."""
_GROWTH = 1.03
_MAX_LINKS = 20_000
"""The steps in which a number of links is tried; nobody answers more."""


def wider_interval(share: Share, resampled: Interval | None) -> Interval | None:
    """Return the wider of a resampled and the exact interval of a share, None of nothing."""
    whole = int(share.whole.sum())
    if not whole or resampled is None:
        return None
    exact = exact_interval(int(share.part.sum()), whole)
    return min(exact[0], resampled[0]), max(exact[1], resampled[1])


def more_to_be_sure(links: int, wrong: int, answered: int, precision: float, confidence: float) -> int | None:
    """Return how many more answers would do for the bound of the wrong share of such links to be as wanted.

    The wrong share is the median of its posterior (Jeffreys' prior), the bound is Clopper and Pearson's. None also
    where that share is already too high: so few wrong links are then more probable than not, however many there are.
    """
    share = (wrong + MEDIAN) / (links + 2 * MEDIAN)
    needed = max(links, 1)
    if share >= 1 - precision:
        return None
    while probability_of_so_few(round(share * needed), needed, 1 - precision) > 1 - confidence:
        needed = ceil(needed * _GROWTH)
        if needed > _MAX_LINKS:
            return None
    return max(ceil(needed / max(links, 1) * answered) - answered, 1)


def exact_interval(part: int, whole: int) -> Interval:
    """Return the 95 % interval of a share (Clopper and Pearson, 1934)."""
    return 1 - upper_bound(whole - part, whole, ONE_SIDE), upper_bound(part, whole, ONE_SIDE)


def posterior(part: int, whole: int) -> tuple[float, float]:
    """Return the mean and the variance of a share after so many answers (Jeffreys' prior)."""
    mean = (part + 0.5) / (whole + 1)
    return mean, mean * (1 - mean) / (whole + 2)


def joined(said: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Join estimates with their variances as studies that differ: return the mean and its error.

    The variance between them counts (DerSimonian and Laird 1986).
    """
    if not said:
        return 0.0, 0.0
    value, variance = np.array(said).T
    weight = 1 / variance
    spread = float((weight * (value - np.average(value, weights=weight)) ** 2).sum())
    freedom = weight.sum() - (weight**2).sum() / weight.sum()
    between = max(0.0, (spread - (len(said) - 1)) / freedom) if len(said) > 1 else 0.0
    weight = 1 / (variance + between)
    return float(np.average(value, weights=weight)), float(weight.sum() ** -0.5)


def of_further(own: tuple[float, float], before: CurvePoint | None, within: Interval) -> tuple[float, Interval]:
    """Return the precision of further links by own answers and by the model before, and their interval."""
    if before is None:
        return own[0], within
    share, error = joined([own, posterior(before.right, before.linked)])
    return share, (max(0.0, min(within[0], share - 2 * error)), within[1])


def why_unreached(precision: float, points: Sequence[CurvePoint], answers: str) -> str:
    """Return the sentence on what a precision lacks; `answers` is whose links they are."""
    needed = ceil(0.5 / (1 - precision) - SLACK) - 1
    points = [point for point in points if point.probability >= MIN_LINK_PROBABILITY]
    counted = max((point.linked for point in points), default=0)
    if counted < needed:
        return wording(
            "not reached: it needs {needed:,} {answers} links without a mistake, there are {counted:,} in all",
            needed=needed,
            answers=answers,
            counted=counted,
        )
    first = min((point for point in points if point.linked >= needed), key=lambda point: point.linked)
    return wording(
        "not reached: it needs {needed:,} {answers} links without a mistake, but of the "
        "{linked:,} most probable ones {wrong:,} are wrong",
        needed=needed,
        answers=answers,
        linked=first.linked,
        wrong=first.linked - first.right,
    )

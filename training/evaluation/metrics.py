"""Quality of best candidates: rates, the precision-recall curve, calibration. Pure numpy.

Everywhere `probability[i]` belongs to the best candidate of record i, and `right[i]` is whether it is a right answer
(on a record whose right answer is "nobody" every candidate is wrong). No figure depends on the order of the records.
"""

import numpy as np
from numpy.typing import ArrayLike

from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.matching.guarantees.propensity import weighed_curve
from serving.matching.policy import CurvePoint

BINS = 10
SLACK = 1e-9


@value_class
class Curve:
    """Precision and recall when everything at or above a threshold is linked, one point per distinct probability.

    Thresholds fall; equal probabilities enter together, so no point needs a tie to be broken.
    """

    threshold: Floats
    precision: Floats
    recall: Floats
    linked: Ints
    right: Ints

    @property
    def f1(self) -> Floats:
        return harmonic_mean(self.precision, self.recall)


@value_class
class Reliability:
    """Bins of equal mass along the probability: mean probability, share that is right, and how many records."""

    probability: Floats
    share_right: Floats
    count: Ints

    @property
    def ece(self) -> float | None:
        """Return the expected calibration error: the mean gap of the bins, weighted by their size."""
        total = self.count.sum()
        return float(np.abs(self.probability - self.share_right) @ self.count / total) if total else None


def ratio(part: float, whole: float) -> float | None:
    """Return part / whole, None where the whole is 0."""
    return part / whole if whole else None


def harmonic_mean(precision: ArrayLike, recall: ArrayLike) -> Floats:
    """Return F1, 0 where both are 0."""
    first = np.asarray(precision, np.float64)
    second = np.asarray(recall, np.float64)
    total = first + second
    return np.divide(2 * first * second, total, out=np.zeros_like(total), where=total > 0)


def curve(probability: Floats, right: Bools, n_true: int) -> Curve:
    """Trace the curve over the records that have a candidate; recall counts `n_true` records that have an answer."""
    order = np.argsort(-probability, kind="stable")
    falling = probability[order]
    hits = np.cumsum(right[order], dtype=np.int64)
    ends = last_of_ties(falling)
    linked = ends + 1
    n_right = hits[ends]
    return Curve(falling[ends], n_right / linked, n_right / max(n_true, 1), linked, n_right)


def precision_curve(probability: Floats, right: Bools, weight: Floats | None = None) -> tuple[CurvePoint, ...]:
    """Return what linking from each distinct probability on would link and get right, highest first.

    Weighted answers count as Kish's effective number of them.
    """
    if weight is not None:
        answers = zip(np.round(probability, 9).tolist(), right.tolist(), weight.tolist(), strict=True)
        return tuple(weighed.point for weighed in weighed_curve(answers))
    points = curve(probability, right, 1)
    counted = zip(points.threshold.tolist(), points.linked.tolist(), points.right.tolist(), strict=True)
    return tuple(CurvePoint(round(p, 9), linked, n_right) for p, linked, n_right in counted)


def last_of_ties(sorted_values: Floats) -> Ints:
    """Return the last position of each run of equal values."""
    if not len(sorted_values):
        return np.empty(0, np.int64)
    return np.append(np.flatnonzero(np.diff(sorted_values)), len(sorted_values) - 1)


def best_f1(points: Curve) -> float | None:
    """Return the highest F1 over all thresholds, None without a candidate."""
    return float(points.f1.max()) if len(points.threshold) else None


def best_threshold(points: Curve) -> float | None:
    """Return the threshold of the highest F1, the highest of several."""
    return float(points.threshold[np.argmax(points.f1)]) if len(points.threshold) else None


def recall_at_precision(points: Curve, precision: float) -> float:
    """Return the highest recall over the thresholds whose precision is at least the wanted one, 0 if none is."""
    good = points.right >= precision * points.linked - SLACK
    return float(points.recall[good].max(initial=0.0))


def reliability(probability: Floats, right: Bools, bins: int = BINS) -> Reliability:
    """Bin by equal mass; tied probabilities share their mean outcome, so that no order decides their bin."""
    order = np.argsort(probability, kind="stable")
    rising = probability[order]
    outcome = _tied_mean(probability[order], right[order].astype(np.float64))
    edges = np.linspace(0, len(rising), min(bins, len(rising)) + 1).round().astype(np.int64)
    count = np.diff(edges)
    if not len(count):
        return Reliability(np.empty(0), np.empty(0), np.empty(0, np.int64))
    starts = edges[:-1]
    return Reliability(np.add.reduceat(rising, starts) / count, np.add.reduceat(outcome, starts) / count, count)


def ece(probability: Floats, right: Bools, bins: int = BINS) -> float | None:
    """Return the expected calibration error over bins of equal mass, None without records."""
    return reliability(probability, right, bins).ece


def perfect_ece(probability: Floats) -> float | None:
    """Return the ECE that a perfectly calibrated model stays under with a probability of 0.95 on as many records.

    Outcomes are drawn from the probabilities themselves; what is left of the ECE is the noise of the sample.
    """
    if not len(probability):
        return None
    rng = np.random.default_rng(0)
    rising = np.sort(probability)
    edges = np.linspace(0, len(rising), min(BINS, len(rising)) + 1).round().astype(np.int64)[:-1]
    expected = np.add.reduceat(rising, edges)
    gaps = np.zeros(1000)
    for draw in range(len(gaps)):
        outcome = (rng.random(len(rising), np.float32) < rising).astype(np.float64)
        gaps[draw] = np.abs(np.add.reduceat(outcome, edges) - expected).sum() / len(rising)
    return float(np.quantile(gaps, 0.95))


def _tied_mean(sorted_values: Floats, outcome: Floats) -> Floats:
    ends = last_of_ties(sorted_values)
    if not len(ends):
        return outcome
    starts = np.append(0, ends[:-1] + 1)
    sizes = ends - starts + 1
    return np.repeat(np.add.reduceat(outcome, starts) / sizes, sizes)

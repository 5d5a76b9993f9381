"""Curves through held-out scores of best candidates: calibrations, precision from a probability on, thresholds."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.isotonic import IsotonicRegression

from data.labels.links import Link, LinksTable
from features.schema.array_types import Bools, Floats, Ints
from serving.matching.calibration import MAX_PROBABILITY, MIN_PROBABILITY, Calibration, sigmoid
from serving.matching.decisions import BestCandidate, decide
from serving.matching.policy import CurvePoint, Policy, least_probability
from training.evaluation.metrics import precision_curve
from training.fitting.methods.examples import Examples, LabelledExamples, Source

ENOUGH_FOR_ISOTONIC = 1000
MAX_POINTS = 400
STEP = 300
"""Fewest records in a step of a curve over thousands (docs/experiments/calibration-by-stated-facts.md)."""
PRIOR_OF_CURVE = 30.0
"""How many records the calibration at the start of a fit weighs as much as."""
MIN_REVIEW = 0.05
"""A best candidate less probable than this is not worth a clerical review."""
MARGIN = 0.1
"""The least lead of a link, unless near ties are right nearly as often as links shall be."""
NEAR_TIE_ALLOWANCE = 0.05
ENOUGH_TIES = 20
"""From so many near ties on, nearly all right, no margin is needed (docs/experiments/swapped-data-sets.md)."""


def best_of_records(raw: Floats, left_rows: Ints) -> Ints:
    """Return the position of each record's highest raw score, records in order."""
    order = np.lexsort((-raw, left_rows))
    rows = left_rows[order]
    first = np.r_[True, rows[1:] != rows[:-1]] if len(rows) else np.zeros(0, np.bool_)
    return order[first]


def best_by_record(probability: Floats, left_rows: Ints, records: int) -> Floats:
    """Return the probability of each of so many records' best candidate; 0 without a candidate."""
    best = np.zeros(records)
    np.maximum.at(best, left_rows, probability)
    return best


def fit_calibration(raw: Floats, right: Bools, start: Calibration, method: str = "auto") -> Calibration:
    """Fit two parameters drawn towards `start`, and by the method `isotonic` a monotone curve as well.

    `sigmoid` fits none, `auto` one from 1,000 records on.
    """
    slope, intercept = fit_sigmoid(raw, right, start)
    if method == "sigmoid" or len(raw) < (ENOUGH_FOR_ISOTONIC if method == "auto" else 1):
        return replace(start, slope=slope, intercept=intercept)
    knots, probabilities = fit_curve(raw, right)
    return replace(start, slope=slope, intercept=intercept, raw_knots=knots, probability_knots=probabilities)


def fit_curve(
    raw: Floats, right: Floats | Bools, weight: Floats | None = None
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return the knots of a monotone curve through outcomes, and their probabilities (isotonic regression)."""
    curve = IsotonicRegression(y_min=MIN_PROBABILITY, y_max=MAX_PROBABILITY).fit(raw, right.astype(np.float64), weight)
    knots, probabilities = _midpoints(np.asarray(curve.X_thresholds_), np.asarray(curve.y_thresholds_))
    return tuple(knots), tuple(probabilities)


def fit_steps(raw: Floats, right: Bools, weight: Floats) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Return a monotone curve through groups of `STEP` outcomes, counted from the highest score down.

    A few right ones at the top make no step of their own; half an imagined error keeps every step from certainty.
    """
    order = np.argsort(raw, kind="stable")
    starts = np.arange(len(raw) % STEP if len(raw) >= STEP else 0, len(raw), STEP)
    starts[0] = 0
    count = np.diff(np.r_[starts, len(raw)])
    total = np.add.reduceat(weight[order], starts)
    score, hits = (np.add.reduceat((weight * values)[order], starts) / total for values in (raw, right))
    return fit_curve(score, (hits * count + 0.5) / (count + 1), total)


def fit_sigmoid(
    raw: Floats, right: Floats | Bools, start: Calibration, weight: Floats | float = 1.0
) -> tuple[float, float]:
    """Return slope and intercept of least log-loss (Platt 1999), with a ridge towards `start`.

    Outcomes may be probabilities; `weight` is how many records each counts as.
    """
    prior = np.array([start.slope, start.intercept])
    design = np.column_stack([raw, np.ones(len(raw))])
    ridge = np.diag([PRIOR_OF_CURVE / 4, PRIOR_OF_CURVE / 40])
    slope, intercept = fit_logistic(design, right, prior, ridge, weight).tolist()
    return max(slope, 0.05), intercept


def fit_logistic(
    design: Floats, right: Floats | Bools, prior: Floats, ridge: Floats, weight: Floats | float = 1.0
) -> Floats:
    """Return the coefficients of least log-loss by Newton's method, drawn towards `prior` by the matrix `ridge`."""
    beta = prior.copy()
    for _ in range(50):
        probability = sigmoid(design @ beta)
        gradient = design.T @ (weight * (probability - right)) + ridge @ (beta - prior)
        hessian = design.T @ (design * (weight * probability * (1 - probability))[:, None]) + ridge
        step = np.linalg.solve(hessian, gradient)
        beta = beta - np.clip(step, -1.0, 1.0)
        if np.abs(step).max() < 1e-9:
            break
    return beta


def _midpoints(knots: Floats, probabilities: Floats) -> tuple[list[float], list[float]]:
    """Join equal steps at their middle, so that the curve rises everywhere between its knots."""
    levels, starts = np.unique(probabilities, return_index=True)
    ends = np.r_[starts[1:] - 1, len(probabilities) - 1]
    return ((knots[starts] + knots[ends]) / 2).tolist(), levels.tolist()


def thin(curve: tuple[CurvePoint, ...]) -> tuple[CurvePoint, ...]:
    """Keep at most MAX_POINTS, evenly by rank."""
    if len(curve) <= MAX_POINTS:
        return curve
    return tuple(curve[i] for i in np.unique(np.linspace(0, len(curve) - 1, MAX_POINTS).astype(int)))


def choose_policy(
    probability: Floats, runner_up: Floats, right: Bools, precision: float, weight: Floats | None = None
) -> Policy:
    """Choose thresholds on held-out best candidates for a wanted precision of links."""
    curve = precision_curve(probability, right, weight)
    linked = least_probability(curve, precision)
    review = MIN_REVIEW if linked is None else min(MIN_REVIEW, linked)
    tied = right[(probability >= (linked or 0.0)) & (probability - runner_up < MARGIN)]
    is_needless = len(tied) >= ENOUGH_TIES and tied.mean() >= precision - NEAR_TIE_ALLOWANCE
    return Policy(linked, review, 0.0 if is_needless else MARGIN, precision, thin(curve))


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Each labelled record's best candidate by scores of models that did not see its entity.

    `rival` is the raw score of the runner-up (-inf without one), `left_rows` and `rows` the record and the profile.
    """

    raw: Floats
    rival: Floats
    right: Bools
    left_rows: Ints
    rows: Ints

    @classmethod
    def of(cls, raw: Floats, examples: Examples, right: Bools) -> "HeldOut":
        """Choose the best and the second best of each record among its examples."""
        best = best_of_records(raw, examples.left_rows)
        rest = raw.copy()
        rest[best] = -np.inf
        second = best_of_records(rest, examples.left_rows)
        return cls(raw[best], rest[second], right[best], examples.left_rows[best], examples.rows[best])

    def redrawn(self, weight: Floats) -> "HeldOut":
        """Draw the records again in proportion to their weight."""
        rows = redraw(weight)
        return HeldOut(self.raw[rows], self.rival[rows], self.right[rows], self.left_rows[rows], self.rows[rows])

    def probabilities(self, calibration: Calibration) -> tuple[Floats, Floats]:
        """Return the probabilities of the best and of the runner-up; equal scores share."""
        probability = calibration(self.raw)
        runner_up = np.where(np.isfinite(self.rival), calibration(np.maximum(self.rival, -60)), 0.0)
        tied = self.rival == self.raw
        return np.where(tied, np.minimum(probability, 0.5), probability), np.where(
            tied, np.minimum(runner_up, 0.5), runner_up
        )

    def links(self, source: Source, labelled: LabelledExamples, calibration: Calibration, policy: Policy) -> LinksTable:
        """Decide every labelled record; one without candidates has an empty row."""
        probabilities, runners_up = self.probabilities(calibration)
        profiles = source.index.ids(self.rows)
        link_of_row = {
            row: Link(
                source.ids[row],
                profile,
                probability,
                decide(BestCandidate(probability, rival), policy),
                probability - rival,
            )
            for row, profile, probability, rival in zip(
                self.left_rows.tolist(), profiles, probabilities.tolist(), runners_up.tolist(), strict=True
            )
        }
        complete = np.flatnonzero(labelled.complete).tolist()
        return LinksTable([link_of_row.get(row, Link(source.ids[row])) for row in complete])


def redraw(weights: Floats | Sequence[float]) -> Ints:
    """Return rows in proportion to their weights, as many as there are, without randomness (systematic sampling).

    What counts rows (a threshold's curve, a calibration) then counts weights.
    """
    cumulated = np.cumsum(np.asarray(weights, np.float64))
    if not len(cumulated):
        return np.zeros(0, np.int64)
    points = (np.arange(len(cumulated)) + 0.5) * cumulated[-1] / len(cumulated)
    rows: Ints = np.searchsorted(cumulated, points).astype(np.int64)
    return rows

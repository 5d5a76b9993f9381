"""The policy: thresholds by held-out answers where there are enough, else by the safe precision curve.

That is the left-out precision curve, lowered to what these records allow. Ranking carries over to other records,
thresholds do not: a link needs the precision that the base model's training found on data sets that it left out, and
that the probabilities of these records add up to.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import numpy as np

from features.comparisons.independent_facts import facts_stated
from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle
from serving.matching.guarantees.answers_needed import ENOUGH_LABELS
from serving.matching.guarantees.precision_guarantee import CONFIDENCE, probability_of_so_few
from serving.matching.policy import CurvePoint, Policy, least_probability
from training.fitting.methods.curves import MARGIN, MIN_REVIEW, best_of_records
from training.fitting.methods.decoys import DecoyScores
from training.fitting.methods.examples import Examples, FitRequest, LabelledExamples, left_out_statement
from training.fitting.methods.independent_scores import FittedIndependentPass

OWN_LABELS = "own_labels"
"""The basis of answers whose thresholds the labels chose."""


def enough_labels(labelled: LabelledExamples) -> bool:
    """Whether the labels hold enough right and enough wrong pairs to choose thresholds."""
    right = (labelled.used & labelled.right).sum()
    wrong = (labelled.used & ~labelled.right).sum()
    return bool(min(right, wrong) >= ENOUGH_LABELS)


def policy_by_curve(curve: tuple[CurvePoint, ...], precision: float) -> Policy:
    """Cut the threshold of links from a precision curve; an empty curve links nothing."""
    return Policy(least_probability(curve, precision), MIN_REVIEW, MARGIN, precision, curve)


OWN_ALLOWANCE = 0.02
ALLOWANCE_WITHOUT_EM = 0.01
"""How far below the goal the precision by own probabilities may be (docs/experiments/allowance-of-own-probabilities.md,
docs/experiments/own-probabilities-beside-the-left-out-curve.md)."""
ERROR_FACTOR = 1.1
"""How much more often links calibrated by decoys count as wrong (docs/experiments/error-adjustment.md)."""

ENOUGH_TRIALS = 500
"""Up to so many links, as a precision of .999 needs without a mistake, decoys are trials beside the left-out ones
(docs/experiments/stated-precision.md)."""
ROUNDING = 1e-9
SETTLED = 5.0
"""Own answers decide alone where so many of them are expected to be wrong."""

Curve = tuple[CurvePoint, ...]


@value_class
class ErrorAdjustment:
    """How links' own probabilities are read: `factor` times as often wrong as they say, less the `allowance`."""

    allowance: float = 0.0
    factor: float = 1.0


def error_adjustment(*, by_em: bool, by_decoys: bool = False) -> ErrorAdjustment:
    """Return the adjustment of probabilities that decoys calibrated, or pseudo-labels, or few labels."""
    if by_decoys:
        return ErrorAdjustment(factor=ERROR_FACTOR)
    return ErrorAdjustment(allowance=OWN_ALLOWANCE if by_em else ALLOWANCE_WITHOUT_EM)


def safe_curve(
    request: FitRequest,
    examples: Examples,
    independent: FittedIndependentPass,
    adjustment: ErrorAdjustment | None,
    decoys: DecoyScores | None = None,
    *,
    by_em: bool,
) -> Curve:
    """Return the precision of links from each probability on that is safe to assume; empty where nothing is.

    Without a left-out precision curve in the base model nothing is safe, and nothing is linked. `adjustment` is None
    where own probabilities are too low to limit links, `decoys` where they did not calibrate; their scores are
    probabilities.
    """
    scores = independent.scores(examples)
    source = request.source
    best = best_of_records(scores, examples.left_rows)
    probabilities = independent.calibration(scores[best])
    stated = [facts_stated(source.schema, source.records[row]) for row in examples.left_rows[best].tolist()]
    curve = left_out_curve_here(request.base_model, probabilities, np.array(stated, np.int64), by_em=by_em)
    if decoys is not None:
        curve = filled_by_decoys(curve, probabilities, len(source.ids), decoys)
    return within_own_probabilities(curve, probabilities, adjustment) if curve and adjustment is not None else curve


def left_out_curve(base_model: Bundle | None, *, by_em: bool) -> Curve:
    """Return the precision of links on data sets that the base model's training left out; empty without any.

    Where EM could run on none of those sets, the curve of the base model's scores alone holds for both together.
    """
    return _points(_curves(base_model, by_em=by_em).get("bound", ()))


def left_out_curve_here(base_model: Bundle | None, probabilities: Floats, facts: Ints, *, by_em: bool) -> Curve:
    """Return the left-out precision curve as it holds for the best candidates of these records.

    `facts` counts what each record states beside its name. Bare names make many of the errors of some sets, so links
    of records that state more are wrong as seldom as those of such records in the left-out sets
    (docs/experiments/left-out-curve-by-stated-facts.md).
    """
    curves = _curves(base_model, by_em=by_em)
    general = _points(curves.get("bound", ()))
    beside = _points(curves.get("beside_names", ()))
    shares = {point.probability: 1 - point.right / point.linked for point in beside}
    points: list[CurvePoint] = []
    for point in general:
        linked = probabilities >= point.probability
        usual = 1 - point.right / point.linked
        more = float((facts[linked] > 0).mean()) if linked.any() else 0.0
        rate = more * min(shares.get(point.probability, usual), usual) + (1 - more) * usual
        points.append(replace(point, right=round(point.linked * (1 - rate))))
    return tuple(points)


def within_own_probabilities(curve: Curve, probabilities: Floats, adjustment: ErrorAdjustment) -> Curve:
    """Return the curve lowered to the precision that the best candidates' adjusted probabilities add up to.

    Left-out sets may be cleaner than these records; a link expected to be wrong here is not safe.
    """
    ordered = np.sort(probabilities)[::-1]
    wrong = adjustment.factor * np.cumsum(1 - ordered) / np.arange(1, len(ordered) + 1)
    over = np.searchsorted(-ordered, [-point.probability for point in curve], side="right")
    expected = [min(wrong[n - 1], 1.0) - adjustment.allowance if n else 0.0 for n in over.tolist()]
    return tuple(
        replace(point, right=min(point.right, round(point.linked * (1 - rate))))
        for point, rate in zip(curve, expected, strict=True)
    )


def filled_by_decoys(curve: Curve, probabilities: Floats, records: int, decoys: DecoyScores) -> Curve:
    """Return the curve with decoys as trials where it has few links, unless these contradict the decoys.

    `decoys` has probabilities as scores. Every one from a point on counts as a wrong link, as if no record had a right
    profile that is more probable (Elias and Gygi, 2007): more than the local rate that calibrates.
    """
    return tuple(
        _with_trials(curve, point, int(decoys.drawn * (probabilities >= point.probability).sum() / records), decoys)
        for point in curve
    )


def _with_trials(curve: Curve, point: CurvePoint, tried: int, decoys: DecoyScores) -> CurvePoint:
    wrong = min(tried, ceil(ERROR_FACTOR * decoys.weight[decoys.scores >= point.probability].sum()))
    taken = min(tried, ENOUGH_TRIALS - point.linked)
    if taken <= 0 or _contradicts(curve, CurvePoint(point.probability, tried, tried - wrong)):
        return point
    return replace(point, linked=point.linked + taken, right=round(point.right + taken * (1 - wrong / tried)))


@value_class
class ModelBefore:
    """The curve of the model before, and its probability of each record's best candidate; `known` marks labelled ones.

    A model gives the records that it learned from other probabilities than it gives further ones: the others are
    compared where there are enough.
    """

    curve: Curve
    probability: Floats
    known: Bools

    def at(self, now: Floats) -> Curve:
        """Return the curve at the probabilities by another model, from which on that one links as many records."""
        compared = ~self.known | ((~self.known).sum() < ENOUGH_LABELS)
        return linking_as_many(self.curve, self.probability[compared], now[compared])

    def beside(self, policy: Policy, now: Floats) -> Policy:
        """Return a policy that links as many records as before, until its own answers contradict."""
        kept = not_contradicted(self.at(now), policy.curve)
        return replace(policy, before=kept).at_precision(policy.precision)


def linking_as_many(curve: Curve, before: Floats, now: Floats) -> Curve:
    """Return a curve at the probabilities from which on another model links as many of the same records.

    `before` and `now` are the probabilities of the records' best candidates by either; a point without a link falls.
    """
    ordered = np.sort(now)[::-1] - ROUNDING
    over = np.searchsorted(-np.sort(before)[::-1], [-point.probability for point in curve], side="right")
    return tuple(
        replace(point, probability=float(ordered[n - 1])) for point, n in zip(curve, over.tolist(), strict=True) if n
    )


def not_contradicted(before: Curve, own: Curve) -> Curve:
    """Return the points of the model before that own answers leave as they are.

    A point falls where so many own answers from its probability on are wrong that this has a probability of at most
    5 % if links are wrong as often as the point says; and where the answers are enough to decide alone. So a model that
    learned from a few right answers links as before (docs/experiments/stated-precision.md).
    """
    return tuple(point for point in before if not _contradicts(own, point))


def _contradicts(own: Curve, point: CurvePoint) -> bool:
    share = (point.linked - point.right + 0.5) / (point.linked + 1)
    answered = [each for each in own if each.probability >= point.probability]
    linked, wrong = max(((each.linked, each.linked - each.right) for each in answered), default=(0, 0))
    too_many = wrong > 0 and 1 - probability_of_so_few(wrong - 1, linked, share) <= 1 - CONFIDENCE
    return too_many or linked * share >= SETTLED


def _curves(base_model: Bundle | None, *, by_em: bool) -> dict[str, Sequence[Sequence[float]]]:
    stated = left_out_statement(base_model)
    return dict(stated.get("em" if by_em and "em" in stated else "shipped", {}))


def _points(saved: Sequence[Sequence[float]]) -> Curve:
    return tuple(CurvePoint(float(p), int(n), int(r)) for p, n, r in saved)

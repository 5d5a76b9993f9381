"""What the ancestor and EM think of candidates that nobody labelled, and what such an opinion may promise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from features.pairs.pairs import Floats, Ints
from serving.matching.bundle import Bundle
from serving.matching.calibration import Calibration, logit, sigmoid
from serving.matching.policy import CurvePoint
from training.fitting.calibrate import best_of_records

EM_SHARE = 0.5
"""How much EM's log-odds count beside the ancestor's 1, chosen on the train splits of the open sets."""
MOST_SHIFT = 2.5
"""The share of records that have an answer moves log-odds by at most so much: near 1 it runs away."""
ROUNDS = 200
OWN_ALLOWANCE, ALLOWANCE_WITHOUT_EM = 0.02, 0.01
"""By its own chances a set of links may be right so much less often than wanted: they are a little too shy. .99 asked
for, no labels, train splits, by .01 and .02: pseudopeople_w2 .998 right at .916 of the answers and .992 at .965,
fodors_zagats none wrong at .885 and .904; people's names alone of two samples, .95 asked for, .904 and .969 right and
.903 and .935."""
ERROR_FACTOR = 1.1
"""Links whose chances hidden candidates tell count as wrong so much more often: that is how well those are known. .99
asked for, train splits, by 1, 1.1 and 1.25: historical_50k .987 right at .933 of the answers, .988 at .931 and .990 at
.928, pseudopeople_w2 .989 at .970, .991 at .968 and .992 at .966, people of a sample .976 at .772, .982 at .750 and
.985 at .714, companies of one .993 at .748, .993 at .726 and .995 at .696."""


def pseudo_label(
    base_model: Bundle | None, raw: Floats | None, posterior: Floats, left_rows: Ints, *, by_em: bool
) -> Floats:
    """Return log-odds for every candidate.

    Where EM could be trusted, the ancestor's log-odds and EM's are added and read on the curve that sets which were
    left out gave the ancestor's training. Else the ancestor's are moved to the share of records that have an answer.
    What its calibration makes of a record that states little holds for its own records and is not asked.
    """
    em = logit(posterior)
    if base_model is None or raw is None:
        return em
    told = stated(base_model)
    shipped = logit(base_model.calibration(base_model.calibration.settle(raw, left_rows)))
    if not by_em:
        return shipped + prior_shift(shipped, left_rows, told.get("right_share"))
    mixed: Floats = shipped + EM_SHARE * em
    curve = told.get("em")
    return mixed if curve is None else logit(Calibration.from_json(curve["calibration"])(mixed))


def bound(base_model: Bundle | None, *, by_em: bool) -> tuple[CurvePoint, ...]:
    """Return what links by opinion were worth on sets that the ancestor's training left out; nothing if none were.

    Where EM could run on none of those sets, what the ancestor's scores alone were worth holds for both together.
    """
    return _points(_told(base_model, by_em=by_em).get("bound", ()))


def _points(saved: Sequence[Sequence[float]]) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(float(p), int(n), int(r)) for p, n, r in saved)


def _told(base_model: Bundle | None, *, by_em: bool) -> Mapping[str, Any]:
    told: Mapping[str, Any] = {} if base_model is None else stated(base_model)
    pseudo_label: Mapping[str, Any] = told.get("em" if by_em and "em" in told else "shipped", {})
    return pseudo_label


def bound_here(base_model: Bundle | None, probabilities: Floats, facts: Ints, *, by_em: bool) -> tuple[CurvePoint, ...]:
    """Return the bound as it holds for these records, by the `chances` of their best candidates.

    Records of names alone make many of the errors of some sets and say little of those that state more. Where the
    bound is told of these apart, as many of the links here as state more than a name are wrong as seldom as theirs.
    """
    told = _told(base_model, by_em=by_em)
    general, beside = _points(told.get("bound", ())), _points(told.get("beside_names", ()))
    shares = {point.probability: 1 - point.right / point.linked for point in beside}
    found: list[CurvePoint] = []
    for point in general:
        linked, usual = probabilities >= point.probability, 1 - point.right / point.linked
        more = float((facts[linked] > 0).mean()) if linked.any() else 0.0
        rate = more * min(shares.get(point.probability, usual), usual) + (1 - more) * usual
        found.append(replace(point, right=round(point.linked * (1 - rate))))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ErrorAdjustment:
    """How links' own chances are read: wrong `doubt` times as often as they say, less the `allowance`."""

    allowance: float = 0.0
    factor: float = 1.0


def error_adjustment(*, by_em: bool, by_decoys: bool = False) -> ErrorAdjustment:
    """Return how to read chances that hidden best candidates tell, or the opinion, or few labels."""
    if by_decoys:
        return ErrorAdjustment(factor=ERROR_FACTOR)
    return ErrorAdjustment(allowance=OWN_ALLOWANCE if by_em else ALLOWANCE_WITHOUT_EM)


def within_own_chances(
    points: tuple[CurvePoint, ...], probabilities: Floats, own: ErrorAdjustment
) -> tuple[CurvePoint, ...]:
    """Return the bound lowered to what the chances of these records' best candidates add up to, read with caution.

    Sets that were left out may be cleaner than these records; what is expected to be wrong here must not be promised.
    """
    ordered = np.sort(probabilities)[::-1]
    wrong = own.factor * np.cumsum(1 - ordered) / np.arange(1, len(ordered) + 1)
    over = np.searchsorted(-ordered, [-point.probability for point in points], side="right")
    expected = [min(wrong[n - 1], 1.0) - own.allowance if n else 0.0 for n in over.tolist()]
    return tuple(
        replace(point, right=min(point.right, round(point.linked * (1 - rate))))
        for point, rate in zip(points, expected, strict=True)
    )


def stated(base_model: Bundle) -> Mapping[str, Any]:
    """Return what a bundle's manifest says of its opinion on records of others."""
    told: Mapping[str, Any] = base_model.manifest.get("opinion", {})
    return told


def prior_shift(scores: Floats, left_rows: Ints, share: float | None) -> float:
    """Return how far log-odds have to move where another share of the records has an answer than in training.

    After Saerens, Latinne and Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities"
    (2002): the share that the moved chances of the best candidates add up to.
    """
    if share is None or not len(scores):
        return 0.0
    best = scores[best_of_records(scores, left_rows)]
    start = float(logit(np.array([share]))[0])
    shift = 0.0
    for _ in range(ROUNDS):
        found = float(logit(np.array([sigmoid(best + shift).mean()]))[0])
        shift = float(np.clip(found - start, -MOST_SHIFT, MOST_SHIFT))
    return shift

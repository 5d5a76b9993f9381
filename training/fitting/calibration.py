"""Calibration of the independent pass: by held-out answers, or without labels by pseudo-labels and by decoys."""

from dataclasses import replace
from functools import partial

from data.tables.progress import Progress
from features.schema.array_types import Floats
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.calibration import Calibration
from training.fitting.methods.boosting import raw_scores
from training.fitting.methods.curves import HeldOut, best_of_records, fit_calibration, fit_sigmoid
from training.fitting.methods.decoys import DecoyScores, DecoySearch, calibrate_by_decoys
from training.fitting.methods.examples import Examples, FitRequest, LabelledExamples, WeighedCandidates
from training.fitting.methods.independent_scores import FittedRanker

UNDERCONFIDENT = frozenset({Kind.COMPANY})
"""Kinds whose probabilities are too low without EM, as long as most records have an answer. Decoys calibrate them
(docs/experiments/decoy-calibration-of-companies.md, docs/experiments/people-without-em.md)."""
MOSTLY_ANSWERED = 0.5
"""Least share of answered records for that (docs/experiments/universes-that-lack-answers.md)."""
AMONG_RIVALS = Calibration(among_rivals=True)
"""Answers calibrate scores among a record's candidates (docs/experiments/candidates-against-each-other.md)."""


WITHIN_ONE = Calibration(within_one=True)
"""Without answers only what sums to more than one is lowered (docs/experiments/rivals-without-labels.md)."""


@value_class
class UnlabelledCalibration:
    """A calibration without labels: the decoys that gave it, and whether probabilities were underconfident before."""

    calibration: Calibration
    decoys: DecoyScores | None = None
    underconfident: bool = False


def is_underconfident(kind: Kind, *, by_em: bool, answered: float = 1.0) -> bool:
    """Whether a model's probabilities are too low where EM could not run; `answered` is the share with an answer."""
    return not by_em and kind in UNDERCONFIDENT and answered >= MOSTLY_ANSWERED


def hold_out(ranker: FittedRanker, examples: Examples, labelled: LabelledExamples) -> HeldOut:
    """Return the out-of-fold best candidates of complete records; `examples` are those of the training set."""
    whole = labelled.complete[examples.left_rows] & (ranker.training_set.fold >= 0)
    answered = examples.only(whole)
    settled = AMONG_RIVALS.settle(ranker.boosted.out_of_fold[whole], answered.left_rows)
    return HeldOut.of(settled, answered, labelled.right[ranker.used][whole])


def calibrate_by_labels(held: HeldOut, method: str) -> Calibration:
    """Fit the calibration to held-out answers, among each record's candidates."""
    return fit_calibration(held.raw, held.right, AMONG_RIVALS, method)


def calibrate_without_labels(
    request: FitRequest, weighed: WeighedCandidates, ranker: FittedRanker, progress: Progress
) -> UnlabelledCalibration:
    """Fit a sigmoid to the pseudo-labels of best candidates; decoys refine it where they are reliable.

    The pseudo-labels, not the model's own probabilities, say which best candidates become decoys
    (docs/experiments/decoys-chosen-by-pseudo-labels.md).
    """
    source = request.source
    examples = weighed.examples
    scores = WITHIN_ONE.settle(ranker.boosted.out_of_fold, examples.left_rows)
    probabilities: Floats = ranker.training_set.target
    best = best_of_records(scores, examples.left_rows)
    slope, intercept = fit_sigmoid(scores[best], probabilities[best], WITHIN_ONE)
    start = replace(WITHIN_ONE, slope=slope, intercept=intercept)
    answered = float(start(scores[best]).sum()) / len(source.ids)
    underconfident = is_underconfident(source.kind, by_em=weighed.by_em, answered=answered)
    if not ((weighed.by_em or underconfident) and request.parameters.calibration.decoys):
        return UnlabelledCalibration(start)
    search = DecoySearch(source, weighed.kernel, partial(raw_scores, ranker.boosted.booster))
    calibration, decoys = calibrate_by_decoys(
        search=search, examples=examples, scores=scores, probabilities=probabilities, start=start, progress=progress
    )
    return UnlabelledCalibration(calibration, decoys, underconfident)

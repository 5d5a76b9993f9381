"""What is learned on top of Splink's weights: the re-ranker, its calibration and the policy.

Labelled records teach by their answers. The others teach by opinion: what the ancestor and EM think of them together
(self-training), with less weight the more answers there are, so that a few labels help and cannot hurt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.labels.labels import Labels, labels_of
from data.labels.links import LinksTable
from data.tables.progress import Progress, silent
from features.comparisons.independent_facts import facts_stated
from features.comparisons.kernel import Kernel
from features.pairs.pairs import Floats
from features.ranking.feature_list import FEATURES
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.calibration import Calibration, sigmoid
from serving.matching.collective import CollectiveModel, order_of
from serving.matching.policy import Policy, least_probability
from serving.matching.propensity import Shown
from serving.matching.ranker import BASE_MODEL_FEATURES
from serving.matching.shortlist import FieldFrequencies
from training.fitting.boost import FOLDS, Boosted, TrainingSet, boost, imitate, raw_scores
from training.fitting.calibrate import LEAST_REVIEW, best_of_records, choose_policy, fit_calibration, fit_sigmoid
from training.fitting.collective import CollectiveFit, fit_collective
from training.fitting.collective_scores import FittedIndependentPass, Others, scores_of_teaching, with_others
from training.fitting.examples import Examples, LabelledExamples, Source, know
from training.fitting.false_discovery import Search, calibrate_by_decoys
from training.fitting.held_out import HeldOut
from training.fitting.pseudo_labels import (
    ErrorAdjustment,
    bound_here,
    error_adjustment,
    pseudo_label,
    within_own_chances,
)
from training.fitting.weighting import weigh_known, what_weighting_changes, with_and_without

PSEUDO_LABELLED_RECORDS = 100.0
"""Opinions on unlabelled records weigh as much as so many labelled ones would, all together."""
MOST_LABELS_WITH_PSEUDO_LABELS = 1000
MOST_PSEUDO_LABELS = 3000
"""Opinions on more records teach nothing new and cost time."""
ENOUGH_LABELS = 50
"""With fewer right or fewer wrong pairs among the labels the basis of an answer is still the ancestor or EM, and so
are its thresholds."""
UNDERCONFIDENT = frozenset({Kind.COMPANY})
"""Kinds whose chances without EM are too shy to bind links by, as long as most records have an answer: the bound alone
does, and hidden best candidates tell the chances. Of companies by names alone (two samples, .99 asked for) .987 and
.990 right by the opinion, .988 both times by hidden ones, and .51 and .50 of the answers are linked in place of .30 and
.17. EM ran on all the sets behind the bound of people, which says nothing of records too poor for EM: 2,796 links by
names alone, .99 asked for, were right in .85. Nor do hidden candidates, since people's names alone have more namesakes:
2,000 of a sample, asked for .95, .960 of the links right by the opinion, .901 by hidden ones."""
MOSTLY_ANSWERED = 0.5
"""Where fewer have an answer by the opinion, that alone tells of companies without EM, and binds their links:
ror_affiliations without 85, 75, 55 and 35 of 100 profiles has an ECE of .172, .154, .094 and .058 by hidden best
candidates, .049, .050, .050 and .052 by the opinion, since a missing institute's university is found."""
IDENTITY = Calibration()
AMONG_RIVALS = Calibration(among_rivals=True)
"""Answers to records calibrate scores among a record's candidates: two that look equally right speak against each
other. Held out on ror_affiliations recall at a precision of .98 rises from .45 to .59, on fd_companies from .946 to
.949, on historical_50k and pseudopeople_w2 not at all; best F1 stays (three seeds)."""


@dataclass(frozen=True, slots=True)
class FitRequest:
    """What a fit is made from; `precision` is what links shall reach.

    `shown` is what users were shown of all records, where that is known; `weightless` are labels that teach nothing;
    `others` are records of the same CRM that do not teach, but claim profiles beside those that do.
    """

    source: Source
    labels: Labels | None
    base_model: Bundle | None
    precision: float
    seed: int
    shown: Sequence[Shown] | None = None
    weightless: Labels | None = None
    others: Source | None = None


@dataclass(frozen=True, slots=True)
class Learned:
    """A re-ranker with its calibration and policy; `held_out` are the labelled records' links as
    `match` would make them, scored out of fold."""

    boosted: Boosted
    feature_keys: tuple[str, ...]
    calibration: Calibration
    policy: Policy
    basis: str
    facts: Mapping[str, Any]
    held_out: LinksTable | None = None
    collective: CollectiveModel | None = None

    def scores(self, examples: Examples) -> Floats:
        """Return the score of each example that the calibration reads."""
        return self.calibration.settle(raw_scores(self.boosted.booster, examples.matrix), examples.left_rows)


def learn(
    request: FitRequest, examples: Examples, settings: dict[str, Any], *, by_em: bool, progress: Progress = silent
) -> Learned:
    """Learn from the labels there are and from opinions; `by_em` says whether EM could be trusted.

    `settings` are Splink's, trained: the crowd pass compares records with each other by them.
    """
    labels = labels_of([]) if request.labels is None else request.labels
    known = know(request.source, examples, labels, FOLDS[request.source.kind])
    if not known.complete.any():
        return _from_pseudo_labels(request, examples, settings, by_em, progress)
    learned = _from_labels(request, examples, known, settings, by_em, progress)
    if min((known.used & known.right).sum(), (known.used & ~known.right).sum()) >= ENOUGH_LABELS:
        return learned
    own = None if not by_em and _is_underconfident(request.source.kind) else error_adjustment(by_em=by_em)
    return _cautious(learned, request, examples, by_em, own)


def _from_labels(
    request: FitRequest,
    examples: Examples,
    known: LabelledExamples,
    settings: dict[str, Any],
    by_em: bool,
    progress: Progress,
) -> Learned:
    """Grow the re-ranker on the labelled records and calibrate it on its out-of-fold scores by entity."""
    own = tuple(feature.key for feature in FEATURES[request.source.kind])
    keys = own + BASE_MODEL_FEATURES if request.base_model else own
    known, weighting = weigh_known(request, examples, known, _pseudo_label(request, examples, by_em))
    training_set, rows = _training_set(request, examples, known, by_em)
    boosted = boost(request.source.kind, training_set, request.seed, keys)
    whole = known.complete[examples.left_rows[rows]] & (training_set.fold >= 0)
    answered = examples.only(rows).only(whole)
    settled = AMONG_RIVALS.settle(boosted.out_of_fold[whole], answered.left_rows)
    held = HeldOut.of(settled, answered, known.right[rows][whole])
    counted = held if weighting is None else held.redrawn(known.weight)
    calibration = fit_calibration(counted.raw, counted.right, AMONG_RIVALS)
    policy = choose_policy(*counted.probabilities(calibration), counted.right, request.precision)
    facts = {"labels": _counts(request, known), "trees": boosted.trees}
    if weighting is not None:
        facts |= {"weighting": what_weighting_changes(held, (calibration, policy), weighting, request.precision)}
    if (untaught := with_and_without(request, examples, boosted, (calibration, policy))) is not None:
        facts |= {"weightless": untaught}
    collective = _collective(
        request, examples, known, FittedIndependentPass(training_set, rows, boosted, calibration), settings, progress
    )
    if collective is not None:
        facts |= {"crowd_gain_in_best_f1": round(collective.gain, 4)}
        held_out = collective.held.links(
            request.source, known, collective.collective.calibration, collective.collective.policy
        )
        return Learned(boosted, keys, calibration, policy, "own_labels", facts, held_out, collective.collective)
    held_out = held.links(request.source, known, calibration, policy)
    return Learned(boosted, keys, calibration, policy, "own_labels", facts, held_out)


def _collective(
    request: FitRequest,
    examples: Examples,
    known: LabelledExamples,
    independent: FittedIndependentPass,
    settings: dict[str, Any],
    progress: Progress,
) -> CollectiveFit | None:
    """Fit the crowd pass on solo scores that never saw the record's entity, beside all others' claims."""
    scores = scores_of_teaching(request.source, examples, independent)
    if request.others is not None:
        others = Others(request.others, settings, request.base_model)
        scores, known = with_others(scores, known, independent, others, progress)
    return fit_collective(scores, known, settings, request.precision, request.seed)


def _training_set(
    request: FitRequest, examples: Examples, known: LabelledExamples, by_em: bool
) -> tuple[TrainingSet, NDArray[np.bool_]]:
    """Lay out what the booster learns from, and which examples those are; opinions stand in no fold (-1)."""
    n_labelled = int(known.complete.sum())
    pseudo_labels = n_labelled < MOST_LABELS_WITH_PSEUDO_LABELS and (by_em or examples.base_model_raw is not None)
    rows = known.used | _heard(request.source, examples) if pseudo_labels else known.used
    used = examples.only(rows)
    labelled = known.used[rows]
    n_others = max(len(np.unique(used.left_rows[~labelled])), 1)
    pseudo_label_weight = (
        min(1.0, PSEUDO_LABELLED_RECORDS / n_others) * PSEUDO_LABELLED_RECORDS / (PSEUDO_LABELLED_RECORDS + n_labelled)
    )
    target = np.where(labelled, known.right[rows], sigmoid(_pseudo_label(request, used, by_em)))
    weight = np.where(labelled, known.weight[used.left_rows], pseudo_label_weight)
    fold = np.where(labelled, known.fold[used.left_rows], -1)
    return TrainingSet(used.matrix, target, weight, fold), rows


def _heard(source: Source, examples: Examples) -> NDArray[np.bool_]:
    """Choose the records whose opinions count, by hash of their ids."""
    chosen: NDArray[np.bool_] = order_of(source.ids)[examples.left_rows] < MOST_PSEUDO_LABELS
    return chosen


def _from_pseudo_labels(
    request: FitRequest, examples: Examples, settings: dict[str, Any], by_em: bool, progress: Progress
) -> Learned:
    """Teach the re-ranker opinions alone, then stretch its scores until its best candidates are as probable as told.

    Which best candidates are hidden to calibrate the scores, and how surely, the opinions say themselves: links of the
    generated sample asked for .99 are right in .979, by the model's own chances in .960 (historical_50k and
    pseudopeople_w2 the same both ways).
    """
    kind = request.source.kind
    keys = tuple(feature.key for feature in FEATURES[kind])
    target = sigmoid(_pseudo_label(request, examples, by_em))
    everything, nowhere = np.ones(len(target)), np.full(len(target), -1)
    boosted = imitate(
        kind, TrainingSet(examples.matrix[:, : len(keys)], target, everything, nowhere), request.seed, keys
    )
    scores = boosted.out_of_fold
    best = best_of_records(scores, examples.left_rows)
    told = calibration = Calibration(*fit_sigmoid(scores[best], target[best], IDENTITY))
    underconfident = not by_em and _is_underconfident(kind, float(told(scores[best]).sum()) / len(request.source.ids))
    if by_em or underconfident:
        kernel = Kernel.from_splink_json(settings, FieldFrequencies(request.source.index), kind)
        search = Search(request.source, kernel, partial(raw_scores, boosted.booster))
        calibration = calibrate_by_decoys(search, examples, scores, target, told, progress)
    by_decoys = calibration is not told
    facts = {"trees": boosted.trees, "told_by_hiding": by_decoys}
    learned = Learned(boosted, keys, calibration, Policy(None, 0, 0, 0), "", facts)
    return _cautious(
        learned,
        request,
        examples,
        by_em,
        None if underconfident else error_adjustment(by_em=by_em, by_decoys=by_decoys),
    )


def _is_underconfident(kind: Kind, answered: float = 1.0) -> bool:
    return kind in UNDERCONFIDENT and answered >= MOSTLY_ANSWERED


def _cautious(
    learned: Learned, request: FitRequest, examples: Examples, by_em: bool, own: ErrorAdjustment | None
) -> Learned:
    """Give the policy and the basis of a model whose thresholds too few labels could choose.

    Ranking carries over to other records, thresholds do not: a link needs what the ancestor's training found on sets
    that it had left out, and what these records' `own` chances add up to, where they may say it. Without such a bound
    nothing can be promised, and nothing is linked.
    """
    scores = learned.scores(examples)
    best = best_of_records(scores, examples.left_rows)
    probabilities, source = learned.calibration(scores[best]), request.source
    facts = [facts_stated(source.kind, source.records[row]) for row in examples.left_rows[best].tolist()]
    promised = bound_here(request.base_model, probabilities, np.array(facts, np.int64), by_em=by_em)
    if promised and own is not None:
        promised = within_own_chances(promised, probabilities, own)
    linked = least_probability(promised, request.precision)
    policy = Policy(linked, LEAST_REVIEW, 0.1, request.precision, promised)
    basis = "em" if by_em or request.base_model is None else "shipped"
    return Learned(learned.boosted, learned.feature_keys, learned.calibration, policy, basis, learned.facts)


def _pseudo_label(request: FitRequest, examples: Examples, by_em: bool) -> Floats:
    raw, posterior = examples.base_model_raw, examples.posterior
    return pseudo_label(request.base_model, raw, posterior, examples.left_rows, by_em=by_em)


def _counts(request: FitRequest, known: LabelledExamples) -> dict[str, int]:
    answers = {} if request.labels is None else request.labels.answers
    return {"records": int(known.complete.sum()), "nobody": sum(not found for found in answers.values())}

"""The model of pairs within one file: Splink's weights, trees on labels or pseudo-labels, and the calibration.

A record may have several right partners, so that nothing here compares a pair with rivals.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from data.index.index import UniverseIndex
from data.tables.progress import Progress
from features.comparisons.comparisons import prior_comparisons
from features.comparisons.splink_model import PRIOR_OF_A_MATCH
from features.schema.array_types import Floats, Ints, SingleRows
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.value_class import value_class
from serving.clusters.colleagues import Colleagues
from serving.clusters.copies import first_copies
from serving.clusters.pair_rate import KINDS_WITH_EM
from serving.clusters.pair_scorer import PairScorer, mean_of
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.statements import Statements
from serving.matching.bundle import Bundle
from serving.matching.calibration import Calibration, sigmoid
from serving.matching.policy import Policy
from serving.matching.shortlist import added_fields
from training.dedupe.left_out_facts import judge_by_facts
from training.dedupe.pair_limits import LeftOut
from training.dedupe.teacher import OwnFieldsOfPairs, TeachingJob, open_teacher, pairwise_features
from training.dedupe.teaching_pairs import (
    ENOUGH_RIGHT,
    FEWEST_ENDS,
    BaseScores,
    Decoys,
    DrawnPairs,
    LabelledPairs,
    PseudoLabels,
    draw_teaching_pairs,
    label_pairs,
    pseudo_labels_by_em,
    pseudo_labels_by_rivals,
)
from training.fitting.bundle import BundleParts, write_parts
from training.fitting.methods.boosting import Boosted, TrainingSet, boost, boost_pseudo_labels, raw_scores
from training.fitting.methods.curves import fit_sigmoid
from training.fitting.methods.left_out_facts import FactsVerdict
from training.fitting.methods.own_evidence import OwnWeights, weigh_own_fields
from training.fitting.methods.parameters import Parameters, complete_parameters, weights_of, with_weights
from training.fitting.methods.splink_fit import FitPlan, SplinkFit, fit_splink_on_one
from training.fitting.methods.training_parameters import defaults_of

MAX_ROWS = 60_000
"""Most records that Splink and the trees learn from; labelled ones come first."""
FEWEST_RECORDS = 100
FEWEST_PAIRS = 200
"""With fewer different records or candidate pairs nothing is fitted."""
PSEUDO_LABELLED_PAIRS = 1_000.0
"""All pseudo-labelled pairs together weigh at most as much as so many labelled ones, and less the more there are."""
LEAST_KEPT = 0.8
"""Where facts that lower all log-odds alike would leave fewer of the right pairs, they teach the trees once more."""
DEDUPLICATION = "deduplication"
"""What the manifest of such a bundle states as its task."""


@value_class
class PairRequest:
    """What a pair model is fitted from: the index of the file, the base model, and what people state of its records."""

    index: UniverseIndex
    base_model: Bundle
    stated: Statements
    precision: float
    seed: int
    processes: int = 1

    @property
    def kind(self) -> Kind:
        return self.index.kind

    @property
    def schema(self) -> Schema:
        return self.index.schema


@value_class
class GatheredPairs:
    """The candidate pairs of some rows and those that people stated, with what is known before trees learn.

    Match weights are natural logarithms. What own fields say neither weights nor base model have read.
    """

    rows: Ints
    fitted: SplinkFit
    parameters: Parameters
    job: TeachingJob
    pairs: RecordPairs
    weight: Floats
    base_scores: BaseScores
    colleagues: Colleagues
    own: OwnFieldsOfPairs
    decoys: Decoys
    left_out: LeftOut

    def pseudo_labels(self, kind: Kind, lowered: float) -> PseudoLabels:
        """Return what teaches the trees.

        `lowered`: by how much fewer are right than was claimed before, as facts say. They bound it then in place of
        decoys, which know names alone.
        """
        if kind not in KINDS_WITH_EM:
            return pseudo_labels_by_rivals(self.pairs, self.rows, self.base_scores)
        limit = self.left_out.by_names(self.weight, self.fitted, self.parameters.settings)
        labels = partial(pseudo_labels_by_em, self.pairs, self.rows, self.base_scores, self.weight, self.colleagues)
        pseudo = labels(decoys=self.decoys, limit=limit)
        if not lowered:
            return pseudo
        of_facts = self.left_out.by_facts(self.weight, pseudo.log_odds, lowered)
        return labels(decoys=replace(self.decoys, drawn=0), limit=np.minimum(limit, of_facts))


def pair_bundle(request: PairRequest, given: Bundle, out: Path, progress: Progress) -> Bundle:
    """Return the bundle that scores pairs: one that a deduplication kept as it is, else one fitted and written.

    Few records take the base model as it is.
    """
    if given.task == DEDUPLICATION:
        return given
    gathered = gather_pairs(request, progress)
    parts = _base_model_as_it_is(request) if gathered is None else _borne_out(request, gathered, out, progress)
    write_parts(out, parts)
    return Bundle.open(out)


def _borne_out(request: PairRequest, gathered: GatheredPairs, out: Path, progress: Progress) -> BundleParts:
    """Return the model that facts which it did not read bear out; labels of people need none.

    It is fitted once more where the first one would have to claim too little for that.
    """

    def judged() -> FactsVerdict:
        write_parts(out, parts)
        progress("facts that the score did not read", 0, None)
        return judge_by_facts(PairScorer(Bundle.open(out), request.index), gathered.pairs)

    parts = fit_pair_model(request, gathered, progress)
    if parts.basis == "own_labels":
        return parts
    verdict = judged()
    if verdict.kept < LEAST_KEPT:
        parts = fit_pair_model(request, gathered, progress, verdict.mean)
        verdict = judged()
    return held_to(parts, verdict)


def held_to(parts: BundleParts, verdict: FactsVerdict) -> BundleParts:
    """Return the parts of a bundle with the log-odds that left-out facts bear out."""
    calibration = replace(parts.calibration, intercept=parts.calibration.intercept + verdict.shift)
    return replace(parts, calibration=calibration, facts={**parts.facts, "left_by_facts": verdict.remaining})


def fit_pair_model(
    request: PairRequest, gathered: GatheredPairs, progress: Progress, lowered: float = 0.0
) -> BundleParts:
    """Fit the trees; the parts of a bundle lack golden pairs.

    `lowered`: by how much fewer pairs are right than was claimed before, as facts say.
    """
    pairs, own = gathered.pairs, gathered.own
    fitted, settings = gathered.fitted, gathered.parameters.settings
    pseudo = gathered.pseudo_labels(request.kind, lowered)
    if own.names:
        pseudo, settings = with_own_fields(pseudo, settings, own, gathered.colleagues)
    labelled = label_pairs(pairs, request.stated, defaults_of(request.kind).folds)
    drawn = draw_teaching_pairs(pairs, pseudo.log_odds, labelled)
    with open_teacher(replace(gathered.job, settings=settings), request.processes) as teacher:
        features, said = teacher.measure(pairs.take(drawn.positions), partial(progress, "drawn pairs"))
    progress("re-ranker", 0, None)
    held = labelled.take(drawn.positions)
    keys = pairwise_features(request.schema if held.known.any() else request.kind)
    boosted, calibration = _learn(request, (features[:, : len(keys)], said, keys), pseudo, held, drawn)
    counts = {"right": int((labelled.known & labelled.right).sum()), "labelled": int(labelled.known.sum())}
    facts = {
        "task": DEDUPLICATION,
        "seed": request.seed,
        "splink": {
            "em_blocks": fitted.blocks_as_json,
            "em_matches": round(fitted.matches),
            "sources": gathered.parameters.sources,
        },
        "labelled_pairs": counts,
        "base_model": request.base_model.version,
        "partner_rate": round(pseudo.rate, 4),
        "left_by_decoys": pseudo.left_by_decoys,
    }
    basis = (
        "own_labels" if labelled.are_enough else "em" if request.kind in KINDS_WITH_EM and fitted.blocks else "shipped"
    )
    return replace(
        _base_model_as_it_is(request),
        splink=settings,
        trees=boosted.booster.model_to_string(),
        feature_keys=keys,
        calibration=calibration,
        basis=basis,
        metrics={"basis": basis, "trees": boosted.trees, **counts},
        facts=facts,
        own_fields=[declaration.as_json() for declaration in request.schema.declarations],
    )


def _base_model_as_it_is(request: PairRequest) -> BundleParts:
    """Return a bundle that scores pairs by the base model's match weights and trees."""
    base = request.base_model
    keys = tuple(feature.key for feature in base.ranker.features)
    facts = {"task": DEDUPLICATION, "seed": request.seed, "base_model": base.version, "splink": {"em_blocks": []}}
    return BundleParts(
        kind=request.kind,
        splink=base.splink,
        trees=base.ranker.booster.text,
        feature_keys=keys,
        calibration=Calibration(),
        policy=Policy(None, 1.0, 0.0, request.precision),
        basis="shipped",
        golden={},
        metrics={"basis": "shipped"},
        facts=facts,
        base_model=None,
    )


def gather_pairs(request: PairRequest, progress: Progress) -> GatheredPairs | None:
    """Fit Splink's weights, find the pairs and weigh them; None where records or pairs are too few."""
    index, base, stated = request.index, request.base_model, request.stated
    if len(np.unique(first_copies(index))) < FEWEST_RECORDS:
        return None
    progress("splink", 0, None)
    rows = _teaching_rows(request)
    plan = FitPlan.of(defaults_of(request.kind), request.schema, request.seed)
    fitted = fit_splink_on_one(index.take(rows), plan)
    parameters = complete_parameters(fitted, base.splink, prior_comparisons(request.schema))
    one_match_a_record = {PRIOR_OF_A_MATCH: 1 / max(len(index), 2)}  # also beyond a sample
    parameters = replace(parameters, settings=parameters.settings | one_match_a_record)
    nothing = {name: np.zeros(1) for name in added_fields(request.schema)}
    job = TeachingJob(index.path.resolve(), base.path.resolve(), with_weights(parameters.settings, nothing))
    with open_teacher(job, request.processes) as teacher:
        view = teacher.view(rows, partial(progress, "candidates to learn from"))
        sought = teacher.seek_decoys(rows, view, partial(progress, "decoys"))
        view = view.of(RecordPairs.joined([view.pairs, stated.matches, stated.not_matches]))
        weight, alone, colleagues, own, left_out = teacher.weigh(view, partial(progress, "pairs to learn from"))
    if len(view.pairs) < FEWEST_PAIRS:
        return None
    of_decoys = BaseScores(sought.alone, sought.among_rivals)
    return GatheredPairs(
        rows=rows,
        fitted=fitted,
        parameters=parameters,
        job=job,
        pairs=view.pairs,
        weight=weight,
        base_scores=BaseScores(alone, view.log_odds),
        colleagues=colleagues,
        own=own,
        decoys=Decoys(of_decoys, sought.weight, sought.drawn, view.found * own.names_agree / len(rows)),
        left_out=left_out,
    )


def with_own_fields(
    pseudo: PseudoLabels, settings: dict[str, Any], own: OwnFieldsOfPairs, colleagues: Colleagues
) -> tuple[PseudoLabels, dict[str, Any]]:
    """Return pseudo-labels and Splink's settings with what own fields say, learned from pairs that are sure without.

    Where too few are sure, the fields weigh what their types say.
    """
    other = pseudo.log_odds if pseudo.calibrating is None else pseudo.calibrating
    learned = weigh_own_fields(other, own.levels, own.facts, ~own.names_differ)
    weights = learned or OwnWeights(tuple(weights_of(settings, name) for name in own.names))
    added = weights.of(own.levels)

    def joined(log_odds: Floats) -> Floats:
        return colleagues.bounded(log_odds + added)

    calibrating = None if pseudo.calibrating is None else joined(pseudo.calibrating)
    labels = replace(pseudo, log_odds=joined(pseudo.log_odds), calibrating=calibrating, added=added)
    return labels, with_weights(settings, dict(zip(own.names, weights.levels, strict=True)))


def _learn(
    request: PairRequest,
    measured: tuple[SingleRows, Floats, Sequence[str]],
    pseudo: PseudoLabels,
    held: LabelledPairs,
    drawn: DrawnPairs,
) -> tuple[Boosted, Calibration]:
    """Grow the trees; labels calibrate them out of fold, and pseudo-labels do the more the fewer labels there are.

    `measured` and `held` are those of the drawn pairs: features forth and then back, what own fields add, the features'
    names. Without labels the trees read no own field, and what these say is added to them.
    """
    schema = request.schema
    (features, said, keys) = measured
    usual = defaults_of(request.kind)
    training_set = _training_set(features, pseudo, held, drawn)
    if not held.known.any():
        boosted = boost_pseudo_labels(usual, schema, _with_enough_right(training_set), request.seed, keys)
        calibration = _by_pseudo_labels(boosted, said, pseudo, drawn)
    else:
        boosted = boost(usual, schema, training_set, request.seed, keys)
        calibration = calibrate_by_labels(boosted, training_set, pseudo, held, drawn)
    return boosted, calibration


def calibrate_by_labels(
    boosted: Boosted, training_set: TrainingSet, pseudo: PseudoLabels, held: LabelledPairs, drawn: DrawnPairs
) -> Calibration:
    """Return the sigmoid of labels, beside pseudo-labels with the weight that they have in the training set.

    Labels alone would be overconfident where people stated non-matches that resemble nobody.
    """
    scores = boosted.out_of_fold.copy()
    others = training_set.fold < 0
    if others.any():
        scores[others] = raw_scores(boosted.booster, training_set.matrix[others], boosted.trees)
    unlabelled = pseudo.log_odds if pseudo.calibrating is None else pseudo.calibrating
    target = np.where(held.known, held.right, sigmoid(unlabelled[drawn.positions]))
    weight = 2 * training_set.weight[: len(target)]
    return Calibration(*fit_sigmoid(mean_of(*np.split(scores, 2)), target, Calibration(), weight))


def _by_pseudo_labels(boosted: Boosted, said: Floats, pseudo: PseudoLabels, drawn: DrawnPairs) -> Calibration:
    """Return the sigmoid that gives the trees' scores the probabilities of the calibrating log-odds on average."""
    if pseudo.calibrating is None:
        return Calibration()
    raw = mean_of(*np.split(boosted.out_of_fold, 2)) + said
    return Calibration(*fit_sigmoid(raw, sigmoid(pseudo.calibrating[drawn.positions]), Calibration(), drawn.weight))


def _with_enough_right(training_set: TrainingSet) -> TrainingSet:
    """Return pairs among which right ones weigh no less than ENOUGH_RIGHT."""
    right = float((training_set.weight * training_set.target).sum())
    more = max(0.0, ENOUGH_RIGHT / max(right, FEWEST_ENDS / 2) - 1)
    return replace(training_set, weight=training_set.weight * (1 + more * training_set.target))


def _training_set(features: SingleRows, pseudo: PseudoLabels, held: LabelledPairs, drawn: DrawnPairs) -> TrainingSet:
    """Return labelled pairs, and the others with their pseudo-labels, which weigh less the more labels there are."""
    known = held.known
    n_known = float(held.known.sum())
    added = 0.0 if n_known or pseudo.added is None else pseudo.added[drawn.positions]
    target = sigmoid(pseudo.log_odds[drawn.positions] - added)
    fold = np.where(known, held.fold, -1)
    weight = drawn.weight
    if n_known:
        others = max(float(drawn.weight[~known].sum()), 1.0)
        share = min(1.0, PSEUDO_LABELLED_PAIRS / others) * PSEUDO_LABELLED_PAIRS / (PSEUDO_LABELLED_PAIRS + n_known)
        target = np.where(known, held.right, target)
        weight = drawn.weight * np.where(known, held.weight, share)
    return TrainingSet(features, np.tile(target, 2), np.tile(weight / 2, 2), np.tile(fold, 2))


def _teaching_rows(request: PairRequest) -> Ints:
    """Return the rows whose candidate pairs teach: stated ones first, then by the hash of the id, as rows are."""
    stated = np.flatnonzero(request.stated.rows)[:MAX_ROWS]
    rest = np.setdiff1d(np.arange(len(request.index)), stated)[: max(MAX_ROWS - len(stated), 0)]
    return np.sort(np.concatenate([stated, rest]))

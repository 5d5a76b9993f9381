"""A training: from the files of one kind to a registered bundle, in one line of steps.

request -> weights -> pseudo-labels -> ranker -> calibration -> policy -> bundle. The steps are modules of
`training.fitting`, which do not import each other; this module hands their values on.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from data.index.same_records import refuse_same_records
from data.labels.labels import labels_of
from data.labels.links import Basis
from data.tables.progress import Progress, silent
from data.tables.records import read_records
from features.schema.array_types import Floats
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.account_links import with_company_ids, with_linked_companies
from serving.matching.bundle import PARAMETERS, Bundle
from serving.matching.fields_agree import read_by
from serving.matching.rows_used import ROWS
from serving.matching.shortlist import width_of
from serving.runtime.settings import load_settings
from training.evaluation.evaluation import Evaluation
from training.evaluation.known_ids import ProfileSide, RecordSide
from training.evaluation.model_figures import work_of
from training.evaluation.thresholds import THRESHOLDS, ThresholdTable
from training.feedback.judged_records import table_of
from training.feedback.material import (
    allowed_contracts,
    material_of_records,
    read_material,
    uses_of,
    write_contradictions,
)
from training.feedback.provenance import refuse_tainted, rows_document
from training.fitting.bundle import (
    Fit,
    FittedModels,
    best_of,
    drift_reference,
    held_out_evaluation,
    metrics_of,
    run_figures,
    threshold_table,
    write_fit,
)
from training.fitting.calibration import (
    UnlabelledCalibration,
    calibrate_by_labels,
    calibrate_without_labels,
    hold_out,
)
from training.fitting.collective import fit_collective_pass
from training.fitting.judgements import weigh_judged, weighting_facts, weightless_facts
from training.fitting.methods.curves import best_by_record, choose_policy
from training.fitting.methods.examples import (
    Examples,
    FitRequest,
    LabelledExamples,
    Source,
    WeighedCandidates,
    as_base_model,
    label_examples,
    require_candidates,
    require_enough,
)
from training.fitting.methods.independent_scores import FittedIndependentPass
from training.fitting.methods.label_audit import LabelAudit, audit_labels
from training.fitting.methods.training_parameters import changed, defaults_of
from training.fitting.policy import (
    OWN_LABELS,
    Curve,
    ModelBefore,
    enough_labels,
    error_adjustment,
    policy_by_curve,
    safe_curve,
)
from training.fitting.pseudo_labels import pseudo_label
from training.fitting.ranker import choose_examples, rank_by_labels, rank_by_pseudo_labels
from training.fitting.training_records import choose_training_records
from training.fitting.weights import weigh_candidates
from training.promotion.comparison.matching import match_table
from training.promotion.training_log import FinishedTraining, Logging, log_finished
from training.request import STORE, TrainRequest, base_model_folder, data_read, opened_index, provenance


@value_class
class TrainResult:
    """The bundle's folder, its metrics, and the MLflow run if there is one.

    `parameters` are all of the training, beside those that LightGBM and Splink were given.

    `audit` says which labels are probably wrong, where there are labels.
    `decisions` counts what the model decides of the training's own records, `thresholds` what other precisions cost.
    """

    bundle: Path
    metrics: dict[str, Any]
    run_id: str | None
    decisions: Mapping[str, int]
    thresholds: ThresholdTable
    parameters: Mapping[str, object]
    audit: LabelAudit | None = None
    evaluation: Evaluation | None = None


def train(request: TrainRequest, progress: Progress = silent) -> TrainResult:
    """Fit the models of one kind, write the bundle, log the run. Raises TooLittleToLearn."""
    started = datetime.now(UTC)
    parent = base_model_folder(request)
    progress(f"read {STORE if request.crm is None else request.crm.name}", 0, None)
    material = read_material(request.kind, request.labels, request.labels_split, request.feedback, request.renames)
    if parent is not None:
        refuse_tainted(parent, allowed_contracts(parent, request.feedback))
    schema = request.schema
    parameters = request.parameters or defaults_of(request.kind)
    chosen_here = changed(parameters, request.kind)
    crm = table_of(schema, {}) if request.crm is None else read_records(schema, request.crm, request.renames)
    profiles = ProfileSide(request.kind, request.universe, request.index, request.renames)
    records_given = RecordSide(request.crm or STORE, {*crm.ids, *material.records})
    material, n_without_record = material_of_records(material, records_given, profiles)
    raw = with_linked_companies(crm.raw, request.account_links)
    records = [*with_company_ids(crm.records, raw), *material.records.values()]
    with opened_index(request, progress) as index:
        width = width_of(request.kind, chosen_here)
        source = Source(request.kind, [*crm.ids, *material.records], records, index, width)
        require_enough(source)
        refuse_same_records(crm, index)
        chosen = choose_training_records(source, material.labels)
        material = replace(material, labels=chosen.labels)
        base_model = None if parent is None else as_base_model(Bundle.open(parent))
        if base_model is not None and base_model.schema.own:
            read_by((wording("the base model {parent}", parent=parent), base_model.schema), ("the training", schema))
        fit_request = FitRequest(
            source=chosen.source,
            labels=chosen.labels,
            base_model=base_model,
            precision=request.precision,
            seed=request.seed,
            parameters=parameters,
            shown=material.shown,
            weightless=material.weightless,
            others=chosen.others,
            champion=None if request.champion is None else Bundle.open(request.champion),
        )
        fitted = fit(fit_request, progress)
        learned = {**fitted.facts, **material.facts, **chosen.facts}
        facts = {**provenance(request, index, base_model), **learned, "rejected": len(crm.rejects)}
        facts |= {PARAMETERS: chosen_here} if chosen_here else {}
        rows = rows_document(uses_of(material, fitted.models.held_out, index.version, parent))
    progress("intervals", 0, None)
    evaluation = held_out_evaluation(fitted.models, material.labels)
    metrics = metrics_of(fitted.models, evaluation) | chosen.facts
    if n_without_record:
        metrics["labels_without_record"] = n_without_record
    if beyond := fitted.facts["splink"].get("new_levels"):
        metrics["levels_not_in_base_model"] = "; ".join(beyond)
    thresholds = threshold_table(fitted, evaluation, request.seed)
    evaluation = None if evaluation is None else evaluation.with_thresholds(thresholds)
    kept = parent if fitted.reads_base_model else None
    notes = {ROWS: rows, THRESHOLDS: thresholds.as_json()}
    progress("write the bundle", 0, None)
    write_fit(request.out, fitted, schema, facts=facts, metrics=metrics, base_model=kept, notes=notes)
    write_contradictions(request.out, material)
    settings = load_settings()
    span = (started, datetime.now(UTC))
    used = parameters.flat | fitted.given_to_libraries
    result = TrainResult(
        bundle=request.out,
        metrics=metrics,
        run_id=None,
        decisions=fitted.best.decisions,
        thresholds=thresholds,
        parameters=used,
        audit=fitted.models.audit,
        evaluation=evaluation,
    )
    if not settings.track:
        return result
    progress("log the run in MLflow", 0, None)
    work = work_of(Bundle.open(request.out), fitted.candidates)
    finished = FinishedTraining(
        kind=request.kind,
        bundle=request.out,
        metrics=metrics | run_figures(thresholds, fitted, schema) | {"work": work},
        facts=facts,
        evaluation=evaluation,
        data=data_read(request, crm, facts),
        index=request.index,
        from_shipped=request.start_from is None,
        labels_split=request.labels_split,
        parameters=used,
    )
    logging = Logging(settings.home_layout, request.name, request.register, span, request.tags)
    return replace(result, run_id=log_finished(finished, logging))


def fit(request: FitRequest, progress: Progress) -> Fit:
    """Fit match weights and what is learned on top of them. Raises TooLittleToLearn where no record has a candidate."""
    weighed = weigh_candidates(request, progress)
    require_candidates(request.source, len(weighed.examples))
    progress("re-ranker", 0, None)
    models = learn(request, weighed, progress)
    independent = models.independent
    scores = independent.scores(weighed.examples)
    best = best_of(len(request.source.ids), weighed.examples, scores, independent.calibration, models.policy)
    reference = drift_reference(request.source.schema, weighed.examples, scores, best)
    facts = {"splink": {**weighed.facts, "sources": weighed.parameters.sources}, **models.facts}
    candidates = np.bincount(weighed.examples.left_rows, minlength=len(request.source.ids))
    return Fit(
        parameters=weighed.parameters,
        models=models,
        facts=facts,
        best=best,
        reference=reference,
        candidates=candidates,
    )


def learn(request: FitRequest, weighed: WeighedCandidates, progress: Progress = silent) -> FittedModels:
    """Fit re-ranker, calibration and policy on weighed candidates: by labels, or by pseudo-labels without any."""
    labels = labels_of([]) if request.labels is None else request.labels
    labelled = label_examples(request.source, weighed.examples, labels, request.parameters.folds)
    if labelled.complete.any():
        return _learn_from_labels(request, weighed, labelled, progress)
    return _learn_from_pseudo_labels(request, weighed, progress)


def _learn_from_pseudo_labels(request: FitRequest, weighed: WeighedCandidates, progress: Progress) -> FittedModels:
    """Take the thresholds of a model without labels from its safe curve."""
    independent, curve, fitted = _without_labels(request, weighed, progress)
    facts = {"trees": independent.trees, "by_decoys": fitted.decoys is not None}
    models = _with_safe_policy(request, weighed, independent, curve, facts)
    return replace(models, decoys=fitted.decoys, verdict=fitted.verdict)


def _without_labels(
    request: FitRequest, weighed: WeighedCandidates, progress: Progress
) -> tuple[FittedIndependentPass, Curve, UnlabelledCalibration]:
    """Pseudo-labels -> ranker -> calibration -> safe curve."""
    by_em = weighed.by_em
    pseudo_labels = pseudo_label(request.base_model, weighed.examples, by_em=by_em)
    ranker = rank_by_pseudo_labels(request, weighed.examples, pseudo_labels)
    fitted = calibrate_without_labels(request, weighed, ranker, progress)
    progress("thresholds", 0, None)
    independent = FittedIndependentPass(ranker, fitted.calibration)
    decoys = fitted.decoys
    too_low = fitted.underconfident and decoys is None
    adjustment = None if too_low else error_adjustment(by_em=by_em, by_decoys=decoys is not None)
    return independent, safe_curve(request, weighed.examples, independent, adjustment, decoys, by_em=by_em), fitted


def _learn_from_labels(
    request: FitRequest, weighed: WeighedCandidates, labelled: LabelledExamples, progress: Progress
) -> FittedModels:
    """Weights of judgements -> pseudo-labels -> ranker -> calibration -> collective pass -> policy."""
    base_model = request.base_model
    by_em = weighed.by_em
    of_all = pseudo_label(base_model, weighed.examples, by_em=by_em)
    labelled, weighting = weigh_judged(request, weighed.examples, labelled, of_all)
    used = choose_examples(request, weighed, labelled)
    examples = weighed.examples.only(used)
    ranker = rank_by_labels(request, examples, used, labelled, pseudo_label(base_model, examples, by_em=by_em))
    held = hold_out(ranker, examples, labelled)
    weight = None if weighting is None else labelled.weight[held.left_rows]
    counted = held if weight is None else held.redrawn(weight)
    independent = FittedIndependentPass(ranker, calibrate_by_labels(counted, request.parameters.calibration.method))
    collective = fit_collective_pass(request, weighed, labelled, independent, progress)
    before = _model_before(request, weighed, labelled, progress)
    now = _best_by_record(independent, weighed, len(labelled.complete))
    chosen = choose_policy(*held.probabilities(independent.calibration), held.right, request.precision, weight)
    policy = before.beside(chosen, now)
    audit = audit_labels(request.source, weighed, labelled, independent, request.answers)
    facts: dict[str, Any] = {
        "labels": _counts(request, labelled),
        "trees": independent.trees,
        "answers": _answers(weighed.examples, labelled),
        **weighting_facts(held, independent.calibration, policy, weighting, request.precision),
        **weightless_facts(request, weighed.examples, independent, policy),
        **({} if collective is None else {"collective_gain_in_best_f1": round(collective.gain, 4)}),
    }
    if not enough_labels(labelled):
        return replace(_with_safe_policy(request, weighed, independent, before.at(now), facts), audit=audit)
    if collective is None:
        links = held.links(request.source, labelled, independent.calibration, policy)
        return FittedModels(independent, policy, OWN_LABELS, facts, links, audit=audit)
    model = collective.collective
    model = replace(model, policy=before.beside(model.policy, collective.best[: len(now)]))
    links = collective.held.links(request.source, labelled, model.calibration, model.policy)
    return FittedModels(
        independent=independent,
        policy=policy,
        basis=OWN_LABELS,
        facts=facts,
        held_out=links,
        collective=model,
        audit=audit,
    )


def _model_before(
    request: FitRequest, weighed: WeighedCandidates, labelled: LabelledExamples, progress: Progress
) -> ModelBefore:
    """Return the champion by labels, else the model without these labels with its safe curve, where there is one."""
    champion = request.champion
    source = request.source
    known = labelled.complete
    if champion is not None and champion.basis == OWN_LABELS:
        links = match_table(champion.path, source.index, source)
        policy = champion.deciding_policy
        return ModelBefore((*policy.curve, *policy.before), np.array([link.probability for link in links]), known)
    if request.base_model is None or known.sum() >= request.parameters.pseudo_labels.below_labels:
        return ModelBefore((), np.zeros(len(known)), known)
    unlabelled, curve, _ = _without_labels(request, weighed, progress)
    return ModelBefore(curve, _best_by_record(unlabelled, weighed, len(known)), known)


def _best_by_record(independent: FittedIndependentPass, weighed: WeighedCandidates, records: int) -> Floats:
    return best_by_record(independent.probabilities(weighed.examples), weighed.examples.left_rows, records)


def _with_safe_policy(
    request: FitRequest,
    weighed: WeighedCandidates,
    independent: FittedIndependentPass,
    curve: Curve,
    facts: dict[str, Any],
) -> FittedModels:
    """Take the thresholds from the safe precision curve, where no or too few labels could choose them."""
    basis = Basis.EM if weighed.by_em or request.base_model is None else Basis.SHIPPED
    return FittedModels(independent, policy_by_curve(curve, request.precision), basis, facts)


def _counts(request: FitRequest, labelled: LabelledExamples) -> dict[str, int]:
    nobody = sum(not profiles for profiles in request.answers.values())
    return {"records": int(labelled.complete.sum()), "nobody": nobody}


def _answers(examples: Examples, labelled: LabelledExamples) -> dict[str, int]:
    """Count the records with an answer to any candidate, and those whose right profile is a candidate."""
    used, right = (np.unique(examples.left_rows[which]) for which in (labelled.used, labelled.used & labelled.right))
    return {"records": len(used), "right": len(right)}

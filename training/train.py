"""Training one kind from files to a registered bundle."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.labels.labels import Labels
from data.tables.progress import Progress, silent
from data.tables.records import read_records
from features.schema.kinds import Kind
from serving.matching.account_links import fill_company_ids
from serving.matching.bundle import Bundle, BundleParts, write_bundle
from serving.matching.drift import REFERENCE
from serving.matching.golden import golden_probabilities
from serving.matching.ranker import BASE_MODEL_FEATURES
from serving.matching.rows_used import ROWS
from serving.runtime.settings import load_settings
from training.evaluation.evaluation import Evaluation, evaluate_links
from training.feedback.material import allowed_contracts, count_strangers, read_material, uses_of, write_contradictions
from training.feedback.provenance import refuse_tainted, rows_document
from training.fitting.examples import Source
from training.fitting.fit import Fit, fit
from training.fitting.golden_pairs import golden_rows
from training.fitting.learn import FitRequest
from training.fitting.shipped_bundle import shipped_bundle
from training.fitting.sufficient import require_enough
from training.fitting.teaching import choose_teaching

NO_BASE_MODEL = "none"
HELD_OUT_FIGURES = ("precision", "recall", "f1", "top1_accuracy", "best_f1", "recall_at_precision_99", "ece")
PACKAGES = ("splink", "duckdb", "lightgbm", "scikit-learn", "numpy", "rapidfuzz")


@dataclass(frozen=True, slots=True)
class TrainRequest:
    """What to train on. `start_from` is a bundle folder, `none`, or None for the shipped bundle.

    `feedback` is a file of judgements or the URL of a store.
    """

    kind: Kind
    crm: Path
    out: Path
    universe: Path | None = None
    index: Path | None = None
    labels: Path | None = None
    labels_split: str | None = None
    feedback: str | None = None
    account_links: Path | None = None
    start_from: Path | str | None = None
    precision: float = 0.99
    name: str | None = None
    register: bool = True
    seed: int = 0
    renames: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TrainResult:
    """The bundle's folder, what was measured out of fold, and the MLflow run if one was made."""

    bundle: Path
    metrics: dict[str, Any]
    run_id: str | None


def train(request: TrainRequest, progress: Progress = silent) -> TrainResult:
    """Fit the models of one kind, write the bundle, log the run. Raises TooLittleToLearn."""
    origin = _origin(request)
    told = read_material(request.kind, request.labels, request.labels_split, request.feedback)
    if origin is not None:
        refuse_tainted(origin, allowed_contracts(origin, request.feedback))
    crm = read_records(request.kind, request.crm, request.renames)
    n_strangers = count_strangers(told.labels, {*crm.ids, *told.records})
    records = fill_company_ids(crm.records, crm.raw, request.account_links)
    with _opened_index(request, progress) as index:
        source = Source(request.kind, [*crm.ids, *told.records], [*records, *told.records.values()], index)
        require_enough(source)
        teaching = choose_teaching(source, told.labels)
        told = replace(told, labels=teaching.labels)
        base_model = None if origin is None else _as_base_model(Bundle.open(origin))
        asked = FitRequest(
            teaching.source, told.labels, base_model, request.precision, request.seed, told.shown, told.weightless,
            teaching.others,
        )  # fmt: skip
        fitted = fit(asked, progress)
        learned = {**fitted.facts, **told.facts, **teaching.facts}
        facts = {**_provenance(request, index, base_model), **learned, "rejected": len(crm.rejects)}
        rows = rows_document(uses_of(told, fitted.learned.held_out, index.version, origin))
    labels = told.labels
    evaluation = held_out_evaluation(fitted, labels)
    metrics = measured(fitted, evaluation) | teaching.facts
    if n_strangers:
        metrics["labels_without_record"] = n_strangers
    reads_base_model = any(key in BASE_MODEL_FEATURES for key in fitted.learned.feature_keys)
    kept = origin if reads_base_model else None
    write(request.out, fitted, Written(request.kind, facts, metrics, kept, {ROWS: rows}))
    write_contradictions(request.out, told)
    run_id = _log(request, metrics, facts, evaluation) if load_settings().track else None
    return TrainResult(request.out, metrics, run_id)


@dataclass(frozen=True, slots=True)
class Written:
    """What a bundle says beside its models: where it came from, what was measured, and its ancestor's folder."""

    kind: Kind
    facts: dict[str, Any]
    metrics: dict[str, Any]
    origin: Path | None
    notes: Mapping[str, Any] = field(default_factory=dict)


def held_out_evaluation(fitted: Fit, labels: Labels | None) -> Evaluation | None:
    """Measure the out-of-fold links of the labelled records; None without enough labels."""
    held_out = fitted.learned.held_out
    return None if held_out is None or labels is None else evaluate_links(held_out, labels)


def write(out: Path, fitted: Fit, written: Written) -> None:
    """Write the bundle of a fit."""
    learned = fitted.learned
    parts = BundleParts(
        written.kind,
        fitted.parameters.settings,
        learned.boosted.booster.model_to_string(),
        learned.feature_keys,
        learned.calibration,
        learned.policy,
        learned.basis,
        {},
        written.metrics,
        written.facts,
        written.origin,
        learned.collective,
        {REFERENCE: fitted.reference.as_json(), **written.notes},
    )
    write_parts(out, parts)


def write_parts(out: Path, parts: BundleParts) -> None:
    """Write a bundle with golden pairs that carry the probabilities it gives them itself."""
    records, profiles = golden_rows(parts.kind)
    golden: dict[str, Any] = {"records": records, "profiles": profiles, "probabilities": []}
    with TemporaryDirectory(prefix="onematch-bundle-") as folder:
        draft = Path(folder) / "bundle"
        write_bundle(replace(parts, golden=golden), draft)
        golden["probabilities"] = golden_probabilities(Bundle.open(draft), records, profiles).tolist()
    write_bundle(replace(parts, golden=golden), out)


def measured(fitted: Fit, evaluation: Evaluation | None) -> dict[str, Any]:
    """Return what a data scientist looks at first: thresholds, and figures of held-out records where there are any."""
    learned = fitted.learned
    figures = {} if evaluation is None else {name: evaluation.figures.get(name) for name in HELD_OUT_FIGURES}
    return {
        "basis": learned.basis,
        "trees": learned.boosted.trees,
        "linked_from": learned.policy.linked,
        "review_from": learned.policy.review,
        "margin": learned.policy.margin,
        "crowd_gain": learned.facts.get("crowd_gain_in_best_f1"),
        **learned.facts.get("labels", {}),
        **{f"held_out_{name}": value for name, value in figures.items()},
    }


def _origin(request: TrainRequest) -> Path | None:
    if request.start_from == NO_BASE_MODEL:
        return None
    if request.start_from is None:
        return shipped_bundle(request.kind)
    return Path(request.start_from)


def _as_base_model(bundle: Bundle) -> Bundle:
    """Return the part of a bundle that can be an ancestor: one that needs no other."""
    return bundle.base_model if bundle.ranker.with_base_model and bundle.base_model is not None else bundle


@contextmanager
def _opened_index(request: TrainRequest, progress: Progress) -> Iterator[UniverseIndex]:
    if request.index is not None or request.universe is None:
        yield UniverseIndex.open(request.index or Path())
        return
    with TemporaryDirectory(prefix="onematch-index-") as folder:
        build_index(request.kind, request.universe, Path(folder) / "index", progress, request.renames)
        yield UniverseIndex.open(Path(folder) / "index")


def _provenance(request: TrainRequest, index: UniverseIndex, base_model: Bundle | None) -> dict[str, Any]:
    from importlib.metadata import version

    return {
        "seed": request.seed,
        "precision": request.precision,
        "ancestor": None if base_model is None else base_model.version,
        "index": index.version,
        "universe_rows": len(index),
        "data": {
            name: _fingerprint(path)
            for name, path in (("crm", request.crm), ("labels", request.labels))
            if path is not None
        },
        "versions": {name: version(name) for name in PACKAGES},
    }


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _log(request: TrainRequest, metrics: dict[str, Any], facts: dict[str, Any], evaluation: Evaluation | None) -> str:
    from training.evaluation.report.page import write_report
    from training.promotion.model_card import write_card
    from training.promotion.registry import Registry, TrainingRecord

    parameters = {
        "kind": str(request.kind),
        "precision": request.precision,
        "seed": request.seed,
        "labels_split": request.labels_split,
        "ancestor": facts["ancestor"],
        "universe_rows": facts["universe_rows"],
        "trees": metrics["trees"],
        "basis": metrics["basis"],
    }
    with TemporaryDirectory(prefix="onematch-report-") as folder:
        report = None if evaluation is None else Path(folder) / "report.html"
        if evaluation is not None and report is not None:
            write_report(report, evaluation, None, bundle=request.out, with_values=False)
        card = Path(folder) / "model_card.md"
        write_card(card, request.out)
        record = TrainingRecord(request.kind, request.out, parameters, metrics, report, request.name, documents=[card])
        return Registry(load_settings().place).log_training(record, register=request.register)

"""What MLflow keeps of a finished training: its run with figures, plots and documents, and the registered version."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from pathlib import Path
from typing import Any

from data.tables.work_folders import work_folder
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle
from serving.runtime.home import Home
from training.evaluation.evaluation import Evaluation
from training.fitting.methods.training_parameters import as_text
from training.promotion.tracked_run import TrainingData, TrainingRecord

_EXAMPLE_RECORDS = 2
PARENT = "mlflow.parentRunId"
"""The tag by which MLflow's pages nest a run."""
_PARAMETERS = ("precision", "seed", "base_model", "universe_rows")
_FIGURES = {"precision": "precision", "recall": "recall", "best_f1": "best F1"}


@value_class
class FinishedTraining:
    """A bundle that a training wrote, with what it was made from; `index` is None where it was built in passing."""

    kind: Kind
    bundle: Path
    metrics: Mapping[str, Any]
    facts: Mapping[str, Any]
    evaluation: Evaluation | None
    data: Sequence[TrainingData]
    index: Path | None
    from_shipped: bool
    labels_split: str | None = None
    parameters: Mapping[str, object] = field(default_factory=dict)


@value_class
class Logging:
    """Where a training is logged, under which model's name, whether as a version, when it ran, and further tags."""

    home: Home
    name: str | None
    register: bool
    span: tuple[datetime, datetime]
    tags: Mapping[str, str] = field(default_factory=dict)


def log_finished(training: FinishedTraining, logging: Logging) -> str:
    """Log a training as a run and, if wanted, as the newest version of its model; return the run's id."""
    # What draws and what talks to MLflow is slow to import, and a training that is not tracked needs none of it.
    from training.evaluation.report.page import plots_of, write_report
    from training.promotion.model_card import card_document, write_card
    from training.promotion.registry import Registry, leave_versions

    bundle = Bundle.open(training.bundle)
    with work_folder("report") as folder:
        report = None if training.evaluation is None else folder / "report.html"
        if training.evaluation is not None and report is not None:
            write_report(report, training.evaluation, None, training.bundle)
        card = folder / "model_card.md"
        write_card(card, training.bundle)
        record = TrainingRecord(
            kind=training.kind,
            bundle=training.bundle,
            parameters=_parameters(training),
            metrics=training.metrics,
            report=report,
            name=logging.name,
            tags=_tags(training, bundle.version) | dict(logging.tags),
            documents=[card],
            description=describe(training),
            span=logging.span,
            data=training.data,
            plots=plots_of(training.evaluation, training.bundle),
            index=training.index,
            example=bundle.golden["records"][:_EXAMPLE_RECORDS],
            schema=bundle.schema,
        )
        registry = Registry(logging.home)
        run_id = registry.log_training(record, register=logging.register)
        if logging.register:
            leave_versions(logging.home, registry, training.kind, logging.name)
            logging.home.write(logging.home.card_file(bundle.version), card_document(training.bundle))
        return run_id


def describe(training: FinishedTraining) -> str:
    """Return what a reader of the list of runs wants to know first, in sentences."""
    facts = training.facts
    metrics = training.metrics
    records = next((data_file.rows for data_file in training.data if data_file.role == "training"), 0)
    labelled = (
        wording(", {records:,} of them labelled,", records=metrics["records"])
        if "records" in metrics
        else ", none of them labelled,"
    )
    sentences = [
        wording(
            "A {training_kind} model for links of which {value:g} % are right.",
            training_kind=training.kind,
            value=100 * facts["precision"],
        ),
        wording(
            "Trained on {records:,} records{labelled} and {universe_rows:,} profiles.",
            records=records,
            labelled=labelled,
            universe_rows=facts["universe_rows"],
        ),
        wording(
            "Base model: {training}. Thresholds rest on: {value}.",
            training=base_model_of(training),
            value=str(metrics["basis"]).replace("_", " "),
        ),
    ]
    held_out = {name: metrics.get(f"held_out_{figure}") for figure, name in _FIGURES.items()}
    if any(value is not None for value in held_out.values()):
        stated = ", ".join(f"{name} {value:.4f}" for name, value in held_out.items() if value is not None)
        sentences.append(wording("Of held-out records: {stated}.", stated=stated))
    if "levels_not_in_base_model" in metrics:
        sentences.append(
            wording(
                "Levels that the base model lacks: {levels_not_in_base_model}.",
                levels_not_in_base_model=metrics["levels_not_in_base_model"],
            )
        )
    if metrics.get("linked_from") is None:
        sentences.append("No probability reaches the wanted precision, so it links nothing.")
    return " ".join(sentences)


def base_model_of(training: FinishedTraining) -> str:
    """Return the base model in words: none, or its version and whether it is the shipped bundle."""
    version = training.facts.get("base_model")
    if version is None:
        return "none"
    return f"shipped {version}" if training.from_shipped else str(version)


def _tags(training: FinishedTraining, version: str) -> dict[str, str]:
    return {
        "kind": training.kind.value,
        "basis": str(training.metrics["basis"]),
        "precision": f"{training.facts['precision']:g}",
        "base_model": base_model_of(training),
        "bundle": version,
        "index": str(training.facts["index"]),
    }


def _parameters(training: FinishedTraining) -> dict[str, object]:
    of_facts = {name: training.facts[name] for name in _PARAMETERS}
    of_metrics = {name: training.metrics[name] for name in ("trees", "basis")}
    chosen = {
        name: as_text(value) if isinstance(value, list | dict) else value for name, value in training.parameters.items()
    }
    return {**of_facts, "labels_split": training.labels_split, **of_metrics, **chosen}

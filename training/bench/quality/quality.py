"""Quality on every set with known answers, trained with and without labels, measured on its test split."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np

from data.tables.progress import Progress
from training.bench.quality.decision import NOTE, decision_rows
from training.bench.quality.trials import ALL, ANSWERS, NONE, Trial, kept_figures, recall_figures
from training.bench.results import BenchResult, BenchTable, Row
from training.evaluation.data_sets import UNSPOILT_FIELDS, QualitySet, is_sample

CURVE = (NONE, "50", "200", "1000", ALL)
MODES = {ALL: "with labels", ANSWERS: "with 100 answers", NONE: "without labels"}


@dataclass(frozen=True, slots=True)
class QualityRequest:
    """The sets, seeds and numbers of labels; `start_from` names a base model (None: one made without the set).

    `sets` are measured; base models learn from `known`. With `kept_alone` nothing is measured: the tables show earlier
    figures.
    """

    sets: Sequence[QualitySet]
    known: Sequence[QualitySet] = ()
    seeds: Sequence[int] = (0,)
    labels: Sequence[str] = (ALL, NONE)
    start_from: str | None = None
    kept_alone: bool = False


@dataclass(frozen=True, slots=True)
class MeasuredSet:
    """A trial with its figures."""

    trial: Trial
    figures: Mapping[str, Any]


def bench_quality(request: QualityRequest, load_before: float, progress: Progress) -> BenchResult:
    """Measure all trials; return tables of quality and cost."""
    trials = [
        Trial(each, labels, seed, request.known, request.start_from)
        for seed in request.seeds
        for labels in sorted(request.labels, key=lambda count: count not in MODES)
        for each in request.sets
        if not (is_sample(each) and labels not in MODES)
    ]
    measured: list[MeasuredSet] = []
    for done, trial in enumerate(trials):
        progress("trials", done, len(trials))
        figures = kept_figures(trial) if request.kept_alone else recall_figures(trial, progress)
        measured += [] if figures is None else [MeasuredSet(trial, figures)]
    progress("trials", len(trials), len(trials))
    tables = _tables(measured)
    settings = {"start_from": request.start_from or "a base model made without the set", "seeds": list(request.seeds)}
    return BenchResult("quality", settings, [table for table in tables if table.rows], load_before)


QUALITY_NOTE = (
    "On split=test, best candidate per record, means over the seeds; 95: the interval by resampling entities, its ends "
    "averaged; linked: the decision at a wanted precision of 0.99; ece perfect 95: 95 of 100 perfectly calibrated "
    "models have an ECE below it on as many records; unseen: only records whose right answer is not in the training "
    "split. The base model was made without the set."
)
COST_NOTE = (
    f"of_unspoilt: candidate recall of generated records that share at least {UNSPOILT_FIELDS} untouched fields with "
    "their profile, both splits; matching in one process, opening included; means over the seeds."
)
CURVE_NOTE = (
    "Best F1 on split=test by the number of labelled records: mean over the seeds and, in brackets, the lowest and the "
    "highest. Each seed draws its own records; the 200 of a seed include its 50, its 1,000 the 200."
)


def _tables(measured: Sequence[MeasuredSet]) -> list[BenchTable]:
    tables = []
    for labels, mode in MODES.items():
        chosen = [each for each in measured if each.trial.labels == labels]
        tables.append(BenchTable(f"Quality, trained {mode}", _by_set(chosen, quality_of), QUALITY_NOTE))
        tables.append(BenchTable(f"Links, trained {mode}", _by_set(chosen, links_of), NOTE))
        tables.append(BenchTable(f"Candidates and time, trained {mode}", _by_set(chosen, cost_of), COST_NOTE))
    between = any(each.trial.labels not in MODES for each in measured)
    tables.append(BenchTable("Best F1 by labels", _by_set(measured, curve_of_labels) if between else [], CURVE_NOTE))
    return tables


def _by_set(measured: Sequence[MeasuredSet], rows: Any) -> list[Row]:
    names = dict.fromkeys(each.trial.of.name for each in measured)
    return list(chain.from_iterable(rows([e for e in measured if e.trial.of.name == name]) for name in names))


def quality_of(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the quality of the trials of one set: on the set, and on its part that training never saw."""
    rows: list[Row] = []
    for name in measured[0].figures["parts"]:
        parts = [each.figures["parts"][name] for each in measured]
        f1s = [part["figures"]["best_f1"] for part in parts]
        rows.append({
            "set": name, "seeds": len(parts), "records": parts[0]["figures"]["n_crm"],
            "best_f1": mean(f1s), "best_f1_95": _mean_span(parts, "best_f1"), "of_seeds": span((min(f1s), max(f1s))),
            "top1": _mean(parts, "top1_accuracy"), "linked_precision": _mean(parts, "precision"),
            "linked_precision_95": _mean_span(parts, "precision"), "linked_recall": _mean(parts, "recall"),
            "recall_at_99": _mean(parts, "recall_at_precision_99"), "ece": _mean(parts, "ece"),
            "ece_perfect_95": _mean(parts, "ece_perfect_95"),
            "basis": ", ".join(sorted({each.figures["basis"] for each in measured})),
        })  # fmt: skip
    return rows


def links_of(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the quality of the links of one set at each wanted precision."""
    name = measured[0].trial.of.name
    return decision_rows(name, [each.figures["parts"][name]["decided"] for each in measured])


def cost_of(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the candidate recall of one set, and the time of training and matching."""
    first = measured[0]
    figures = first.figures["parts"][first.trial.of.name]["figures"]
    return [{
        "set": first.trial.of.name, "candidate_recall": figures["candidate_recall"],
        "after_cut": figures["candidate_recall_after_cut"], "of_unspoilt": first.figures.get("unspoilt_recall"),
        "unspoilt_records": first.figures.get("unspoilt_records"),
        "train_s": mean([each.figures["train_seconds"] for each in measured], 1),
        "match_s": mean([each.figures["match_seconds"] for each in measured], 1),
        "records_per_s": round(float(np.mean([each.figures["records_per_s"] for each in measured]))),
    }]  # fmt: skip


def curve_of_labels(measured: Sequence[MeasuredSet]) -> list[Row]:
    """Return the best F1 of one set by the number of labels."""
    name = measured[0].trial.of.name
    reached = {
        count: [each.figures["parts"][name]["figures"]["best_f1"] for each in measured if each.trial.labels == count]
        for count in CURVE
    }
    if not any(found for count, found in reached.items() if count not in MODES):
        return []
    shown = {f"{count}_labels": _with_ends(found) for count, found in reached.items()}
    return [{"set": name, "seeds": max(map(len, reached.values())), **shown}]


def mean(values: Sequence[float | None], digits: int = 6) -> float | None:
    """Return the mean of the measured values, None without any."""
    known = [value for value in values if value is not None]
    return round(float(np.mean(known)), digits) if known else None


def span(interval: Sequence[float] | None) -> str | None:
    """Return a 95 % interval as text."""
    return None if interval is None else f"{interval[0]:.3f}-{interval[1]:.3f}"


def _mean(parts: Sequence[Mapping[str, Any]], name: str) -> float | None:
    return mean([part["figures"][name] for part in parts])


def _mean_span(parts: Sequence[Mapping[str, Any]], name: str) -> str | None:
    known = [part["intervals"][name] for part in parts if part["intervals"][name] is not None]
    return span(np.mean(known, axis=0).tolist()) if known else None


def _with_ends(values: Sequence[float]) -> str | None:
    if not values:
        return None
    ends = f" ({min(values):.4f}-{max(values):.4f})" if len(values) > 1 else ""
    return f"{np.mean(values):.4f}{ends}"

"""How good the answers are: every set with known answers, trained with labels and without, measured on its test split.

Results are kept by what they depend on, so that a bench that was interrupted goes on where it stopped.
"""

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from data.atomic import replacing
from data.progress import Progress
from training.bench_place import bench_home, code_hash, file_hash, indexed, without_runs
from training.bench_report import BenchResult, BenchTable, Row
from training.bench_sets import FILES, UNSPOILT_FIELDS, QualitySet, unspoilt_records
from training.shipped import shipped_bundle

if TYPE_CHECKING:
    from data.labels import Truth
    from training.evaluate_judged import Counted, Reach

WITH_LABELS, WITHOUT_LABELS = "with labels", "without labels"


@dataclass(frozen=True, slots=True)
class QualityRequest:
    """Which sets, how often, with labels or without, and from which bundle trainings start (None: the shipped one)."""

    sets: Sequence[QualitySet]
    seeds: Sequence[int] = (0,)
    modes: Sequence[str] = (WITH_LABELS, WITHOUT_LABELS)
    start_from: str | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One training and its measurement."""

    of: QualitySet
    mode: str
    seed: int
    start_from: str | None

    @property
    def folder(self) -> Path:
        return bench_home() / "quality" / self.of.name / f"{self.mode.replace(' ', '-')}-{self.seed}"

    def origin(self) -> str:
        """Name the bundle that the training starts from by the hash of its manifest; `none` where there is none."""
        bundle = shipped_bundle(self.of.kind) if self.start_from is None else Path(self.start_from)
        manifest = None if bundle is None else bundle / "manifest.json"
        return file_hash(manifest)[:12] if manifest is not None and manifest.is_file() else "none"

    def made_from(self) -> dict[str, object]:
        """Everything that the figures depend on."""
        files = {name: file_hash(self.of.file(name)) for name in FILES}
        return {"code": code_hash(), "files": files, "mode": self.mode, "seed": self.seed, "from": self.origin()}


def bench_quality(request: QualityRequest, load_before: float, progress: Progress) -> BenchResult:
    """Measure every set in every mode with every seed; gives two tables per mode: what it is worth, what it costs."""
    trials = [
        Trial(each, mode, seed, request.start_from)
        for mode in request.modes
        for each in request.sets
        for seed in request.seeds
    ]
    worth: dict[str, list[Row]] = {mode: [] for mode in request.modes}
    cost: dict[str, list[Row]] = {mode: [] for mode in request.modes}
    for done, trial in enumerate(trials):
        progress("trials", done, len(trials))
        known = recall_figures(trial, progress)
        worth[trial.mode].extend(rows_of(trial, known))
        cost[trial.mode].append(cost_of(trial, known))
    progress("trials", len(trials), len(trials))
    tables = []
    for mode in request.modes:
        tables.append(BenchTable(f"Quality, trained {mode}", worth[mode], WORTH_NOTE))
        tables.append(BenchTable(f"Candidates and time, trained {mode}", cost[mode], COST_NOTE))
    started_from = sorted({f"{trial.of.kind} {trial.origin()}" for trial in trials})
    settings = {"start_from": request.start_from or "shipped", "bundles_started_from": started_from}
    return BenchResult("quality", settings | {"seeds": list(request.seeds)}, tables, load_before)


WORTH_NOTE = (
    "On split=test, best candidate per record; linked: the decision where a precision of 0.99 is wanted; "
    "ece_perfect_95: 95 of 100 perfectly calibrated models show an ECE below it on as many records; "
    "unseen: only the records whose right answer training never saw."
)
COST_NOTE = (
    f"of_unspoilt: candidate recall of generated records that share at least {UNSPOILT_FIELDS} untouched fields with "
    "their profile, both splits; matching in one process, opening included."
)


def recall_figures(trial: Trial, progress: Progress) -> Mapping[str, Any]:
    """Return the figures of a trial that was measured before under the same conditions, or measure it now."""
    note, made_from = trial.folder / "figures.json", trial.made_from()
    if note.is_file():
        known: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
        if known["made_from"] == made_from:
            return known
    figures = {"made_from": made_from, **measure_trial(trial, progress)}
    with replacing(note) as beside:
        beside.write_text(json.dumps(figures, indent=1), encoding="utf-8")
    return figures


def measure_trial(trial: Trial, progress: Progress) -> dict[str, Any]:
    """Index, train, match and judge; leaves the bundle and its links in the trial's folder."""
    from training.train import TrainRequest, train

    of, bundle = trial.of, trial.folder / "bundle"
    index = indexed(of.kind, of.file("universe"), bench_home() / "quality" / of.name / "indexed", progress) / "index"
    request = TrainRequest(
        of.kind, of.file("crm"), bundle, index=index, seed=trial.seed, start_from=trial.start_from, register=False
    )
    if trial.mode == WITH_LABELS:
        request = replace(request, labels=of.file("truth"), labels_split="train")
    started = time.perf_counter()
    with without_runs():
        train(request, progress)
    return {"train_seconds": time.perf_counter() - started, **measure_bundle(trial, index, progress)}


def measure_bundle(trial: Trial, index: Path, progress: Progress) -> dict[str, Any]:
    """Match the whole CRM with the trial's bundle and judge the test split, all of it and its unseen entities."""
    from data.labels import read_labels
    from data.links import read_links
    from data.tables import read_records
    from serving.batch import MatchRequest, match_file
    from training.evaluate_judged import judge_links
    from training.evaluate_matching import reach_of

    of, bundle, out = trial.of, trial.folder / "bundle", trial.folder / "links.parquet"
    summary = match_file(MatchRequest(of.kind, of.file("crm"), bundle, out, index=index), progress)
    crm, everything = read_records(of.kind, of.file("crm")), read_labels(of.file("truth"))
    truth, unspoilt = everything.for_split("test"), unspoilt_records(of.file("truth"))
    reach = reach_of(crm, everything if unspoilt else truth, index, bundle, progress)
    counted = judge_links(read_links(out), truth, set(crm.ids), reach)
    speed = {"match_seconds": summary.seconds, "records_per_s": summary.n_records / summary.seconds}
    parts = {of.name: counted, **_unseen(of.name, counted, everything)}
    return {**speed, "parts": {name: _measure(part) for name, part in parts.items()}, **_of_unspoilt(unspoilt, reach)}


def _of_unspoilt(unspoilt: Iterable[str], reach: "Reach") -> dict[str, Any]:
    met = [reach.before_cut.get(crm_id, False) for crm_id in unspoilt]
    return {"unspoilt_records": len(met), "unspoilt_recall": float(np.mean(met))} if met else {}


def _unseen(name: str, counted: "Counted", everything: "Truth") -> dict[str, "Counted"]:
    """Return the records whose right answers training never saw, where some answers stand on both sides."""
    train = everything.for_split("train") if everything.has_split else everything
    seen = {answer for answers in train.answers.values() for answer in answers}
    unseen = np.array([not (answers & seen) for answers in counted.judged.answers], np.bool_)
    if unseen.all() or not unseen.any():
        return {}
    return {f"{name}, unseen": replace(counted, judged=counted.judged.take(unseen))}


def _measure(counted: "Counted") -> dict[str, Any]:
    from training.evaluate_figures import measure

    measured = measure(counted)
    return {"figures": measured.figures, "intervals": measured.intervals}


def rows_of(trial: Trial, known: Mapping[str, Any]) -> list[Row]:
    """Return what a trial's answers are worth: its set, and the part of it that training never saw."""
    rows: list[Row] = []
    for name, part in known["parts"].items():
        figures, intervals = part["figures"], part["intervals"]
        rows.append({
            "set": name, "seed": trial.seed, "records": figures["n_crm"],
            "best_f1": figures["best_f1"], "best_f1_95": span(intervals["best_f1"]), "top1": figures["top1_accuracy"],
            "linked_precision": figures["precision"], "linked_precision_95": span(intervals["precision"]),
            "linked_recall": figures["recall"], "recall_at_99": figures["recall_at_precision_99"],
            "ece": figures["ece"], "ece_perfect_95": figures["ece_perfect_95"],
        })  # fmt: skip
    return rows


def cost_of(trial: Trial, known: Mapping[str, Any]) -> Row:
    """Return how many right answers a trial's candidates held, and what training and matching cost."""
    figures = known["parts"][trial.of.name]["figures"]
    return {
        "set": trial.of.name, "seed": trial.seed, "candidate_recall": figures["candidate_recall"],
        "after_cut": figures["candidate_recall_after_cut"], "of_unspoilt": known.get("unspoilt_recall"),
        "unspoilt_records": known.get("unspoilt_records"), "train_s": round(known["train_seconds"], 1),
        "match_s": round(known["match_seconds"], 1), "records_per_s": round(known["records_per_s"]),
    }  # fmt: skip


def span(interval: Sequence[float] | None) -> str | None:
    """Write a 95 % interval."""
    return None if interval is None else f"{interval[0]:.3f}-{interval[1]:.3f}"

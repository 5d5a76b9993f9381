"""What feedback teaches: the learning curves of the review queue and of answers at random, and who needs fewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from data.index import UniverseIndex
from data.index_build import build_index
from data.labels import read_labels
from data.progress import Progress, silent
from data.tables import read_records
from serving.bundle import Bundle
from training.bench_report import BenchResult, BenchTable, Row
from training.bench_sets import QualitySet
from training.bench_trials import NONE, Trial, left_out_bundle
from training.examples import Source
from training.replay import QUEUE, RANDOM, Lesson, prepare_replay, replay
from training.shipped import shipped_bundle

STEPS = (0, 50, 100, 200, 400, 600, 800, 1000, 1500, 2000, 3000)
ACCEPTED = ("pseudopeople_w2", "historical_50k")
NOTE = (
    "Best F1, top-1 and recall at precision 0.99 on split=test; answers are revealed from split=train. The weights "
    "stay those that EM fitted, the re-ranker learns, answers are weighed by what was shown; solo pass."
)
HALF_NOTE = "Labels until the best F1 that random order reached with as many as `random` says; linear between steps."


@dataclass(frozen=True, slots=True)
class FeedbackRequest:
    """Which sets, how many labels, which seed; `known` are all sets that the bundle to start from may have seen."""

    sets: Sequence[QualitySet]
    steps: Sequence[int] = STEPS
    seed: int = 0
    known: Sequence[QualitySet] = ()


def bench_feedback(request: FeedbackRequest, load_before: float, progress: Progress = silent) -> BenchResult:
    """Replay every set in both orders."""
    trials = [Trial(of, NONE, request.seed, request.known) for of in request.sets]
    curves = {trial.of.name: lessons_on(trial, request.steps, progress) for trial in trials}
    rows = [row_of(name, lesson) for name, lessons in curves.items() for lesson in lessons]
    halves = [row for name, lessons in curves.items() for row in needed(name, lessons)]
    tables = [BenchTable("Learning curves", rows, NOTE), BenchTable("Labels that the queue needs", halves, HALF_NOTE)]
    settings = {"steps": list(request.steps), "seed": request.seed, "sets": [of.name for of in request.sets]}
    return BenchResult("feedback", settings, tables, load_before)


def lessons_on(trial: Trial, steps: Sequence[int], progress: Progress = silent) -> list[Lesson]:
    """Return the lessons of both orders on one set, from a bundle that never saw it."""
    of, seed = trial.of, trial.seed
    crm, truth = read_records(of.kind, of.file("crm")), read_labels(of.file("truth"))
    start = left_out_bundle(trial, progress) if trial.leaves_out else shipped_bundle(of.kind)
    ancestor = None if start is None else Bundle.open(start)
    with TemporaryDirectory(prefix="onematch-feedback-") as folder:
        build_index(of.kind, of.file("universe"), Path(folder) / "index", progress)
        index = UniverseIndex.open(Path(folder) / "index")
        prepared = prepare_replay(Source(of.kind, crm.ids, crm.records, index), ancestor, truth, seed, progress)
        return [lesson for order in (RANDOM, QUEUE) for lesson in replay(prepared, order, steps, progress)]


def row_of(name: str, lesson: Lesson) -> Row:
    return {
        "curve": name, "order": lesson.order, "labels": lesson.labels, "best_f1": round(lesson.best_f1, 4),
        "top1": round(lesson.top1_accuracy, 4), "recall_at_99": round(lesson.recall_at_99, 4), "trees": lesson.trees,
    }  # fmt: skip


def needed(name: str, lessons: Sequence[Lesson]) -> list[Row]:
    """Say, for each step of random order, how many labels of the queue reach the best F1 that it reached by then."""
    by_order = {order: [one for one in lessons if one.order == order] for order in (QUEUE, RANDOM)}
    reached = by_order[RANDOM][0].best_f1
    rows: list[Row] = []
    for lesson in by_order[RANDOM][1:]:
        gained, reached = lesson.best_f1 > reached, max(lesson.best_f1, reached)
        labels = labels_for(by_order[QUEUE], reached) if gained else None
        share = None if labels is None else round(labels / lesson.labels, 3)
        if gained:
            rows.append({"set": name, "f1": round(reached, 4), RANDOM: lesson.labels,
                         QUEUE: None if labels is None else round(labels), "queue/random": share,
                         "at most half": "never" if share is None else "yes" if share <= 0.5 else "no"})  # fmt: skip
    return rows


def labels_for(lessons: Sequence[Lesson], wanted: float) -> float | None:
    """Return how many labels a curve needs for an F1, linear between its points; None if it never gets there."""
    for before, after in zip([lessons[0], *lessons], lessons, strict=False):
        if after.best_f1 >= wanted:
            if before.best_f1 >= wanted or after.best_f1 == before.best_f1:
                return float(min(before.labels, after.labels))
            part = (wanted - before.best_f1) / (after.best_f1 - before.best_f1)
            return before.labels + part * (after.labels - before.labels)
    return None

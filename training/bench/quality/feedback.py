"""Learning curves of feedback: in the order of the review queue and in random order, and the labels that each needs."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from statistics import fmean

from data.index.index import UniverseIndex
from data.labels.labels import read_labels
from data.tables.progress import Progress, silent
from data.tables.records import read_records
from serving.matching.bundle import Bundle, shipped_bundle
from training.bench.quality.kept import Figures, kept
from training.bench.quality.trials import NONE, Trial, index_of_set, left_out_bundle
from training.bench.results import BenchResult, BenchTable, Row
from training.evaluation.data_sets import FILES, QualitySet
from training.evaluation.workspace import file_hash
from training.feedback.replay import QUEUE, RANDOM, LearningPoint, Replay, prepare_replay, replay
from training.fitting.methods.examples import Source
from training.train import learn

STEPS = (0, 50, 100, 200, 400, 600, 800, 1000, 1500, 2000, 3000)
ACCEPTED = ("pseudopeople_w2", "historical_50k")
NOTE = (
    "Best F1, top-1 and recall at precision 0.99 on split=test; answers are revealed from split=train. Match weights "
    "are those of EM, the re-ranker is fitted on the answers, weighed by what was shown; independent pass. Means over "
    "the seeds, which draw order and trainings; least and largest: best F1 of single seeds."
)
HALF_NOTE = "Labels of the queue for the best F1 that random order reaches with `random` labels; linear between steps."


@dataclass(frozen=True, slots=True)
class FeedbackRequest:
    """The sets, numbers of labels and seeds; `known` holds all sets that the base model may have seen."""

    sets: Sequence[QualitySet]
    steps: Sequence[int] = STEPS
    seeds: Sequence[int] = (0, 1, 2)
    known: Sequence[QualitySet] = ()


def bench_feedback(request: FeedbackRequest, load_before: float, progress: Progress = silent) -> BenchResult:
    """Replay every set in both orders, by every seed."""
    curves = {of.name: learning_curve_on(of, request, progress) for of in request.sets}
    rows = [row for name, learning_curve in curves.items() for row in curve_rows(name, learning_curve)]
    halves = [row for name, learning_curve in curves.items() for row in needed(name, learning_curve)]
    tables = [BenchTable("Learning curves", rows, NOTE), BenchTable("Labels that the queue needs", halves, HALF_NOTE)]
    names = [of.name for of in request.sets]
    settings = {"steps": list(request.steps), "seeds": list(request.seeds), "sets": names}
    return BenchResult("feedback", settings, tables, load_before)


def learning_curve_on(of: QualitySet, request: FeedbackRequest, progress: Progress = silent) -> list[LearningPoint]:
    """Return the learning curves of both orders and all seeds on one set, from a base model made without it.

    Each order of each seed is kept, so that an interrupted bench continues where it stopped.
    """
    trial = Trial(of, NONE, 0, request.known)
    depends_on: Row = {
        "steps": list(request.steps),
        "start": {each.name: [file_hash(each.file(name)) for name in FILES] for each in trial.others},
    }
    prepared = cache(lambda: _prepared(trial, progress))

    def measured(seed: int, order: str) -> Figures:
        return {"points": [asdict(one) for one in replay(prepared().drawn_by(seed), order, request.steps, progress)]}

    def learning_curve(seed: int, order: str) -> list[LearningPoint]:
        figures = kept(of, f"feedback-{order}-{seed}", lambda: measured(seed, order), depends_on)
        return [LearningPoint(**one) for one in figures["points"]] if figures else []

    return [point for seed in request.seeds for order in (RANDOM, QUEUE) for point in learning_curve(seed, order)]


def _prepared(trial: Trial, progress: Progress) -> Replay:
    of = trial.of
    crm, truth = read_records(of.kind, of.file("crm")), read_labels(of.file("truth"))
    start = left_out_bundle(trial, progress) if trial.leaves_out else shipped_bundle(of.kind)
    index = UniverseIndex.open(index_of_set(of, progress))
    source = Source(of.kind, crm.ids, crm.records, index)
    return prepare_replay(source, None if start is None else Bundle.open(start), truth, learn, progress=progress)


def curve_rows(name: str, learning_curve: Sequence[LearningPoint]) -> list[Row]:
    """Return the mean of every point over the seeds, with the least and the largest best F1."""
    rows: list[Row] = []
    for mean in means(learning_curve):
        ours = [one.best_f1 for one in learning_curve if (one.order, one.labels) == (mean.order, mean.labels)]
        rows.append({
            "curve": name, "order": mean.order, "labels": mean.labels, "best_f1": round(mean.best_f1, 4),
            "least": round(min(ours), 4), "largest": round(max(ours), 4), "top1": round(mean.top1_accuracy, 4),
            "recall_at_99": round(mean.recall_at_99, 4), "seeds": len(ours),
        })  # fmt: skip
    return rows


def means(learning_curve: Sequence[LearningPoint]) -> list[LearningPoint]:
    """Return one point for each order and number of labels: the mean over the seeds."""
    found: list[LearningPoint] = []
    for order, labels in dict.fromkeys((one.order, one.labels) for one in learning_curve):
        ours = [one for one in learning_curve if (one.order, one.labels) == (order, labels)]
        f1, top1, recall = (
            fmean(getattr(one, figure) for one in ours) for figure in ("best_f1", "top1_accuracy", "recall_at_99")
        )
        found.append(LearningPoint(order, -1, labels, f1, top1, recall, round(fmean(one.trees for one in ours))))
    return found


def needed(name: str, learning_curve: Sequence[LearningPoint]) -> list[Row]:
    """Return, for each step of random order, the labels of the queue that reach the same best F1.

    On the mean curves; `by_seed` is the share on the two curves of each seed.
    """
    seeds = sorted({one.seed for one in learning_curve})
    apart = [shares([one for one in learning_curve if one.seed == seed]) for seed in seeds]
    rows: list[Row] = []
    for labels, (f1, queue) in shares(means(learning_curve)).items():
        share = None if queue is None else queue / labels
        rows.append({
            "set": name, "f1": round(f1, 4), RANDOM: labels, QUEUE: None if queue is None else round(queue),
            "queue/random": None if share is None else round(share, 3),
            "by_seed": ", ".join(_share_text(one.get(labels), labels) for one in apart),
            "at most half": "never" if share is None else "yes" if share <= 0.5 else "no",
        })  # fmt: skip
    return rows


def shares(learning_curve: Sequence[LearningPoint]) -> dict[int, tuple[float, float | None]]:
    """Return, for each step at which random order gains, its best F1 and the labels that the queue needs for it."""
    by_order = {order: [one for one in learning_curve if one.order == order] for order in (QUEUE, RANDOM)}
    reached = by_order[RANDOM][0].best_f1
    found: dict[int, tuple[float, float | None]] = {}
    for point in by_order[RANDOM][1:]:
        if point.best_f1 > reached:
            reached = point.best_f1
            found[point.labels] = reached, labels_for(by_order[QUEUE], reached)
    return found


def _share_text(found: tuple[float, float | None] | None, labels: int) -> str:
    if found is None:
        return "no gain"
    return "never" if found[1] is None else f"{found[1] / labels:.2f}"


def labels_for(learning_curve: Sequence[LearningPoint], wanted: float) -> float | None:
    """Return the labels that a curve needs for an F1, linear between its points; None if it never reaches it."""
    for before, after in zip([learning_curve[0], *learning_curve], learning_curve, strict=False):
        if after.best_f1 >= wanted:
            if before.best_f1 >= wanted or after.best_f1 == before.best_f1:
                return float(min(before.labels, after.labels))
            part = (wanted - before.best_f1) / (after.best_f1 - before.best_f1)
            return before.labels + part * (after.labels - before.labels)
    return None

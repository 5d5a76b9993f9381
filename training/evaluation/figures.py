"""The figures of an evaluation, and the 95 % interval of each rate."""

import numpy as np

from features.schema.array_types import Bools, Ints
from training.evaluation import metrics
from training.evaluation.bootstrap import Interval, Share, curve_intervals, share_intervals
from training.evaluation.judged import Counted, JudgedLinks

WANTED_PRECISION = 0.99
Figure = float | int | None
RATES = (
    "precision",
    "recall",
    "f1",
    "top1_accuracy",
    "best_f1",
    "recall_at_precision_99",
    "candidate_recall",
    "candidate_recall_after_cut",
)


def shares_of(judged: JudgedLinks) -> dict[str, Share]:
    """Return the rates that are plain shares of records."""
    correct = judged.linked & judged.right
    return {
        "precision": Share(correct, judged.linked),
        "recall": Share(correct, judged.answerable),
        "f1": Share(2 * correct.astype(np.int64), judged.linked.astype(np.int64) + judged.answerable),
        "top1_accuracy": Share(judged.right, judged.answerable),
        "candidate_recall": Share(judged.reached_before_cut, judged.answerable & judged.has_reach),
        "candidate_recall_after_cut": Share(judged.reached_after_cut, judged.answerable & judged.has_reach),
    }


def curve_of(judged: JudgedLinks) -> metrics.Curve:
    """Return the precision-recall curve of the best candidates."""
    has_candidate = judged.has_candidate
    return metrics.curve(judged.probability[has_candidate], judged.right[has_candidate], int(judged.answerable.sum()))


def figures_of(counted: Counted) -> dict[str, Figure]:
    """Return every figure by name, None where nothing could be measured.

    Forced links count only in the figures named `forced`.
    """
    judged = counted.judged
    shares = {name: metrics.ratio(_sum(share.part), _sum(share.whole)) for name, share in shares_of(judged).items()}
    points = curve_of(judged)
    n_true = _sum(judged.answerable)
    correct = _sum(judged.linked & judged.right)
    scores = judged.probability[judged.has_candidate]
    outcomes = judged.right[judged.has_candidate]
    rates = shares | {
        "best_f1": metrics.best_f1(points) if n_true else None,
        "recall_at_precision_99": metrics.recall_at_precision(points, WANTED_PRECISION) if n_true else None,
    }
    return {
        **{name: rates[name] for name in RATES},
        "ece": metrics.ece(scores, outcomes),
        "ece_perfect_95": metrics.perfect_ece(scores),
        "best_f1_threshold": metrics.best_threshold(points),
        "n_crm": len(judged),
        "n_true": n_true,
        "n_entities": int(judged.entity.max(initial=-1)) + 1,
        "n_linked": _sum(judged.linked),
        "n_linked_right": correct,
        "n_linked_nobody": _sum(judged.linked & ~judged.answerable),
        "n_review": _sum(judged.review),
        "n_without_candidate": _sum(~judged.has_candidate),
        "n_forced": len(counted.forced),
        "n_forced_right": _sum(counted.forced.right),
        "n_partial": counted.n_partial,
        "n_labels_without_record": counted.n_without_record,
    }


def intervals_of(judged: JudgedLinks, seed: int = 0) -> dict[str, Interval | None]:
    """Return the 95 % interval of each rate by resampling entities."""
    intervals = share_intervals(shares_of(judged), judged.entity, seed)
    best_f1, recall_at = curve_intervals(judged, WANTED_PRECISION, seed)
    intervals["best_f1"] = best_f1
    intervals["recall_at_precision_99"] = recall_at
    return {name: intervals[name] for name in RATES}


def _sum(counts: Bools | Ints) -> int:
    return int(counts.sum())

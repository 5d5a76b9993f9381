"""Quality of the decisions of a trial at several wanted precisions."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from data.labels.links import LinkDecision
from serving.matching.decisions import BestCandidate, decide
from serving.matching.policy import Policy
from training.bench.plots import Row
from training.evaluation import metrics
from training.evaluation.bootstrap import Share, share_intervals
from training.evaluation.figures import curve_of
from training.evaluation.judged import JudgedLinks

WANTED = (0.99, 0.95)
SHOWN = (LinkDecision.LINKED, LinkDecision.REVIEW, LinkDecision.NONE)
"""The decisions whose shares of all records are shown."""
Decided = Mapping[str, Any]
NOTE = (
    "The same links, with thresholds for the precision in `asked`; linked, review, none: shares of all records. "
    "reachable: the highest recall of any threshold with that precision on the test split; of reachable: the recall of "
    "the links as a share of it; behind best f1: the best F1 minus that of the links. Nothing linked: no threshold "
    "reaches the precision, every record is for review."
)


def decisions_of(judged: JudgedLinks, policy: Policy, seed: int = 0) -> dict[str, dict[str, Any]]:
    """Choose thresholds for every wanted precision and judge the resulting links."""
    return {str(wanted): _decided(judged, policy.at_precision(wanted), wanted, seed) for wanted in WANTED}


def _decided(judged: JudgedLinks, policy: Policy, wanted: float, seed: int) -> dict[str, Any]:
    decisions = [
        decide(BestCandidate(link.probability, link.probability - link.margin), policy)
        if link.candidate_id
        else LinkDecision.NONE
        for link in judged.links
    ]
    linked = np.array([decision is LinkDecision.LINKED for decision in decisions], np.bool_)
    correct = linked & judged.right
    points = curve_of(judged)
    n_linked, n_correct, n_true = (int(flags.sum()) for flags in (linked, correct, judged.answerable))
    interval = share_intervals({"precision": Share(correct, linked)}, judged.entity, seed)["precision"]
    return {
        "linked": n_linked,
        **{f"{decision}_share": decisions.count(decision) / max(len(decisions), 1) for decision in SHOWN},
        "precision": metrics.ratio(n_correct, n_linked),
        "precision_95": interval,
        "recall": metrics.ratio(n_correct, n_true),
        "reachable": metrics.recall_at_precision(points, wanted),
        "f1": metrics.ratio(2 * n_correct, n_linked + n_true),
        "best_f1": metrics.best_f1(points),
    }


def decision_rows(name: str, decided: Sequence[Mapping[str, Decided]]) -> list[Row]:
    """Return one row a wanted precision, the means over the seeds."""
    return [_row(name, wanted, [each[wanted] for each in decided]) for wanted in (decided[0] if decided else ())]


def _row(name: str, wanted: str, seeds: Sequence[Decided]) -> Row:
    recall, reachable, f1, best = (_mean(seeds, key) for key in ("recall", "reachable", "f1", "best_f1"))
    intervals = [each["precision_95"] for each in seeds if each["precision_95"] is not None]
    low, high = np.mean(intervals, axis=0).tolist() if intervals else (None, None)
    return {
        "set": name,
        "asked": float(wanted),
        **{str(decision): _mean(seeds, f"{decision}_share") for decision in SHOWN},
        "precision": _mean(seeds, "precision"),
        "precision_95": None if low is None else f"{low:.3f}-{high:.3f}",
        "recall": recall,
        "reachable": reachable,
        "of_reachable": recall / reachable if recall is not None and reachable else None,
        "f1": f1,
        "behind_best_f1": best - f1 if best is not None and f1 is not None else None,
    }


def _mean(seeds: Sequence[Decided], key: str) -> float | None:
    measured = [each[key] for each in seeds if each[key] is not None]
    return float(np.mean(measured)) if measured else None

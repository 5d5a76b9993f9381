"""The headline of the report: what became of all records, and the figures with their intervals as text."""

from dataclasses import dataclass

from training.evaluation.bootstrap import Interval
from training.evaluation.evaluation import Evaluation
from training.evaluation.judged import JudgedLinks


@dataclass(frozen=True, slots=True)
class Card:
    """One headline figure: its name, its text, its interval's text, and what it means."""

    name: str
    value: str
    interval: str
    meaning: str


@dataclass(frozen=True, slots=True)
class HeadlinePart:
    """One part of the bar that says what became of all records; `share` is of all of them."""

    name: str
    colour: str
    count: int
    share: float


def cards_of(evaluation: Evaluation) -> list[Card]:
    """Return the headline figures in reading order; those that were not measured are left out."""
    figures, intervals = evaluation.figures, evaluation.intervals
    meanings = {
        "precision": ("Precision", "of the links that were made, so many are right"),
        "recall": ("Recall", "of the records that have a match, so many were linked to it"),
        "f1": ("F1", "of the decisions: precision and recall in one"),
        "best_f1": ("Best F1", "at the threshold that would have been best"),
        "top1_accuracy": ("Top-1 accuracy", "records that have a match whose best candidate is right"),
        "recall_at_precision_99": (
            "Recall at precision 99 %",
            "linking as many as an error in a hundred allows",
        ),
        "candidate_recall": (
            "Candidate recall",
            f"right answers that were retrieved; {percent(figures['candidate_recall_after_cut'])} survived the cut",
        ),
    }
    cards = [
        Card(title, percent(figures[name]), span(intervals.get(name)), meaning)
        for name, (title, meaning) in meanings.items()
        if figures[name] is not None
    ]
    ece, perfect = figures["ece"], figures["ece_perfect_95"]
    if isinstance(ece, float) and isinstance(perfect, float):
        meaning = f"calibration error; a perfect model stays under {perfect:.4f} on as many records"
        cards.append(Card("ECE", f"{ece:.4f}", "", meaning))
    return cards


def parts_of(judged: JudgedLinks) -> list[HeadlinePart]:
    """Divide all records by what was decided and whether that is right."""
    linked, review, answerable = judged.linked, judged.review, judged.answerable
    rest = ~linked & ~review
    masks = (
        ("linked, right", "right", linked & judged.right),
        ("linked, wrong", "wrong", linked & ~judged.right),
        ("for review", "review", review),
        ("not linked, has a match", "missed", rest & answerable),
        ("not linked, rightly", "nobody", rest & ~answerable),
    )
    total = max(len(judged), 1)
    return [HeadlinePart(name, colour, int(mask.sum()), float(mask.sum() / total)) for name, colour, mask in masks]


def percent(value: object) -> str:
    """Return a share as text in percent: one digit, two near the end where one would hide the difference."""
    if not isinstance(value, int | float):
        return "–"
    digits = 2 if 0.99 <= value < 1 else 1
    return f"{100 * value:.{digits}f} %"


def span(interval: Interval | None) -> str:
    """Return an interval as text in percent."""
    if interval is None:
        return ""
    low, high = interval
    digits = 2 if low >= 0.98 else 1
    return f"{100 * low:.{digits}f} to {100 * high:.{digits}f}"

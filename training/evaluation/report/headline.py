"""The headline of the report: the outcomes of all records, and the figures with their intervals as text."""

from training.evaluation.bootstrap import Interval
from training.evaluation.evaluation import Evaluation
from training.evaluation.judged import JudgedLinks


def cards_of(evaluation: Evaluation) -> list[tuple[str, str, str, str]]:
    """Return name, value, interval and meaning of the headline figures; those that were not measured are left out."""
    figures = evaluation.figures
    intervals = evaluation.intervals
    meanings = {
        "precision": ("Precision", "share of the links that are right"),
        "recall": ("Recall", "share of the records with a match that are linked to it"),
        "f1": ("F1", "harmonic mean of precision and recall of the decisions"),
        "best_f1": ("Best F1", "F1 at the best threshold"),
        "top1_accuracy": ("Top-1 accuracy", "share of the records with a match whose best candidate is right"),
        "recall_at_precision_99": (
            "Recall at precision 99 %",
            "recall with at most one wrong link in a hundred",
        ),
        "candidate_recall": (
            "Candidate recall",
            f"right answers among the candidates; {percent(figures['candidate_recall_after_cut'])} after the cut",
        ),
    }
    cards = [
        (title, percent(figures[name]), span(intervals.get(name)), meaning)
        for name, (title, meaning) in meanings.items()
        if figures[name] is not None
    ]
    ece = figures["ece"]
    perfect = figures["ece_perfect_95"]
    if isinstance(ece, float) and isinstance(perfect, float):
        meaning = f"calibration error; a perfect model stays under {perfect:.4f} on as many records"
        cards.append(("ECE", f"{ece:.4f}", "", meaning))
    return cards


def parts_of(judged: JudgedLinks) -> list[tuple[str, str, int, float]]:
    """Divide all records by decision and by whether it is right: name, colour, number and share of all."""
    linked = judged.linked
    review = judged.review
    answerable = judged.answerable
    rest = ~linked & ~review
    masks = (
        ("linked, right", "right", linked & judged.right),
        ("linked, wrong", "wrong", linked & ~judged.right),
        ("for review", "review", review),
        ("not linked, has a match", "missed", rest & answerable),
        ("not linked, rightly", "nobody", rest & ~answerable),
    )
    total = max(len(judged), 1)
    return [(name, colour, int(mask.sum()), float(mask.sum() / total)) for name, colour, mask in masks]


def percent(value: object) -> str:
    """Return a share in percent as text: one decimal, two from 99 % on."""
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

"""The gates: what a challenger has to show before it may answer. Pure; each gate is one row of a table.

A promotion is refused on evidence of harm, not for want of proof: a challenger that does what the champion does
passes at any size of the golden set.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from training.promotion.comparison.comparison import (
    ModelComparison,
    RateChange,
    precision_change,
    precision_interval,
    recall_change,
)

NOT_WORSE_BY = 0.01
"""So much precision may lie inside the lower end of the interval before "not worse" cannot be said."""
SEGMENT_LOSS = 0.02
"""So much precision or recall a segment may lose."""
LEAST_SEGMENT = 30
"""Smaller segments say nothing."""
CALIBRATION_LOSS = 0.01
"""So much calibration error may be added to the champion's, or to what probability alone leaves."""
MOST_WORK = 1.2
EVERYTHING = "all records"


@dataclass(frozen=True, slots=True)
class GateVerdict:
    """What one gate says: which figure it looked at, of champion and challenger, and the bound that it holds to."""

    gate: str
    passed: bool
    figure: str
    champion: float | None
    challenger: float | None
    bound: str
    told: str

    def row(self) -> tuple[object, ...]:
        return (self.gate, "passed" if self.passed else "REFUSED", self.figure, self.champion, self.challenger,
                self.bound, self.told)  # fmt: skip


COLUMNS = ("gate", "verdict", "figure", "champion", "challenger", "bound", "by how much")


def judge(model_comparison: ModelComparison, wanted_precision: float) -> list[GateVerdict]:
    """Ask every gate; the challenger passes when all verdicts have passed."""
    return [
        precision_gate(model_comparison, wanted_precision),
        segments_gate(model_comparison, wanted_precision),
        calibration_gate(model_comparison),
        work_gate(model_comparison),
        inputs_gate(model_comparison),
    ]


def precision_gate(model_comparison: ModelComparison, wanted: float) -> GateVerdict:
    """Refuse links that are less often right than the champion's, unless they are surely as good as was wanted."""
    change, bound = precision_change(model_comparison), f"interval above -{NOT_WORSE_BY:g}, or surely {wanted:g}"
    before, after = (
        model_comparison.precision(model_comparison.champion),
        model_comparison.precision(model_comparison.challenger),
    )
    if change is None:
        nothing_left = before is not None and after is None
        told = "it links nothing" if nothing_left else "no links to compare"
        return GateVerdict("precision", not nothing_left, "precision of links", before, after, bound, told)
    own = precision_interval(model_comparison, model_comparison.challenger)
    as_wanted = own is not None and own[0] >= wanted
    not_worse = not change.is_surely_worse and change.interval[0] >= -NOT_WORSE_BY
    return GateVerdict("precision", as_wanted or not_worse, "precision of links", before, after, bound, _told(change))


def segments_gate(model_comparison: ModelComparison, wanted: float) -> GateVerdict:
    """Refuse a loss of precision or recall in any segment, the whole among them; the worst loss is shown.

    Recall counts only against a champion that keeps its promise: links that it should never have made are no loss.
    """
    own = precision_interval(model_comparison, model_comparison.champion)
    keeps_promise = own is not None and own[1] >= wanted
    losses = sorted(_losses(model_comparison, with_recall=keeps_promise), key=lambda loss: loss[1].difference)
    surely = [loss for loss in losses if _is_loss(loss[1], len(losses))]
    shown = (surely or losses)[:1]
    bound = f"loses at most {SEGMENT_LOSS:g}"
    if not shown:
        return GateVerdict("segments", True, "-", None, None, bound, "no segment is large enough")
    name, worst = shown[0]
    more = f"; {len(surely) - 1} more segments lose" if len(surely) > 1 else ""
    return GateVerdict("segments", not surely, name, worst.before, worst.after, bound, _told(worst) + more)


def calibration_gate(model_comparison: ModelComparison) -> GateVerdict:
    """Refuse probabilities that mean less than the champion's and less than probability explains."""
    before, after = model_comparison.champion.ece(), model_comparison.challenger.ece()
    allowed = max(before, model_comparison.challenger.ece_of_probability) + CALIBRATION_LOSS
    told = f"{after - before:+.4f}"
    bound = f"at most {allowed:.4f}"
    return GateVerdict("calibration", after <= allowed, "ECE of best candidates", before, after, bound, told)


def work_gate(model_comparison: ModelComparison) -> GateVerdict:
    """Refuse more work per record than 1.2 times the champion's."""
    before, after = model_comparison.champion.work, model_comparison.challenger.work
    share = after / before if before else 1.0
    bound = f"at most {MOST_WORK:g} times"
    told = f"{share:.2f} times"
    return GateVerdict("work", share <= MOST_WORK, "candidates x trees per record", before, after, bound, told)


def inputs_gate(model_comparison: ModelComparison) -> GateVerdict:
    """Refuse a model that learned without a feature which varies here and varied when the champion learned."""
    lost = sorted((model_comparison.challenger.silent - model_comparison.champion.silent) & model_comparison.varying)
    told = f"constant in training: {', '.join(lost[:5])}" if lost else "none"
    return GateVerdict("inputs", not lost, "features lost", 0, len(lost), "none", told)


def _is_loss(change: RateChange, comparisons: int) -> bool:
    return change.difference < -SEGMENT_LOSS and change.is_worse_among(comparisons)


def _losses(model_comparison: ModelComparison, *, with_recall: bool) -> Iterator[tuple[str, RateChange]]:
    for division, name, part in ((EVERYTHING, "", np.ones(len(model_comparison), np.bool_)), *model_comparison.parts()):
        if part.sum() < LEAST_SEGMENT:
            continue
        where = f"{division}: {name}" if name else division
        changes = {"precision": precision_change(model_comparison, part)}
        if with_recall:
            changes["recall"] = recall_change(model_comparison, part)
        yield from ((f"{figure} of {where}", change) for figure, change in changes.items() if change is not None)


def _told(change: RateChange) -> str:
    low, high = change.interval
    return f"{change.difference:+.4f} ({low:+.4f} to {high:+.4f})"

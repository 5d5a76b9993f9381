"""The gates of a promotion. Pure; each gate is one row of a table.

A promotion is refused on evidence of harm, not for lack of proof: a challenger with the answers of the champion passes
at any size of the golden set.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.runtime.gate_texts import Coded, gate_text
from training.promotion.comparison.comparison import (
    ModelComparison,
    RateChange,
    precision_change,
    precision_interval,
    recall_change,
)

NOT_WORSE_BY = 0.01
"""The lowest end of the interval of a change of precision that counts as "not worse"."""
SEGMENT_LOSS = 0.02
"""Precision or recall that a segment may lose."""
MIN_SEGMENT = 30
"""Records of the smallest segment that is judged."""
CALIBRATION_LOSS = 0.01
"""Calibration error allowed above the champion's, and above that of a calibrated model."""
MAX_WORK = 1.2
EVERYTHING = "all records"
NO_NAMED_SEGMENTS: Mapping[str, float] = {}
MAX_ECE = 0.05
"""Calibration error allowed of a first champion, on records of another population than that of the training."""
MAX_TREE_ROWS = 20_000
"""Candidates x trees of one record: 1.2 ms at 60 ns for a tree and a row."""


@value_class
class GateVerdict:
    """The verdict of one gate: its figure for champion and challenger, and its bound; `told` is by how much."""

    gate: Coded
    passed: bool
    figure: Coded
    champion: float | None
    challenger: float | None
    bound: Coded
    told: Coded

    def shown(self) -> dict[str, Any]:
        """Return the fields with texts in the present language."""
        texts = {name: gate_text(getattr(self, name)) for name in ("gate", "figure", "bound", "told")}
        return asdict(self) | texts

    def row(self) -> tuple[object, ...]:
        gate, passed, *others = self.shown().values()
        return (gate, wording("passed" if passed else "REFUSED"), *others)


COLUMNS = ("gate", "verdict", "figure", "champion", "challenger", "bound", "by how much")


def judge(
    model_comparison: ModelComparison,
    wanted_precision: float,
    allowed: Mapping[str, float] = NO_NAMED_SEGMENTS,
    refit: ModelComparison | None = None,
) -> list[GateVerdict]:
    """Evaluate every gate; the challenger passes when all verdicts have passed.

    `allowed` is what no segment of a column may lose, by column. `refit` compares the challenger with its training
    repeated with another seed, on the same records.
    """
    return [
        precision_gate(model_comparison, wanted_precision),
        segments_gate(model_comparison, wanted_precision, refit=refit),
        *(segments_gate(model_comparison, wanted_precision, named, refit) for named in allowed.items()),
        calibration_gate(model_comparison),
        work_gate(model_comparison),
        inputs_gate(model_comparison),
    ]


def judge_first(model_comparison: ModelComparison, wanted_precision: float) -> list[GateVerdict]:
    """Evaluate every gate on the challenger alone; it passes when all verdicts have passed."""
    return [
        _first_precision_gate(model_comparison, wanted_precision),
        calibration_gate(model_comparison, is_first=True),
        work_gate(model_comparison, is_first=True),
    ]


def _first_precision_gate(model_comparison: ModelComparison, wanted_precision: float) -> GateVerdict:
    """Refuse a precision whose interval lies below the wanted one; a model without links passes."""
    own = precision_interval(model_comparison, model_comparison.challenger)
    precision = model_comparison.precision(model_comparison.challenger)
    by_how_much: Coded = "it links nothing by itself"
    if own is not None and precision is not None:
        by_how_much = {"code": "first", "difference": precision - wanted_precision, "low": own[0], "high": own[1]}
    return GateVerdict(
        gate="precision",
        passed=own is None or own[1] >= wanted_precision,
        figure="precision of links",
        champion=None,
        challenger=precision,
        bound={"code": "reaches", "wanted": wanted_precision},
        told=by_how_much,
    )


def precision_gate(model_comparison: ModelComparison, wanted_precision: float) -> GateVerdict:
    """Refuse a lower precision than the champion's, unless it is as wanted and not surely lower, or surely as wanted.

    A few hundred links cannot prove that a fit drawn anew loses nothing: what is as precise as wanted does no harm.
    """
    change = precision_change(model_comparison)
    before, after = map(model_comparison.precision, model_comparison.sides)
    if change is None:
        passed = before is None or after is not None
        by_how_much: Coded = "no links to compare" if passed else "it links nothing"
    else:
        own = precision_interval(model_comparison, model_comparison.challenger)
        as_wanted = own is not None and own[0] >= wanted_precision
        does_no_harm = change.after >= wanted_precision or change.interval[0] >= -NOT_WORSE_BY
        passed = as_wanted or (does_no_harm and not change.is_surely_worse)
        by_how_much = change.coded("change_surely" if as_wanted else "change", wanted=wanted_precision)
    return GateVerdict(
        gate="precision",
        passed=passed,
        figure="precision of links",
        champion=before,
        challenger=after,
        bound={"code": "wanted_or_not_worse", "wanted": wanted_precision, "not_worse_by": NOT_WORSE_BY},
        told=by_how_much,
    )


def segments_gate(
    model_comparison: ModelComparison,
    wanted_precision: float,
    named: tuple[str, float] | None = None,
    refit: ModelComparison | None = None,
) -> GateVerdict:
    """Refuse a loss of precision or recall in any segment or on all records; the verdict shows the worst loss.

    With `named` only the segments of that column count, each of which may lose as much as is named.

    Recall counts only against a champion of the wanted precision: links below it are no loss. Recall that another seed
    would change as much is no loss either.
    """
    own = precision_interval(model_comparison, model_comparison.champion)
    has_precision = own is not None and own[1] >= wanted_precision
    division, allowed = named or (None, SEGMENT_LOSS)
    parts = _losses(model_comparison, division, refit, with_recall=has_precision)
    losses = sorted(parts, key=lambda loss: loss[1].difference)
    certain = [
        (name, change) for name, change in losses if change.difference < -allowed and change.is_worse_among(len(losses))
    ]
    shown = (certain or losses)[:1]
    return GateVerdict(
        gate="segments" if division is None else {"code": "segments_of", "division": division},
        passed=not certain,
        figure=shown[0][0] if shown else "-",
        champion=shown[0][1].before if shown else None,
        challenger=shown[0][1].after if shown else None,
        bound={"code": "loses_at_most", "allowed": allowed},
        told=_loss_told(shown[0][1], len(certain), allowed) if shown else "no segment is large enough",
    )


def calibration_gate(model_comparison: ModelComparison, *, is_first: bool = False) -> GateVerdict:
    """Refuse a calibration error above the champion's and above that of a calibrated model.

    For a first champion the allowed error stands in the place of the champion's.
    """
    before = None if is_first else model_comparison.champion.ece
    after = model_comparison.challenger.ece
    least = MAX_ECE if before is None else before
    allowed = max(least, model_comparison.challenger.ece_of_probability) + CALIBRATION_LOSS
    return GateVerdict(
        gate="calibration",
        passed=after <= allowed,
        figure="ECE of best candidates",
        champion=before,
        challenger=after,
        bound={"code": "at_most", "allowed": allowed},
        told={"code": "above", "value": after - allowed},
    )


def work_gate(model_comparison: ModelComparison, *, is_first: bool = False) -> GateVerdict:
    """Refuse more work per record than 1.2 times the champion's that is too slow for a request; at first the latter."""
    before = None if is_first else model_comparison.champion.work
    after = model_comparison.challenger.work
    share = after / MAX_TREE_ROWS if before is None else after / before if before else 1.0
    return GateVerdict(
        gate="work",
        passed=after <= MAX_TREE_ROWS or (not is_first and share <= MAX_WORK),
        figure="candidates x trees per record",
        champion=before,
        challenger=after,
        bound={
            "code": "at_most_rows" if is_first else "at_most_rows_or_times",
            "rows": MAX_TREE_ROWS,
            "times": MAX_WORK,
        },
        told={"code": "share" if is_first else "times", "share": share},
    )


def inputs_gate(model_comparison: ModelComparison) -> GateVerdict:
    """Refuse a training with a constant feature that varies here and varied in the champion's training."""
    lost = sorted((model_comparison.challenger.silent - model_comparison.champion.silent) & model_comparison.varying)
    return GateVerdict(
        gate="inputs",
        passed=not lost,
        figure="features lost",
        champion=0,
        challenger=len(lost),
        bound="none",
        told={"code": "constant", "lost": ", ".join(lost[:5])} if lost else "none",
    )


def _losses(
    model_comparison: ModelComparison, only: str | None, refit: ModelComparison | None, *, with_recall: bool
) -> Iterator[tuple[Coded, RateChange]]:
    for division, name, part in ((EVERYTHING, "", np.ones(len(model_comparison), np.bool_)), *model_comparison.parts()):
        if part.sum() < MIN_SEGMENT or only not in {None, division}:
            continue
        changes = {"precision": precision_change(model_comparison, part)}
        if with_recall:
            change = recall_change(model_comparison, part)
            again = None if refit is None else recall_change(refit, part)
            changes["recall"] = (
                change if change is None or again is None else replace(change, refit=abs(again.difference))
            )
        for figure, change in changes.items():
            if change is not None:
                named: Coded = {"code": f"{figure}_of", "division": division, "name": name}
                yield named if name else f"{figure} of {division}", change


def _loss_told(change: RateChange, certain: int, allowed: float) -> Coded:
    """Return the worst loss with what decides on it: how many segments surely lose."""
    if not certain and change.difference < -allowed:
        return change.coded("change_of_noise")
    return change.coded("change_among" if certain > 1 else "change", more=certain - 1)

"""The page of a model comparison: curves, segments, changed pairs, and the worst new errors."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import jinja2
import numpy as np
from markupsafe import Markup

from data.labels.links import LinkDecision
from data.tables.atomic import replacing
from training.evaluation.metrics import curve, reliability
from training.evaluation.report.drawing import MUTED, RIGHT, TEMPLATES, draw, rows_of
from training.promotion.comparison.comparison import ComparedSide, ModelComparison, precision_change, recall_change
from training.promotion.comparison.model_diff import BadgeChange, change_of
from training.promotion.gates import COLUMNS, GateVerdict

CHAMPION, CHALLENGER = "champion", "challenger"
RIGHT_SIDE = {(True, True): "both", (True, False): CHAMPION, (False, True): CHALLENGER, (False, False): "neither"}
CURVE_POINTS = 300
SHOWN = 15
LEAST_SEGMENT = 30
SEGMENT_WIDTH = 210
LARGE = 100


@dataclass(frozen=True, slots=True)
class Picture:
    """One chart with its heading and one sentence on how to read it."""

    title: str
    caption: str
    svg: Markup


def write_versus(path: Path, model_comparison: ModelComparison, verdicts: Sequence[GateVerdict]) -> None:
    """Write the page whole or not at all; it holds ids, no field values."""
    with replacing(path) as beside:
        beside.write_text(render_versus(model_comparison, verdicts), encoding="utf-8")


def render_versus(model_comparison: ModelComparison, verdicts: Sequence[GateVerdict]) -> str:
    """Return the page as text; everything in it is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined
    )
    changes = changed_pairs(model_comparison)
    return environment.get_template("versus.html.j2").render(
        champion=model_comparison.champion.name,
        challenger=model_comparison.challenger.name,
        records=len(model_comparison),
        pictures=[curves(model_comparison), reliabilities(model_comparison), segments(model_comparison)],
        columns=COLUMNS,
        verdicts=[[_cell(value) for value in one.row()] for one in verdicts],
        changes=[(change.value, count) for change, count in count_changes(model_comparison)],
        pairs=changes[:SHOWN],
        errors=new_errors(model_comparison)[:SHOWN],
    )


def curves(model_comparison: ModelComparison) -> Picture:
    """Draw precision over recall of both sides."""
    rows = [
        {"model": name, "recall": float(points.recall[i]), "precision": float(points.precision[i])}
        for name, side in _sides(model_comparison)
        for points in [
            curve(side.probability[side.found], side.right[side.found], int(model_comparison.answerable.sum()))
        ]
        for i in np.unique(np.linspace(0, len(points.recall) - 1, CURVE_POINTS).astype(int)).tolist()
    ]
    lowest = min((float(str(row["precision"])) for row in rows), default=0.0)
    y = alt.Y("precision:Q", scale=alt.Scale(domain=[max(0.0, lowest - 0.02), 1], clamp=True))
    chart = alt.Chart(rows_of(rows)).mark_line(strokeWidth=2).encode(x="recall:Q", y=y, color=_colour())
    return Picture("Precision and recall", "Further up and to the right is better.", draw(_sized(chart)))


def reliabilities(model_comparison: ModelComparison) -> Picture:
    """Draw the share of right candidates over the predicted probability."""
    rows = [
        {"model": name, "predicted": float(predicted), "right": float(share)}
        for name, side in _sides(model_comparison)
        for bins in [reliability(side.probability[side.found], side.right[side.found])]
        for predicted, share in zip(bins.probability, bins.share_right, strict=True)
    ]
    base = alt.Chart(rows_of(rows)).encode(x="predicted:Q", y="right:Q", color=_colour())
    even = alt.Chart(rows_of([{"a": 0, "b": 0}, {"a": 1, "b": 1}])).mark_line(strokeDash=[4, 4], color=MUTED)
    line = even.encode(x=alt.X("a:Q", title="predicted probability"), y=alt.Y("b:Q", title="share that is right"))
    chart = alt.layer(line, base.mark_point(filled=True, size=70))
    caption = "A calibrated model lies on the dashed line."
    return Picture("Does a probability mean what it says?", caption, draw(_sized(chart)))


def segments(model_comparison: ModelComparison) -> Picture:
    """Draw the change of precision and recall in each segment of 30 or more records, with 95 % intervals."""
    rows = []
    for division, name, part in model_comparison.parts():
        if part.sum() < LEAST_SEGMENT:
            continue
        for figure, change in (
            ("precision", precision_change(model_comparison, part)),
            ("recall", recall_change(model_comparison, part)),
        ):
            if change is not None:
                low, high = change.interval
                rows.append({"segment": f"{division}: {name}", "figure": figure, "change": change.difference,
                             "low": low, "high": high})  # fmt: skip
    axis = alt.Axis(labelLimit=SEGMENT_WIDTH, minExtent=SEGMENT_WIDTH)
    base = alt.Chart().encode(y=alt.Y("segment:N", title=None, axis=axis))
    left = alt.X("low:Q", title="change")
    whiskers = base.mark_rule(color=MUTED, strokeWidth=4, opacity=0.4).encode(x=left, x2="high:Q")
    dots = base.mark_point(filled=True, size=60, color=RIGHT, opacity=1).encode(x="change:Q")
    zero = alt.Chart().mark_rule(color=MUTED).encode(x=alt.datum(0.0))
    panel = alt.layer(zero, whiskers, dots, data=rows_of(rows)).properties(width=320)
    chart = panel.facet(column=alt.Column("figure:N", title=None))
    return Picture("By segment", "Left of 0 the challenger is worse; lines are 95 % intervals.", draw(chart))


def count_changes(model_comparison: ModelComparison) -> list[tuple[BadgeChange, int]]:
    """Count the changes of badges."""
    found = [
        change_of(a, b) for a, b in zip(model_comparison.champion.links, model_comparison.challenger.links, strict=True)
    ]
    return [(change, found.count(change)) for change in BadgeChange]


def changed_pairs(model_comparison: ModelComparison) -> list[tuple[str, str, str, str, float, float, str]]:
    """Return (record, change, before, after, p before, p after, right side) by falling probability."""
    rows = []
    for i, (before, after) in enumerate(
        zip(model_comparison.champion.links, model_comparison.challenger.links, strict=True)
    ):
        change = change_of(before, after)
        if change in {BadgeChange.APPEARS, BadgeChange.MOVES, BadgeChange.VANISHES}:
            who = RIGHT_SIDE[bool(model_comparison.champion.right[i]), bool(model_comparison.challenger.right[i])]
            rows.append((before.crm_id, change.value, before.candidate_id or "-", after.candidate_id or "-",
                         before.probability, after.probability, who))  # fmt: skip
    return sorted(rows, key=lambda row: (-max(row[4], row[5]), row[0]))


def new_errors(model_comparison: ModelComparison) -> list[tuple[str, str, float, str]]:
    """Return (record, wrong profile, probability, reasons) of wrong links that the champion does not make."""
    champion, challenger = model_comparison.champion, model_comparison.challenger
    wrong = challenger.linked & ~challenger.right
    rows = []
    for i in np.flatnonzero(wrong).tolist():
        before, after = champion.links[i], challenger.links[i]
        if before.decision != LinkDecision.LINKED or before.candidate_id != after.candidate_id:
            rows.append((after.crm_id, after.candidate_id or "-", after.probability, "; ".join(after.reasons)))
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def _sides(model_comparison: ModelComparison) -> list[tuple[str, ComparedSide]]:
    return [(CHAMPION, model_comparison.champion), (CHALLENGER, model_comparison.challenger)]


def _colour() -> alt.Color:
    return alt.Color("model:N", title=None, scale=alt.Scale(domain=[CHAMPION, CHALLENGER], range=[MUTED, RIGHT]))


def _sized(chart: Any) -> Any:
    return chart.properties(width=430, height=280)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if not isinstance(value, float):
        return str(value)
    return f"{value:.4f}" if abs(value) < LARGE else f"{value:,.0f}"

"""Plots of quality: by set, by labels, broken precision guarantees."""

from typing import Any

import altair as alt

from training.bench.plots.panels import WIDTH, Plot, drawn, named_rows
from training.bench.plots.vega import draw, rows_of
from training.bench.results import BenchTable, Row
from training.evaluation.report.picture import ACCENT, MUTED, RIGHT


def sets_plot(table: BenchTable) -> Plot | None:
    """Draw the best F1 of every set with its interval, and the precision of its links."""
    if "best_f1" not in table.columns:
        return None
    rows = [_set_row(row) for row in table.rows if row["best_f1"] is not None]
    lowest = min([0.9, *(float(value) for row in rows for value in row.values() if isinstance(value, float))])
    scale = alt.Scale(domain=[lowest, 1], nice=False)
    x = alt.X("best_f1:Q", title="best F1, and precision of linked", scale=scale)
    y = named_rows("set", rows, 170)
    base = alt.Chart(rows_of(rows)).encode(y=y)
    bars = base.mark_rule(color=RIGHT, strokeWidth=6, opacity=0.35).encode(x=alt.X("low:Q", scale=scale), x2="high:Q")
    dots = base.mark_point(filled=True, size=90, color=RIGHT, opacity=1).encode(x=x)
    precise = base.mark_tick(color=ACCENT, thickness=2, height=18).encode(x=alt.X("precision:Q", scale=scale))
    caption = "Dots: best F1 with its 95 % interval. Vertical strokes: the precision of the links (wanted: 0.99)."
    return Plot(table.title, caption, drawn(alt.layer(bars, dots, precise), len(rows)))


def labels_plot(table: BenchTable) -> Plot | None:
    """Draw the best F1 of every set against the number of labelled records."""
    counts = [name for name in table.columns if name.endswith("_labels")]
    rows = [
        {"set": row["set"], "labels": name.removesuffix("_labels"), "best_f1": float(str(row[name]).split(" ")[0])}
        for row in table.rows
        for name in counts
        if row[name] is not None
    ]
    if not rows:
        return None
    order = [name.removesuffix("_labels") for name in counts]
    x = alt.X("labels:N", title="labelled records", sort=order, axis=alt.Axis(labelAngle=0))
    y = alt.Y("best_f1:Q", title="best F1", scale=alt.Scale(zero=False))
    base = alt.Chart(rows_of(rows)).encode(x=x, y=y, color=alt.Color("set:N", title=None))
    chart = alt.layer(base.mark_line(), base.mark_point(filled=True, size=80, opacity=1))
    return Plot(table.title, "Means over the seeds; the base model of each set was made without it.", drawn(chart, 9))


def guarantee_plot(table: BenchTable) -> Plot | None:
    """Draw the share of broken guarantees of every set, beside thresholds that only aim at the precision."""
    rows = [
        {"set": row["judged_on"], "one in": str(row["one_wrong_in"]), "thresholds": name, "share": row[column]}
        for row in table.rows
        for name, column in (("guaranteed", "share_broken"), ("aimed at", "share_aimed_broken"))
    ]
    order = list(dict.fromkeys(str(row["one in"]) for row in rows))
    x = alt.X("one in:N", title="at most one wrong in", sort=order, axis=alt.Axis(labelAngle=0))
    y = alt.Y("share:Q", title="broken, of 200 splits", axis=alt.Axis(format="%"))
    colour = alt.Color(
        "thresholds:N", title=None, scale=alt.Scale(domain=["guaranteed", "aimed at"], range=[RIGHT, MUTED])
    )
    data = rows_of(rows)
    dots = alt.Chart().mark_point(filled=True, size=70, opacity=1).encode(x=x, y=y, color=colour)
    stated = alt.Chart().mark_rule(color=ACCENT, strokeDash=[4, 3]).encode(y=alt.datum(0.05))
    panel = alt.layer(dots, stated, data=data).properties(width=WIDTH // 4, height=150)
    caption = "Dashed: the stated 5 %. Thresholds that only aim at a precision miss it more often."
    return Plot(table.title, caption, draw(panel.facet(alt.Facet("set:N", title=None, sort=None), columns=3)))


def _set_row(row: Row) -> dict[str, Any]:
    low, _, high = str(row["best_f1_95"]).partition("-")
    shown = {"set": row["set"], "best_f1": row["best_f1"], "precision": row["linked_precision"]}
    return shown | {"low": float(low), "high": float(high)}

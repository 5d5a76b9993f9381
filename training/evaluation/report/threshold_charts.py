"""The charts of a table of thresholds: precision over the wanted one, and what comes of the records."""

import altair as alt
from markupsafe import Markup

from training.evaluation.report.drawing import ACCENT, MUTED, NOBODY, RIGHT, draw, rows_of
from training.evaluation.thresholds import ThresholdTable

WIDTH, HEIGHT = 430, 250
PARTS = ("links", "review", "neither")
COLOURS = (RIGHT, ACCENT, NOBODY)
ORDER = {part: at for at, part in enumerate(PARTS)}


def precision_chart(table: ThresholdTable) -> Markup:
    """Draw the measured precision of each level with its interval; a dash marks what is wanted, if the axis has it."""
    rows = [
        {"wanted": f"{one.wanted:g}", "goal": one.wanted, "precision": one.precision, "low": low, "high": high}
        for one in table.levels
        if one.precision is not None and one.precision_interval is not None
        for low, high in [one.precision_interval]
    ]
    lowest = min([row["low"] for row in rows if isinstance(row["low"], float)], default=0.9)
    bottom = max(0.0, lowest - 0.01)
    scale = alt.Scale(domain=[bottom, 1], nice=False)
    y = alt.Y("precision:Q", title="precision: share of the links that are right", scale=scale)
    base = alt.Chart(rows_of(rows)).encode(
        x=alt.X("wanted:N", title="wanted precision", sort=None, axis=alt.Axis(labelAngle=0))
    )
    bars = base.mark_rule(color=RIGHT, strokeWidth=2, opacity=0.55).encode(y=alt.Y("low:Q", scale=scale), y2="high:Q")
    dots = base.mark_point(filled=True, size=80, color=RIGHT, opacity=1).encode(y=y)
    wanted = alt.Chart(rows_of([row for row in rows if float(str(row["goal"])) >= bottom]))
    goals = (
        wanted.encode(x=alt.X("wanted:N", sort=None))
        .mark_tick(color=MUTED, thickness=2, width=26)
        .encode(y=alt.Y("goal:Q", scale=scale))
    )
    return draw(alt.layer(bars, dots, goals).properties(width=WIDTH, height=HEIGHT))


def outcome_chart(table: ThresholdTable) -> Markup:
    """Draw how many records each level links, reviews, and leaves."""
    rows = [
        {"wanted": f"{one.wanted:g}", "records": count, "part": part, "order": ORDER[part]}
        for one in table.levels
        for part, count in zip(PARTS, (one.links, one.review, table.records - one.links - one.review), strict=True)
    ]
    bars = alt.Chart(rows_of(rows)).mark_bar(height=18)
    x = alt.X("records:Q", title="records", axis=alt.Axis(tickCount=5, format="~s"))
    colour = alt.Color("part:N", scale=alt.Scale(domain=list(PARTS), range=list(COLOURS)), title=None)
    bars = bars.encode(x=x, y=alt.Y("wanted:N", title="wanted precision", sort=None), color=colour, order="order:Q")
    return draw(bars.properties(width=WIDTH, height=alt.Step(32)))

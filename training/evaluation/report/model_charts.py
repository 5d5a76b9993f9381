"""The charts of the models: match weights of the levels, gains of the features."""

from collections.abc import Sequence

import altair as alt
from markupsafe import Markup

from training.evaluation.report.drawing import INK, RIGHT, WRONG, draw, rows_of
from training.evaluation.report.model import FeatureGain, LevelWeight

WIDTH, NAMES_WIDTH = 620, 330
LABEL = "slice(datum.label, indexof(datum.label, '|') + 1)"
"""The name of a level without its number, which keeps two levels of one name apart."""


def weights_chart(weights: Sequence[LevelWeight]) -> Markup:
    """Draw log2(m/u) of every level of every comparison: positive weights favour a match."""
    values = [weight.weight for weight in weights]
    scale = alt.Scale(domain=[min([0.0, *values]) * 1.08, max([1.0, *values]) * 1.12], nice=False)
    comparisons = list(dict.fromkeys(weight.comparison for weight in weights))
    panels = []
    for comparison in comparisons:
        last = comparison == comparisons[-1]
        title = "match weight, log2(m / u)" if last else None
        x = alt.X("weight:Q", title=title, scale=scale, axis=alt.Axis(labels=last, ticks=last, domain=last))
        rows = [
            {
                "level": f"{at}|{weight.level}",
                "weight": round(weight.weight, 3),
                "end": max(weight.weight, 0.0),
            }
            for at, weight in enumerate(weights)
            if weight.comparison == comparison
        ]
        base = alt.Chart(rows_of(rows)).encode(y=alt.Y("level:N", sort=None, axis=_names(LABEL)))
        colour = alt.condition(alt.datum.weight > 0, alt.value(RIGHT), alt.value(WRONG))
        bars = base.mark_bar(height=12).encode(x=x, color=colour)
        numbers = base.mark_text(align="left", dx=5, fontSize=11)
        numbers = numbers.encode(x=alt.X("end:Q"), text=alt.Text("weight:Q", format="+.1f"))
        heading = alt.TitleParams(comparison, anchor="start", color=INK, fontSize=12)
        panels.append(alt.layer(bars, numbers).properties(width=WIDTH, height=alt.Step(18), title=heading))
    return draw(alt.vconcat(*panels, spacing=4))


def gains_chart(gains: Sequence[FeatureGain]) -> Markup:
    """Draw each feature's share of all gain in the trees."""
    rows = [{"feature": gain.name.partition("@")[0].replace("_", " "), "share": round(gain.share, 5)} for gain in gains]
    x = alt.X("share:Q", title="share of the gain of all splits", axis=alt.Axis(format="%", tickCount=5))
    base = alt.Chart(rows_of(rows)).encode(x=x, y=alt.Y("feature:N", sort=None, axis=_names()))
    numbers = base.mark_text(align="left", dx=5, fontSize=11).encode(text=alt.Text("share:Q", format=".1%"))
    bars = base.mark_bar(color=RIGHT, height=12)
    return draw(alt.layer(bars, numbers).properties(width=WIDTH, height=alt.Step(18)))


def _names(label: str = "datum.label") -> alt.Axis:
    return alt.Axis(
        title=None,
        labelLimit=NAMES_WIDTH,
        labelExpr=label,
        domain=False,
        ticks=False,
        minExtent=NAMES_WIDTH,
    )

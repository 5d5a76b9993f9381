"""Charts of the probabilities: precision and recall, reliability, histograms."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
from markupsafe import Markup

from features.schema.array_types import Floats
from training.evaluation.judged import JudgedLinks
from training.evaluation.metrics import BINS, Curve
from training.evaluation.report.drawing import ACCENT, CARD, MUTED, NOBODY, RIGHT, UNIT, WRONG, draw, rows_of

WIDTH, HEIGHT, WIDE_WIDTH, PANEL_HEIGHT = 430, 290, 970, 78
CURVE_POINTS = 400
HISTOGRAM_BINS = 50
OUTCOMES = ("right", "wrong", "nobody")
OUTCOME_COLOURS = (RIGHT, WRONG, NOBODY)
Mark = tuple[str, float, float]
"""A marked point of the curve: its name, recall, precision."""


def curve_chart(points: Curve, marks: Sequence[Mark]) -> Markup:
    """Draw precision over recall with marked points; the precision axis begins below the lowest of them."""
    lowest = min((mark[2] for mark in marks), default=0.0)
    bottom = max(0.0, float(np.floor(lowest * 20 - 0.5) / 20))
    axis = alt.Axis(tickCount=6, format=".2~f")
    x = alt.X("recall:Q", title="recall: share of the matches that are linked", scale=UNIT, axis=axis)
    y_scale = alt.Scale(domain=[bottom, 1], clamp=True)
    y = alt.Y("precision:Q", title="precision: share of the links that are right", scale=y_scale, axis=axis)
    line = alt.Chart(rows_of(_curve_rows(points))).encode(x=x, y=y)
    named = [
        {
            "recall": recall,
            "precision": precision,
            "name": name,
            "place": bottom + (1 - bottom) * (0.38 - 0.1 * at),
        }
        for at, (name, recall, precision) in enumerate(marks)
    ]
    base = alt.Chart(rows_of(named)).encode(x=x)
    dots = base.mark_point(filled=True, size=85, color=ACCENT, opacity=1, stroke=CARD, strokeWidth=1.5)
    leads = base.mark_rule(color=MUTED, strokeWidth=1, strokeDash=[2, 2])
    texts = base.mark_text(align="right", dx=-6, fontWeight=500)
    height = alt.Y("place:Q", scale=y_scale)
    layers = [
        leads.encode(y=y, y2="place:Q"),
        line.mark_line(color=RIGHT, strokeWidth=2.5, clip=True),
        dots.encode(y=y),
        texts.encode(y=height, text="name:N"),
    ]
    return draw(alt.layer(*layers).properties(width=WIDTH, height=HEIGHT))


def reliability_chart(judged: JudgedLinks) -> Markup:
    """Draw the share of right candidates by probability, in bins of equal width, with 95 % Wilson intervals."""
    rows = _reliability_rows(judged)
    axis = alt.Axis(tickCount=6, format=".2~f")
    x = alt.X("probability:Q", title="predicted probability", scale=UNIT, axis=axis)
    y = alt.Y("share:Q", title="share that is right", scale=UNIT, axis=axis)
    diagonal = (
        alt.Chart(rows_of([{"probability": 0, "share": 0}, {"probability": 1, "share": 1}]))
        .mark_line(color=MUTED, strokeDash=[4, 4], strokeWidth=1)
        .encode(x=x, y=y)
    )
    base = alt.Chart(rows_of(rows))
    bars = base.mark_rule(color=RIGHT, strokeWidth=2, opacity=0.55)
    bars = bars.encode(x=x, y=alt.Y("low:Q", scale=UNIT), y2="high:Q")
    size = alt.Size("count:Q", scale=alt.Scale(type="sqrt", range=[40, 420]), legend=None)
    dots = base.mark_point(filled=True, color=RIGHT, opacity=1).encode(x=x, y=y, size=size)
    return draw(alt.layer(diagonal, bars, dots).properties(width=WIDTH, height=HEIGHT))


def histogram_chart(judged: JudgedLinks, threshold: float | None) -> Markup:
    """Draw a histogram of the best candidates' probabilities for each outcome, each on its own scale."""
    found = judged.has_candidate
    masks = (found & judged.right, found & judged.answerable & ~judged.right, found & ~judged.answerable)
    shown = [outcome for outcome in zip(OUTCOMES, OUTCOME_COLOURS, masks, strict=True) if outcome[2].any()]
    panels = [
        _histogram(judged.probability[mask], name, colour, threshold, last=at == len(shown) - 1)
        for at, (name, colour, mask) in enumerate(shown)
    ]
    return draw(alt.vconcat(*panels, spacing=8))


def _histogram(probability: Floats, name: str, colour: str, threshold: float | None, *, last: bool) -> Any:
    axis = alt.Axis(labels=last, ticks=last, grid=False, tickCount=6, format=".2~f")
    title = "probability of the best candidate" if last else None
    x = alt.X("from:Q", bin="binned", title=title, axis=axis, scale=UNIT)
    y = alt.Y("records:Q", title=name, axis=alt.Axis(tickCount=3, format="~s", minExtent=34))
    bars = alt.Chart(rows_of(_histogram_rows(probability))).mark_bar(color=colour).encode(x, y, x2="to:Q")
    marked = [] if threshold is None else [{"at": threshold}]
    rule = alt.Chart(rows_of(marked)).mark_rule(color=ACCENT, strokeDash=[4, 3], strokeWidth=1.5)
    layers = alt.layer(bars, rule.encode(x=alt.X("at:Q")))
    return layers.properties(width=WIDE_WIDTH, height=PANEL_HEIGHT)


def _histogram_rows(probability: Floats) -> list[dict[str, float]]:
    counts, edges = np.histogram(probability, np.linspace(0, 1, HISTOGRAM_BINS + 1))
    bounds = zip(edges[:-1].tolist(), edges[1:].tolist(), counts.tolist(), strict=True)
    return [{"from": low, "to": high, "records": count} for low, high, count in bounds]


def _curve_rows(points: Curve) -> list[dict[str, float]]:
    n_points = len(points.threshold)
    kept = np.unique(np.linspace(0, n_points - 1, min(CURVE_POINTS, n_points)).round().astype(np.int64))
    pairs = zip(points.recall[kept].tolist(), points.precision[kept].tolist(), strict=True)
    return [{"recall": round(recall, 5), "precision": round(precision, 5)} for recall, precision in pairs]


def _reliability_rows(judged: JudgedLinks) -> list[dict[str, float]]:
    score, right = judged.probability[judged.has_candidate], judged.right[judged.has_candidate]
    bins = np.minimum((score * BINS).astype(np.int64), BINS - 1)
    rows = []
    for at in np.unique(bins).tolist():
        chosen = bins == at
        count, share = int(chosen.sum()), float(right[chosen].mean())
        low, high = wilson_interval(share, count)
        predicted = float(score[chosen].mean())
        rows.append({"probability": predicted, "share": share, "low": low, "high": high, "count": float(count)})
    return rows


def wilson_interval(share: float, count: int, z: float = 1.96) -> tuple[float, float]:
    """Return the score interval of a share (Wilson, JASA 22, 1927)."""
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z / (1 + z * z / count) * float(np.sqrt(share * (1 - share) / count + z * z / (4 * count * count)))
    return max(0.0, centre - half), min(1.0, centre + half)

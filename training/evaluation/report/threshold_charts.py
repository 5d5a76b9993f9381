"""The charts of thresholds and of blocking rules; tables on the same page have the figures."""

from collections.abc import Sequence

from serving.drawing.panel import NumberAxis, plain
from serving.drawing.rows import BarPart, BarRow, draw_rows
from serving.drawing.svg import Titled, line, picture, text
from training.evaluation.blocking import BlockingAnalysis, RuleUse
from training.evaluation.report.charts import HEIGHT, WIDTH, square
from training.evaluation.report.picture import ACCENT, MUTED, NOBODY, RIGHT, DrawnChart
from training.evaluation.thresholds import ThresholdTable

PARTS = ("links", "review", "neither")
COLOURS = (RIGHT, ACCENT, NOBODY)
HALF_DASH = 13.0


def precision_chart(table: ThresholdTable) -> DrawnChart:
    """Draw the measured precision of each level with its interval; a dash marks what is wanted, if the axis has it."""
    rows = [
        (one.wanted, one.precision, *one.precision_interval)
        for one in table.levels
        if one.precision is not None and one.precision_interval is not None
    ]
    bottom = max(0.0, min([low for _, _, low, _ in rows], default=0.9) - 0.01)
    panel = square(
        NumberAxis("", 0, len(rows), 0), NumberAxis("precision: share of the links that are right", bottom, 1)
    )
    parts = [*panel.frame(marks_across=False)]
    for at, (wanted, precision, low, high) in enumerate(rows):
        middle = at + 0.5
        parts.append(panel.whisker(middle, low, high, RIGHT))
        parts.append(panel.dot(middle, precision, 5, RIGHT))
        parts.append(text(panel.x(middle), panel.bottom + 16, f"{wanted:g}", text_anchor="middle", fill=MUTED))
        if wanted >= bottom:
            x, y = panel.x(middle), panel.y(wanted)
            parts.append(line((x - HALF_DASH, y), (x + HALF_DASH, y), stroke=MUTED, stroke_width="2"))
    parts.append(text(panel.left + panel.width, panel.bottom + 34, "wanted precision", text_anchor="end"))
    titled = Titled("levels", "Precision at each level", "Dots with intervals, and dashes for what is wanted.")
    return DrawnChart(picture(titled, WIDTH, HEIGHT, parts))


def outcome_chart(table: ThresholdTable) -> DrawnChart:
    """Draw how many records each level links, reviews, and leaves."""
    rows = []
    for one in table.levels:
        ends = (0, one.links, one.links + one.review, table.records)
        parts = [BarPart(begin, end, colour) for begin, end, colour in zip(ends, ends[1:], COLOURS, strict=False)]
        rows.append(BarRow(f"wanted {one.wanted:g}", parts))
    axis = NumberAxis("records", 0, max(table.records, 1), 5, plain)
    titled = Titled("outcomes", "What comes of the records", "Bars of links, reviews and the others for each level.")
    return DrawnChart(draw_rows(titled, axis, rows, list(zip(PARTS, COLOURS, strict=True))))


FAINT = 0.4


def blocking_charts(analysis: BlockingAnalysis) -> list[str]:
    """Draw a bar a rule for its right profiles, where they are known, and one for its candidates per record."""
    costs = _bars(
        "costs", "candidates a record", NOBODY, [(use, use.candidates, use.only_candidates) for use in analysis.by_use]
    )
    if analysis.found is None:
        return [costs]
    found = [(use, float(use.found or 0), float(use.only or 0)) for use in analysis.by_use]
    return [_bars("found", "records whose right profile it found", RIGHT, found), costs]


def _bars(key: str, title: str, colour: str, uses: Sequence[tuple[RuleUse, float, float]]) -> str:
    most = max([1e-9, *(whole for _, whole, _ in uses)])
    rows = [
        BarRow(use.how, (BarPart(0, whole, colour, FAINT), BarPart(0, own, colour)), f"{whole:,.4g}")
        for use, whole, own in uses
    ]
    titled = Titled(f"blocking-{key}", title.capitalize(), "A bar a rule; its dark part is found by no other rule.")
    return draw_rows(titled, NumberAxis(title, 0, most), rows)

"""The charts of the blocking rules: what each finds, and what it costs; the page's table has their figures."""

from collections.abc import Sequence

from serving.drawing.panel import NumberAxis
from serving.drawing.rows import BarPart, BarRow, draw_rows
from serving.drawing.svg import Titled
from training.evaluation.blocking import BlockingAnalysis, RuleUse
from training.evaluation.report.picture import NOBODY, RIGHT

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

"""The charts of benches, drawn by Vega: fonts, colours and SVG output."""

import re
from collections.abc import Sequence
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

from training.evaluation.report.picture import GRID, INK, MUTED

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
CONFIG: dict[str, Any] = {
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "aria": False,
    "axis": {
        "labelColor": MUTED, "titleColor": INK, "domainColor": GRID, "tickColor": GRID, "gridColor": GRID,
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 500, "titlePadding": 10,
    },
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12},
    "title": {"color": INK, "fontSize": 13, "fontWeight": 600, "anchor": "start"},
    "header": {"labelColor": INK, "labelFontSize": 12},
    "text": {"color": INK, "fontSize": 12},
}  # fmt: skip


def rows_of(rows: Sequence[Any]) -> Any:
    """Return rows as the data of a chart."""
    return alt.InlineData(values=list(rows))


def draw(chart: Any) -> Markup:
    """Return a chart as an SVG element without external references; Vega escapes its texts."""
    spec = chart.properties(padding={"left": 4, "right": 14, "top": 6, "bottom": 4}).to_dict()
    spec["config"] = CONFIG
    svg: str = vl_convert.vegalite_to_svg(spec)
    return Markup(re.sub(r' xmlns(:xlink)?="[^"]*"', "", svg))

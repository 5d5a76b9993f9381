"""Colours, fonts and SVG output that all charts of reports share.

Colours are CSS variables of the page, so that one SVG fits the light and the dark scheme.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif"
RIGHT, WRONG, NOBODY, ACCENT = "var(--right)", "var(--wrong)", "var(--nobody)", "var(--accent)"
INK, MUTED, GRID, CARD = "var(--ink)", "var(--muted)", "var(--grid)", "var(--card)"
UNIT = alt.Scale(domain=[0, 1], nice=False)
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


def as_picture(svg: str, style: str) -> str:
    """Return a drawn chart as an SVG document of its own, on a card, in the light colours of the report's `style`.

    A viewer of pictures resolves no CSS variable of a page, so each is replaced by its colour.
    """
    [light] = re.findall(r"^:root\{([^}]*)\}", style, re.MULTILINE)
    colours = dict(re.findall(r"--(\w+):([^;]+)", light))
    plain = re.sub(r"var\(--(\w+)\)", lambda found: colours[found[1]], svg)
    card = f'<rect width="100%" height="100%" fill="{colours["card"]}"/>'
    start, rest = re.match(r"(<svg [^>]*>)(.*)", plain, re.DOTALL).groups()  # type: ignore[union-attr]
    return start.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) + card + rest

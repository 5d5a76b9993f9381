"""Lines over a common axis as SVG, with bands for their intervals and a mark where a threshold stands."""

from collections.abc import Iterator, Sequence

from features.schema.value_class import value_class
from serving.drawing.panel import NumberAxis, Panel
from serving.drawing.svg import GRID, INK, MUTED, Titled, bar, element, line, picture, text

WIDTH = 860.0
HEIGHT = 320.0
LEFT = 48.0
RIGHT_EDGE = 848.0
TOP = 14.0
BOTTOM = 282.0
LONGEST_BAR = 460.0
_STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)


@value_class
class DrawnPoint:
    """A point with the interval around its height."""

    x: float
    y: float
    low: float
    high: float


@value_class
class DrawnCurve:
    """A named line; `dash` tells it from others where colours do not."""

    name: str
    colour: str
    points: Sequence[DrawnPoint]
    dash: str = ""


def draw_curves(titled: Titled, across: NumberAxis, curves: Sequence[DrawnCurve], mark: float | None = None) -> str:
    """Return the picture of shares, from 0 to 1; `mark` draws a vertical line at a place of the horizontal axis."""
    up = NumberAxis("", 0.0, 1.0)
    panel = Panel(left=LEFT, top=TOP, width=RIGHT_EDGE - LEFT, height=BOTTOM - TOP, across=across, up=up)
    parts = [*_frame(panel), *(part for curve in curves for part in _curve(panel, curve)), *_names(curves)]
    if mark is not None:
        parts.append(line((panel.x(mark), TOP), (panel.x(mark), BOTTOM), stroke=INK, stroke_dasharray="2 3"))
    return picture(titled, WIDTH, HEIGHT, parts)


def draw_bars(titled: Titled, rows: Sequence[tuple[str, float, str]], colour: str) -> str:
    """Return horizontal bars of (name, length from 0 to 1, what stands at the end)."""
    height = 26.0 * len(rows) + 8
    parts = []
    for row, (name, length, note) in enumerate(rows):
        y = 4 + 26.0 * row
        wide = max(length * LONGEST_BAR, 1.0)
        parts += [text(212, y + 15, name, text_anchor="end"), bar(220, y + 2, wide, 17, colour)]
        parts.append(text(226 + wide, y + 15, note, fill=MUTED))
    return picture(titled, WIDTH, height, parts)


def _frame(panel: Panel) -> Iterator[str]:
    """Draw five steps of both axes."""
    for step in _STEPS:
        share, at = (axis.low + step * (axis.high - axis.low) for axis in (panel.up, panel.across))
        yield line((LEFT, panel.y(share)), (RIGHT_EDGE, panel.y(share)), stroke=GRID)
        yield text(LEFT - 6, panel.y(share) + 4, f"{share:.2f}", text_anchor="end", fill=MUTED)
        yield text(panel.x(at), BOTTOM + 16, f"{at:.2f}", text_anchor="middle", fill=MUTED)
    yield text(RIGHT_EDGE, HEIGHT - 4, panel.across.title, text_anchor="end", fill=MUTED)


def _curve(panel: Panel, curve: DrawnCurve) -> Iterator[str]:
    points = sorted(curve.points, key=lambda point: point.x)
    if points:
        band = [(p.x, p.high) for p in points] + [(p.x, p.low) for p in reversed(points)]
        yield element("polygon", "", points=panel.places(band), fill=curve.colour, fill_opacity="0.15")
        yield panel.path([(p.x, p.y) for p in points], curve.colour, **_dash(curve))


def _dash(curve: DrawnCurve) -> dict[str, str]:
    return {"stroke_dasharray": curve.dash} if curve.dash else {}


def _names(curves: Sequence[DrawnCurve]) -> Iterator[str]:
    x = LEFT
    for curve in curves:
        yield line((x, HEIGHT - 8), (x + 22, HEIGHT - 8), stroke=curve.colour, stroke_width="2", **_dash(curve))
        yield text(x + 28, HEIGHT - 4, curve.name)
        x += 40 + 7 * len(curve.name)

"""Rows with names on the left: bars of one or several parts to either side of zero, and values with their intervals."""

from collections.abc import Iterator, Sequence

from features.schema.value_class import value_class
from serving.drawing.panel import NumberAxis, Panel
from serving.drawing.svg import INK, LETTER, MUTED, Titled, bar, line, picture, shortened, text

WIDTH = 960.0
NAMES = 330.0
NUMBERS = 90.0
ROW = 19.0
TOP = 10.0
BELOW = 42.0
HEADING = 24.0
LEGEND = 22.0


@value_class
class BarPart:
    """A part of a bar; `opacity` tells a whole from a part of it."""

    begin: float
    end: float
    colour: str
    opacity: float = 1.0


@value_class
class BarRow:
    """A row: its name, the parts of its bar, and what stands at its end; `heading` stands above it."""

    name: str
    parts: Sequence[BarPart]
    says: str = ""
    heading: str = ""


def draw_rows(titled: Titled, axis: NumberAxis, rows: Sequence[BarRow], legend: Sequence[tuple[str, str]] = ()) -> str:
    """Return the picture of bars over a common axis; `legend` names colours."""
    above = TOP + (LEGEND if legend else 0)
    height = ROW * len(rows) + HEADING * sum(bool(row.heading) for row in rows)
    panel = Panel(
        left=NAMES, top=above, width=WIDTH - NAMES - NUMBERS, height=height, across=axis, up=NumberAxis("", 0, 1, 0)
    )
    drawn = [*_legend(legend), *across_marks(panel), *_bars(panel, rows)]
    return picture(titled, WIDTH, above + height + BELOW, drawn)


def _legend(legend: Sequence[tuple[str, str]]) -> Iterator[str]:
    x = NAMES
    for name, colour in legend:
        yield bar(x, TOP - 4, 12, 12, colour)
        yield text(x + 18, TOP + 6, name)
        x += 40 + LETTER * len(name)


def across_marks(panel: Panel) -> Iterator[str]:
    """Draw the marks of the horizontal axis, with lines over the rows."""
    axis = panel.across
    for value in axis.ticks():
        x = panel.x(value)
        stroke = MUTED if value == 0 else "var(--grid)"
        yield line((x, panel.top), (x, panel.bottom), stroke=stroke)
        yield text(x, panel.bottom + 16, axis.words(value), text_anchor="middle", fill=MUTED)
    yield text(panel.left + panel.width, panel.bottom + 34, axis.title, text_anchor="end", fill=INK)


def _bars(panel: Panel, rows: Sequence[BarRow]) -> Iterator[str]:
    y = panel.top
    for row in rows:
        if row.heading:
            yield text(NAMES - 10, y + 17, row.heading, text_anchor="end", font_weight="600")
            y += HEADING
        yield text(NAMES - 10, y + 13, shortened(row.name, NAMES - 10), text_anchor="end")
        for part in row.parts:
            begin, end = sorted((panel.x(part.begin), panel.x(part.end)))
            yield bar(begin, y + 3, max(end - begin, 0.5), 12, part.colour, opacity=part.opacity)
        far = max((panel.x(max(part.begin, part.end)) for part in row.parts), default=panel.left)
        if row.says:
            yield text(far + 6, y + 13, row.says, fill=MUTED)
        y += ROW

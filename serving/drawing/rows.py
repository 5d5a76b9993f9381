"""Rows with names on the left: bars of one or several parts to either side of zero, and values with their intervals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class BarPart:
    """A part of a bar; `opacity` tells a whole from a part of it."""

    begin: float
    end: float
    colour: str
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class BarRow:
    """A row: its name, the parts of its bar, and what stands at its end; `heading` stands above it."""

    name: str
    parts: Sequence[BarPart]
    says: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A value with its interval."""

    name: str
    value: float
    low: float
    high: float


def draw_rows(titled: Titled, axis: NumberAxis, rows: Sequence[BarRow], legend: Sequence[tuple[str, str]] = ()) -> str:
    """Return the picture of bars over a common axis; `legend` names colours."""
    above = TOP + (LEGEND if legend else 0)
    height = ROW * len(rows) + HEADING * sum(bool(row.heading) for row in rows)
    panel = Panel(
        left=NAMES, top=above, width=WIDTH - NAMES - NUMBERS, height=height, across=axis, up=NumberAxis("", 0, 1, 0)
    )
    drawn = [*_legend(legend), *_across(panel), *_bars(panel, rows)]
    return picture(titled, WIDTH, above + height + BELOW, drawn)


def draw_intervals(
    titled: Titled, axes: Sequence[NumberAxis], rows: Sequence[Sequence[IntervalRow]], colour: str
) -> str:
    """Return panels side by side, one an axis, whose rows have the names of the first."""
    count = len(rows[0]) if rows else 0
    height = ROW * count
    gap = 24.0
    wide = (WIDTH - NAMES - gap * len(axes)) / max(len(axes), 1)
    drawn: list[str] = []
    for place, (axis, panel_rows) in enumerate(zip(axes, rows, strict=True)):
        panel = Panel(
            left=NAMES + place * (wide + gap),
            top=TOP + 16,
            width=wide,
            height=height,
            across=axis,
            up=NumberAxis("", 0, 1, 0),
        )
        drawn += [*_across(panel), *_intervals(panel, panel_rows, colour, names=place == 0)]
    return picture(titled, WIDTH, TOP + 16 + height + BELOW, drawn)


def _legend(legend: Sequence[tuple[str, str]]) -> Iterator[str]:
    x = NAMES
    for name, colour in legend:
        yield bar(x, TOP - 4, 12, 12, colour)
        yield text(x + 18, TOP + 6, name)
        x += 40 + LETTER * len(name)


def _across(panel: Panel) -> Iterator[str]:
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


def _intervals(panel: Panel, rows: Sequence[IntervalRow], colour: str, *, names: bool) -> Iterator[str]:
    for place, row in enumerate(rows):
        y = panel.top + place * ROW + ROW / 2
        if names:
            yield text(NAMES - 10, y + 4, shortened(row.name, NAMES - 10), text_anchor="end")
        ends = (panel.x(row.low), y), (panel.x(row.high), y)
        yield line(*ends, stroke=MUTED, stroke_width="4", stroke_opacity="0.4")
        yield bar(panel.x(row.value) - 4, y - 4, 8, 8, colour, rounded=4)

"""A waterfall as SVG: bars that begin where the bar above ends, over an axis of probabilities."""

from collections.abc import Iterator, Sequence
from math import log

from features.schema.value_class import value_class
from serving.drawing.panel import NumberAxis, Panel
from serving.drawing.svg import GRID, MUTED, NEUTRAL, RIGHT, WRONG, Titled, bar, line, picture, shortened, text

WIDTH = 960.0
NAMES = 410.0
NUMBERS = 70.0
ROW = 24.0
TOP = 34.0
MARKED = (0.000001, 0.0001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.9999, 0.999999)
"""The probabilities that the axis may name."""
MIN_GAP = 56.0
"""Pixels between two names of the axis."""
FAR = 14.0
"""Log-odds beyond which the axis does not reach; longer bars end at its edge."""


@value_class
class FallBar:
    """One bar: what it stands for and the log-odds before and after it; `is_total` begins at even odds."""

    label: str
    begin: float
    end: float
    is_total: bool = False

    @property
    def amount(self) -> str:
        """What it adds, with its sign."""
        return f"{self.end - self.begin:+.2f}"


def draw_waterfall(titled: Titled, bars: Sequence[FallBar]) -> str:
    """Return the picture of a waterfall."""
    height = TOP + ROW * len(bars) + 8
    panel = _panel(bars, height)
    return picture(titled, WIDTH, height, [*_marks(panel), *_rows(panel, bars)])


def _panel(bars: Sequence[FallBar], height: float) -> Panel:
    """Return log-odds on the width between the names and the numbers."""
    ends = [max(-FAR, min(FAR, value)) for fall in bars for value in (fall.begin, fall.end)]
    across = NumberAxis("", min([-1.0, *ends]) - 0.3, max([1.0, *ends]) + 0.3)
    return Panel(
        left=NAMES, top=TOP, width=WIDTH - NAMES - NUMBERS, height=height, across=across, up=NumberAxis("", 0, 1)
    )


def _marks(panel: Panel) -> Iterator[str]:
    last = -MIN_GAP
    for probability in MARKED:
        log_odds = log(probability / (1 - probability))
        x = panel.x(log_odds)
        if not panel.across.low <= log_odds <= panel.across.high or x - last < MIN_GAP:
            continue
        last = x
        yield line((x, TOP - 8), (x, panel.height - 4), stroke=GRID)
        yield text(x, TOP - 14, f"{probability:.4%}".replace(".0000", ""), text_anchor="middle", fill=MUTED)


def _rows(panel: Panel, bars: Sequence[FallBar]) -> Iterator[str]:
    for row, fall in enumerate(bars):
        y = TOP + row * ROW
        begin = panel.x(0.0 if fall.is_total else fall.begin)
        end = panel.x(fall.end)
        colour = NEUTRAL if fall.is_total else RIGHT if fall.end >= fall.begin else WRONG
        weight = "600" if fall.is_total else "400"
        yield text(NAMES - 12, y + 15, shortened(fall.label, NAMES - 12), text_anchor="end", font_weight=weight)
        yield bar(min(begin, end), y + 3, max(abs(end - begin), 1.0), ROW - 8, colour)
        if not fall.is_total and row + 1 < len(bars):
            yield line((end, y + 3), (end, y + ROW + 3), stroke=MUTED, stroke_dasharray="2 2")
        yield text(WIDTH - 4, y + 15, "" if fall.is_total else fall.amount, text_anchor="end", fill=MUTED)

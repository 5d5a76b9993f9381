"""A panel of a picture: two axes of numbers with their marks, and where a value lies on them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import ceil, floor, log10, sqrt

from features.schema.value_class import value_class
from serving.drawing.svg import GRID, INK, MUTED, element, line, number, text

LARGEST = 10.0
SMALLEST = 3.0
"""Pixels of the radius of a dot."""
_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_NEAREST = 1e-9
"""Ends of an axis that lie nearer, compared with their size and with 1, are one value: nothing is drawn finer."""
Words = Callable[[float], str]


def plain(value: float) -> str:
    """Return a number without needless digits, thousands apart."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:.4f}".rstrip("0")


def percent(value: float) -> str:
    """Return a share as a percentage."""
    return f"{plain(round(100 * value, 6))}%"


@value_class
class NumberAxis:
    """An axis of numbers: its title, its ends, about how many marks it has, and how they are written."""

    title: str
    low: float
    high: float
    marks: int = 5
    words: Words = plain

    def ticks(self) -> list[float]:
        """Return round values inside the axis."""
        nearest = _NEAREST * max(1.0, abs(self.low), abs(self.high))
        span = self.high - self.low if self.high - self.low > nearest else 1.0
        rough = span / max(self.marks, 1)
        digits = floor(log10(rough))
        step = next(size * 10.0**digits for size in _STEPS if size * 10.0**digits >= rough * (1 - 1e-9))
        first = ceil(self.low / step - 1e-9)
        return [round(n * step, 10 - digits) for n in range(first, floor(self.high / step + 1e-9) + 1)]


@value_class
class Panel:
    """A rectangle of a picture with a horizontal and an upright axis; values beyond an axis lie at its end."""

    left: float
    top: float
    width: float
    height: float
    across: NumberAxis
    up: NumberAxis

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def x(self, value: float) -> float:
        """Return where a value lies from the left."""
        return self.left + _share(self.across, value) * self.width

    def y(self, value: float) -> float:
        """Return where a value lies from the top."""
        return self.bottom - _share(self.up, value) * self.height

    def frame(self, *, marks_across: bool = True) -> Iterator[str]:
        """Draw the grid and the marks of both axes; without `marks_across` only those of the upright one."""
        right = self.left + self.width
        for value in self.up.ticks():
            y = self.y(value)
            yield line((self.left, y), (right, y), stroke=GRID)
            yield text(self.left - 6, y + 4, self.up.words(value), text_anchor="end", fill=MUTED)
        yield from self._across() if marks_across else ()
        yield line((self.left, self.bottom), (right, self.bottom), stroke=GRID)
        if self.up.title:
            yield text(self.left, self.top - 8, self.up.title, fill=INK)

    def _across(self) -> Iterator[str]:
        for value in self.across.ticks():
            x = self.x(value)
            yield line((x, self.top), (x, self.bottom), stroke=GRID)
            yield text(x, self.bottom + 16, self.across.words(value), text_anchor="middle", fill=MUTED)
        if self.across.title:
            right = self.left + self.width
            yield text(right, self.bottom + 34, self.across.title, text_anchor="end", fill=INK)

    def path(self, points: Sequence[tuple[float, float]], colour: str, **attributes: str) -> str:
        """Return a line through points."""
        return element(
            "polyline", "", points=self.places(points), fill="none", stroke=colour, stroke_width="2", **attributes
        )

    def places(self, points: Iterable[tuple[float, float]]) -> str:
        """Return where points lie, as an element names them."""
        return " ".join(f"{number(self.x(x))},{number(self.y(y))}" for x, y in points)

    def whisker(self, x: float, low: float, high: float, colour: str) -> str:
        """Return the upright interval of a value."""
        ends = (self.x(x), self.y(low)), (self.x(x), self.y(high))
        return line(*ends, stroke=colour, stroke_width="2", stroke_opacity="0.5")

    def dot(self, x: float, y: float, radius: float, colour: str) -> str:
        """Return a dot."""
        return element("circle", "", cx=number(self.x(x)), cy=number(self.y(y)), r=number(radius), fill=colour)


def _share(axis: NumberAxis, value: float) -> float:
    inside = max(axis.low, min(axis.high, value))
    return (inside - axis.low) / ((axis.high - axis.low) or 1.0)


@value_class
class ReliabilityDot:
    """Candidates of about one probability: what was said, the share that is right with its interval, their number."""

    probability: float
    share: float
    low: float
    high: float
    count: float


def reliability_parts(panel: Panel, dots: Sequence[ReliabilityDot], colour: str) -> Iterator[str]:
    """Draw the frame, the diagonal and the dots; a larger dot stands for more candidates."""
    yield from panel.frame()
    yield panel.path([(0, 0), (1, 1)], MUTED, stroke_dasharray="4 4")
    most = max((dot.count for dot in dots), default=1.0)
    for dot in dots:
        radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(dot.count / most)
        yield panel.whisker(dot.probability, dot.low, dot.high, colour)
        yield panel.dot(dot.probability, dot.share, radius, colour)

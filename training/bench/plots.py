"""The plots of benches as SVG: bars with their figures, and values with their intervals."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from serving.drawing.panel import NumberAxis
from serving.drawing.rows import BarPart, BarRow, IntervalRow, draw_intervals, draw_rows
from serving.drawing.svg import RIGHT, Titled

Row = Mapping[str, object]
Ends = tuple[float, float, float]
"""The low end of an interval, its value, and its high end."""
ALL = "all"
"""The row of a table that sums its stages; no bar is drawn for it."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar for each row with its figure beside it, one picture for each figure.

    The last of `names` is the column that names a row; rows that share the others stand below one heading.
    """

    names: tuple[str, ...]
    figures: Mapping[str, str]
    caption: str

    def draw(self, titled: Titled, rows: Sequence[Row]) -> Iterator[str]:
        """Yield a picture for each figure that some row has."""
        headings = [self._heading(row) for row in rows]
        for column, unit in self.figures.items():
            drawn = list[BarRow]()
            last = ""
            longest = 0.0
            for row in sorted(rows, key=lambda row: headings.index(self._heading(row))):
                figure = figure_of(row, column)
                heading = self._heading(row)
                name = str(row[self.names[-1]])
                if figure is not None and name != ALL:
                    parts = (BarPart(0.0, figure, RIGHT),)
                    drawn.append(BarRow(name, parts, brief(figure), "" if heading == last else heading))
                    last = heading
                    longest = max(longest, figure)
            if drawn:
                keyed = replace(titled, key=f"{titled.key}-{column}")
                yield draw_rows(keyed, NumberAxis(unit, 0, longest or 1.0, words=brief), drawn)

    def _heading(self, row: Row) -> str:
        return ", ".join(f"{part.replace('_', ' ')} {row[part]}" for part in self.names[:-1])


@dataclass(frozen=True, slots=True)
class Intervals:
    """A value with its interval for each row, one panel for each title; a row without one of them is left out."""

    name: str
    panels: Mapping[str, Callable[[Row], Ends | None]]
    caption: str

    def draw(self, titled: Titled, rows: Sequence[Row]) -> Iterator[str]:
        """Yield one picture of the panels that some row has; none without a row that has them all."""
        panels = {title: ends for title, ends in self.panels.items() if any(map(ends, rows))}
        found = [(str(row[self.name]), [ends(row) for ends in panels.values()]) for row in rows]
        whole = [(name, [one for one in ends if one]) for name, ends in found if all(ends)]
        axes = list[NumberAxis]()
        sides = list[list[IntervalRow]]()
        for at, title in enumerate(panels if whole else ()):
            shown = [IntervalRow(name, ends[at][1], ends[at][0], ends[at][2]) for name, ends in whole]
            low = min(one.low for one in shown)
            high = max(one.high for one in shown)
            axes.append(NumberAxis(title, low, max(high, low + 0.01), max(2, 8 // len(panels))))
            sides.append(shown)
        if axes:
            yield draw_intervals(titled, axes, sides, RIGHT)


Drawing = Bars | Intervals


def brief(figure: float) -> str:
    """Return a figure as text: three digits, or all those before the point."""
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def figure_of(row: Row, column: str) -> float | None:
    """Return a figure of a row, None where it is absent or NaN."""
    figure = row.get(column)
    return float(figure) if isinstance(figure, int | float) and math.isfinite(figure) else None


def ends_of(row: Row, column: str) -> Ends | None:
    """Return a figure with the interval of its column `<column>_95`, which is text; None without either."""
    figure = figure_of(row, column)
    (low, _, high) = str(row.get(f"{column}_95") or "").partition("-")
    return None if figure is None or not high else (float(low), figure, float(high))

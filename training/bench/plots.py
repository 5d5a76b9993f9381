"""The plots of benches as SVG: a picture for each figure of a table, with a bar for each row."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from serving.drawing.panel import NumberAxis
from serving.drawing.rows import BarPart, BarRow, draw_rows
from serving.drawing.svg import RIGHT, Titled
from training.bench.machine import ALL, Row


def draw_bars(titled: Titled, rows: Sequence[Row], names: Sequence[str], figures: Sequence[str]) -> Iterator[str]:
    """Yield a picture for each figure that some row has.

    The last of `names` is the column that names a row; rows that share the others stand below one heading.
    """
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if row[names[-1]] != ALL:
            shared = ", ".join(f"{heading(name)} {row[name]}" for name in names[:-1])
            groups.setdefault(shared, []).append(row)
    for column in figures:
        drawn = list[BarRow]()
        for shared, members in groups.items():
            known = [(row, figure) for row in members if (figure := figure_of(row, column)) is not None]
            for at, (row, figure) in enumerate(known):
                bar = BarPart(0.0, figure, RIGHT)
                drawn.append(BarRow(str(row[names[-1]]), (bar,), brief(figure), "" if at else shared))
        if drawn:
            longest = max(row.parts[0].end for row in drawn)
            keyed = replace(titled, key=f"{titled.key}-{column}")
            yield draw_rows(keyed, NumberAxis(heading(column), 0, longest or 1.0, words=brief), drawn)


def heading(column: str) -> str:
    """Return the heading of a column."""
    return column.replace("_", " ")


def brief(figure: float) -> str:
    """Return a figure as text: three digits, or all those before the point."""
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def figure_of(row: Row, column: str) -> float | None:
    """Return a figure of a row, None where it is absent or NaN."""
    figure = row.get(column)
    return float(figure) if isinstance(figure, int | float) and math.isfinite(figure) else None

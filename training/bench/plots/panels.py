"""Parts that the plots of benches share: sizes, named rows, bars with figures, log axes, fitted powers."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict

import altair as alt
from markupsafe import Markup

from training.bench.exponent import Power, fit_power
from training.bench.plots.vega import draw, rows_of
from training.evaluation.report.picture import ACCENT, MUTED, RIGHT, WRONG

WIDTH, HALF, HEIGHT, ROW_HEIGHT, LONGEST_NAME = 780, 400, 220, 34, 240
LETTER_WIDTH = 7.4
"""Pixels of a letter in the widest usual font: the browser may use another font than the renderer."""
BAR = {"band": 0.62}
BELOW_EACH_OTHER = alt.Legend(orient="top", direction="vertical", columns=1, labelLimit=HALF, offset=4)
BESIDE_EACH_OTHER = alt.Legend(orient="top", columns=6, columnPadding=38, labelLimit=HALF)
NUMBERS = ",~r"
MOST_TICKS, FINER, ENDS = 8, (1, 1.5, 2, 3, 4, 5, 7), (1, 2, 5)
COLOURS = (RIGHT, WRONG, ACCENT, MUTED)
ROOM_FOR_A_FIGURE = 1.18
"""Length of the axis over that of the longest bar, so that the figure beside the bar fits."""
Points = Sequence[tuple[float, float]]
"""Sizes and the figures measured at them."""


class Mark(TypedDict):
    """One point of a panel."""

    size: float
    figure: float
    name: str


@dataclass(frozen=True, slots=True)
class Plot:
    """One plot with its heading and one sentence on how to read it."""

    title: str
    caption: str
    svg: Markup


def named_rows(field: str, rows: Sequence[Mapping[str, object]], width: int = 0) -> Any:
    """Return the y axis of named rows in their order, at least `width` pixels wide."""
    longest = max(len(str(row[field])) for row in rows)
    room = min(LONGEST_NAME, max(width, 12 + LETTER_WIDTH * longest))
    return alt.Y(f"{field}:N", title=None, sort=None, axis=alt.Axis(labelLimit=room, minExtent=room))


def log_axis(figures: Iterable[float]) -> dict[str, Any]:
    """Return scale and axis of figures above 0: logarithmic, from and to 1, 2 or 5 times a power of ten."""
    listed = list(figures)
    powers = range(math.floor(math.log10(min(listed))) - 1, math.ceil(math.log10(max(listed))) + 2)
    ends = _steps(powers, ENDS)
    low, high = max(end for end in ends if end <= min(listed)), min(end for end in ends if end > max(listed))
    fits = [[tick for tick in _steps(powers, steps) if low <= tick <= high] for steps in (FINER, ENDS, (1,))]
    ticks = next((ticks for ticks in fits if len(ticks) <= MOST_TICKS), fits[-1])
    scale = alt.Scale(type="log", domain=[low, high], nice=False)
    return {"scale": scale, "axis": alt.Axis(format=NUMBERS, values=ticks)}


def brief(figure: object) -> str:
    """Return a figure as text for a plot: three digits, or all those before the point."""
    number = float(str(figure))
    return f"{number:,.0f}" if abs(number) >= 100 else f"{number:.3g}"


def drawn(chart: Any, rows: int) -> Markup:
    """Draw a chart of rows in full width."""
    return draw(chart.properties(width=WIDTH, height=ROW_HEIGHT * max(rows, 2)))


def colours(names: Iterable[str]) -> Any:
    """Return a scale with a colour for each of up to four names."""
    listed = list(names)
    return alt.Scale(domain=listed, range=list(COLOURS[: len(listed)]))


def side_by_side(panels: Sequence[Any]) -> Markup:
    """Draw panels two in a row, each with its own scales."""
    return draw(alt.concat(*panels, columns=2, spacing=28).resolve_scale(color="independent"))


def bars(rows: Sequence[Mapping[str, object]], name: str, figure: str, title: str, width: int) -> Any:
    """Draw one bar with its figure beside it for each row that has the figure."""
    shown = [{**row, "shown": brief(row[figure])} for row in rows if row[figure] is not None]
    longest = max((float(str(row[figure])) for row in shown), default=1.0)
    x = alt.X(f"{figure}:Q", title=title, scale=room_for(longest), axis=alt.Axis(tickCount=4, format=NUMBERS))
    base = alt.Chart(rows_of(shown)).encode(x=x, y=named_rows(name, rows))
    texts = base.mark_text(align="left", dx=5, fontSize=11).encode(text="shown:N")
    return alt.layer(base.mark_bar(color=RIGHT, height=BAR), texts).properties(width=width)


def room_for(longest: float) -> Any:
    """Return the scale of bars of at most this length, with space for a figure beside them."""
    return alt.Scale(domain=[0, max(longest, 1e-9) * ROOM_FOR_A_FIGURE], nice=False)


def power_panel(series: Mapping[str, Points], x_title: str, y_title: str) -> Any:
    """Draw figures against a size on log axes: measured points and fitted lines, with the exponents in the legend."""
    powers = {name: fit_power(points) for name, points in series.items()}
    labels = {name: name if power is None else _with_exponent(name, power) for name, power in powers.items()}
    sizes = sorted({size for points in series.values() for size, _ in points})
    dots: list[Mark] = [
        {"size": size, "figure": figure, "name": labels[name]}
        for name, points in series.items()
        for size, figure in points
        if figure > 0
    ]
    lines: list[Mark] = [
        {"size": size, "figure": power.at(size), "name": labels[name]}
        for name, power in powers.items()
        for size in (sizes[0], sizes[-1])
        if power is not None
    ]
    axis = alt.Axis(values=sizes, format="~s", grid=False)
    x = alt.X("size:Q", title=x_title, scale=alt.Scale(type="log", nice=False, padding=14), axis=axis)
    y = alt.Y("figure:Q", title=y_title, **log_axis(row["figure"] for row in [*dots, *lines]))
    colour = alt.Color("name:N", title=None, scale=colours(labels.values()), legend=BELOW_EACH_OTHER)
    shown = alt.Chart(rows_of(dots)).mark_point(filled=True, size=80, opacity=1).encode(x=x, y=y, color=colour)
    fitted = alt.Chart(rows_of(lines)).mark_line(strokeDash=[5, 3]).encode(x=x, y=y, color=colour)
    return alt.layer(fitted, shown).properties(width=HALF, height=HEIGHT)


def _with_exponent(name: str, power: Power) -> str:
    return f"{name}, exponent {power.exponent:z.2f}"


def _steps(powers: Iterable[int], steps: Sequence[float]) -> list[float]:
    return [step * 10.0**power for power in powers for step in steps]

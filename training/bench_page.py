"""The page of a bench: its tables with plots, one HTML file that needs no network and no script."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import altair as alt
import jinja2
from markupsafe import Markup

from training.bench_report import BenchResult, BenchTable, Row, cell, heading
from training.report_drawing import ACCENT, MUTED, RIGHT, draw, rows_of

TEMPLATES = Path(__file__).parent / "templates"
WIDTH, ROW_HEIGHT = 820, 34


@dataclass(frozen=True, slots=True)
class Plot:
    """One picture with its heading and one sentence on how to read it."""

    title: str
    caption: str
    svg: Markup


def render_page(result: BenchResult) -> str:
    """Return the page as text; every value is escaped."""
    loader = jinja2.FileSystemLoader(TEMPLATES)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters.update(cell=cell, heading=heading)
    plots = [plot(table) for table in result.tables for plot in PLOTS.get(tuple(table.columns[:1]), ()) if table.rows]
    charts = [plot for plot in plots if plot is not None]
    return environment.get_template("bench.html.j2").render(result=result, charts=charts)


def worth_plot(table: BenchTable) -> Plot | None:
    """Draw the best F1 of every set with its interval, and the precision of what is linked."""
    if "best_f1" not in table.columns:
        return None
    rows = [_worth(row) for row in table.rows if row["best_f1"] is not None]
    lowest = min([0.9, *(float(value) for row in rows for value in row.values() if isinstance(value, float))])
    x = alt.X("best_f1:Q", title="best F1, and precision of linked", scale=alt.Scale(domain=[lowest, 1], nice=False))
    y = alt.Y("set:N", title=None, sort=None, axis=alt.Axis(labelLimit=260))
    base = alt.Chart(rows_of(rows)).encode(y=y)
    bars = base.mark_rule(color=RIGHT, strokeWidth=6, opacity=0.35).encode(x=alt.X("low:Q"), x2="high:Q")
    dots = base.mark_point(filled=True, size=90, color=RIGHT, opacity=1).encode(x=x)
    precise = base.mark_tick(color=ACCENT, thickness=2, height=18).encode(x=alt.X("precision:Q"))
    caption = "Dots: best F1 with its 95 % interval. Upright strokes: the precision of what is linked (0.99 is wanted)."
    return Plot(table.title, caption, _drawn(alt.layer(bars, dots, precise), len(rows)))


def latency_plot(table: BenchTable) -> Plot | None:
    """Draw the percentiles of every step."""
    names = [name for name in table.columns if name.startswith("p")]
    rows = [
        {"step": row["step"], "percentile": name.removesuffix("_ms"), "ms": row[name]}
        for row in table.rows
        for name in names
    ]
    x = alt.X("ms:Q", title="milliseconds", scale=alt.Scale(type="log"))
    y = alt.Y("step:N", title=None, sort=None)
    base = alt.Chart(rows_of(rows)).encode(y=y)
    lines = base.mark_line(color=MUTED, strokeWidth=2).encode(x=x, detail="step:N")
    dots = base.mark_point(filled=True, size=80, color=RIGHT, opacity=1).encode(x=x)
    texts = base.mark_text(dy=-11, fontSize=11).encode(x=x, text="percentile:N")
    caption = "Each line runs from the median to the slowest of a thousand; the axis is logarithmic."
    return Plot(table.title, caption, _drawn(alt.layer(lines, dots, texts), len(table.rows)))


def _worth(row: Row) -> dict[str, Any]:
    low, _, high = str(row["best_f1_95"]).partition("-")
    name = str(row["set"]) if not row["seed"] else f"{row['set']}, seed {row['seed']}"
    shown = {"set": name, "best_f1": row["best_f1"], "precision": row["linked_precision"]}
    return shown | {"low": float(low), "high": float(high)}


def _drawn(chart: Any, rows: int) -> Markup:
    return draw(chart.properties(width=WIDTH, height=ROW_HEIGHT * max(rows, 2)))


PLOTS: Mapping[tuple[str, ...], Sequence[Callable[[BenchTable], Plot | None]]] = {
    ("set",): (worth_plot,),
    ("step",): (latency_plot,),
}
"""What is drawn of a table, by its first column."""

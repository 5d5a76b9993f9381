"""Plots of speed: single records, chunks, requests, and growth."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from training.bench.exponent import points_of
from training.bench.plots.panels import (
    BESIDE_EACH_OTHER,
    HALF,
    HEIGHT,
    NUMBERS,
    WIDTH,
    Plot,
    brief,
    colours,
    drawn,
    log_axis,
    named_rows,
    power_panel,
    side_by_side,
)
from training.bench.plots.vega import draw, rows_of
from training.bench.results import BenchTable, Row, cell
from training.evaluation.report.picture import MUTED, RIGHT

NAMED_PERCENTILES = ("p50", "p99")
GROWING: Mapping[str, tuple[str, ...]] = {
    "milliseconds": ("p50_ms", "p99_ms"),
    "milliseconds of a processor": ("cpu_p50_ms", "cpu_p99_ms"),
    "records a second": ("records_per_s", "records_per_cpu_s"),
    "MB": ("private_mb", "disk_mb"),
    "seconds": ("build_s", "open_s"),
}
"""The panels of growth, one for each unit."""
FIGURES = {
    "p50_ms": "p50", "p99_ms": "p99", "cpu_p50_ms": "p50", "cpu_p99_ms": "p99", "records_per_s": "on the wall",
    "records_per_cpu_s": "by processor time", "private_mb": "memory of a process", "disk_mb": "index on disk",
    "build_s": "building the index", "open_s": "opening the index",
}  # fmt: skip
OF_REQUESTS = {
    "requests_per_s": "requests a second", "records_per_s": "records a second",
    "p50_ms": "p50, milliseconds", "p99_ms": "p99, milliseconds",
}  # fmt: skip
EMPTY = "empty endpoint"
SPACE_BEHIND_A_DOT = 6
"""End of a log axis over the largest figure, so that the text behind its dot fits."""


def latency_plot(table: BenchTable) -> Plot | None:
    """Draw the percentiles of every step."""
    names = [name for name in table.columns if name.startswith("p") and name.endswith("_ms")]
    rows = [
        {"step": row["step"], "percentile": name.removesuffix("_ms"), "ms": row[name]}
        for row in table.rows
        for name in names
        if float(str(row[name])) > 0
    ]
    if not rows:
        return None
    x = alt.X("ms:Q", title="milliseconds", **log_axis(float(str(row["ms"])) for row in rows))
    y = named_rows("step", rows, 170)
    base = alt.Chart(rows_of(rows)).encode(y=y)
    lines = base.mark_line(color=MUTED, strokeWidth=2).encode(x=x, detail="step:N")
    dots = base.mark_point(filled=True, size=80, color=RIGHT, opacity=1).encode(x=x)
    named = alt.Chart(rows_of([row for row in rows if row["percentile"] in NAMED_PERCENTILES])).encode(y=y)
    texts = named.mark_text(dy=-11, fontSize=11).encode(x=x, text="percentile:N")
    caption = "Dots: the percentiles 50, 90, 99 and 99.9 on the wall clock; the axis is logarithmic."
    return Plot(table.title, caption, drawn(alt.layer(lines, dots, texts), len(table.rows)))


def growth_plot(table: BenchTable) -> Plot | None:
    """Draw every figure against the size of the universe, both axes logarithmic, one panel for each unit."""
    panels = []
    for unit, names in GROWING.items():
        series = {FIGURES[name]: points_of(table.rows, "profiles", name) for name in names if name in table.columns}
        if any(series.values()):
            panels.append(power_panel(series, "profiles in the universe", unit))
    if len(table.rows) < 2 or not panels:
        return None
    caption = (
        "Dots: measured; dashed: the fitted power of the size, exponent 0 is constant, 1 is linear in the universe. "
        "Both axes are logarithmic."
    )
    return Plot(table.title, caption, side_by_side(panels))


def chunks_plot(table: BenchTable) -> Plot | None:
    """Draw records a second by the size of the chunk, on a log axis."""
    if "chunk" not in table.columns:
        return None
    rows = [{**row, "by": _run_name(row), "shown": cell(row["records_per_s"])} for row in table.rows]
    chunks = sorted({int(str(row["chunk"])) for row in table.rows})
    axis = alt.Axis(values=chunks, format=",d", grid=False)
    x = alt.X("chunk:Q", title="records in a chunk", scale=alt.Scale(type="log", nice=False, padding=24), axis=axis)
    y = alt.Y("records_per_s:Q", title="records a second", axis=alt.Axis(format=NUMBERS, tickCount=6))
    names = list(dict.fromkeys(str(row["by"]) for row in rows))
    base = alt.Chart(rows_of(rows)).encode(x=x, y=y, color=_colour("by", names))
    texts = base.mark_text(dy=-13, fontSize=11).encode(text="shown:N")
    layers = alt.layer(base.mark_line(strokeWidth=2), base.mark_point(filled=True, size=80, opacity=1), texts)
    caption = "From raw rows to decisions. again: the same records once more, with cached words."
    return Plot(table.title, caption, draw(layers.properties(width=WIDTH, height=HEIGHT + 60)))


def requests_plot(table: BenchTable) -> Plot | None:
    """Draw requests and records a second and latencies by the number of connections, one panel for each."""
    if "endpoint" not in table.columns:
        return None
    rows = [{**row, "request": _request_name(row)} for row in table.rows]
    names = sorted({str(row["request"]) for row in rows}, key=lambda name: (name == EMPTY, len(name)))
    panels = [_by_connections(rows, names, figure, title) for figure, title in OF_REQUESTS.items()]
    caption = (
        "All by the number of connections; the vertical axes are logarithmic. The empty endpoint is measured in turns "
        "with each of the others, therefore twice; it has no records."
    )
    return Plot(table.title, caption, draw(alt.concat(*panels, columns=2, spacing=28)))


def ways_plot(table: BenchTable) -> Plot | None:
    """Draw the median time of every interface for one record on a log axis, with the factor to that of onematch."""
    rows = [{**row, "shown": _ms_and_times(row), "whose": str(row["way"]).partition(" ")[0]} for row in table.rows]
    series = [float(str(row["median_ms"])) for row in table.rows]
    x = alt.X("median_ms:Q", title="median, milliseconds", **log_axis([*series, max(series) * SPACE_BEHIND_A_DOT]))
    colour = alt.Color("whose:N", scale=colours(["onematch", "Splink"]), legend=None)
    base = alt.Chart(rows_of(rows)).encode(x=x, y=named_rows("way", rows), color=colour)
    dots = base.mark_point(filled=True, size=110, opacity=1)
    texts = base.mark_text(align="left", dx=11, fontSize=11).encode(text="shown:N")
    caption = "The further left, the faster; the axis is logarithmic. times: compared with onematch for the same work."
    return Plot(table.title, caption, drawn(alt.layer(dots, texts), len(rows)))


def _by_connections(rows: Sequence[Row], names: Sequence[str], figure: str, title: str) -> Any:
    shown = [row for row in rows if float(str(row[figure])) > 0]
    axis = alt.Axis(labelAngle=0)
    logarithmic = log_axis(float(str(row[figure])) for row in shown)
    x = alt.X("connections:O", title="connections", axis=axis)
    base = alt.Chart(rows_of(shown)).encode(x=x, color=_colour("request", names))
    lines = base.mark_line(strokeWidth=2).encode(y=alt.Y(f"mean({figure}):Q", title=title, **logarithmic))
    dots = base.mark_point(filled=True, size=70, opacity=1).encode(y=alt.Y(f"{figure}:Q", title=title, **logarithmic))
    return alt.layer(dots, lines).properties(width=HALF, height=HEIGHT)


def _colour(field: str, names: Sequence[str]) -> Any:
    return alt.Color(f"{field}:N", title=None, scale=colours(names), legend=BESIDE_EACH_OTHER)


def _request_name(row: Row) -> str:
    records = int(str(row["records_a_request"]))
    return f"{records} record{'s' * (records > 1)} a request" if records else EMPTY


def _run_name(row: Row) -> str:
    processes = int(str(row["processes"]))
    return f"{processes} process{'es' * (processes > 1)}, seen {row['seen']}"


def _ms_and_times(row: Row) -> str:
    times = "" if row["times"] is None else f", {brief(row['times'])} times"
    return f"{brief(row['median_ms'])} ms{times}"

"""Plots of whole jobs: a match, a training or an import by stage, and jobs compared."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from training.bench.exponent import points_of
from training.bench.plots.panels import (
    BAR,
    BESIDE_EACH_OTHER,
    HALF,
    NUMBERS,
    ROW_HEIGHT,
    WIDTH,
    Plot,
    bars,
    brief,
    drawn,
    named_rows,
    power_panel,
    room_for,
    side_by_side,
)
from training.bench.plots.vega import draw, rows_of
from training.bench.results import BenchTable, Row, cell
from training.evaluation.report.picture import RIGHT

ALL = "all"
"""The row of a table that sums its stages."""
THIRD = 230
OF_JOBS = {"seconds": "seconds", "peak_mb": "peak memory, MB", "best_f1": "best F1"}


def stages_plot(table: BenchTable) -> Plot | None:
    """Draw the seconds of every stage of a whole job, and the memory beside them."""
    rows = [row for row in table.rows if row["stage"] != ALL]
    seconds = bars(rows, "stage", "seconds", "seconds", HALF)
    memory = _memory(rows).properties(width=HALF)
    height = ROW_HEIGHT * max(len(rows), 2)
    both = alt.hconcat(seconds.properties(height=height), memory.properties(height=height), spacing=28)
    [everything] = [row for row in table.rows if row["stage"] == ALL]
    caption = (
        f"{brief(everything['seconds'])} seconds in all, {brief(everything['peak_mb'])} MB at most. Memory: dark "
        "private after the stage, light the peak so far."
    )
    return Plot(table.title, caption, draw(both))


def training_plot(table: BenchTable) -> Plot | None:
    """Draw the seconds of every stage of training, with labels and without, for each number of records."""
    if "mode" not in table.columns:
        return None
    rows = [row for row in table.rows if row["stage"] != ALL]
    totals = [{**row, "shown": f"{brief(row['seconds'])} s"} for row in table.rows if row["stage"] == ALL]
    sizes = sorted({int(str(row["records"])) for row in table.rows})
    stages = list(dict.fromkeys(str(row["stage"]) for row in rows))
    ranked = [{**row, "rank": stages.index(str(row["stage"]))} for row in rows]
    panels = [_training_panel(ranked, totals, size, stages) for size in sizes]
    caption = "Seconds by stage; each number of records has an axis of its own."
    return Plot(table.title, caption, draw(alt.vconcat(*panels, spacing=20)))


def training_growth_plot(table: BenchTable) -> Plot | None:
    """Draw seconds and memory of whole trainings against the number of records, where there are several."""
    if "mode" not in table.columns or len({row["records"] for row in table.rows}) < 2:
        return None
    whole = [row for row in table.rows if row["stage"] == ALL]
    modes = list(dict.fromkeys(str(row["mode"]) for row in whole))
    panels = [
        power_panel(
            {mode: points_of([row for row in whole if row["mode"] == mode], "records", figure) for mode in modes},
            "records",
            title,
        )
        for figure, title in (("seconds", "seconds"), ("peak_mb", "peak memory, MB"))
    ]
    caption = "Whole trainings on log axes, with the fitted power of the number of records."
    return Plot(f"{table.title}: growth", caption, side_by_side(panels))


def memory_plot(table: BenchTable) -> Plot | None:
    """Draw the memory of each worker of a service."""
    kinds = {"unique_mb": "unique", "proportional_mb": "proportional", "resident_mb": "resident"}
    rows = [
        {"of": f"worker {row['worker']}, {kind}", "mb": row[name]}
        for row in table.rows
        for name, kind in kinds.items()
        if math.isfinite(float(str(row[name])))
    ]
    return Plot(table.title, "In MB, after the load.", drawn(bars(rows, "of", "mb", "MB", WIDTH), len(rows)))


def jobs_plot(table: BenchTable) -> Plot | None:
    """Draw time, memory and best F1 of whole jobs, compared."""
    panels = [
        bars(table.rows, "job", figure, title, THIRD).properties(height=ROW_HEIGHT * max(len(table.rows), 2))
        for figure, title in OF_JOBS.items()
        if figure in table.columns
    ]
    caption = "The same records: time and memory of the whole job, and the best F1 of its links by the truth."
    return Plot(table.title, caption, draw(alt.hconcat(*panels, spacing=24)))


def shares_plot(table: BenchTable) -> Plot | None:
    """Draw the seconds of the steps of an import."""
    if "share" not in table.columns:
        return None
    rows = [row for row in table.rows if row["share"] is not None]
    caption = "Seconds of all processes."
    return Plot(table.title, caption, drawn(bars(rows, "step", "seconds", "seconds", WIDTH), len(rows)))


def parts_plot(table: BenchTable) -> Plot | None:
    """Draw the records per second of an import by part."""
    rows = [{**row, "part": f"{cell(row['from'])} to {cell(row['to'])}"} for row in table.rows]
    caption = "Each bar is one of the equal parts of the import, in order."
    return Plot(table.title, caption, drawn(bars(rows, "part", "records_per_s", "records a second", WIDTH), len(rows)))


def _memory(rows: Sequence[Row]) -> Any:
    figures = [{**row, "private": _finite(row["private_mb"]), "shown": brief(row["peak_mb"])} for row in rows]
    scale = room_for(max(float(str(row["peak_mb"])) for row in rows))
    x = alt.X("peak_mb:Q", title="memory, MB", scale=scale, axis=alt.Axis(tickCount=4, format=NUMBERS))
    y = alt.Y("stage:N", title=None, sort=None, axis=alt.Axis(labels=False, ticks=False))
    base = alt.Chart(rows_of(figures)).encode(y=y)
    peak = base.mark_bar(color=RIGHT, opacity=0.35, height=BAR).encode(x=x)
    private = base.mark_bar(color=RIGHT, height=BAR).encode(x=alt.X("private:Q"))
    texts = base.mark_text(align="left", dx=5, fontSize=11).encode(x=x, text="shown:N")
    return alt.layer(peak, private, texts)


def _training_panel(
    rows: Sequence[Mapping[str, object]], totals: Sequence[Mapping[str, object]], size: int, stages: Sequence[str]
) -> Any:
    here, whole = ([row for row in each if row["records"] == size] for each in (rows, totals))
    longest = max(float(str(row["seconds"])) for row in whole)
    scale = room_for(longest)
    x = alt.X("seconds:Q", title="seconds", stack="zero", scale=scale, axis=alt.Axis(tickCount=6, format=NUMBERS))
    colour = alt.Color(
        "stage:N", title=None, sort=list(stages), scale=alt.Scale(domain=list(stages), scheme="tableau10"),
        legend=BESIDE_EACH_OTHER,
    )  # fmt: skip
    y = named_rows("mode", whole)
    stacked = alt.Chart(rows_of(here)).mark_bar(height=BAR).encode(x=x, y=y, color=colour, order="rank:Q")
    texts = alt.Chart(rows_of(whole)).mark_text(align="left", dx=5, fontSize=11)
    layers = alt.layer(stacked, texts.encode(x=alt.X("seconds:Q", scale=scale), y=y, text="shown:N"))
    return layers.properties(width=WIDTH, height=2.4 * ROW_HEIGHT, title=f"{size:,} records")


def _finite(megabytes: object) -> object:
    return megabytes if math.isfinite(float(str(megabytes))) else None

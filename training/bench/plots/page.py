"""The HTML page of a bench: tables with plots, without network and script."""

from collections.abc import Callable, Mapping, Sequence

import jinja2

from training.bench.plots.jobs import (
    jobs_plot,
    memory_plot,
    parts_plot,
    shares_plot,
    stages_plot,
    training_growth_plot,
    training_plot,
)
from training.bench.plots.panels import Plot
from training.bench.plots.quality import guarantee_plot, labels_plot, sets_plot
from training.bench.plots.speed import chunks_plot, growth_plot, latency_plot, requests_plot, ways_plot
from training.bench.results import BenchResult, BenchTable, cell, heading
from training.evaluation.report.picture import FOLDERS

PLOTS: Mapping[str, Sequence[Callable[[BenchTable], Plot | None]]] = {
    "set": (sets_plot, labels_plot),
    "judged_on": (guarantee_plot,),
    "step": (latency_plot, shares_plot),
    "profiles": (growth_plot,),
    "processes": (chunks_plot,),
    "connections": (requests_plot,),
    "worker": (memory_plot,),
    "way": (ways_plot,),
    "stage": (stages_plot,),
    "records": (training_plot, training_growth_plot),
    "job": (jobs_plot,),
    "from": (parts_plot,),
}
"""The plots of a table, by its first column."""


def render_page(result: BenchResult) -> str:
    """Return the page as text; every value is escaped."""
    loader = jinja2.FileSystemLoader(FOLDERS)
    environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
    environment.filters.update(cell=cell, heading=heading)
    plots = [plot(table) for table in result.tables if table.rows for plot in PLOTS.get(table.columns[0], ())]
    charts = [plot for plot in plots if plot is not None]
    return environment.get_template("bench.html.j2").render(result=result, charts=charts)

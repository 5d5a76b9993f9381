"""`onematch bench movers`: how well the probability that linked people left their company holds."""

from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DataOption
from training.commands.options import JsonFile, MarkdownFile, ReportFile
from training.terminal import progress_bar

TWO_YEARS = "pseudopeople_w2"


def movers(
    data: DataOption = None,
    two_years: Annotated[
        bool, typer.Option("--two-years/--no-two-years", help="Also pseudopeople_w2, where employers change.")
    ] = True,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure the probability of having left on generated samples of other seeds, and on employers of two years."""
    from training.bench.quality.movers import bench_movers
    from training.evaluation.data_sets import data_folder, find_sets

    outputs = read_outputs(json, report, markdown, {"--data": data})
    load_before = load_average()
    with progress_bar() as progress:
        of = find_sets(data_folder(data), [TWO_YEARS])[0] if two_years else None
        result = bench_movers(of, load_before, progress)
    publish(result, outputs)

"""`onematch bench gain`: how well gain plans predict."""

from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DataOption
from training.commands.options import JsonFile, MarkdownFile, ReportFile, read_names
from training.terminal import progress_bar

SAMPLE = "sample"
SETS = "sample,pseudopeople_w2,historical_50k,febrl4,fd_companies"


def gain(
    data: DataOption = None,
    sets: Annotated[str, typer.Option("--sets", help="Names separated by commas; `sample` is generated.")] = SETS,
    simulations: Annotated[int, typer.Option("--simulations", min=4, help="Simulations of a set and context.")] = 200,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Count how often the true gain lies in the interval of a gain plan.

    Fields are hidden at random, a plan is made, and the fields are filled again. Figures are kept for the next run.
    """
    from training.bench.quality.gain import bench_gain
    from training.evaluation.data_sets import data_folder, find_sets, sample_sets

    names = read_names(sets)
    outputs = read_outputs(json, report, markdown, {"--data": data})
    load_before = load_average()
    with progress_bar() as progress:
        others = [name for name in names if name != SAMPLE]
        published = find_sets(data_folder(data), others) if others else []
        drawn = sample_sets(progress) if SAMPLE in names else []
        result = bench_gain([*drawn, *published], load_before, progress, simulations)
    publish(result, outputs)

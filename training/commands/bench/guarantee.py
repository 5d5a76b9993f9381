"""`onematch bench promise`: how often precision guarantees hold."""

from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DataOption
from training.commands.options import JsonFile, MarkdownFile, ReportFile, read_names
from training.terminal import progress_bar

SAMPLE = "sample"
SETS = "sample,pseudopeople_w2,historical_50k,febrl3,febrl4,fd_companies,ror_affiliations,fodors_zagats"


def promise(
    data: DataOption = None,
    sets: Annotated[str, typer.Option("--sets", help="Names separated by commas; `sample` is generated.")] = SETS,
    fresh: Annotated[
        int, typer.Option("--fresh", min=0, help="Further generated samples, of other seeds and sizes.")
    ] = 3,
    seed: Annotated[int, typer.Option("--seed", help="The seed that draws the halves.")] = 1,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Count how often a precision guarantee is broken.

    Thresholds are chosen on one half of the entities and judged on the other, 200 times: on generated samples, some of
    seeds that nothing else uses, and on the test splits of the sets. Matches are kept for the next run.
    """
    from training.bench.quality.guarantee import bench_guarantee
    from training.evaluation.data_sets import data_folder, find_sets, fresh_sets, sample_sets

    names = read_names(sets)
    outputs = read_outputs(json, report, markdown, {"--data": data})
    load_before = load_average()
    with progress_bar() as progress:
        drawn = [*(sample_sets(progress) if SAMPLE in names else []), *fresh_sets(fresh, progress)]
        others = [name for name in names if name != SAMPLE]
        published = find_sets(data_folder(data), others) if others else []
        result = bench_guarantee([*drawn, *published], load_before, progress, seed)
    publish(result, outputs)

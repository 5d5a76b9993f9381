"""`onematch bench dedupe`: clusters of duplicates, of onematch and of other tools."""

from pathlib import Path
from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DataOption
from training.commands.bench.quality import SetsOption
from training.commands.options import JsonFile, MarkdownFile, ReportFile, read_names
from training.terminal import progress_bar


def dedupe(
    data: DataOption = None,
    sets: SetsOption = "",
    start_from: Annotated[
        Path | None,
        typer.Option(
            "--start-from", help="The base model; the shipped bundle by default.", exists=True, file_okay=False
        ),
    ] = None,
    peers: Annotated[bool, typer.Option("--peers/--no-peers", help="Also the other tools.")] = True,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure clusters of the sets below `duplicates`, and those of other tools.

    onematch runs without labels, and with those of split=train. The others come with the optional group `peers`; one
    that is not installed is named and left out.
    """
    from training.bench.dedupe.dedupe import DedupeBench, bench_dedupe, find_duplicate_sets
    from training.evaluation.data_sets import data_folder

    outputs = read_outputs(json, report, markdown, {"--data": data, "--start-from": start_from})
    load_before = load_average()
    with progress_bar() as progress:
        bench = DedupeBench(find_duplicate_sets(data_folder(data), read_names(sets)), start_from, peers)
        result = bench_dedupe(bench, load_before, progress)
    publish(result, outputs)

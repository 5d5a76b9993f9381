"""`onematch bench dedupe`: clusters of the records of one file."""

from pathlib import Path
from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DataOption
from training.commands.bench.quality import SetsOption
from training.commands.options import JsonFile, MarkdownFile, ReportFile, read_names
from training.terminal import OptionsWrong, progress_bar


def dedupe(
    data: DataOption = None,
    sets: SetsOption = "",
    start_from: Annotated[
        Path | None,
        typer.Option(
            "--start-from", help="The base model; the shipped bundle by default.", exists=True, file_okay=False
        ),
    ] = None,
    leave_out: Annotated[
        bool, typer.Option("--leave-out", help="Train base models that never saw the set; minutes each, then kept.")
    ] = False,
    peers: Annotated[bool, typer.Option("--peers/--no-peers", help="Also the other tools.")] = True,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure clusters of the sets below `duplicates`, and those of other tools.

    --sets also names linkage sets: their records and profiles are read as one file.

    onematch runs without labels, and with those of split=train. The others come with the optional group `peers`; one
    that is not installed is named and left out.
    """
    from training.bench.dedupe.dedupe import DedupeBench, bench_dedupe
    from training.bench.dedupe.duplicate_sets import find_duplicate_sets
    from training.evaluation.data_sets import data_folder, find_sets

    if leave_out and start_from is not None:
        raise OptionsWrong("got both of --leave-out and --start-from, expected at most one")
    outputs = read_outputs(json, report, markdown, {"--data": data, "--start-from": start_from})
    load_before = load_average()
    with progress_bar() as progress:
        folder = data_folder(data)
        linkage = find_sets(folder) if leave_out else []
        bench = DedupeBench(find_duplicate_sets(folder, read_names(sets)), start_from, peers, linkage)
        result = bench_dedupe(bench, load_before, progress)
    publish(result, outputs)

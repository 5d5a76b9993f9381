"""`onematch bench own-fields`: what own fields cost, and how near they come to built-in ones."""

from pathlib import Path
from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DataOption
from training.commands.options import JsonFile, MarkdownFile, ReportFile, read_names
from training.terminal import OptionsWrong, progress_bar

SETS = "fodors_zagats,febrl4,historical_50k"


def own_fields(
    data: DataOption = None,
    sets: Annotated[str, typer.Option("--sets", help="Names separated by commas; `none`: the sample alone.")] = SETS,
    people: Annotated[int, typer.Option("--people", min=0, help="Profiles of the sample; 0: the sets alone.")] = 20_000,
    records: Annotated[int, typer.Option("--records", min=50, help="Records that are matched in each turn.")] = 1_000,
    turns: Annotated[int, typer.Option("--turns", min=1, help="Turns of either side.")] = 10,
    start_from: Annotated[
        Path | None,
        typer.Option("--start-from", help="The base model; by default one made without the set.", exists=True),
    ] = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure own fields beside built-in ones.

    Three fields of the sample beside none, and a known column of each set under a name that nothing knows: best F1 with
    labels and without, and the time of a record, in turns.
    """
    from training.bench.quality.own_fields import RENAMED, OwnFieldsRequest, bench_own_fields
    from training.evaluation.data_sets import data_folder, find_sets

    names = [name for name in read_names(sets) if name != "none"]
    if unknown := sorted(set(names) - RENAMED.keys()):
        raise OptionsWrong(f"--sets: got {', '.join(unknown)}, expected some of {', '.join(RENAMED)}, or none")
    outputs = read_outputs(json, report, markdown, {"--data": data, "--start-from": start_from})
    load_before = load_average()
    chosen = find_sets(data_folder(data), names) if names else []
    known = find_sets(data_folder(data)) if names else []
    with progress_bar() as progress:
        request = OwnFieldsRequest(chosen, known, people, records, turns, start_from)
        result = bench_own_fields(request, load_before, progress)
    publish(result, outputs)

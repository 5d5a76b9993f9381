"""`onematch bench quality` and `onematch bench peers`: the quality of the links of onematch and of other tools."""

from pathlib import Path
from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DataOption
from training.commands.options import JsonFile, MarkdownFile, ReportFile, named_file, read_choice, read_names
from training.terminal import print_note, progress_bar

BOTH, CURVE = "both", "curve"
SetsOption = Annotated[str, typer.Option("--sets", help="Names separated by commas; all sets by default.")]


def quality(
    data: DataOption = None,
    sets: SetsOption = "",
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="Trainings of each set and number of labels.")] = 5,
    labels: Annotated[
        str,
        typer.Option(
            "--labels",
            metavar="with|answers|without|both|headline|curve|<n>",
            help="Labels to train with: all, 100 answers of the review queue, none; a number: labelled records.",
        ),
    ] = CURVE,
    sample: Annotated[bool, typer.Option("--sample/--no-sample", help="Measure the generated sample too.")] = True,
    answers: Annotated[
        int, typer.Option("--answers", min=1, max=100, help="Right profiles left in the universes, in percent.")
    ] = 100,
    quick: Annotated[bool, typer.Option("--quick", help="One seed, with all labels, 100 answers and none.")] = False,
    kept: Annotated[bool, typer.Option("--kept", help="Measure nothing; show earlier measurements.")] = False,
    start_from: Annotated[
        str | None,
        typer.Option(
            "--start-from", metavar="none|BUNDLE", help="The base model; by default a bundle made without the set."
        ),
    ] = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
    readme: Annotated[
        Path | None, typer.Option("--readme", help="Replace the table of this page.", exists=True, dir_okay=False)
    ] = None,
) -> None:
    """Train and measure on every set with known answers.

    Results are kept below ONEMATCH_HOME/bench, so that an interrupted bench continues. With --answers 15 most records
    have no answer, as in a CRM most of whose people are on no network:

    onematch bench quality --answers 15 --labels without --seeds 1 --no-sample
    """
    from training.bench.quality.quality import CURVE as COUNTS
    from training.bench.quality.quality import QualityRequest, bench_quality
    from training.bench.quality.thinned import thinned_sets
    from training.bench.quality.trials import ALL, ANSWERS, NONE
    from training.evaluation.data_sets import data_folder, find_sets, sample_sets

    modes = (ALL, ANSWERS, NONE)
    counts = {"with": (ALL,), "answers": (ANSWERS,), "without": (NONE,), BOTH: (ALL, NONE), "headline": modes}
    counts |= {CURVE: (*COUNTS, ANSWERS)}
    chosen = (labels,) if labels in COUNTS else counts[read_choice("--labels", labels, tuple(counts))]
    folder = data_folder(data)
    known = find_sets(folder)
    found = find_sets(folder, read_names(sets))
    if not found:
        print_note(f"{folder}: no sets with known answers here, only the sample is measured")
    outputs = read_outputs(
        json, report, markdown, {"--start-from": named_file(start_from), "--data": data, "--readme": readme}
    )
    load_before = load_average()
    with progress_bar() as progress:
        measured = thinned_sets([*found, *(sample_sets(progress) if sample else [])], answers)
        drawn = (0,) if quick else tuple(range(seeds))
        counted = tuple(count for count in chosen if count in modes) if quick else chosen
        request = QualityRequest(measured, known, drawn, counted, start_from, kept_alone=kept)
        result = bench_quality(request, load_before, progress)
    publish(result, outputs)
    if readme is not None:
        from training.bench.quality.readme import write_readme

        write_readme(readme, result)


def peers(
    data: DataOption = None,
    sets: SetsOption = "",
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure other tools on the same records and splits.

    They come with the optional group `peers`; one that is not installed is named and left out.
    """
    from training.bench.peers.peers import bench_peers
    from training.evaluation.data_sets import data_folder, find_sets

    outputs = read_outputs(json, report, markdown, {"--data": data})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_peers(find_sets(data_folder(data), read_names(sets)), load_before, progress)
    publish(result, outputs)

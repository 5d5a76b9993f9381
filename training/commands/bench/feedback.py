"""`onematch bench feedback`: what re-matches teach, replayed on sets with known answers."""

from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DataOption
from training.commands.options import JsonFile, MarkdownFile, ReportFile, read_names
from training.terminal import OptionsWrong, progress_bar

STEPS_ASKED = "0,50,100,200,400,600,800,1000,1500,2000,3000"


def feedback(
    data: DataOption = None,
    sets: Annotated[str, typer.Option("--sets", help="Names with commas between.")] = "pseudopeople_w2,historical_50k",
    labels: Annotated[str, typer.Option("--labels", help="Numbers of labels.")] = STEPS_ASKED,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="How many orders and trainings are drawn.")] = 3,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure what re-matches teach.

    Truth is revealed in the order of the review queue and at random; a learning curve for each.
    """
    from training.bench.quality.feedback import FeedbackRequest, bench_feedback
    from training.evaluation.data_sets import data_folder, find_sets

    folder, names = data_folder(data), read_names(sets)
    outputs = read_outputs(json, report, markdown, {"--data": data})
    load_before = load_average()
    with progress_bar() as progress:
        request = FeedbackRequest(find_sets(folder, names), read_steps(labels), range(seeds), find_sets(folder))
        result = bench_feedback(request, load_before, progress)
    publish(result, outputs)


def read_steps(listed: str) -> list[int]:
    """Read rising numbers of labels; raises OptionsWrong."""
    try:
        steps = [int(name) for name in listed.split(",")]
    except ValueError as error:
        raise OptionsWrong(f"--labels: got {listed!r}, expected whole numbers with commas between") from error
    if steps != sorted(set(steps)) or not steps or steps[0] < 0:
        raise OptionsWrong(f"--labels: got {listed!r}, expected rising numbers of 0 or more")
    return steps

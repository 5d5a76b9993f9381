"""`onematch bench feedback`: learning curves of feedback, replayed on sets with known answers."""

from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DataOption
from training.commands.options import JsonFile, MarkdownFile, ReportFile, read_names
from training.terminal import OptionsWrong, progress_bar

LABEL_STEPS = "0,50,100,200,400,600,800,1000,1500,2000,3000"


def feedback(
    data: DataOption = None,
    sets: Annotated[str, typer.Option("--sets", help="Names separated by commas.")] = "pseudopeople_w2,historical_50k",
    labels: Annotated[str, typer.Option("--labels", help="Numbers of labels, separated by commas.")] = LABEL_STEPS,
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="Random orders and trainings that are drawn.")] = 3,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure learning curves of feedback.

    Right answers are revealed in the order of the review queue and in random order; each gives a learning curve.
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
    """Read increasing numbers of labels; raises OptionsWrong."""
    try:
        steps = [int(name) for name in listed.split(",")]
    except ValueError as error:
        raise OptionsWrong(f"--labels: got {listed!r}, expected whole numbers separated by commas") from error
    if steps != sorted(set(steps)) or not steps or steps[0] < 0:
        raise OptionsWrong(f"--labels: got {listed!r}, expected increasing numbers of 0 or more")
    return steps

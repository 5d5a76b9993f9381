"""`onematch bench`: what the answers are worth and how fast they come, repeatable by anyone."""

from collections.abc import Sequence
from os import environ
from pathlib import Path
from typing import Annotated

import typer

from training.bench_report import Outputs, publish
from training.console import print_note, progress_bar
from training.options import example, read_choice

bench_app = typer.Typer(help="Measure quality and speed; repeatable by anyone.", no_args_is_help=True)
DATA_FOLDER = "../shared/data"
BOTH = "both"

JsonFile = Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.", dir_okay=False)]
ReportFile = Annotated[Path | None, typer.Option("--report", help="Write a page with plots to this file.")]
MarkdownFile = Annotated[Path | None, typer.Option("--markdown", help="Write the tables to this Markdown file.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    bench_app.command(epilog=example("onematch bench quality", "onematch bench quality --sets febrl3 --labels with"))(
        quality
    )
    app.add_typer(bench_app, name="bench")


def quality(
    data: Annotated[
        Path | None,
        typer.Option("--data", help="Where the sets lie; ONEMATCH_BENCH_DATA, then ../shared/data, unless told."),
    ] = None,
    sets: Annotated[str, typer.Option("--sets", help="Names with commas between; all of them unless told.")] = "",
    seeds: Annotated[int, typer.Option("--seeds", min=1, help="How many trainings of each.")] = 1,
    labels: Annotated[str, typer.Option("--labels", metavar="with|without|both")] = BOTH,
    sample: Annotated[bool, typer.Option("--sample/--no-sample", help="Measure the generated sample too.")] = True,
    start_from: Annotated[
        str | None, typer.Option("--start-from", metavar="none|BUNDLE", help="The shipped bundle unless told.")
    ] = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Train and measure on every set with known answers.

    Results are kept below ONEMATCH_HOME/bench, so that an interrupted bench goes on.
    """
    from training.bench_machine import load_average
    from training.bench_quality import (
        WITH_LABELS,
        WITHOUT_LABELS,
        QualityRequest,
        bench_quality,
        find_sets,
        sample_sets,
    )

    modes = {"with": (WITH_LABELS,), "without": (WITHOUT_LABELS,), BOTH: (WITH_LABELS, WITHOUT_LABELS)}
    chosen = modes[read_choice("--labels", labels, tuple(modes))]
    folder = data or Path(environ.get("ONEMATCH_BENCH_DATA") or DATA_FOLDER)
    found = find_sets(folder, _names(sets))
    if not found:
        print_note(f"{folder}: no sets with known answers here, only the sample is measured")
    load_before = load_average()
    with progress_bar() as progress:
        measured = [*found, *(sample_sets(progress) if sample else [])]
        request = QualityRequest(measured, tuple(range(seeds)), chosen, start_from)
        result = bench_quality(request, load_before, progress)
    publish(result, Outputs(json, report, markdown))


def _names(listed: str) -> Sequence[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]

"""`onematch bench explain`: the speed of explanations, and whether what they say holds."""

from typing import Annotated

import typer

from features.schema.kinds import Kind
from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import BundleOption, DataOption, KindChoice, Profiles
from training.commands.options import JsonFile, MarkdownFile, ReportFile, read_names
from training.terminal import progress_bar

SAMPLE = "sample"


def explain(
    kind: KindChoice = Kind.PERSON,
    people: Profiles = 1_000_000,
    queries: Annotated[int, typer.Option("--queries", min=0, help="Explanations that are timed; 0: none.")] = 500,
    data: DataOption = None,
    sets: Annotated[
        str, typer.Option("--sets", help="Check explanations on these sets; `sample` is generated; none by default.")
    ] = "",
    answers: Annotated[int, typer.Option("--answers", min=1, help="Explanations that are checked on each set.")] = 500,
    bundle: BundleOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure explanations.

    Times one at a time, with edits and without; with --sets every reported edit is applied through the matcher, and
    every waterfall is added up.
    """
    from training.bench.explain import ExplainBench, bench_explain
    from training.evaluation.data_sets import data_folder, find_sets, sample_sets

    outputs = read_outputs(json, report, markdown, {"--bundle": bundle, "--data": data})
    load_before, names = load_average(), read_names(sets)
    with progress_bar() as progress:
        drawn = sample_sets(progress) if SAMPLE in names else []
        others = [name for name in names if name != SAMPLE]
        published = find_sets(data_folder(data), others) if others else []
        request = ExplainBench(kind, people, queries, bundle, [*drawn, *published], answers)
        result = bench_explain(request, load_before, progress)
    publish(result, outputs)

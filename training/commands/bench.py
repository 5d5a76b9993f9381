"""`onematch bench`: what the answers are worth and how fast they come, repeatable by anyone."""

from pathlib import Path
from typing import Annotated

import typer

from features.schema.kinds import Kind
from training.bench.drawing.report import publish, read_outputs
from training.bench.machine import load_average
from training.commands.bench_feedback import feedback
from training.commands.bench_guarantee import promise
from training.commands.options import JsonFile, MarkdownFile, ReportFile, example, named_file, read_names
from training.commands.quality import peers, quality
from training.terminal import OptionsWrong, progress_bar

bench_app = typer.Typer(help="Measure quality and speed; repeatable by anyone.", no_args_is_help=True)

KindChoice = Annotated[Kind, typer.Option("--kind", help="What the records are.")]
Profiles = Annotated[
    int, typer.Option("--people", "--companies", min=50, help="How many profiles the generated universe has.")
]
BundleOption = Annotated[
    Path | None,
    typer.Option("--bundle", help="The bundle to measure; the shipped one unless told.", exists=True, file_okay=False),
]
StartFrom = Annotated[
    str | None, typer.Option("--start-from", metavar="none|BUNDLE", help="The shipped bundle unless told.")
]
EXAMPLES = {
    "quality": (
        "onematch bench quality --quick",
        "onematch bench quality --sets febrl3,febrl4 --labels with --errors 30",
    ),
    "peers": ("onematch bench peers --sets febrl3,fd_companies --markdown peers.md",),
    "live": ("onematch bench live --people 1000000 --queries 2000 --report live.html",),
    "batch": (
        "onematch bench batch --people 1000000 --records 10000",
        "onematch bench batch --whole 100000,1000000 --report batch.html",
    ),
    "growth": ("onematch bench growth --sizes 10000,100000,1000000 --report growth.html",),
    "http": ("onematch bench http --people 1000000 --connections 16,64 --report http.html",),
    "splink": (
        "onematch bench splink --people 1000000 --queries 50",
        "onematch bench splink --people 1000000 --whole 1000000",
    ),
    "train": ("onematch bench train --records 10000,100000 --report train.html",),
    "promise": ("onematch bench promise --report promise.html", "onematch bench promise --sets fd_companies"),
    "feedback": (
        "onematch bench feedback --report feedback.html",
        "onematch bench feedback --sets febrl3 --labels 0,50,200",
    ),
    "badges": (
        "onematch bench badges --links 1000000",
        "onematch bench badges --database postgresql://localhost/bench",
    ),
    "import": ("onematch bench import --records 100000 --people 100000",),
}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (quality, peers, live, batch, http, train, growth, splink, badges, import_, feedback, promise):
        name = command.__name__.rstrip("_")
        bench_app.command(name, epilog=example(*EXAMPLES[name]))(command)
    app.add_typer(bench_app, name="bench")


def live(
    kind: KindChoice = Kind.PERSON,
    people: Profiles = 1_000_000,
    queries: Annotated[int, typer.Option("--queries", min=10, help="Records that are asked one by one.")] = 2_000,
    bundle: BundleOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure one record at a time, in process.

    From the raw row to the decision, and how that time is divided; the sample and its index are kept for the next run.
    """
    from training.bench.live import LiveRequest, bench_live

    outputs = read_outputs(json, report, markdown, {"--bundle": bundle})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_live(LiveRequest(kind, people, queries, bundle), load_before, progress)
    publish(result, outputs)


def batch(
    kind: KindChoice = Kind.PERSON,
    people: Profiles = 1_000_000,
    records: Annotated[int, typer.Option("--records", min=1, help="Records that are matched.")] = 10_000,
    processes: Annotated[int, typer.Option("--processes", min=1, help="Processes that share the index.")] = 2,
    whole: Annotated[
        str, typer.Option("--whole", help="Time jobs of so many records and profiles by stage; commas between.")
    ] = "",
    bundle: BundleOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure records per second by size of chunk.

    In one process, then in several that share the mapped index; with --whole also raw files to links by stage, each
    job in a process of its own.
    """
    from training.bench.batch import BatchRequest, bench_batch

    outputs = read_outputs(json, report, markdown, {"--bundle": bundle})
    load_before = load_average()
    jobs = _numbers("--whole", whole, 0, 1)
    with progress_bar() as progress:
        result = bench_batch(BatchRequest(kind, people, records, processes, bundle, jobs), load_before, progress)
    publish(result, outputs)


def http(
    kind: KindChoice = Kind.PERSON,
    people: Profiles = 1_000_000,
    connections: Annotated[
        str, typer.Option("--connections", help="Clients that ask at once; numbers with commas between.")
    ] = "1,4,16,64",
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="Seconds of each of three rounds.")] = 5.0,
    bundle: BundleOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure the service with two workers.

    Single records and a hundred a request, in turns with an empty endpoint of the same service.
    """
    from training.bench.service import ServiceBench, bench_service

    outputs = read_outputs(json, report, markdown, {"--bundle": bundle})
    load_before = load_average()
    request = ServiceBench(
        kind, people, tuple(_numbers("--connections", connections, 1, 1)), seconds=seconds, bundle=bundle
    )
    with progress_bar() as progress:
        result = bench_service(request, load_before, progress)
    publish(result, outputs)


def train(
    kind: KindChoice = Kind.PERSON,
    people: Annotated[
        int | None,
        typer.Option(
            "--people",
            "--companies",
            min=50,
            help="How many profiles a universe has; the largest number of records, at least 20,000, unless told.",
        ),
    ] = None,
    records: Annotated[str, typer.Option("--records", help="CRM records to train on; commas between.")] = "5000",
    start_from: StartFrom = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure training by stage.

    With labels and without, on a generated sample of each size; seconds and peak memory.
    """
    from training.bench.train import TrainBench, bench_train

    outputs = read_outputs(json, report, markdown, {"--start-from": named_file(start_from)})
    load_before = load_average()
    request = TrainBench(kind, people, _numbers("--records", records, 1, 1), start_from)
    with progress_bar() as progress:
        result = bench_train(request, load_before, progress)
    publish(result, outputs)


def growth(
    kind: KindChoice = Kind.PERSON,
    sizes: Annotated[str, typer.Option("--sizes", help="Universe sizes with commas between.")] = "10000,100000,1000000",
    queries: Annotated[int, typer.Option("--queries", min=10, help="Records asked one by one at each size.")] = 1_000,
    records: Annotated[int, typer.Option("--records", min=1, help="Records matched in chunks at each size.")] = 4_000,
    bundle: BundleOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure how time and size grow with the universe.

    One record at a time, a batch, its memory and the index, at every size, with the fitted exponents.
    """
    from training.bench.growth import GrowthRequest, bench_growth
    from training.bench.live import LiveRequest

    outputs = read_outputs(json, report, markdown, {"--bundle": bundle})
    load_before = load_average()
    live = LiveRequest(kind, queries=queries, bundle=bundle)
    request = GrowthRequest(_numbers("--sizes", sizes, 2, 50), live, records)
    with progress_bar() as progress:
        result = bench_growth(request, load_before, progress)
    publish(result, outputs)


def splink(
    kind: KindChoice = Kind.PERSON,
    people: Profiles = 100_000,
    queries: Annotated[int, typer.Option("--queries", min=3, help="Records that are asked one by one.")] = 50,
    whole: Annotated[
        int, typer.Option("--whole", min=0, help="Run a whole job of so many records and profiles; 0: none.")
    ] = 0,
    bundle: BundleOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure one record, and a whole job, beside Splink.

    The kernel against Splink's realtime and pair interfaces, the whole road against its predict_between; with --whole
    also both jobs from files to links: time, memory, and what the links are worth.
    """
    from training.bench.splink import SplinkBench, bench_splink

    outputs = read_outputs(json, report, markdown, {"--bundle": bundle})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_splink(SplinkBench(kind, people, queries, bundle, whole), load_before, progress)
    publish(result, outputs)


def _numbers(option: str, listed: str, fewest: int, least: int) -> list[int]:
    """Read numbers with commas between; raises OptionsWrong where there are too few or one is too small."""
    try:
        numbers = [int(name) for name in read_names(listed)]
    except ValueError as error:
        raise OptionsWrong(f"{option}: got {listed!r}, expected whole numbers with commas between") from error
    if len(numbers) < fewest or any(number < least for number in numbers):
        raise OptionsWrong(f"{option}: got {listed!r}, expected {fewest} or more numbers, each of {least} or more")
    return numbers


def badges(
    links: Annotated[
        int, typer.Option("--links", min=50, help="How many members are linked to a contact.")
    ] = 1_000_000,
    profiles: Annotated[int, typer.Option("--profiles", min=1, max=1_000, help="Badges that a call asks for.")] = 1_000,
    calls: Annotated[int, typer.Option("--calls", min=10, help="How many calls are measured.")] = 300,
    database: Annotated[
        str | None, typer.Option("--database", help="An empty PostgreSQL database; a SQLite file unless told.")
    ] = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure a page of badges on a contract with many links.

    The look-up alone and the whole request; the store is kept for the next run.
    """
    from training.bench.wrapper.badges import BadgeBench, bench_badges

    outputs = read_outputs(json, report, markdown, {})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_badges(BadgeBench(links, profiles, calls, database), load_before, progress)
    publish(result, outputs)


def import_(
    records: Annotated[int, typer.Option("--records", min=50, help="How many contacts are imported.")] = 100_000,
    people: Profiles = 100_000,
    page: Annotated[int, typer.Option("--page", min=1, max=10_000, help="Contacts in a page.")] = 1_000,
    database: Annotated[
        str | None, typer.Option("--database", help="An empty PostgreSQL database; a SQLite file unless told.")
    ] = None,
    processes: Annotated[int, typer.Option("--processes", min=1, help="Workers that take pages at once.")] = 1,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure an import of contacts, and what share of it is matching."""
    from training.bench.wrapper.imports import ImportBench, bench_import

    outputs = read_outputs(json, report, markdown, {})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_import(ImportBench(records, people, page, database, processes), load_before, progress)
    publish(result, outputs)

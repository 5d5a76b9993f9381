"""`onematch bench live`, `batch`, `http`, `train`, `growth` and `splink`: the speed of matching and training."""

from typing import Annotated

import typer

from features.schema.kinds import Kind
from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import BundleOption, KindChoice, Profiles, StartFrom
from training.commands.options import JsonFile, MarkdownFile, ReportFile, named_file, read_names
from training.terminal import OptionsWrong, progress_bar


def live(
    kind: KindChoice = Kind.PERSON,
    people: Profiles = 1_000_000,
    queries: Annotated[int, typer.Option("--queries", min=10, help="Records that are matched one by one.")] = 2_000,
    bundle: BundleOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure one record at a time, in process.

    From the raw row to the decision, with the time of each step; the sample and its index are kept for the next run.
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
        str, typer.Option("--whole", help="Time whole jobs of these sizes by stage; numbers separated by commas.")
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
        str, typer.Option("--connections", help="Simultaneous clients; numbers separated by commas.")
    ] = "1,4,16,64",
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="Seconds of each of three rounds.")] = 5.0,
    bundle: BundleOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure the service with two workers.

    One record and a hundred records in a request, in turns with an empty endpoint of the same service.
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
            help="Profiles of a universe; by default the largest number of records, at least 20,000.",
        ),
    ] = None,
    records: Annotated[
        str, typer.Option("--records", help="CRM records to train on; numbers separated by commas.")
    ] = "5000",
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
    sizes: Annotated[str, typer.Option("--sizes", help="Universe sizes separated by commas.")] = "10000,100000,1000000",
    queries: Annotated[int, typer.Option("--queries", min=10, help="Records matched one by one at each size.")] = 1_000,
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
    queries: Annotated[int, typer.Option("--queries", min=3, help="Records that are matched one by one.")] = 50,
    whole: Annotated[int, typer.Option("--whole", min=0, help="Also run a whole job of this size; 0: none.")] = 0,
    bundle: BundleOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure one record, and a whole job, beside Splink.

    The kernel against Splink's realtime and pair interfaces, the whole matcher against its predict_between; with
    --whole also both jobs from files to links: time, memory and quality of the links.
    """
    from training.bench.splink import SplinkBench, bench_splink

    outputs = read_outputs(json, report, markdown, {"--bundle": bundle})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_splink(SplinkBench(kind, people, queries, bundle, whole), load_before, progress)
    publish(result, outputs)


def _numbers(option: str, listed: str, fewest: int, least: int) -> list[int]:
    """Read numbers separated by commas; raises OptionsWrong where there are too few or one is too small."""
    try:
        numbers = [int(name) for name in read_names(listed)]
    except ValueError as error:
        raise OptionsWrong(f"{option}: got {listed!r}, expected whole numbers separated by commas") from error
    if len(numbers) < fewest or any(number < least for number in numbers):
        raise OptionsWrong(f"{option}: got {listed!r}, expected {fewest} or more numbers, each of {least} or more")
    return numbers

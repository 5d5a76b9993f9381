"""`onematch bench badges`, `locate`, `import`, `suspects`, `console`: a contract's store and links."""

from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DatabaseOption, Profiles
from training.commands.options import JsonFile, MarkdownFile, ReportFile
from training.terminal import progress_bar


def badges(
    links: Annotated[int, typer.Option("--links", min=50, help="Members that are linked to a contact.")] = 1_000_000,
    profiles: Annotated[int, typer.Option("--profiles", min=1, max=1_000, help="Badges in a call.")] = 1_000,
    calls: Annotated[int, typer.Option("--calls", min=10, help="Calls that are measured.")] = 300,
    database: DatabaseOption = None,
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


def locate(
    records: Annotated[int, typer.Option("--records", min=50, help="Contacts of the contract.")] = 1_000_000,
    calls: Annotated[int, typer.Option("--calls", min=10, help="Requests of each sort that are measured.")] = 300,
    database: DatabaseOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure locating a record by what a user types of its name: beginnings, misspellings, two words.

    The whole request; the store is kept for the next run.
    """
    from training.bench.wrapper.locate import LocateBench, bench_locate

    outputs = read_outputs(json, report, markdown, {})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_locate(LocateBench(records, calls, database), load_before, progress)
    publish(result, outputs)


def import_(
    records: Annotated[int, typer.Option("--records", min=50, help="Contacts that are imported.")] = 100_000,
    people: Profiles = 100_000,
    page: Annotated[int, typer.Option("--page", min=1, max=10_000, help="Contacts in a page.")] = 1_000,
    database: DatabaseOption = None,
    processes: Annotated[
        int, typer.Option("--processes", min=1, help="Workers that receive pages at the same time.")
    ] = 1,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure an import of contacts, and the share of matching in it."""
    from training.bench.wrapper.imports import ImportBench, bench_import

    outputs = read_outputs(json, report, markdown, {})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_import(ImportBench(records, people, page, database, processes), load_before, progress)
    publish(result, outputs)


def suspects(
    records: Annotated[int, typer.Option("--records", min=500, help="Contacts of the contract.")] = 10_000,
    people: Profiles = 20_000,
    each: Annotated[int, typer.Option("--each", min=1, help="Wrong links of each cause.")] = 100,
    first: Annotated[int, typer.Option("--first", min=1, help="How many links are looked at.")] = 500,
    seed: Annotated[int, typer.Option("--seed", help="The seed of sample and wrong links.")] = 1,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure the wrong-link radar: how many wrong links of five causes are among the first, and its time.

    A contract of the sample is imported, its wrong links are made by changing records and members.
    """
    from training.bench.wrapper.suspects import SuspectBench, bench_suspects

    outputs = read_outputs(json, report, markdown, {})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_suspects(SuspectBench(records, people, each, first, seed), load_before, progress)
    publish(result, outputs)


def console(
    links: Annotated[int, typer.Option("--links", min=50, help="Members that are linked to a contact.")] = 100_000,
    visits: Annotated[int, typer.Option("--visits", min=5, help="Visits of each page that are measured.")] = 40,
    seconds: Annotated[
        float, typer.Option("--seconds", min=1.0, help="Each turn of /v1/match, alone and with the console open.")
    ] = 15.0,
    database: DatabaseOption = None,
    json: JsonFile = None,
    report: ReportFile = None,
    markdown: MarkdownFile = None,
) -> None:
    """Measure the console's pages on a contract with many links, and `/v1/match` while people open them.

    The first visit of each page and later ones, in process; then the service with two workers over HTTP. The store is
    that of `bench badges` with as many links; some links become questions, some lose their profile.
    """
    from training.bench.wrapper.console import ConsoleBench, bench_console

    outputs = read_outputs(json, report, markdown, {})
    load_before = load_average()
    with progress_bar() as progress:
        result = bench_console(ConsoleBench(links, visits, database, seconds), load_before, progress)
    publish(result, outputs)

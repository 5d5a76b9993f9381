"""`onematch bench locate` and `import`: a contract's store."""

from typing import Annotated

import typer

from training.bench.machine import load_average
from training.bench.publish import publish, read_outputs
from training.commands.bench.options import DatabaseOption, Profiles
from training.commands.options import JsonFile, MarkdownFile, ReportFile
from training.terminal import progress_bar


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

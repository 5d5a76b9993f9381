"""What all benches share: rows become tables on the terminal, a JSON file, a Markdown page and a page with plots.

A bench is a function of a progress callback and its options that yields tables.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Annotated, Any

import typer
from markupsafe import Markup

from data.tables.atomic import write_whole
from data.tables.outputs import Output, check_outputs
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.drawing.svg import Titled
from serving.matching.bundle import Bundle
from training.bench.ground import SEED, bundle_for
from training.bench.machine import Row, describe_machine, in_words, load_average
from training.bench.plots import draw_bars, heading
from training.evaluation.report.picture import render
from training.terminal import OptionsWrong, print_line, print_lines, print_table, progress_bar
from training.worded_commands import option

KindChoice = Annotated[Kind, option("--kind", "What the records are.")]
Profiles = Annotated[int, typer.Option("--people", "--companies", min=50, help="Profiles of the generated universe.")]
BundleOption = Annotated[
    Path | None,
    option("--bundle", "The bundle to measure; the shipped one by default.", exists=True, file_okay=False),
]
DataOption = Annotated[
    Path | None,
    option("--data", "The folder of the sets; by default ONEMATCH_BENCH_DATA, then bench-data."),
]
SetsOption = Annotated[str, option("--sets", "Names separated by commas; all sets by default.")]
Rows = Sequence[Row]
Bench = Callable[..., Iterable["BenchTable"]]
BY_HAND = "<!-- written by hand from here on -->"
"""A Markdown page keeps the text below this line when the tables above it are generated again."""
FILES_READ = frozenset({"bundle", "data", "readme", "start_from"})
"""Options that name what a bench reads, so that no output replaces it."""
OF_THE_PLACE = frozenset({"data", "database", "readme"})
"""Options that say where something is; no output holds them."""


@value_class
class BenchTable:
    """Rows under one heading; every row has the same columns, None where nothing was measured.

    `bars` are the columns that are drawn, `names` those that name a row in the plots: by default the first.
    """

    title: str
    rows: Rows
    note: str = ""
    bars: Sequence[str] = ()
    names: Sequence[str] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.rows[0]) if self.rows else ()

    @property
    def numbers(self) -> frozenset[str]:
        """The columns that hold numbers."""
        return frozenset(name for name in self.columns if any(isinstance(row[name], int | float) for row in self.rows))


@value_class
class BenchResult:
    """One bench: its settings, its tables, and the machine that it ran on."""

    name: str
    settings: Row
    tables: Sequence[BenchTable]
    load_before: float
    load_after: float = field(default_factory=load_average)
    machine: Row = field(default_factory=describe_machine)

    @property
    def machine_in_words(self) -> str:
        return in_words(self.machine, (self.load_before, self.load_after))

    def as_json(self) -> dict[str, object]:
        tables = [{"title": table.title, "note": table.note, "rows": list(table.rows)} for table in self.tables]
        return {
            "bench": self.name,
            "settings": dict(self.settings),
            "machine": dict(self.machine),
            "load_average": {"before": self.load_before, "after": self.load_after},
            "tables": tables,
        }


Outputs = Mapping[str, Path | None]
"""The files that a bench writes, each by the name of its option."""


def run_bench(name: str, bench: Bench, options: Mapping[str, Any], outputs: Outputs) -> None:
    """Measure, print the tables and the machine, and write the requested files, each whole or not at all.

    Raises OutputRefused before the bench measures.
    """
    read = {name: Path(value) for name, value in options.items() if value and name in FILES_READ}
    inputs = {f"--{name.replace('_', '-')}": path for name, path in read.items()}
    check_outputs([Output(f"--{name}", path) for name, path in outputs.items() if path is not None], inputs)
    load_before = load_average()
    with progress_bar() as progress:
        tables = [table for table in bench(progress, **options) if table.rows]
    publish(BenchResult(name, settings_of(options), tables, load_before), outputs)


def settings_of(options: Mapping[str, Any]) -> dict[str, object]:
    """Return the options that say what was measured: a bundle by its version, generated samples with their seed."""
    settings = {name: value for name, value in options.items() if name not in OF_THE_PLACE and value not in (None, "")}
    if "bundle" in options:
        settings["bundle"] = Bundle.open(bundle_for(options["kind"], options["bundle"])).version
    return settings if "sets" in options else {"seed": SEED, **settings}


def publish(result: BenchResult, outputs: Outputs) -> None:
    """Print a result and write the requested files."""
    for table in result.tables:
        print_table(table.title, [heading(name) for name in table.columns], [list(row.values()) for row in table.rows])
        if table.note:
            print_lines(*table.note.split("\n"))
    print_line(result.machine_in_words)
    for name, path in outputs.items():
        if path is not None:
            text = WRITTEN[name](result) + (written_by_hand(path) if name == "markdown" else "")
            write_whole(path, text)
            print_line("written: {path}", path=path)


def json_text(result: BenchResult) -> str:
    """Return a result as JSON."""
    return json.dumps(result.as_json(), indent=1, ensure_ascii=False, default=str) + "\n"


def markdown_page(result: BenchResult) -> str:
    """Return the tables as a Markdown page with the command that repeats them; a note of several stands once."""
    parts = [f"# Bench: {result.name}", f"Made by `onematch bench {result.name}`. {result.machine_in_words}."]
    for table in result.tables:
        note = table.note if table.note not in parts else ""
        parts += [f"## {table.title}", *([note] if note else []), markdown_table(table)]
    return "\n\n".join(parts) + "\n"


def markdown_table(table: BenchTable) -> str:
    """Return the columns of a table that hold anything in Markdown; numbers are aligned right."""
    columns = [name for name in table.columns if any(row[name] is not None for row in table.rows)]
    lines = [[heading(name) for name in columns]]
    lines.append(["---:" if name in table.numbers else "---" for name in columns])
    lines += [[cell(row[name]).replace("|", "\\|") for name in columns] for row in table.rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def written_by_hand(page: Path) -> str:
    """Return the hand-written end of an existing page, from its marker line on."""
    before = page.read_text(encoding="utf-8") if page.is_file() else ""
    return before[before.index(BY_HAND) - 1 :] if f"\n{BY_HAND}" in before else ""


def html_page(result: BenchResult) -> str:
    """Return tables and plots as a page without network and script; every value is escaped."""
    charts = [
        {"title": table.title, "svg": Markup(svg)}
        for number, table in enumerate(result.tables)
        for svg in draw_bars(
            Titled(f"plot-{number}", table.title, table.note), table.rows, table.names or table.columns[:1], table.bars
        )
    ]
    return render("bench.html.j2", {"cell": cell, "heading": heading}, result=result, charts=charts)


WRITTEN: Mapping[str, Callable[[BenchResult], str]] = {
    "json": json_text,
    "markdown": markdown_page,
    "report": html_page,
}


def cell(value: object) -> str:
    """Return a value as text: small fractions with four digits, large numbers with commas, None as a dash."""
    if value is None:
        return "-"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4f}" if abs(value) < 10 else f"{value:,.1f}"


def read_names(listed: str) -> list[str]:
    """Read names separated by commas."""
    return [name.strip() for name in listed.split(",") if name.strip()]


def read_numbers(option: str, listed: str, fewest: int, least: int) -> list[int]:
    """Read numbers separated by commas; raises OptionsWrong where there are too few or one is too small."""
    try:
        numbers = [int(name) for name in read_names(listed)]
    except ValueError as error:
        raise OptionsWrong(
            "{option}: got {listed!r}, expected whole numbers separated by commas", option=option, listed=listed
        ) from error
    if len(numbers) < fewest or any(number < least for number in numbers):
        raise OptionsWrong(
            "{option}: got {listed!r}, expected {fewest} or more numbers, each of {least} or more",
            option=option,
            listed=listed,
            fewest=fewest,
            least=least,
        )
    return numbers

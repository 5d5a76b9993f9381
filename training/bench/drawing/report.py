"""What a bench gives: tables on the terminal, the same as JSON, as Markdown, and as a page with plots."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.tables.atomic import replacing
from data.tables.outputs import Output, check_outputs
from training.bench.machine import describe_machine, in_words, load_average
from training.terminal import print_line, print_lines, print_table

Row = Mapping[str, object]
BY_HAND = "<!-- written by hand from here on -->"
"""What stands below this line of a Markdown page is kept when the tables above are made again."""


@dataclass(frozen=True, slots=True)
class BenchTable:
    """Rows under one heading; every row has the same columns, None where nothing was measured."""

    title: str
    rows: Sequence[Row]
    note: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(self.rows[0]) if self.rows else ()

    @property
    def numbers(self) -> frozenset[str]:
        """The columns that hold numbers."""
        return frozenset(name for name in self.columns if any(isinstance(row[name], int | float) for row in self.rows))


@dataclass(frozen=True, slots=True)
class BenchResult:
    """One bench: what was asked (`settings`), what was measured, and the machine it ran on."""

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
        load = {"before": self.load_before, "after": self.load_after}
        return {
            "bench": self.name, "settings": dict(self.settings), "machine": dict(self.machine),
            "load_average": load, "tables": tables,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that a bench was asked for."""

    json: Path | None = None
    report: Path | None = None
    markdown: Path | None = None


def read_outputs(
    json: Path | None, report: Path | None, markdown: Path | None, inputs: Mapping[str, Path | None]
) -> Outputs:
    """Return the files that a bench was asked for, checked before it measures. Raises OutputRefused."""
    asked = (("--json", json), ("--report", report), ("--markdown", markdown))
    check_outputs([Output(option, path) for option, path in asked if path is not None], inputs)
    return Outputs(json, report, markdown)


def publish(result: BenchResult, outputs: Outputs) -> None:
    """Print the tables and the machine; write what was asked for, each file whole or not at all."""
    for table in result.tables:
        print_table(table.title, [heading(name) for name in table.columns], [list(row.values()) for row in table.rows])
        if table.note:
            print_lines(*table.note.split("\n"))
    print_line(result.machine_in_words)
    if outputs.json is not None:
        _write(outputs.json, json.dumps(result.as_json(), indent=1, ensure_ascii=False, default=str) + "\n")
    if outputs.markdown is not None:
        _write(outputs.markdown, markdown_page(result) + written_by_hand(outputs.markdown))
    if outputs.report is not None:
        from training.bench.drawing.page import render_page

        _write(outputs.report, render_page(result))
    for path in (outputs.json, outputs.markdown, outputs.report):
        if path is not None:
            print_line(f"written: {path}")


def markdown_page(result: BenchResult) -> str:
    """Return the tables as a Markdown page that says how to repeat them."""
    parts = [f"# Bench: {result.name}", f"Made by `onematch bench {result.name}`. {result.machine_in_words}."]
    for table in result.tables:
        parts += [f"## {table.title}", *([table.note] if table.note else []), markdown_table(table)]
    return "\n\n".join(parts) + "\n"


def written_by_hand(page: Path) -> str:
    """Return what people wrote below the mark of a page that stands already, the mark included."""
    before = page.read_text(encoding="utf-8") if page.is_file() else ""
    return before[before.index(BY_HAND) - 1 :] if f"\n{BY_HAND}" in before else ""


def markdown_table(table: BenchTable) -> str:
    """Return one table in Markdown; numbers stand to the right."""
    lines = [[heading(name) for name in table.columns]]
    lines.append(["---:" if name in table.numbers else "---" for name in table.columns])
    lines += [[cell(value).replace("|", "\\|") for value in row.values()] for row in table.rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def heading(column: str) -> str:
    """Return a column's name as people read it."""
    return column.replace("_", " ")


def cell(value: object) -> str:
    """Return a value as text: small fractions with four digits, large numbers with commas, nothing as a dash."""
    if value is None:
        return "-"
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.4f}" if abs(value) < 10 else f"{value:,.1f}"


def _write(path: Path, text: str) -> None:
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8")

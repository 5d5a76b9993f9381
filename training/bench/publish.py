"""The outputs of a bench: tables on the terminal, a JSON file, a Markdown page, an HTML page with plots."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.tables.atomic import replacing
from data.tables.outputs import Output, check_outputs
from training.bench.results import BenchResult, BenchTable, cell, heading
from training.terminal import print_line, print_lines, print_table

BY_HAND = "<!-- written by hand from here on -->"
"""A Markdown page keeps the text below this line when the tables above it are generated again."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """The requested output files of a bench."""

    json: Path | None = None
    report: Path | None = None
    markdown: Path | None = None


def read_outputs(
    json: Path | None, report: Path | None, markdown: Path | None, inputs: Mapping[str, Path | None]
) -> Outputs:
    """Return the requested output files, checked before the bench measures. Raises OutputRefused."""
    requested = (("--json", json), ("--report", report), ("--markdown", markdown))
    check_outputs([Output(option, path) for option, path in requested if path is not None], inputs)
    return Outputs(json, report, markdown)


def publish(result: BenchResult, outputs: Outputs) -> None:
    """Print the tables and the machine; write the requested files, each whole or not at all."""
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
        from training.bench.plots.page import render_page

        _write(outputs.report, render_page(result))
    for path in (outputs.json, outputs.markdown, outputs.report):
        if path is not None:
            print_line(f"written: {path}")


def markdown_page(result: BenchResult) -> str:
    """Return the tables as a Markdown page with the command that repeats them."""
    parts = [f"# Bench: {result.name}", f"Made by `onematch bench {result.name}`. {result.machine_in_words}."]
    for table in result.tables:
        parts += [f"## {table.title}", *([table.note] if table.note else []), markdown_table(table)]
    return "\n\n".join(parts) + "\n"


def written_by_hand(page: Path) -> str:
    """Return the hand-written end of an existing page, from its marker line on."""
    before = page.read_text(encoding="utf-8") if page.is_file() else ""
    return before[before.index(BY_HAND) - 1 :] if f"\n{BY_HAND}" in before else ""


def markdown_table(table: BenchTable) -> str:
    """Return one table in Markdown; numbers are aligned right."""
    lines = [[heading(name) for name in table.columns]]
    lines.append(["---:" if name in table.numbers else "---" for name in table.columns])
    lines += [[cell(value).replace("|", "\\|") for value in row.values()] for row in table.rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _write(path: Path, text: str) -> None:
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8")

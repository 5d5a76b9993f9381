"""Output for a terminal: tables, a progress bar, one line for a mistake. A pipe gets plain lines."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

from data.tables.progress import Progress, silent
from data.tables.terminal import printable, printable_json
from features.schema.errors import OnematchError

if TYPE_CHECKING:
    from rich.progress import TaskID


def print_json(value: object) -> None:
    """Print one JSON document on standard output; values of other types become text."""
    sys.stdout.write(printable_json(json.dumps(value, ensure_ascii=False, indent=2, default=str)) + "\n")


def print_line(text: str) -> None:
    """Print one line on standard output; control characters are written out."""
    sys.stdout.write(printable(text) + "\n")
    sys.stdout.flush()


def print_lines(*texts: str) -> None:
    """Print several lines on standard output."""
    for text in texts:
        print_line(text)


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table; numbers are aligned right, fractions have four digits, None is a dash."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(printable(title)), title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for position, column in enumerate(columns):
        is_number = any(isinstance(row[position], int | float) for row in rows)
        table.add_column(Text(printable(column)), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(_cell(value))) for value in row))
    console = Console() if sys.stdout.isatty() else Console(width=160)
    console.print(table)


def print_figures(title: str, figures: Mapping[str, object]) -> None:
    """Print named figures as a table of two columns; nested ones are in the JSON only."""
    rows = [(name, value) for name, value in figures.items() if not isinstance(value, Mapping | list | tuple)]
    print_table(title, ("figure", "value"), rows)


def print_note(message: str) -> None:
    """Print one line on standard error, for input that was left out."""
    sys.stderr.write(f"onematch: {printable(message)}\n")


def print_mistake(message: str) -> None:
    """Print one red line on standard error."""
    from rich.console import Console
    from rich.text import Text

    line = Text(f"onematch: {printable(' '.join(message.split()))}", style="bold red")
    Console(stderr=True, soft_wrap=True).print(line)


@contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[Progress]:
    """Show the progress of stages while standard error is a terminal; nothing in a pipe or when quiet."""
    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(printable(stage), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield advance


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.4f}" if abs(value) < 100 else f"{value:,.1f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


def figures_of(summary: Any) -> dict[str, object]:
    """Return the fields of a summary by name, of a dataclass or of a mapping."""
    return asdict(summary) if is_dataclass(summary) and not isinstance(summary, type) else dict(summary)


class OptionsWrong(OnematchError):
    """Options contradict each other, or one is missing."""

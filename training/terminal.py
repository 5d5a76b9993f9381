"""Output for a terminal: tables, stages of long work, one line for a mistake. A pipe gets plain lines."""

import json
import shlex
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from threading import Event, Lock, Thread
from typing import Any, NamedTuple, TextIO

from data.tables.progress import Progress, silent
from data.tables.terminal import printable, printable_json
from features.schema.errors import OnematchError
from features.schema.texts import wording
from training.stages import Stage, Stages

SILENT_S = 5.0
"""The longest time in which nothing is said of work that goes on."""
REFRESH_S = 0.5


def print_json(value: object) -> None:
    """Print one JSON document on standard output; values of other types become text."""
    sys.stdout.write(printable_json(json.dumps(value, ensure_ascii=False, indent=2, default=str)) + "\n")


def print_line(text: str, /, **values: object) -> None:
    """Print one line on standard output, with values that of a template; control characters are written out."""
    sys.stdout.write(printable(_said(text, values)) + "\n")
    sys.stdout.flush()


def print_result(as_json: bool, document: object, *lines: str) -> None:
    """Print what a command did: one JSON document for machines, else lines."""
    if as_json:
        print_json(document)
    else:
        print_lines(*lines)


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

    table = Table(title=Text(printable(wording(title))), title_justify="left", box=box.SIMPLE_HEAD, title_style="bold")
    for position, column in enumerate(columns):
        is_number = any(isinstance(row[position], int | float) for row in rows)
        table.add_column(Text(printable(wording(column))), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(printable(cell_text(value))) for value in row))
    console = Console() if sys.stdout.isatty() else Console(width=160)
    console.print(table)


def can_print(text: str) -> bool:
    """Return whether standard output's encoding has these characters."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True


def print_figures(title: str, figures: Mapping[str, object], meanings: Mapping[str, str] | None = None) -> None:
    """Print named figures as a table, with what they mean where that is given; nested ones are in the JSON only."""
    plain = {name: value for name, value in figures.items() if not isinstance(value, Mapping | list | tuple)}
    if meanings is None:
        print_table(title, ("figure", "value"), list(plain.items()))
        return
    rows = [(name, value, wording(meanings.get(name, ""))) for name, value in plain.items()]
    print_table(title, ("figure", "value", "what it means"), rows)


def decisions_line(decisions: Mapping[str, int]) -> str:
    """Return decisions as one line, each with its share."""
    total = max(sum(decisions.values()), 1)
    names = {"linked": wording("links"), "duplicate": wording("duplicates of a link")}
    shown = [(names.get(name, name), count) for name, count in decisions.items() if count or name != "duplicate"]
    return ", ".join(f"{name} {count:,} ({count / total:.1%})" for name, count in shown)


def print_next(steps: Sequence[tuple[Sequence[object], str]]) -> None:
    """Print what can be done next: each command as it can be pasted, with its purpose above it."""
    print_line(wording("next:"))
    for command, purpose in steps:
        print_lines(f"  # {wording(purpose)}", f"  {shlex.join(map(str, command))}")


def print_note(message: str, /, **values: object) -> None:
    """Print one line on standard error, for input that was left out; with values that of a template."""
    sys.stderr.write(f"onematch: {printable(_said(message, values))}\n")


def _said(text: str, values: Mapping[str, object]) -> str:
    return wording(text, **values) if values else text


def print_mistake(message: str) -> None:
    """Print one red line on standard error."""
    from rich.console import Console
    from rich.text import Text

    line = Text(f"onematch: {printable(' '.join(message.split()))}", style="bold red")
    Console(stderr=True, soft_wrap=True).print(line)


@contextmanager
def progress_bar(*, quiet: bool = False, lines: bool = False) -> Iterator[Progress]:
    """Show the stages of long work on standard error; nothing when quiet; as lines where other processes print too.

    A terminal shows the open stages with their items and the time left. A finished stage is printed once, with its
    seconds. In a pipe that is one line a stage, and one more where a stage takes longer than SILENT_S.
    """
    if quiet:
        yield silent
        return
    with _live_lines() if sys.stderr.isatty() and not lines else _plain_lines(sys.stderr) as shown:
        stages = Stages(time.monotonic())
        lock = Lock()

        def advance(stage: str, done: int, total: int | None) -> None:
            with lock:
                for finished in stages.advance(printable(stage), done, total, time.monotonic()):
                    shown.finish(finished)
                shown.show(stages.open.values())

        def refresh() -> None:
            with lock:
                shown.show(list(stages.open.values()))

        with _repeated(refresh, REFRESH_S):
            yield advance
        for finished in stages.end(time.monotonic()):
            shown.finish(finished)


@contextmanager
def starting() -> Iterator[None]:
    """Show on a terminal that a command starts while the block loads its libraries."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(wording("load the libraries")):
        yield


class _StageLines(NamedTuple):
    """How finished and open stages are shown."""

    finish: Callable[[Stage], None]
    show: Callable[[Iterable[Stage]], None]


@contextmanager
def _live_lines() -> Iterator[_StageLines]:
    from rich.console import Console
    from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn
    from rich.progress import Progress as Bars
    from rich.table import Column

    words = TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
    columns = SpinnerColumn("line"), words, BarColumn(16)
    with Bars(*columns, console=Console(stderr=True), refresh_per_second=4, transient=True) as bars:
        tasks = dict[str, TaskID]()

        def finish(stage: Stage) -> None:
            if stage.name in tasks:
                bars.remove_task(tasks.pop(stage.name))
            bars.console.print(stage.as_finished(time.monotonic()), markup=False, highlight=False)

        def show(stages: Iterable[Stage]) -> None:
            for stage in stages:
                words = stage.as_open(time.monotonic())
                if stage.name not in tasks:
                    tasks[stage.name] = bars.add_task(words, total=stage.total)
                bars.update(tasks[stage.name], description=words, completed=stage.done, total=stage.total)

        yield _StageLines(finish, show)


@contextmanager
def _plain_lines(stream: TextIO) -> Iterator[_StageLines]:
    mentioned: set[str] = set()
    last = time.monotonic()

    def write(line: str) -> None:
        nonlocal last
        stream.write(printable(line) + "\n")
        stream.flush()
        last = time.monotonic()

    def show(stages: Iterable[Stage]) -> None:
        now = time.monotonic()
        for stage in stages:
            if now - max(last, stage.first_at) >= SILENT_S and stage.name not in mentioned:
                mentioned.add(stage.name)
                write(stage.as_open(now))

    yield _StageLines(lambda stage: write(stage.as_finished(time.monotonic())), show)


@contextmanager
def _repeated(call: Callable[[], None], every_s: float) -> Iterator[None]:
    """Call a function again and again in a thread of its own, until the block ends."""
    ended = Event()

    def run() -> None:
        while not ended.wait(every_s):
            call()

    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def cell_text(value: object) -> str:
    """Return a value of a table as text."""
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

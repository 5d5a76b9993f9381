"""The history of champions as it is written: one append-only SQLite table."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple
from pathlib import Path

from features.compiled.private_paths import make_private_folder
from serving.runtime.model_records import COLUMNS, ChampionChange

_SCHEMA = """
create table if not exists champions (
    number integer primary key,
    at text not null,
    kind text not null,
    action text not null check (action in ('promote', 'rollback')),
    model text not null,
    version integer not null,
    bundle text not null,
    index_folder text not null,
    by text not null,
    reason text not null
) strict;
create trigger if not exists champions_keep_update before update on champions
    begin select raise(abort, 'the history of champions is append-only'); end;
create trigger if not exists champions_keep_delete before delete on champions
    begin select raise(abort, 'the history of champions is append-only'); end;
create trigger if not exists champions_keep_replace before insert on champions
    when exists (select 1 from champions where number = new.number)
    begin select raise(abort, 'the history of champions is append-only'); end;
"""


@contextmanager
def appending(file: Path, change: ChampionChange) -> Iterator[None]:
    """Take the write lock, add one change, and commit it if the body succeeds.

    The body swaps the pointer; if it fails, the history does not hold the change.
    """
    make_private_folder(file.parent)
    with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as database:
        database.executescript(_SCHEMA)
        database.execute("begin immediate")
        marks = ", ".join("?" * len(COLUMNS.split(", ")))
        database.execute(f"insert into champions ({COLUMNS}) values ({marks})", astuple(change))
        yield
        database.execute("commit")


def wait_for_writer(file: Path) -> None:
    """Return once no change is being written: until then alias and history of one change differ."""
    if file.exists():
        with closing(sqlite3.connect(file, isolation_level=None, timeout=30)) as database:
            database.execute("begin immediate")


def reachable_champions(history: list[ChampionChange]) -> list[ChampionChange]:
    """Return the champions of one kind that a rollback can reach, the present one last.

    A promotion is pushed on a stack, a rollback pops it. A promotion of the pair on top changes nothing.
    """
    stack: list[ChampionChange] = []
    for change in history:
        if change.action == "rollback":
            stack.pop()
        elif not stack or (change.bundle, change.index) != (stack[-1].bundle, stack[-1].index):
            stack.append(change)
    return stack

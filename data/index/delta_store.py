"""The changes since an index was built, in SQLite beside it: each id's last upsert or delete, with its sequence.

Replaced rows are kept until the index is built again, so that an earlier state can be read: what was answered from it
can be computed once more.
"""

import json
import os
import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import field
from pathlib import Path

from features.pairs.columns import Record
from features.schema.errors import OnematchError
from features.schema.value_class import value_class

FILE = "delta.sqlite3"
Original = Mapping[str, str]
"""The filled columns of a profile as they were written; empty where they were not kept."""
ByProfile = Mapping[str, Original]
NO_ORIGINALS: ByProfile = {}
Upserts = Mapping[str, Record]
_ORIGINAL = ":original"
"""The key of a stored record that is no field, which versions without originals do not read."""
_SCHEMA = """
create table if not exists change (id text primary key, sequence integer not null, record text) without rowid;
create index if not exists change_sequence on change (sequence);
"""
_REPLACED = """
create table if not exists replaced (
    id text not null, sequence integer not null, until integer not null, record text, primary key (id, sequence)
) without rowid;
create table if not exists kept (since integer not null, name text not null);
"""
"""`until` is the sequence that replaced the row; states from `since` on can be read. `name` is drawn with the file."""


class DeltaNotKept(OnematchError):
    """The changes of an index do not reach to a sequence, or its state is older than what was kept."""


@value_class
class DeltaChange:
    """The last change of one id: its normalised record, or None if it was deleted; `original` as it was written."""

    id: str
    sequence: int
    record: Record | None
    original: Original = field(default_factory=dict)


class DeltaStore:
    """Reads and appends changes; reading while nothing has changed costs microseconds."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self._file = str(self.path)
        self._connection: sqlite3.Connection | None = None
        self._seen: tuple[int, int] | None = None
        self._number: int | None = None

    def append(self, upserts: Upserts, deletes: Iterable[str], originals: ByProfile) -> int:
        """Store changes in one transaction and return its sequence number; deletes override upserts."""
        texts = {
            name: json.dumps({**record, _ORIGINAL: originals[name]} if name in originals else record)
            for name, record in upserts.items()
        }
        rows = texts | dict.fromkeys(deletes)
        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as connection:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            connection.executescript(_SCHEMA + _REPLACED)
            connection.execute("begin immediate")
            last = _last(connection)
            kept = (last, secrets.token_hex(8))
            connection.execute("insert into kept select ?, ? where not exists (select 1 from kept)", kept)
            connection.executemany(
                "insert into replaced select id, sequence, ?, record from change where id = ?",
                [(last + 1, name) for name in rows],
            )
            connection.executemany(
                "insert or replace into change values (?, ?, ?)",
                [(name, last + 1, record) for name, record in rows.items()],
            )
            connection.execute("commit")
        return int(last) + 1 if rows else int(last)

    def changes_after(self, sequence: int) -> list[DeltaChange]:
        """Return the changes after a sequence number, oldest first; reads nothing if the file is unchanged.

        Where an index was built again in the same folder, the last changes to the former one precede those to it.
        """
        changes = self._read_after(sequence)
        if self._is_replaced():
            self._connection = self._seen = None
            changes += self._read_after(0)
        return changes

    def deleted(self) -> list[str]:
        """Return the ids whose last change is a delete."""
        return [change.id for change in self._read_after(0) if change.record is None]

    def _read_after(self, sequence: int) -> list[DeltaChange]:
        connection = self._connect()
        if connection is None:
            return []
        file_version = _file_version(connection)
        if file_version == self._seen:
            return []
        rows = connection.execute(
            "select id, sequence, record from change where sequence > ? order by sequence, id", (sequence,)
        ).fetchall()
        self._seen = file_version
        return [_change(*row) for row in rows]

    @property
    def name(self) -> str | None:
        """A name that distinguishes these changes from those of another build; None before the first one."""
        connection = self._connect()
        if connection is None or not _has_replaced(connection):
            return None
        row = connection.execute("select name from kept").fetchone()
        return None if row is None else str(row[0])

    def state_at(self, sequence: int) -> list[DeltaChange]:
        """Return the changes that were in force at a sequence number, oldest first. Raises DeltaNotKept."""
        connection = self._connect()
        last = 0 if connection is None else _last(connection)
        since = 0 if connection is None else _kept_since(connection)
        if not since <= sequence <= last:
            raise DeltaNotKept(
                "{parent}: got the state {sequence} of its changes, expected {since} to {last}",
                parent=self.path.parent,
                sequence=sequence,
                since=since,
                last=last,
            )
        if connection is None:
            return []
        earlier = "select id, sequence, record from replaced where sequence <= :at and until > :at"
        rows = connection.execute(
            "select id, sequence, record from change where sequence <= :at"
            f"{f' union all {earlier}' if _has_replaced(connection) else ''} order by sequence, id",
            {"at": sequence},
        ).fetchall()
        return [_change(*row) for row in rows]

    def is_unchanged(self) -> bool:
        """Return whether the file is unchanged since this process last read it, without opening it."""
        if self._seen is None or self._connection is None:
            return not self._is_there()
        is_read = self._seen[0] == os.getpid() and _file_version(self._connection) == self._seen
        return is_read and not self._is_replaced()

    def _connect(self) -> sqlite3.Connection | None:
        if self._seen is not None and self._seen[0] != os.getpid():
            self._connection = self._seen = None
        if self._connection is None and self._is_there():
            self._number = self._file_number()
            connection = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            connection.executescript(_SCHEMA)
            self._connection = connection
        return self._connection

    def _is_there(self) -> bool:
        return self._file_number() is not None

    def _is_replaced(self) -> bool:
        return self._connection is not None and self._file_number() not in (None, self._number)

    def _file_number(self) -> int | None:
        """Return the number of the file at the path, None without one."""
        try:
            return os.stat(self._file).st_ino  # noqa: PTH116 - thrice as fast as Path's, and called by every request
        except OSError:
            return None


def _last(connection: sqlite3.Connection) -> int:
    return int(connection.execute("select coalesce(max(sequence), 0) from change").fetchone()[0])


def _has_replaced(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("select 1 from sqlite_master where name = 'replaced'").fetchone())


def _kept_since(connection: sqlite3.Connection) -> int:
    """Return the first sequence whose state can be read: the last one where nothing that was replaced is kept."""
    row = connection.execute("select since from kept").fetchone() if _has_replaced(connection) else None
    return _last(connection) if row is None else int(row[0])


def _file_version(connection: sqlite3.Connection) -> tuple[int, int]:
    return os.getpid(), connection.execute("pragma data_version").fetchone()[0]


def _change(name: str, number: int, text: str | None) -> DeltaChange:
    if text is None:
        return DeltaChange(name, number, None)
    stored = json.loads(text)
    original = stored.pop(_ORIGINAL, {})
    record = {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}
    return DeltaChange(name, number, record, original)

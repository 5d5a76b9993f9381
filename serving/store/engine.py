"""The engine of a store's database: SQLite in files that only their user may read, or PostgreSQL."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Engine, event, make_url
from sqlalchemy import create_engine as sqlalchemy_engine

from features.compiled.private_paths import make_once, make_private
from features.schema.errors import OnematchError
from serving.store.disk_full import name_full_disk

BUSY_TIMEOUT_MS = 20_000
"""Shorter than a request may take: a locked database is a 503, which the caller repeats, not a 504."""
_POOL = {"pool_size": 8, "max_overflow": 16, "pool_timeout": 60, "pool_use_lifo": True}
"""Last in, first out: a write empties the page caches of all other SQLite connections, so few of them are used."""
SYNCHRONOUS = "onematch_synchronous"
"""The execution option that sets SQLite's `synchronous`; with it a transaction takes the write lock at its begin."""
_BESIDE = ("", "-wal", "-shm", "-journal")


class DatabaseUnsupported(OnematchError):
    """ONEMATCH_DATABASE_URL names neither SQLite nor PostgreSQL."""


@contextmanager
def immediate(engine: Engine, *, synchronous: str = "full") -> Iterator[Connection]:
    """One transaction that takes SQLite's write lock at its begin, not at its first write."""
    with engine.connect().execution_options(**{SYNCHRONOUS: synchronous}) as connection, connection.begin():
        yield connection


def _json(value: object) -> str:
    """Return a value as JSON text; lone surrogates, which UTF-8 cannot encode, are escaped."""
    try:
        return to_json(value).decode()
    except ValueError:
        return json.dumps(value)


def create_engine(url: str, *, may_make: bool = False) -> Engine:
    """Return the engine of a store's database; it creates SQLite's file only on demand. Raises DatabaseUnsupported."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        psycopg = parsed.set(drivername="postgresql+psycopg")
        engine = sqlalchemy_engine(psycopg, pool_pre_ping=True, json_serializer=_json, **_POOL)
        name_full_disk(engine)
        return engine
    if backend != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise DatabaseUnsupported(
            "got {backend}, expected sqlite:///FILE or postgresql+psycopg://HOST/NAME", backend=backend
        )
    engine = sqlalchemy_engine(parsed, json_serializer=_json, **_POOL)
    name_full_disk(engine)
    keep_private(engine, Path(parsed.database), may_make=may_make)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Give SQLAlchemy control of transactions (Python's driver would begin one at the first write).

    `secure_delete` overwrites the bytes of deleted rows; temporary tables never reach the disk.
    """
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = wal",
        "foreign_keys = on",
        "secure_delete = on",
        "cache_size = -65536",
        "mmap_size = 1073741824",
        "temp_store = memory",
    ):
        connection.execute(f"pragma {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    synchronous = connection.get_execution_options().get(SYNCHRONOUS)
    if synchronous is None:
        connection.exec_driver_sql("begin")
        return
    connection.exec_driver_sql(f"pragma synchronous = {synchronous}")
    connection.exec_driver_sql("begin immediate")


def keep_private(engine: Engine, file: Path, *, may_make: bool) -> None:
    """Let an engine create its database with mode 0600, and remove the rights of others from an existing one.

    SQLite creates the log and the shared memory with the mode of the database. Without `may_make` it refuses a
    missing file, which it would replace with an empty one.
    """

    def prepare(_dialect: object, _record: object, where: list[str], options: dict[str, Any]) -> None:
        if not may_make:
            where[0] = f"{file.resolve().as_uri()}?mode=rw"
            options["uri"] = True
        with suppress(OSError):  # a missing folder or a full disk: SQLite raises its own error
            if may_make and not file.exists():  # by another name: closing a file that SQLite has open drops its locks
                make_once(file, b"")
            for suffix in _BESIDE:
                make_private(file.with_name(file.name + suffix))

    event.listen(engine, "do_connect", prepare)

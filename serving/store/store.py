"""The store: transactions on SQLite or PostgreSQL that see one state and never lose to a lock."""

import json
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Connection, Engine, event, make_url, text
from sqlalchemy import create_engine as sqlalchemy_engine

from features.schema.errors import OnematchError
from serving.store.database_file import keep_private
from serving.store.disk_full import name_full_disk
from serving.store.vault import Vault, begin_with_keys, end_with_keys

BUSY_TIMEOUT_MS = 60_000
_POOL = {"pool_size": 8, "max_overflow": 16, "pool_timeout": 60, "pool_use_lifo": True}
"""Last in, first out: SQLite empties a connection's pages when another one has written, so as few as possible work."""
_SYNCHRONOUS = "onematch_synchronous"
_LOCK = text("select pg_advisory_xact_lock(hashtextextended(:name, 0))")


class DatabaseUnsupported(OnematchError):
    """ONEMATCH_DATABASE_URL names something else than SQLite or PostgreSQL."""


class Store:
    """Gives transactions; one object per process, shared by its threads."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self.engine, self.vault = engine, vault
        # SQLite has one writer at a time. Threads of one process wait in line here, where a waiter wakes at once;
        # only processes wait on the file's lock, which they look at every few milliseconds.
        self._in_line: AbstractContextManager[Any] = threading.Lock() if self.is_sqlite else nullcontext()

    @classmethod
    def open(cls, url: str, vault: Vault) -> "Store":
        """Open `sqlite:///FILE` or `postgresql+psycopg://...`; does not migrate. Raises DatabaseUnsupported."""
        return cls(create_engine(url), vault)

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of the database, whatever is committed meanwhile."""
        options: dict[str, Any] = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            begin_with_keys(connection)
            yield connection

    @contextmanager
    def writing(self, instance_id: str | None = None) -> Iterator[Connection]:
        """One transaction, on the disk when the block has ended; those of one instance run one after the other."""
        with self._in_line, self.engine.connect().execution_options(**{_SYNCHRONOUS: "full"}) as connection:
            with connection.begin():
                begin_with_keys(connection)
                if instance_id is not None and not self.is_sqlite:
                    connection.execute(_LOCK, {"name": instance_id})
                yield connection
            end_with_keys(connection)

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """One short transaction that outlives the process, but may be lost with the machine: SQLite does not sync."""
        with self._in_line, immediate(self.engine, synchronous="normal") as connection:
            begin_with_keys(connection)
            yield connection

    def ping(self) -> None:
        """Ask the database for nothing; whatever its driver raises tells that it cannot be reached."""
        with self.engine.connect() as connection:
            connection.execute(text("select 1"))

    def close(self) -> None:
        """Close the connections that nobody uses."""
        self.engine.dispose()


@contextmanager
def immediate(engine: Engine, *, synchronous: str = "full") -> Iterator[Connection]:
    """One transaction that takes SQLite's write lock at its begin, not half-way."""
    with engine.connect().execution_options(**{_SYNCHRONOUS: synchronous}) as connection, connection.begin():
        yield connection


def _json(value: object) -> str:
    """Write JSON; half surrogates, which are no UTF-8, are escaped."""
    try:
        return to_json(value).decode()
    except ValueError:
        return json.dumps(value)


def create_engine(url: str) -> Engine:
    """Make the engine of a store's database. Raises DatabaseUnsupported."""
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend == "postgresql":
        psycopg = parsed.set(drivername="postgresql+psycopg")
        engine = sqlalchemy_engine(psycopg, pool_pre_ping=True, json_serializer=_json, **_POOL)
        name_full_disk(engine)
        return engine
    if backend != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise DatabaseUnsupported(f"got {backend}, expected sqlite:///FILE or postgresql+psycopg://HOST/NAME")
    engine = sqlalchemy_engine(parsed, json_serializer=_json, **_POOL)
    name_full_disk(engine)
    keep_private(engine, Path(parsed.database))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Let SQLAlchemy say when a transaction begins (Python's driver would wait for the first write).

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
    synchronous = connection.get_execution_options().get(_SYNCHRONOUS)
    if synchronous is None:
        connection.exec_driver_sql("begin")
        return
    connection.exec_driver_sql(f"pragma synchronous = {synchronous}")
    connection.exec_driver_sql("begin immediate")

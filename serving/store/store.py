"""The store: transactions on SQLite or PostgreSQL that read one state and do not fail on a lock."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from serving.store.engine import BUSY_TIMEOUT_MS, SYNCHRONOUS, immediate
from serving.store.vault import Vault, begin_with_keys, end_with_keys

_LOCK = text("select pg_advisory_xact_lock(hashtextextended(:name, 0))")


class Store:
    """Opens transactions; one object per process, shared by its threads."""

    def __init__(self, engine: Engine, vault: Vault) -> None:
        self.engine = engine
        self.vault = vault
        # SQLite has one writer at a time. Threads of one process wait on this lock, which wakes the next one at once;
        # processes wait on the file's lock, which SQLite polls every few milliseconds.
        self._writer_lock = threading.Lock()

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
        """One transaction, synced to the disk at its end; transactions of one instance run one after the other."""
        with self._writers_turn(), self.engine.connect().execution_options(**{SYNCHRONOUS: "full"}) as connection:
            with connection.begin():
                begin_with_keys(connection)
                if instance_id is not None and not self.is_sqlite:
                    connection.execute(_LOCK, {"name": instance_id})
                yield connection
            end_with_keys(connection)

    @contextmanager
    def writing_unsynced(self) -> Iterator[Connection]:
        """One short transaction that survives the process but perhaps not the machine: SQLite does not sync it."""
        with self._writers_turn(), immediate(self.engine, synchronous="normal") as connection:
            begin_with_keys(connection)
            yield connection

    @contextmanager
    def _writers_turn(self) -> Iterator[None]:
        """Wait for the other writers of this process, no longer than SQLite waits for those of others."""
        if not self.is_sqlite:
            yield
            return
        if not self._writer_lock.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
            raise NoConnectionLeft("another transaction of this process has not ended")
        try:
            yield
        finally:
            self._writer_lock.release()

    def ping(self) -> None:
        """Run an empty query; an error of the driver means that the database cannot be reached."""
        with self.engine.connect() as connection:
            connection.execute(text("select 1"))

    def close(self) -> None:
        """Close the idle connections."""
        self.engine.dispose()

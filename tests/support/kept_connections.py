"""Connections to PostgreSQL that the next test goes on with.

The server starts a process for each connection, which reads the catalogue anew and plans every statement: that takes
longer than what a test stores.
"""

import os
from typing import Any, Self

import psycopg
from psycopg.pq import TransactionStatus

MAX_IDLE = 8
"""How many connections to one database are kept."""


class KeptConnections:
    """Idle connections by a name of their use; a process that was forked from this one has its own."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._idle: dict[str, list[_Kept]] = {}

    def keep(self, *uses: str) -> None:
        """Keep connections for these uses from now on."""
        self._idle |= {use: [] for use in uses if use not in self._idle}

    def connect(self, use: str, *arguments: Any, **options: Any) -> psycopg.Connection[Any]:
        """Return a kept connection or a new one; to close it is to keep it, unless it is within a transaction."""
        idle = self._idle.get(use)
        if idle is None or os.getpid() != self._process:
            return psycopg.connect(*arguments, **options)
        return idle.pop() if idle else _Kept.to(idle, *arguments, **options)

    def process_ids(self, use: str) -> list[int]:
        """Return the server's processes behind the idle connections."""
        return [connection.info.backend_pid for connection in self._idle.get(use, [])]

    def close(self, use: str) -> None:
        """Close the idle connections."""
        for connection in self._idle.pop(use, []):
            connection.end()


class _Kept(psycopg.Connection[Any]):
    """A connection that is kept when it is closed."""

    idle: list["_Kept"]

    @classmethod
    def to(cls, idle: list["_Kept"], *arguments: Any, **options: Any) -> Self:
        found = cls.connect(*arguments, **options)
        found.idle = idle
        return found

    def close(self) -> None:
        if self.closed or self.info.transaction_status != TransactionStatus.IDLE or len(self.idle) >= MAX_IDLE:
            self.end()
        else:
            self.idle.append(self)

    def end(self) -> None:
        """Close it indeed."""
        super().close()

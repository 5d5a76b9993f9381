"""Whether the store answers, tested in a separate thread with a time limit."""

import asyncio
import sqlite3
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from serving.store.disk_full import DiskFull, full_folders
from serving.store.store import Store

WITHIN_S = 5.0
_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_PROTOCOL,  # begins of transactions that met too often
        sqlite3.SQLITE_READONLY,
    }
)
_PRIMARY = 0xFF
"""The bits of SQLite's primary error code in an extended one."""


def is_away(error: BaseException) -> bool:
    """Whether an error means that the database cannot be reached or is locked, which passes; not a wrong statement."""
    code = getattr(getattr(error, "orig", None), "sqlite_errorcode", None)
    if code is not None:
        return code & _PRIMARY in _SQLITE
    is_lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return is_lost or isinstance(error, OperationalError | InterfaceError | NoConnectionLeft)


class StoreReach:
    """Tests the database and its disks in its own thread."""

    def __init__(self, store: Callable[[], Store]) -> None:
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reach")

    async def is_there(self) -> bool:
        """Whether the database answered within WITHIN_S seconds."""
        answer = asyncio.get_running_loop().run_in_executor(self._thread, self._store().ping)
        try:
            with suppress(DiskFull):  # the database answers; `/readyz` names the full disk
                await asyncio.wait_for(answer, WITHIN_S)
        except (TimeoutError, SQLAlchemyError, OSError):
            return False
        return True

    async def full(self, folders: Mapping[str, Path]) -> list[str]:
        """Return the names of the folders that are full or do not answer within WITHIN_S seconds."""
        answer = asyncio.get_running_loop().run_in_executor(self._thread, full_folders, folders)
        try:
            return await asyncio.wait_for(answer, WITHIN_S)
        except TimeoutError:
            return list(folders)

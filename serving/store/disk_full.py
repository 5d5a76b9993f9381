"""What a full disk looks like to those who write: one rule for files, SQLite and PostgreSQL."""

import errno
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from features.schema.errors import OnematchError

LEAST_FREE_BYTES = 1 << 20
"""A disk with less than this has no room for the pages of one small transaction and its log."""
_ERRNO = frozenset({errno.ENOSPC, errno.EDQUOT})
_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE})
_POSTGRESQL = "53100"
"""`disk_full` in PostgreSQL's table of error codes."""


class DiskFull(OnematchError):
    """A disk has no room for what was to be written; of the transaction or file nothing was kept."""


def is_full(error: BaseException | None) -> bool:
    """Whether an error says that a disk, or what a user may have of it, is full."""
    if isinstance(error, DBAPIError):
        return is_full(error.orig)
    if isinstance(error, OSError):
        return error.errno in _ERRNO
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _SQLITE
    return isinstance(error, DiskFull) or getattr(error, "sqlstate", None) == _POSTGRESQL


def name_full_disk(engine: Engine) -> None:
    """Let every connection of an engine raise DiskFull in place of its driver's error."""

    def rename(context: ExceptionContext) -> None:
        if is_full(context.original_exception):
            raise DiskFull("the store's disk is full: got no room to write, expected some")

    event.listen(engine, "handle_error", rename)


def full_folders(folders: Mapping[str, Path]) -> list[str]:
    """Return the names of the folders whose disk has no room left; one that is not there has none either."""
    return [name for name, folder in folders.items() if not _has_room(folder)]


def _has_room(folder: Path) -> bool:
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    has_names = found.f_files == 0 or found.f_favail > 0  # 0 files: the file system does not count them
    return has_names and found.f_bavail * found.f_frsize >= LEAST_FREE_BYTES

"""Recognising a full disk: one rule for files, SQLite and PostgreSQL."""

import errno
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError

from features.schema.errors import OnematchError

MIN_FREE_BYTES = 1 << 20
"""Less than the pages of one small transaction and its log need."""
_ERRNO = frozenset({errno.ENOSPC, errno.EDQUOT})
_SQLITE = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE})
_POSTGRESQL = "53100"
"""`disk_full` in PostgreSQL's table of error codes."""


class DiskFull(OnematchError):
    """A disk has no room; nothing of the transaction or file was written."""


def is_full(error: BaseException | None) -> bool:
    """Whether an error means that a disk or a quota is full."""
    if isinstance(error, DBAPIError):
        return is_full(error.orig)
    if isinstance(error, OSError):
        return error.errno in _ERRNO
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", None) in _SQLITE
    return isinstance(error, DiskFull) or getattr(error, "sqlstate", None) == _POSTGRESQL


def name_full_disk(engine: Engine) -> None:
    """Let every connection of an engine raise DiskFull instead of its driver's error."""

    def rename(context: ExceptionContext) -> None:
        if is_full(context.original_exception):
            raise DiskFull("the store's disk is full: got no room to write, expected some")

    event.listen(engine, "handle_error", rename)


def full_folders(folders: Mapping[str, Path]) -> list[str]:
    """Return the names of the folders whose disk has no room left; a missing folder counts as full."""
    return [name for name, folder in folders.items() if not _has_room(folder)]


def _has_room(folder: Path) -> bool:
    try:
        file_system = os.statvfs(folder)
    except OSError:
        return False
    has_names = file_system.f_files == 0 or file_system.f_favail > 0  # f_files 0: the file system does not count files
    return has_names and file_system.f_bavail * file_system.f_frsize >= MIN_FREE_BYTES


def free_share(folder: Path) -> float:
    """Return the free share of the disk that a folder is on, or will be."""
    file_system = os.statvfs(next(path for path in (folder, *folder.absolute().parents) if path.exists()))
    return file_system.f_bavail / max(file_system.f_blocks, 1)

"""The files of a SQLite database, which only the user may read: the database, its log and their shared memory."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, event

from features.compiled.private_paths import make_private

_BESIDE = ("", "-wal", "-shm", "-journal")


def keep_private(engine: Engine, file: Path) -> None:
    """Let an engine make its database with mode 0600 and take others' rights from one that is there.

    SQLite makes the log and the shared memory with the mode of the database, whenever it makes them.
    """

    def prepare(*_: object) -> None:
        with suppress(OSError):  # a folder that is not there, or a full disk: SQLite says so itself
            if not file.exists():
                _make(file)
            for suffix in _BESIDE:
                make_private(file.with_name(file.name + suffix))

    event.listen(engine, "do_connect", prepare)


def _make(file: Path) -> None:
    """Make an empty database file that nobody has opened.

    It is made under another name: closing a file that SQLite has open would drop its locks.
    """
    descriptor, beside = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    os.close(descriptor)
    try:
        with suppress(FileExistsError):  # another process was first
            os.link(beside, file)
    finally:
        Path(beside).unlink()

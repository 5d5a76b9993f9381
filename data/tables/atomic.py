"""Files and folders that are whole or not there: written beside their place, then renamed."""

import ctypes
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.tables.outputs import FolderType, refuse_foreign

AT_WORKING_FOLDER, RENAME_EXCHANGE = -100, 2
"""Of renameat2(2) on Linux."""
PARTIAL = ".partial"
"""How names of unfinished files and folders end; whoever lists a folder skips them."""


@contextmanager
def replacing(path: Path, folder: FolderType | None = None) -> Iterator[Path]:
    """Give a path beside `path` to write a file or folder at; at a clean end it takes the place of `path`.

    An error inside removes what was written. A killed process leaves `.<name>.<random>.partial`, never half of `path`.
    Raises OutputRefused where `path` is a folder with content, unless it is a whole one of the type `folder`.
    """
    refuse_foreign(path, folder)
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = _partial_beside(path)
    try:
        yield partial
        _sync(partial)
        refuse_foreign(path, folder)
        _take_place(partial, path)
    finally:
        _remove(partial)


def is_partial(path: Path) -> bool:
    """Say whether a path is the leftover of something that was never finished."""
    return path.name.startswith(".") and path.name.endswith(PARTIAL)


def _partial_beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}{PARTIAL}")


def _take_place(partial: Path, path: Path) -> None:
    if path.is_dir() and not _exchange(partial, path):
        aside = _partial_beside(path)
        path.rename(aside)
        partial.rename(path)
        _remove(aside)
    elif not path.is_dir():
        partial.replace(path)
    _sync_one(path.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths change places in one step; False where the system or the file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(AT_WORKING_FOLDER, os.fsencode(one), AT_WORKING_FOLDER, os.fsencode(other), RENAME_EXCHANGE)
    return int(done) == 0


def _sync(path: Path) -> None:
    if path.is_dir():
        for folder, _, names in os.walk(path):
            for name in names:
                _sync_one(Path(folder, name))
            _sync_one(Path(folder))
    else:
        _sync_one(path)


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

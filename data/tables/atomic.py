"""Files and folders that appear whole or not at all: written beside their target, then renamed."""

import ctypes
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.tables.outputs import FolderType, refuse_foreign

AT_WORKING_FOLDER = -100
RENAME_EXCHANGE = 2
"""Of renameat2(2) on Linux."""
PARTIAL = ".partial"
"""The ending of the names of unfinished files and folders, which listings of a folder skip."""


@contextmanager
def replacing(path: Path, folder: FolderType | None = None) -> Iterator[Path]:
    """Yield a path beside `path` to write a file or folder to, which replaces `path` when the block ends without error.

    An error removes what was written. A killed process leaves `.<name>.<random>.partial`, never half of `path`.
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
        _put_in_place(partial, path)
    finally:
        _remove(partial)


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all; what UTF-8 cannot hold becomes a question mark."""
    with replacing(path) as beside:
        beside.write_text(text, encoding="utf-8", errors="replace")


def is_partial(path: Path) -> bool:
    """Return whether a path is an unfinished file or folder that a killed process left."""
    return path.name.startswith(".") and path.name.endswith(PARTIAL)


def _partial_beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{secrets.token_hex(6)}{PARTIAL}")


def _put_in_place(partial: Path, path: Path) -> None:
    if path.is_dir() and not _exchange(partial, path):
        aside = _partial_beside(path)
        path.rename(aside)
        partial.rename(path)
        _remove(aside)
    elif not path.is_dir():
        partial.replace(path)
    _sync_entry(path.parent)


def _exchange(path: Path, other_path: Path) -> bool:
    """Exchange two paths in one step; return False where the system or the file system cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    done = rename(AT_WORKING_FOLDER, os.fsencode(path), AT_WORKING_FOLDER, os.fsencode(other_path), RENAME_EXCHANGE)
    return int(done) == 0


def _sync(path: Path) -> None:
    if path.is_dir():
        for folder, _, names in os.walk(path):
            for name in names:
                _sync_entry(Path(folder, name))
            _sync_entry(Path(folder))
    else:
        _sync_entry(path)


def _sync_entry(path: Path) -> None:
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

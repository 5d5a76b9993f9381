"""Folders and files that only the user may read, whatever the umask, and whether one can be trusted."""

import fcntl
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from features.schema.errors import OnematchError

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def make_private_folder(folder: Path) -> None:
    """Make a folder, and those above it that are missing, with mode 0700; one that is there keeps its mode."""
    if not folder.parent.is_dir():
        make_private_folder(folder.parent)
    folder.mkdir(exist_ok=True, mode=0o700)


def is_trusted_folder(folder: Path) -> bool:
    """Whether a folder is the user's own, no link, and nobody else may write in it or put another in its place.

    Its parent may be writable by others only where it is sticky, as the folder for temporary files.
    """
    own = folder.lstat()
    parent = folder.parent.stat()
    is_own = stat.S_ISDIR(own.st_mode) and own.st_uid == os.geteuid() and not own.st_mode & _OTHERS_WRITE
    is_fixed = parent.st_uid in {0, os.geteuid()} and (
        not parent.st_mode & _OTHERS_WRITE or bool(parent.st_mode & stat.S_ISVTX)
    )
    return is_own and is_fixed


def private_opener(path: str, flags: int) -> int:
    """Open a file for `open(..., opener=...)`; one that is made has mode 0600."""
    return os.open(path, flags, 0o600)


def make_once(file: Path, content: bytes) -> None:
    """Make a file of mode 0600 as a whole, unless it is there: processes that start together see one content."""
    beside = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with open(beside, "xb", opener=private_opener) as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        with suppress(FileExistsError):  # another process was first
            os.link(beside, file)
    finally:
        beside.unlink(missing_ok=True)


def make_private(path: Path) -> None:
    """Take from others what they may do with a file that is there; one of another user is left alone."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return
    if status.st_mode & _OTHERS and status.st_uid == os.geteuid():
        path.chmod(stat.S_IMODE(status.st_mode) & ~_OTHERS)


@contextmanager
def held_alone(lock: Path, otherwise: OnematchError) -> Iterator[None]:
    """Hold a file's lock until the block ends, or the process does; raises `otherwise` where another process has it."""
    make_private_folder(lock.parent)
    with open(lock, "w", encoding="utf-8", opener=private_opener) as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise otherwise from None
        yield

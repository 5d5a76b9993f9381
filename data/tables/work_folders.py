"""Folders for what work needs on its way: what a killed process left of them goes as soon as another is made."""

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

_PREFIX = "onematch-work-"
_LOCKED_WITHIN_S = 60.0
"""A folder that is younger may not be locked yet."""


@contextmanager
def work_folder(name: str, parent: Path | None = None) -> Iterator[Path]:
    """Make a folder in TMPDIR or `parent` that ends with its block, and is locked until then or its process ends."""
    parent = parent or Path(gettempdir())
    for left in parent.glob(f"{_PREFIX}*"):
        with suppress(OSError), _locked(left, fcntl.LOCK_EX | fcntl.LOCK_NB):  # it is in use, or another user's
            if time.time() - left.stat().st_mtime > _LOCKED_WITHIN_S:
                shutil.rmtree(left)
    with TemporaryDirectory(prefix=f"{_PREFIX}{name}-", dir=parent) as made, _locked(Path(made), fcntl.LOCK_EX):
        yield Path(made)


@contextmanager
def _locked(folder: Path, how: int) -> Iterator[None]:
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, how)
        yield
    finally:
        os.close(held)

"""Where the workers' counts lie: mapped files in memory, with their room reserved before they are written.

A mapped file without reserved room kills its process (SIGBUS) at the first write that a full disk cannot take.
BentoML puts the files below its home; `prometheus_client` makes them larger without reserving anything.
"""

import atexit
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

from prometheus_client import values
from prometheus_client.mmap_dict import MmapedDict

from serving.runtime.event_log import log_refusal

FOLDER = "ONEMATCH_METRICS_FOLDER"
"""Set by the process that starts the workers, for them alone."""
SHARED = "PROMETHEUS_MULTIPROC_DIR"
_PREFIX, _LOCK = "onematch-metrics-", "lock"
_FIRST_BYTES = 1 << 16
_AROUND_KEY_BYTES = 32
"""A length, at most 8 bytes of padding, a value and its time."""


def make_metrics_folder() -> Path | None:
    """Make a folder for this service's counts, for the user alone, and name it to the workers that start later.

    It lies in memory where that is possible and is removed when this process ends; what killed services left is
    removed first. None where no folder can be made: then the workers' counts stay where BentoML puts them.
    """
    for parent in _parents():
        try:
            _remove_abandoned(parent)
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=parent))
        except OSError:
            continue
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _hold(folder)
        os.environ[FOLDER] = str(folder)
        return folder
    return None


def share_counts_safely() -> None:
    """Let the metrics that this process makes from now on lie in the named folder, in files with reserved room.

    Does nothing in a process that shares no counts, such as a command.
    """
    if SHARED not in os.environ:
        return
    if folder := os.environ.get(FOLDER):
        os.environ[SHARED] = folder
    values.MmapedDict = ReservedCounts  # type: ignore[attr-defined]  # what `MultiProcessValue` makes for each of its files


class ReservedCounts(MmapedDict):
    """Counts in a mapped file; those that find no room are kept by this process alone until there is some."""

    def __init__(self, filename: str, read_mode: bool = False) -> None:
        self._alone: dict[str, tuple[float, float]] = {}
        self._is_open = read_mode or _reserve_first(filename)
        if self._is_open:
            super().__init__(filename, read_mode)  # type: ignore[no-untyped-call]
        else:
            log_refusal("metrics_not_shared", file=Path(filename).name)

    def read_value(self, key: str) -> tuple[float, float]:
        """Return a count and its time; the first time they are 0."""
        if not self._finds_room(key):
            return self._alone.setdefault(key, (0.0, 0.0))
        found: tuple[float, float] = super().read_value(key)  # type: ignore[no-untyped-call]
        return found

    def write_value(self, key: str, value: float, timestamp: float) -> None:
        """Set a count, as a whole: what was kept alone before is in it."""
        if self._finds_room(key):
            self._alone.pop(key, None)
            super().write_value(key, value, timestamp)  # type: ignore[no-untyped-call]
        else:
            self._alone[key] = value, timestamp

    def close(self) -> None:
        """Close the file."""
        if self._is_open:
            super().close()  # type: ignore[no-untyped-call]

    def _finds_room(self, key: str) -> bool:
        if not self._is_open:
            return False
        return key in self._positions or self._reserve(self._used + len(key.encode()) + _AROUND_KEY_BYTES)

    def _reserve(self, needed: int) -> bool:
        """Reserve what the file will be made as large as, once it has to hold so many bytes."""
        capacity = self._capacity
        while capacity < needed:
            capacity *= 2
        return capacity == self._capacity or _reserve(self._f.fileno(), capacity)


def _reserve_first(filename: str) -> bool:
    """Make a file with room for the first counts; say whether that could be done."""
    try:
        descriptor = os.open(filename, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError:
        return False
    try:
        return _reserve(descriptor, max(_FIRST_BYTES, os.fstat(descriptor).st_size))
    finally:
        os.close(descriptor)


def _reserve(descriptor: int, size: int) -> bool:
    before = os.fstat(descriptor).st_size
    try:
        os.posix_fallocate(descriptor, 0, size)
    except OSError:
        os.ftruncate(descriptor, before)  # what was reserved in part must not look like room
        return False
    return True


def _parents() -> list[Path]:
    """Where the folder may lie: in memory, in the user's run folder, among temporary files."""
    run = os.environ.get("XDG_RUNTIME_DIR")
    return [Path("/dev/shm"), *([Path(run)] if run else []), Path(tempfile.gettempdir())]


def _hold(folder: Path) -> None:
    """Lock the folder for as long as this process lives."""
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_abandoned(parent: Path) -> None:
    """Remove folders of this user whose service is gone."""
    for folder in parent.glob(f"{_PREFIX}*"):
        try:
            if folder.stat(follow_symlinks=False).st_uid != os.geteuid():
                continue
            descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        except OSError:
            continue
        finally:
            os.close(descriptor)

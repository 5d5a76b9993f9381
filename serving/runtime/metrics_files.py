"""The files of the workers' counts: memory-mapped, in memory where possible, with disk space reserved before a write.

A write to a mapped file without reserved space kills the process (SIGBUS) when the disk is full. BentoML puts the files
below its home; `prometheus_client` enlarges them without reserving space.
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
"""Environment variable that the starting process sets for its workers."""
SHARED = "PROMETHEUS_MULTIPROC_DIR"
_PREFIX = "onematch-metrics-"
_LOCK = "lock"
_FIRST_BYTES = 1 << 16
_AROUND_KEY_BYTES = 32
"""Bytes around a key: a length, at most 8 bytes of padding, a value and its time."""


def make_metrics_folder() -> Path | None:
    """Create a private folder for the counts of this service's workers and set its path in the environment.

    The folder is in memory where possible and is removed when this process ends; folders of killed services are
    removed first. None where no folder can be created: the counts are then in BentoML's folder.
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
    """Put the metrics that this process creates from now on into the named folder, in files with reserved space.

    Without effect in a process that shares no counts, such as a command.
    """
    if SHARED not in os.environ:
        return
    if folder := os.environ.get(FOLDER):
        os.environ[SHARED] = folder
    values.MmapedDict = ReservedCounts  # type: ignore[attr-defined]  # what `MultiProcessValue` makes for each of its files


class ReservedCounts(MmapedDict):
    """Counts in a mapped file; counts without space stay in this process until there is space."""

    def __init__(self, filename: str, read_mode: bool = False) -> None:
        self._unshared: dict[str, tuple[float, float]] = {}
        self._is_open = read_mode or _reserve_first(filename)
        if self._is_open:
            super().__init__(filename, read_mode)  # type: ignore[no-untyped-call]
        else:
            log_refusal("metrics_not_shared", file=Path(filename).name)

    def read_value(self, key: str) -> tuple[float, float]:
        """Return a count and its time, both 0 at first."""
        if not self._has_space(key):
            return self._unshared.setdefault(key, (0.0, 0.0))
        count_and_time: tuple[float, float] = super().read_value(key)  # type: ignore[no-untyped-call]
        return count_and_time

    def write_value(self, key: str, value: float, timestamp: float) -> None:
        """Set a count; the value includes what this process counted unshared."""
        if self._has_space(key):
            self._unshared.pop(key, None)
            super().write_value(key, value, timestamp)  # type: ignore[no-untyped-call]
        else:
            self._unshared[key] = value, timestamp

    def close(self) -> None:
        """Close the file."""
        if self._is_open:
            super().close()  # type: ignore[no-untyped-call]

    def _has_space(self, key: str) -> bool:
        if not self._is_open:
            return False
        return key in self._positions or self._reserve(self._used + len(key.encode()) + _AROUND_KEY_BYTES)

    def _reserve(self, needed: int) -> bool:
        """Reserve the size to which the file grows for so many bytes; return whether there is space."""
        capacity = self._capacity
        while capacity < needed:
            capacity *= 2
        return capacity == self._capacity or _reserve(self._f.fileno(), capacity)


def _reserve_first(filename: str) -> bool:
    """Create a file with space for the first counts; return whether there is space."""
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
        os.ftruncate(descriptor, before)  # a partly reserved range must not count as space
        return False
    return True


def _parents() -> list[Path]:
    """Return the folders to try: shared memory, the user's run folder, the folder of temporary files."""
    run = os.environ.get("XDG_RUNTIME_DIR")
    return [Path("/dev/shm"), *([Path(run)] if run else []), Path(tempfile.gettempdir())]


def _hold(folder: Path) -> None:
    """Lock the folder until this process ends."""
    descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _remove_abandoned(parent: Path) -> None:
    """Remove folders of this user whose service has ended."""
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

"""A disk of a few megabytes that a test may fill, if mounting is permitted."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A mounted folder, or a plain one where mounting is not permitted."""

    folder: Path
    is_mounted: bool

    def fill(self) -> None:
        """Fill the disk; skips the test by name where it is not mounted."""
        if not self.is_mounted:
            pytest.skip("this machine permits no mount of a tmpfs")
        with (self.folder / "ballast").open("ab", buffering=0) as out:
            for piece in (1 << 20, 4096, 1):
                _write_until_full(out.fileno(), piece)

    def empty(self) -> None:
        """Remove the filling."""
        (self.folder / "ballast").unlink()


def _write_until_full(descriptor: int, piece: int) -> None:
    import os

    try:
        while os.write(descriptor, b"x" * piece):
            pass
    except OSError:
        return


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[SmallDisk]:
    """Mount a disk in memory, if that is permitted."""
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    is_mounted = mounted.returncode == 0
    try:
        yield SmallDisk(folder, is_mounted)
    finally:
        if is_mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)

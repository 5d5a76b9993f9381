"""A disk of a few megabytes that a test may fill, if mounting is permitted."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A mounted folder."""

    folder: Path

    def fill(self) -> None:
        """Fill the disk."""
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
    """Mount a disk in memory; skips the test by name where that is not permitted."""
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine permits no mount of a tmpfs")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)

"""Kept data sets and figures of measurements, each with a note of its inputs."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path

from data.tables.atomic import replacing
from data.tables.outputs import LAYOUTS, FolderType
from features.schema.errors import OnematchError

MADE_FROM = LAYOUTS[FolderType.BENCH].manifest


class BenchIncomplete(OnematchError):
    """A bench lacks something that it measures."""


def bench_home() -> Path:
    """Return the folder of kept samples, indexes and figures."""
    from serving.runtime.settings import load_settings

    return load_settings().home_layout.root / "bench"


def make_once(folder: Path, made_from: dict[str, object], make: Callable[[Path], None]) -> Path:
    """Return the folder if `make` filled it from the same inputs before; else fill it anew, whole or not at all."""
    note = folder / MADE_FROM
    if note.is_file() and json.loads(note.read_text(encoding="utf-8")) == made_from:
        return folder
    with replacing(folder, FolderType.BENCH) as beside:
        make(beside)
        (beside / MADE_FROM).write_text(json.dumps(made_from), encoding="utf-8")
    return folder


def file_hash(path: Path) -> str:
    """Hash a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


@contextmanager
def without_runs() -> Iterator[None]:
    """Turn MLflow runs off, whatever the environment says."""
    before = environ.get("ONEMATCH_TRACK")
    environ["ONEMATCH_TRACK"] = "false"
    try:
        yield
    finally:
        if before is None:
            del environ["ONEMATCH_TRACK"]
        else:
            environ["ONEMATCH_TRACK"] = before

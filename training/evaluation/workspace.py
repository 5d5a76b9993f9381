"""Kept data sets and figures of measurements, each with a note of its inputs."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from os import environ
from pathlib import Path

from data.tables.atomic import replacing
from data.tables.outputs import LAYOUTS, FolderType
from features.schema.errors import OnematchError
from features.schema.rooms import ROOT
from serving.matching.bundle import content_hash

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
    return content_hash(path)[:16]


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


NORMALISING = ("features", "data")
"""What turns raw rows into records, and records into an index."""
SAMPLING = NORMALISING
FIGURES = (
    *NORMALISING,
    "serving/batch",
    "serving/clusters",
    "serving/matching",
    "serving/vocabulary",
    "training/dedupe",
    "training/evaluation",
    "training/feedback",
    "training/fitting",
    "training/request.py",
    "training/shipped",
    "training/train.py",
)
"""What trains, matches and measures; pages, commands and benches influence no figure."""


def code_digest(parts: Iterable[str] = FIGURES, root: Path = ROOT) -> str:
    """Hash the modules and parameters of folders, or single files, below the folder of the rooms."""
    digest = hashlib.sha256()
    for part in parts:
        for path in sorted((root / part).rglob("*.*")) or [root / part]:
            if path.suffix in {".py", ".toml"}:
                digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]

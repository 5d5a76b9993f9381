"""What benches share: samples and indexes, kept below `ONEMATCH_HOME/bench` with what they were made from."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from os import environ
from pathlib import Path
from typing import Any

from data.atomic import replacing
from data.outputs import LAYOUTS, OurFolder
from data.progress import Progress
from features.errors import OnematchError
from features.kinds import Kind

ROOT = Path(__file__).resolve().parent.parent
NORMALISED = ("features/*.py", "data/*.py")
EVERYTHING = (*NORMALISED, "serving/*.py", "training/*.py")
_PAGES = ("bench_", "peer_", "report", "api", "service", "registry", "history")
NO_INFLUENCE = (*_PAGES, "command_", "options", "cli", "console", "demo")
"""How modules are called that no figure depends on: to change one does not make old figures void."""
MADE_FROM = LAYOUTS[OurFolder.BENCH].manifest
SEED = 1
SHARED_RECORDS, PROFILES_A_RECORD = 12_000, 50
"""A large universe comes with enough records for every bench, so that they share one index."""


class BenchIncomplete(OnematchError):
    """A bench lacks something that it measures."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What speed is measured on: CRM files of a sample, and the index of its universe with how it was built."""

    kind: Kind
    crm: Path
    truth: Path
    index: Path
    built: dict[str, Any]


@dataclass(frozen=True, slots=True)
class GroundSize:
    """How many profiles the universe has, and how many CRM records there are."""

    kind: Kind
    profiles: int
    records: int
    seed: int = SEED


def bench_home() -> Path:
    """Return where benches keep what they made."""
    from serving.settings import load_settings

    return load_settings().place.root / "bench"


def code_hash(patterns: Iterable[str] = EVERYTHING) -> str:
    """Hash the modules that figures depend on."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in patterns for path in ROOT.glob(pattern)):
        if not path.name.startswith(NO_INFLUENCE):
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def prepare_ground(size: GroundSize, progress: Progress) -> Ground:
    """Draw the sample and build the index, unless the same code has done both before; there may be more records."""
    enough = max(size.records, min(SHARED_RECORDS, size.profiles // PROFILES_A_RECORD))
    return exact_ground(replace(size, records=enough), progress)


def exact_ground(size: GroundSize, progress: Progress) -> Ground:
    """Draw the sample and build the index likewise, with as many records as are asked for and no more."""
    files = draw_sample(size, progress)
    folder = files.parent.parent
    index = indexed(size.kind, files / "universe.parquet", folder / "indexed", progress)
    return Ground(size.kind, files / "crm.parquet", files / "truth.parquet", index / "index", _built(index))


def draw_sample(size: GroundSize, progress: Progress) -> Path:
    """Draw the sample, unless the same code has done so before; return the folder of its kind's files."""
    folder = bench_home() / f"{size.kind}-{size.profiles}-{size.records}"
    sample = make_once(folder / "sample", _sample_key(size), lambda path: _write_sample(path, size, progress))
    return sample / size.kind


def indexed(kind: Kind, universe: Path, folder: Path, progress: Progress) -> Path:
    """Return a folder with the `index` of a universe file, built now or before by the same code."""
    from data.index_build import build_index

    def build(path: Path) -> None:
        path.mkdir()
        summary = asdict(build_index(kind, universe, path / "index", progress))
        built = {name: summary[name] for name in ("rows", "size_bytes", "seconds", "version")}
        (path / "built.json").write_text(json.dumps(built), encoding="utf-8")

    key: dict[str, object] = {"universe": file_hash(universe), "code": code_hash(NORMALISED)}
    return make_once(folder, key, build)


def make_once(folder: Path, made_from: dict[str, object], make: Callable[[Path], None]) -> Path:
    """Return the folder that `make` filled from the same things before, or fill it anew, whole or not at all."""
    note = folder / MADE_FROM
    if note.is_file() and json.loads(note.read_text(encoding="utf-8")) == made_from:
        return folder
    with replacing(folder, OurFolder.BENCH) as beside:
        make(beside)
        (beside / MADE_FROM).write_text(json.dumps(made_from), encoding="utf-8")
    return folder


def file_hash(path: Path) -> str:
    """Hash a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


@contextmanager
def without_runs() -> Iterator[None]:
    """Train without leaving MLflow runs, whatever the environment says."""
    before = environ.get("ONEMATCH_TRACK")
    environ["ONEMATCH_TRACK"] = "false"
    try:
        yield
    finally:
        if before is None:
            del environ["ONEMATCH_TRACK"]
        else:
            environ["ONEMATCH_TRACK"] = before


def _sample_key(size: GroundSize) -> dict[str, object]:
    return {"size": [size.profiles, size.records, size.seed], "code": code_hash(["data/sample*.py"])}


def _write_sample(folder: Path, size: GroundSize, progress: Progress) -> None:
    from data.sample import SampleSize, write_sample

    firms = size.profiles if size.kind is Kind.COMPANY else max(20, size.profiles // 20)
    people = size.profiles if size.kind is Kind.PERSON else 100
    write_sample(folder, SampleSize(people, firms, size.records), size.seed, progress)


def _built(folder: Path) -> dict[str, Any]:
    built: dict[str, Any] = json.loads((folder / "built.json").read_text(encoding="utf-8"))
    return built

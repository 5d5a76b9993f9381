"""Samples and indexes that benches share, kept below `ONEMATCH_HOME/bench` with a note of their inputs."""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from data.tables.progress import Progress
from features.schema.kinds import Kind
from training.evaluation.code_digest import NORMALISING, SAMPLING, code_digest
from training.evaluation.workspace import bench_home, file_hash, make_once

SEED = 1
SHARED_RECORDS, PROFILES_A_RECORD = 12_000, 50
"""Records of a sample: enough for every bench, so that all share one index."""


@dataclass(frozen=True, slots=True)
class BenchGround:
    """The CRM files of a sample, the index of its universe, and the figures of building it."""

    kind: Kind
    crm: Path
    truth: Path
    index: Path
    built: dict[str, Any]


@dataclass(frozen=True, slots=True)
class GroundSize:
    """The number of profiles and of CRM records."""

    kind: Kind
    profiles: int
    records: int
    seed: int = SEED


def prepare_ground(size: GroundSize, progress: Progress) -> BenchGround:
    """Return sample and index, made now or before by the same code; there may be more records than requested."""
    enough = max(size.records, min(SHARED_RECORDS, size.profiles // PROFILES_A_RECORD))
    return exact_ground(replace(size, records=enough), progress)


def exact_ground(size: GroundSize, progress: Progress) -> BenchGround:
    """Return sample and index likewise, with exactly the requested number of records."""
    files = draw_sample(size, progress)
    folder = files.parent.parent
    index = indexed(size.kind, files / "universe.parquet", folder / "indexed", progress)
    return BenchGround(size.kind, files / "crm.parquet", files / "truth.parquet", index / "index", _built(index))


def draw_sample(size: GroundSize, progress: Progress) -> Path:
    """Draw the sample unless the same code did before; return the folder of the files of its kind."""
    folder = bench_home() / f"{size.kind}-{size.profiles}-{size.records}"
    sample = make_once(folder / "sample", _sample_key(size), lambda path: _write_sample(path, size, progress))
    return sample / size.kind


def indexed(kind: Kind, universe: Path, folder: Path, progress: Progress) -> Path:
    """Return a folder with the `index` of a universe file, built now or before by the same code."""
    from data.index.build import build_index

    def build(path: Path) -> None:
        path.mkdir()
        summary = asdict(build_index(kind, universe, path / "index", progress))
        built = {name: summary[name] for name in ("rows", "size_bytes", "seconds", "version")}
        (path / "built.json").write_text(json.dumps(built), encoding="utf-8")

    key: dict[str, object] = {"universe": file_hash(universe), "code": code_digest(NORMALISING)}
    return make_once(folder, key, build)


def _sample_key(size: GroundSize) -> dict[str, object]:
    return {"size": [size.profiles, size.records, size.seed], "code": code_digest(SAMPLING)}


def _write_sample(folder: Path, size: GroundSize, progress: Progress) -> None:
    from data.sample.sample import SampleSize, write_sample

    firms = size.profiles if size.kind is Kind.COMPANY else max(20, size.profiles // 20)
    people = size.profiles if size.kind is Kind.PERSON else 100
    write_sample(folder, SampleSize(people, firms, size.records), size.seed, progress)


def _built(folder: Path) -> dict[str, Any]:
    built: dict[str, Any] = json.loads((folder / "built.json").read_text(encoding="utf-8"))
    return built

"""Samples, indexes and figures that benches share, kept below `ONEMATCH_HOME/bench` with a note of their inputs."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data.tables.atomic import write_whole
from data.tables.progress import Progress
from features.own_fields.registry import schema_for
from features.schema.kinds import Kind
from features.schema.schema import Shape, schema_of
from features.schema.value_class import value_class
from serving.matching.bundle import shipped_bundle
from training.evaluation.data_sets import QualitySet
from training.evaluation.workspace import (
    NORMALISING,
    SAMPLING,
    BenchIncomplete,
    bench_home,
    code_digest,
    file_hash,
    make_once,
)

SEED = 1
SHARED_RECORDS = 12_000
PROFILES_A_RECORD = 50
"""Records of a sample: enough for every bench, so that all share one index."""
RawRow = Mapping[str, object]
Figures = dict[str, Any]


@value_class
class BenchGround:
    """The CRM files of a sample, the index of its universe, and the figures of building it."""

    kind: Kind
    crm: Path
    truth: Path
    index: Path
    built: dict[str, Any]


@value_class
class GroundSize:
    """The number of profiles and of CRM records."""

    kind: Kind
    profiles: int
    records: int


def prepare_ground(size: GroundSize, progress: Progress) -> BenchGround:
    """Return sample and index, made now or before by the same code; there may be more records than requested."""
    enough = max(size.records, min(SHARED_RECORDS, size.profiles // PROFILES_A_RECORD))
    return exact_ground(replace(size, records=enough), progress)


def exact_ground(size: GroundSize, progress: Progress) -> BenchGround:
    """Return sample and index likewise, with exactly the requested number of records."""
    files = draw_sample(size, progress)
    folder = files.parent.parent
    index = indexed(size.kind, files / "universe.parquet", folder / "indexed", progress)
    built = json.loads((index / "built.json").read_text(encoding="utf-8"))
    return BenchGround(size.kind, files / "crm.parquet", files / "truth.parquet", index / "index", built)


def draw_sample(size: GroundSize, progress: Progress) -> Path:
    """Draw the sample unless the same code did before; return the folder of the files of its kind."""
    folder = bench_home() / f"{size.kind}-{size.profiles}-{size.records}"
    made_from: dict[str, object] = {"size": [size.profiles, size.records, SEED], "code": code_digest(SAMPLING)}
    sample = make_once(folder / "sample", made_from, lambda path: _write_sample(path, size, progress))
    return sample / size.kind


def indexed(shape: Shape, universe: Path, folder: Path, progress: Progress) -> Path:
    """Return a folder with the `index` of a universe file, built now or before by the same code."""
    from data.index.build import build_index  # here, since its memory would count as that of a matcher

    def build(path: Path) -> None:
        path.mkdir()
        summary = asdict(build_index(shape, universe, path / "index", progress))
        built = {name: summary[name] for name in ("rows", "size_bytes", "seconds", "version")}
        (path / "built.json").write_text(json.dumps(built), encoding="utf-8")

    own = sorted(map(str, schema_of(shape).meanings))
    key: dict[str, object] = {"universe": file_hash(universe), "own": own, "code": code_digest(NORMALISING)}
    return make_once(folder, key, build)


def _write_sample(folder: Path, size: GroundSize, progress: Progress) -> None:
    from data.sample.sample import SampleSize, write_sample  # here, as above

    firms = size.profiles if size.kind is Kind.COMPANY else max(20, size.profiles // 20)
    people = size.profiles if size.kind is Kind.PERSON else 100
    write_sample(folder, SampleSize(people, firms, size.records), SEED, progress)


def bundle_for(kind: Kind, bundle: Path | None) -> Path:
    """Return the bundle to measure; raises BenchIncomplete where none is named and none is shipped."""
    chosen = bundle or shipped_bundle(kind)
    if chosen is None:
        raise BenchIncomplete(
            "no {kind} bundle comes with this installation, expected one named by --bundle", kind=kind
        )
    return chosen


def raw_rows(ground: BenchGround) -> list[RawRow]:
    """Read the rows of the CRM file with their filled columns only, as a caller sends them."""
    rows = pq.read_table(ground.crm).to_pylist()
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


def index_of_set(of: QualitySet, progress: Progress) -> Path:
    """Return the index of a set's universe, built now or before."""
    schema = schema_for(of.kind, of.declared or ())
    return indexed(schema, of.file("universe"), bench_home() / "quality" / of.name / "indexed", progress) / "index"


def kept(note: Path, made_from: Mapping[str, object], measure: Callable[[], Figures]) -> Figures:
    """Return the figures of a note that were made from the same inputs; else measure and keep them."""
    earlier: Figures = json.loads(note.read_text(encoding="utf-8")) if note.is_file() else {}
    if earlier.get("made_from") == made_from:
        return earlier
    figures = {"made_from": made_from, **measure()}
    write_whole(note, json.dumps(figures, indent=1))
    return figures

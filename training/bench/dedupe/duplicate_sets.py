"""The sets that deduplication is measured on: files with known clusters, and linkage sets read as one file."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from features.pairs.columns import hash_text
from features.schema.kinds import Kind
from training.evaluation.data_sets import FILES, QualitySet, find_sets
from training.evaluation.workspace import BenchIncomplete, bench_home, file_hash, make_once

FOLDER = "duplicates"


@dataclass(frozen=True, slots=True)
class DuplicateSet:
    """A folder with `records.parquet` and `clusters.parquet`."""

    name: str
    kind: Kind
    folder: Path

    @property
    def records(self) -> Path:
        return self.folder / "records.parquet"

    @property
    def clusters(self) -> Path:
        return self.folder / "clusters.parquet"


def find_duplicate_sets(data: Path, names: Sequence[str] = ()) -> list[DuplicateSet]:
    """Return the sets below `duplicates`, or those of `names`, which may be linkage sets too.

    Raises BenchIncomplete for a missing one.
    """
    folder = (data / FOLDER).resolve()  # tools run in a folder of their own
    folders = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [
        DuplicateSet(each.name, _kind_of(each / "records.parquet"), each)
        for each in folders
        if (each / "records.parquet").is_file() and (each / "clusters.parquet").is_file()
    ]
    known = {each.name for each in found}
    linkage = [each for each in find_sets(data) if each.name in names and each.name not in known]
    missing = set(names) - known - {each.name for each in linkage}
    if missing or not found + linkage:
        expected = "folders with records.parquet and clusters.parquet, or linkage sets"
        raise BenchIncomplete(f"{folder}: got no set {', '.join(sorted(missing))}, expected {expected}")
    kept = [each for each in found if not names or each.name in names]
    return kept + [linkage_as_file(each) for each in linkage]


def linkage_as_file(of: QualitySet) -> DuplicateSet:
    """Return the records and profiles of a linkage set as one file: a record and its profile are one entity.

    Two profiles are two entities. Splits are dealt by the hash of the entity.
    """

    def make(folder: Path) -> None:
        folder.mkdir(parents=True)
        _write_as_file(of, folder)

    made_from: dict[str, object] = {"format": 1, "files": [file_hash(of.file(name)) for name in FILES]}
    return DuplicateSet(of.name, of.kind, make_once(bench_home() / FOLDER / of.name, made_from, make))


def _write_as_file(of: QualitySet, folder: Path) -> None:
    sides = {name: pd.read_parquet(of.file(name)).astype(object) for name in ("crm", "universe")}
    for name, side in sides.items():
        side["id"] = f"{name}:" + side["id"].astype(str)
    truth = pd.read_parquet(of.file("truth")).dropna(subset=["universe_id"]).drop_duplicates("crm_id")
    profile = dict(
        zip("crm:" + truth["crm_id"].astype(str), "universe:" + truth["universe_id"].astype(str), strict=True)
    )
    records = pd.concat(list(sides.values()), ignore_index=True)
    clusters = [profile.get(record, record) for record in records["id"]]
    splits = ["test" if hash_text(cluster) % 2 else "train" for cluster in clusters]
    records.to_parquet(folder / "records.parquet", index=False)
    table = pd.DataFrame({"id": records["id"], "cluster_id": clusters, "split": splits})
    table.to_parquet(folder / "clusters.parquet", index=False)


def _kind_of(records: Path) -> Kind:
    return Kind.COMPANY if "name" in pq.read_schema(records).names else Kind.PERSON

"""The unsealed parts of a golden set: a generated sample, and published sets with answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from data.sample.lost_fields import lose_fields
from data.sample.sample import SampleSize, write_sample
from data.tables.progress import Progress, silent
from data.tables.text_table import read_text_table
from features.schema.kinds import Kind
from serving.runtime.home import Home
from training.feedback.golden.golden_set import Freezing, GoldenSet, Origin, freeze, read_golden

SEED = 101
"""Another seed than that of the samples behind the shipped bundles."""
SIZE = SampleSize(people=4000, companies=1600, crm=1600)
"""Large enough for intervals of 0.01 of precision, small enough to match in seconds."""
GENERATED = "generated sample"
FIRST = Freezing("onematch", "the first set")


@dataclass(frozen=True, slots=True)
class PartFiles:
    """A folder with records, profiles and answers, to be frozen under a name."""

    folder: Path
    name: str
    origin: Origin = Origin.OPEN


def golden_or_first(
    home: Home, kind: Kind, size: SampleSize = SIZE, progress: Progress = silent, freezing: Freezing = FIRST
) -> GoldenSet:
    """Read the newest golden set; where it holds no part, draw and freeze the generated one first."""
    found = read_golden(home, kind)
    if found is not None and found.parts:
        return found
    return freeze_generated(home, kind, freezing, size, progress)


def freeze_generated(
    home: Home, kind: Kind, freezing: Freezing, size: SampleSize = SIZE, progress: Progress = silent
) -> GoldenSet:
    """Draw a sample whose records lose whole groups of fields, as in CRMs, and freeze it."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    with TemporaryDirectory(prefix="onematch-golden-") as folder:
        write_sample(Path(folder), size, SEED, progress)
        drawn = Path(folder) / kind
        table = pq.read_table(drawn / "crm.parquet")
        rows = lose_fields(kind, table.to_pylist())
        pq.write_table(pa.Table.from_pylist(rows, schema=table.schema), drawn / "crm.parquet")
        return freeze(home, kind, drawn, (GENERATED, Origin.GENERATED), freezing)


def freeze_files(home: Home, kind: Kind, files: PartFiles, freezing: Freezing) -> GoldenSet:
    """Freeze the records of a folder that have an answer (of the test split, if it has splits), and all its profiles.

    Records are sorted by id, so that equal sets of rows give equal parts.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    truth = _answers(files.folder)
    wanted = {str(row["crm_id"]) for row in truth}
    with TemporaryDirectory(prefix="onematch-golden-") as folder:
        drawn = Path(folder)
        for name in ("crm", "universe"):
            table = pq.read_table(_found(files.folder, name))
            rows = [row for row in table.to_pylist() if name == "universe" or str(row["id"]) in wanted]
            ordered = sorted(rows, key=lambda row: str(row["id"]))
            pq.write_table(pa.Table.from_pylist(ordered, schema=table.schema), drawn / f"{name}.parquet")
        schema = pa.schema([("crm_id", pa.string()), ("universe_id", pa.string())])
        pq.write_table(pa.Table.from_pylist(truth, schema=schema), drawn / "truth.parquet")
        return freeze(home, kind, drawn, (files.name, files.origin), freezing)


def _answers(folder: Path) -> list[Mapping[str, Any]]:
    table = read_text_table(_found(folder, "truth"), required=("crm_id", "universe_id"))
    split = table.column("split")
    held_out = "test" in split
    rows = zip(table.column("crm_id"), table.column("universe_id"), split, strict=True)
    kept = {(crm_id, right) for crm_id, right, of in rows if not held_out or of == "test"}
    return [{"crm_id": a, "universe_id": b} for a, b in sorted(kept, key=lambda row: (str(row[0]), str(row[1])))]


def _found(folder: Path, name: str) -> Path:
    return folder / f"{name}.parquet"

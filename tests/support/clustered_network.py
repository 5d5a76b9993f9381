"""Networks that hold some profiles twice, and know it by clusters of their own."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.index.profile_clusters import clustered, write_clusters_of_index
from features.schema.kinds import COLUMNS, Kind
from training.dedupe.universe_clusters import filled_fields

Row = Mapping[str, object]


def build_rows(kind: Kind, rows: Iterable[Row], folder: Path) -> UniverseIndex:
    """Build and open the index of rows with canonical columns."""
    listed = list(rows)
    columns = {name: [_text(row.get(name)) for row in listed] for name in COLUMNS[kind]}
    file = folder.with_suffix(".parquet")
    pq.write_table(pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}), file)
    build_index(kind, file, folder, workers=1)
    return UniverseIndex.open(folder)


def cluster_rows(index: UniverseIndex, groups: Sequence[Sequence[str]]) -> UniverseIndex:
    """Keep clusters of ids in an index's folder, and open it again."""
    rows = [[row for row in index.rows_of(list(ids)) if row is not None] for ids in groups]
    write_clusters_of_index(index.path, index.manifest, clustered(rows, filled_fields(index)))
    return UniverseIndex.open(index.path)


def _text(value: object) -> str | None:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    return None if value is None else str(value)

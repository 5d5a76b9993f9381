"""The golden pairs of a bundle: generated records that show every part of the model once."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from data.sample.sample import SampleSize, write_sample
from features.schema.kinds import Kind

RECORDS, PROFILES = 6, 12


@lru_cache(maxsize=4)
def golden_rows(kind: Kind) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return generated records and profiles, among them the records' true ones; no customer's value is in them."""
    with TemporaryDirectory(prefix="onematch-golden-") as folder:
        write_sample(Path(folder), SampleSize(people=60, companies=30, crm=30), seed=7)
        place = Path(folder) / kind
        truth = {row["crm_id"]: row["universe_id"] for row in _rows(place / "truth.parquet")}
        records = [row for row in _rows(place / "crm.parquet") if truth[row["id"]] is not None][:RECORDS]
        wanted = {truth[row["id"]] for row in records}
        profiles = sorted(_rows(place / "universe.parquet"), key=lambda row: (row["id"] not in wanted, row["id"]))
    return records, profiles[:PROFILES]


def _rows(path: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    return [
        {k: v for k, v in row.items() if v is not None or k == "universe_id"} for row in pq.read_table(path).to_pylist()
    ]

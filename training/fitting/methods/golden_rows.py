"""The generated records and profiles from which each bundle makes its golden pairs; they hold no customer's value.

They are the same for every training, so they are kept in `golden_rows.json`: drawing them takes two seconds. A test
draws them again; `ONEMATCH_WRITE_DOCS=1` lets it write the file anew.
"""

import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from features.schema.kinds import Kind

Rows = list[dict[str, Any]]
GOLDEN_ROWS = Path(__file__).with_name("golden_rows.json")
GOLDEN_RECORDS, GOLDEN_PROFILES = 6, 12


@lru_cache(maxsize=4)
def golden_rows(kind: Kind) -> tuple[Rows, Rows]:
    """Return records and profiles, among them the records' right ones."""
    rows = json.loads(GOLDEN_ROWS.read_text(encoding="utf-8"))[kind]
    return rows["records"], rows["profiles"]


def draw_golden_rows() -> dict[str, dict[str, Rows]]:
    """Draw the content of `golden_rows.json`."""
    from data.sample.sample import SampleSize, write_sample

    with TemporaryDirectory(prefix="onematch-golden-") as folder:
        write_sample(Path(folder), SampleSize(people=60, companies=30, crm=30), seed=7)
        return {str(kind): _drawn(Path(folder) / kind) for kind in Kind}


def _drawn(files: Path) -> dict[str, Rows]:
    truth = {row["crm_id"]: row["universe_id"] for row in _rows(files / "truth.parquet")}
    records = [row for row in _rows(files / "crm.parquet") if truth[row["id"]] is not None][:GOLDEN_RECORDS]
    wanted = {truth[row["id"]] for row in records}
    profiles = sorted(_rows(files / "universe.parquet"), key=lambda row: (row["id"] not in wanted, row["id"]))
    return {"records": records, "profiles": profiles[:GOLDEN_PROFILES]}


def _rows(path: Path) -> Rows:
    return [
        {k: v for k, v in row.items() if v is not None or k == "universe_id"} for row in pq.read_table(path).to_pylist()
    ]

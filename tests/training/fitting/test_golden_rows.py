"""The kept golden rows are the drawn ones."""

import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow.parquet as pq

from data.sample.sample import SampleSize, write_sample
from features.schema.kinds import Kind
from training.fitting.bundle import GOLDEN_ROWS

Rows = list[dict[str, Any]]
GOLDEN_RECORDS = 6
GOLDEN_PROFILES = 12


def test_the_kept_golden_rows_are_those_that_the_sample_draws() -> None:
    drawn = draw_golden_rows()
    if os.environ.get("ONEMATCH_WRITE_DOCS"):
        GOLDEN_ROWS.write_text(json.dumps(drawn, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    assert json.loads(GOLDEN_ROWS.read_text(encoding="utf-8")) == drawn


def draw_golden_rows() -> dict[str, dict[str, Rows]]:
    """Draw the content of the file: records, and profiles with the records' right ones among them."""
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

"""The published sets beside the project, reduced to a few hundred records and profiles each."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from features.schema.kinds import Kind
from tests.support.paths import BENCH_DATA

OPEN_SETS = {
    "febrl3": Kind.PERSON,
    "febrl4": Kind.PERSON,
    "historical_50k": Kind.PERSON,
    "pseudopeople_w2": Kind.PERSON,
    "fd_companies": Kind.COMPANY,
    "fodors_zagats": Kind.COMPANY,
    "ror_affiliations": Kind.COMPANY,
}
DATA = BENCH_DATA
RECORDS = 120
OTHER_PROFILES = 100


def small_open_set(name: str, into: Path) -> Path:
    """Write the first test records of a set, their profiles and some others; skip where the set is absent."""
    folder = DATA / name
    if not (folder / "crm.parquet").is_file():
        pytest.skip(f"{folder} is absent: set ONEMATCH_BENCH_DATA")
    answers = [row for row in pq.read_table(folder / "truth.parquet").to_pylist() if row["split"] == "test"]
    records = {row["crm_id"] for row in answers[:RECORDS]}
    kept = [row for row in answers if row["crm_id"] in records]
    profiles = {row["universe_id"] for row in kept} - {None}
    universe = pq.read_table(folder / "universe.parquet")
    others = universe["id"].slice(0, OTHER_PROFILES).to_pylist()
    out = into / name
    out.mkdir()
    pq.write_table(pa.Table.from_pylist(kept), out / "truth.parquet")
    _write_rows(pq.read_table(folder / "crm.parquet"), records, out / "crm.parquet")
    _write_rows(universe, profiles | set(others), out / "universe.parquet")
    return out


def _write_rows(table: pa.Table, ids: set[str], out: Path) -> None:
    pq.write_table(table.filter(pa.array([id_ in ids for id_ in table["id"].to_pylist()])), out)

"""Parts of benches: sets by kind, kept work, timed stages, written tables."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from training.evaluation.data_sets import FILES, find_sets, unspoilt_records
from training.evaluation.workspace import BenchIncomplete


def write_set(folder: Path, columns: tuple[str, ...]) -> None:
    folder.mkdir()
    for name in FILES:
        pq.write_table(pa.table({column: ["1"] for column in ("id", *columns)}), folder / f"{name}.parquet")


def test_a_set_without_any_name_is_refused(tmp_path: Path) -> None:
    write_set(tmp_path / "odd", ("phone",))

    with pytest.raises(BenchIncomplete, match="expected a name"):
        find_sets(tmp_path)


def test_unspoilt_records_share_two_fields_with_their_profile(tmp_path: Path) -> None:
    rows = {"crm_id": ["a", "b", "c"], "universe_id": ["1", "2", None], "unspoilt": ["2", "1", None]}
    pq.write_table(pa.table(rows), tmp_path / "truth.parquet")
    pq.write_table(pa.table({"crm_id": ["a"], "universe_id": ["1"]}), tmp_path / "plain.parquet")

    assert unspoilt_records(tmp_path / "truth.parquet") == {"a"}
    assert unspoilt_records(tmp_path / "plain.parquet") == frozenset()

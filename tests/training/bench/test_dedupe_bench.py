"""The bench of duplicates: its sets, other tools, and the figures of each."""

from pathlib import Path

import pytest

from data.tables.progress import silent
from features.schema.kinds import Kind
from tests.support.few_trees import fitting_splink_once
from training.bench.dedupe.dedupe import dedupe
from training.bench.peers.splink import cluster_with_splink
from training.bench.peers.tools import read_for_tools


def test_splink_clusters_the_records_of_a_file(data: Path) -> None:
    records = read_for_tools(data / "duplicates" / "people" / "records.parquet")
    records = records[["id", "first_name", "last_name", "company", "city"]]

    found = cluster_with_splink(Kind.PERSON, records)

    assert set(found) == set(records["id"])
    assert len(set(found.values())) < len(found)


@pytest.mark.usefixtures("work_in_this_process")
def test_the_bench_measures_quality_time_and_memory_of_each_tool(data: Path) -> None:
    with fitting_splink_once():
        [table] = dedupe(silent, data=data, peers=False)

    assert [row["tool"] for row in table.rows] == ["onematch, no labels", "onematch, split=train"]
    for row in table.rows:
        assert row["failed"] is None
        assert 0.5 < float(str(row["pair_f1"])) <= 1
        assert float(str(row["memory_mb"])) > 0

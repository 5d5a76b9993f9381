"""The bench of duplicates: its sets, other tools, and the figures of each."""

from pathlib import Path

import pandas as pd
import pytest

from data.sample.sample import SampleSize, write_sample
from data.tables.progress import silent
from features.schema.kinds import Kind
from tests.support.few_trees import fitting_splink_once
from training.bench.dedupe.dedupe import dedupe
from training.bench.peers.splink import cluster_with_splink
from training.bench.peers.tools import read_for_tools


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sets with one small set of duplicates."""
    folder = tmp_path_factory.mktemp("sets")
    write_sample(folder / "sample", SampleSize(people=300, companies=40, crm=400), seed=9)
    person = folder / "sample" / "person"
    target = folder / "duplicates" / "people"
    target.mkdir(parents=True)
    truth = pd.read_parquet(person / "truth.parquet").dropna(subset=["universe_id"])
    named = {"crm_id": "id", "universe_id": "cluster"}
    truth.rename(columns=named)[["id", "cluster", "split"]].to_parquet(target / "clusters.parquet", index=False)
    pd.read_parquet(person / "crm.parquet").to_parquet(target / "records.parquet", index=False)
    return folder


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

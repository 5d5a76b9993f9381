"""The bench of chunks, processes and whole jobs."""

from pathlib import Path

import pytest

from tests.support.bench_runs import PEOPLE, bench, plots
from training.bench.batch import CHUNKS
from training.bench.chunks import AGAIN, FIRST_TIME

pytestmark = pytest.mark.e2e


@pytest.mark.usefixtures("work_in_this_process")
def test_batch_measures_every_chunk_and_two_processes_and_whole_jobs_of_several_sizes(tmp_path: Path) -> None:
    jobs = f"{PEOPLE},{2 * PEOPLE}"

    table, whole, twice = bench("batch", "--people", PEOPLE, "--records", 40, "--whole", jobs, out=tmp_path)["tables"]

    expected = [*((1, size, AGAIN) for size in CHUNKS), (1, 512, FIRST_TIME), (2, 512, FIRST_TIME)]
    assert [(row["processes"], row["chunk"], row["seen"]) for row in table["rows"]] == expected
    assert all(row["records_per_s"] > 0 for row in table["rows"])
    stages = [row["stage"] for row in whole["rows"]]
    assert stages[0] == "index the universe"
    assert {"read crm.parquet", "matching", "resolve claims on one profile", "write links.parquet"} < set(stages)
    assert whole["rows"][-1]["seconds"] >= max(row["seconds"] for row in whole["rows"][:-1])
    assert [table["title"] for table in (whole, twice)] == ["200 x 200", "400 x 400"]
    by_chunk, *by_stage = plots(tmp_path)  # of a job: seconds, private and peak memory
    assert all(f">{size}</text>" in by_chunk for size in CHUNKS)
    assert [drawn.count(">matching</text>") for drawn in by_stage] == [1] * 6

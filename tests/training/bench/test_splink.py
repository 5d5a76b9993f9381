"""The bench beside Splink."""

from pathlib import Path

import pytest

from tests.support.bench_runs import PEOPLE, bench, plots

pytestmark = pytest.mark.e2e


def test_splink_scores_the_same_records_and_runs_the_same_job(tmp_path: Path) -> None:
    table, jobs = bench("splink", "--people", PEOPLE, "--queries", 3, "--whole", 800, out=tmp_path)["tables"]

    ways = {row["way"]: row for row in table["rows"]}
    assert set(ways) >= {"onematch kernel", "onematch whole matcher", "Splink predict_between"}
    assert ways["Splink compare_records, cached"]["candidates"] == ways["onematch kernel"]["candidates"]
    assert all(row["times"] > 0 for way, row in ways.items() if way.startswith("Splink"))
    ours, theirs = jobs["rows"]
    assert [ours["job"], theirs["job"]] == ["onematch", "Splink"]
    assert ours["best_f1"] > theirs["best_f1"] > 0.5
    assert min(row["peak_mb"] for row in jobs["rows"]) > 0
    one, *job = plots(tmp_path)
    assert ">Splink predict_between</text>" in one
    assert len(job) == 4

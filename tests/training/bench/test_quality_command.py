"""The bench of quality measures sets with known answers and keeps its figures."""

from pathlib import Path

import pytest

from data.sample.sample import SampleSize, write_sample
from tests.support.bench_runs import bench, plots
from tests.support.few_trees import growing_few_trees

pytestmark = pytest.mark.e2e


def test_quality_measures_a_set_and_keeps_its_figures(home: Path, tmp_path: Path) -> None:
    write_sample(tmp_path / "sets", SampleSize(people=300, companies=60, crm=200))
    options = ("--data", tmp_path / "sets", "--sets", "person", "--no-sample", "--labels", "with", "--seeds", 1)

    with growing_few_trees():
        first = bench("quality", *options, "--start-from", "none", "--markdown", tmp_path / "page.md", out=tmp_path)
    kept = home / "bench" / "quality" / "person" / "all-labels-0" / "figures.json"
    written_at = kept.stat().st_mtime_ns
    second = bench("quality", *options, "--start-from", "none", out=tmp_path)

    [quality], links, scripts, [cost] = (table["rows"] for table in first["tables"])
    assert [row["asked"] for row in links] == [0.99, 0.95, 0.9]
    assert quality["best_f1"] > 0.5
    assert scripts[0]["script"] == "latin"
    assert sum(row["records"] for row in scripts) == quality["records"]
    assert cost["unspoilt_records"] > 0
    assert kept.stat().st_mtime_ns == written_at
    assert second["tables"] == first["tables"]
    assert "| person | 1 |" in (tmp_path / "page.md").read_text(encoding="utf-8")
    assert plots(tmp_path)
    assert "http://" not in (tmp_path / "page.html").read_text(encoding="utf-8")

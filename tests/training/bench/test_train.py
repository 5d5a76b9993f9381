"""The bench of a training."""

from pathlib import Path

import pytest

from tests.support.bench_runs import PEOPLE, bench, plots

pytestmark = pytest.mark.e2e


def test_training_is_timed_by_stage_for_every_number_of_records(tmp_path: Path) -> None:
    size = ("--kind", "company", "--people", PEOPLE, "--records", "150,100")

    result = bench("train", *size, "--start-from", "none", out=tmp_path)

    [table] = result["tables"]
    stages = {(row["records"], row["mode"]): list[str]() for row in table["rows"]}
    for row in table["rows"]:
        stages[row["records"], row["mode"]].append(row["stage"])
    assert list(stages) == [(size, mode) for size in (100, 150) for mode in ("with labels", "without labels")]
    assert all(names[0] == "read" and {"splink", "features", "all"} <= set(names) for names in stages.values())
    assert all(row["peak_mb"] > 50 for row in table["rows"])
    assert result["settings"]["profiles"] == PEOPLE
    by_stage, growth = plots(tmp_path)
    assert [by_stage.count(f">{size} records</text>") for size in (100, 150)] == [1, 1]
    assert growth.count(", exponent ") == 4

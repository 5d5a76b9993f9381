"""The bench of a training."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from data.tables.progress import Progress
from tests.support.bench_runs import PEOPLE, bench, plots
from tests.support.few_trees import growing_few_trees
from training.bench.machine import Row
from training.own_process import in_own_process
from training.request import TrainRequest

pytestmark = pytest.mark.e2e


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[TrainRequest]:
    """Return what is to be trained in processes of their own; all but the first train in this one, on few trees."""
    requests: list[TrainRequest] = []

    def measure(work: partial[list[Row]], progress: Progress) -> list[Row]:
        requests.append(work.args[0])
        if len(requests) == 1:
            return in_own_process(work, progress)
        with growing_few_trees():
            return work(progress)

    monkeypatch.setattr("training.bench.train.in_own_process", measure)
    return requests


def test_training_is_timed_by_stage_for_every_number_of_records(
    tmp_path: Path, measured: Sequence[TrainRequest]
) -> None:
    size = ("--kind", "company", "--people", PEOPLE, "--records", "150,100")

    result = bench("train", *size, "--start-from", "none", out=tmp_path)

    assert [request.labels is not None for request in measured] == [True, False] * 2
    [table] = result["tables"]
    stages = {(row["records"], row["mode"]): list[str]() for row in table["rows"]}
    for row in table["rows"]:
        stages[row["records"], row["mode"]].append(row["stage"])
    assert list(stages) == [(size, mode) for size in (100, 150) for mode in ("with labels", "without labels")]
    assert all(names[0] == "read" and {"splink", "features", "all"} <= set(names) for names in stages.values())
    assert all(row["peak_mb"] > 0 for row in table["rows"])
    assert result["settings"]["profiles"] == PEOPLE
    by_stage, _ = plots(tmp_path)
    assert [by_stage.count(f">records {size}, mode with labels</text>") for size in (100, 150)] == [1, 1]

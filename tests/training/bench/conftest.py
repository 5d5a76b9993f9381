"""A home for the benches of a module: they share samples and indexes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pandas as pd
import pytest

from data.sample.sample import SampleSize, write_sample
from data.tables.progress import Progress

Answer = TypeVar("Answer")


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return one home for all benches of a module."""
    folder = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ONEMATCH_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with small sets of links, and one of duplicates."""
    folder = tmp_path_factory.mktemp("sets")
    write_sample(folder, SampleSize(people=300, companies=40, crm=400), seed=9)
    person = folder / "person"
    target = folder / "duplicates" / "people"
    target.mkdir(parents=True)
    truth = pd.read_parquet(person / "truth.parquet").dropna(subset=["universe_id"])
    named = {"crm_id": "id", "universe_id": "cluster"}
    truth.rename(columns=named)[["id", "cluster", "split"]].to_parquet(target / "clusters.parquet", index=False)
    pd.read_parquet(person / "crm.parquet").to_parquet(target / "records.parquet", index=False)
    return folder


@pytest.fixture
def work_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do here what some benches do in processes of their own; that those are real, `test_live` and `test_train` show.

    A process imports training for two seconds, and its work on 200 profiles takes a quarter of that.
    """

    def work_here(work: Callable[[Progress], Answer], progress: Progress) -> Answer:
        return work(progress)

    for bench in ("batch", "live", "dedupe.dedupe"):
        monkeypatch.setattr(f"training.bench.{bench}.in_own_process", work_here)

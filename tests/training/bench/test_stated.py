"""The bench of stated precisions: what it prints of links and clusters, and that no estimate reads the truth."""

from pathlib import Path

import pandas as pd
import pytest

from data.sample.sample import SampleSize, write_sample
from data.tables.progress import silent
from features.schema.kinds import Kind
from tests.support.few_trees import growing_few_trees
from training.bench.stated.changes import CHANGES, changed
from training.bench.stated.stated import stated
from training.evaluation.data_sets import QualitySet


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a set of links and one of clusters, of people."""
    folder = tmp_path_factory.mktemp("sets")
    write_sample(folder, SampleSize(people=300, companies=40, crm=400), seed=9)
    (folder / "company").rename(folder / "left")
    people, target = folder / "person", folder / "duplicates" / "people"
    target.mkdir(parents=True)
    truth = pd.read_parquet(people / "truth.parquet").dropna(subset=["universe_id"])
    truth = truth.rename(columns={"crm_id": "id", "universe_id": "cluster"})
    truth[["id", "cluster", "split"]].to_parquet(target / "clusters.parquet", index=False)
    pd.read_parquet(people / "crm.parquet").to_parquet(target / "records.parquet", index=False)
    return folder


def shuffle(table: Path, column: str) -> None:
    truth = pd.read_parquet(table)
    truth.assign(**{column: truth[column].sample(frac=1, random_state=3).to_numpy()}).to_parquet(table, index=False)


@pytest.mark.e2e
def test_a_shuffled_truth_moves_what_is_true_and_nothing_that_is_stated(data: Path) -> None:
    def cells() -> pd.DataFrame:
        with growing_few_trees():
            table, _, _ = stated(silent, data=data, sets="person,people", seeds=1, cells="0,harmful_field")
        return pd.DataFrame(table.rows)

    before = cells()
    shuffle(data / "person" / "truth.parquet", "universe_id")
    shuffle(data / "duplicates" / "people" / "clusters.parquet", "cluster")
    after = cells()

    assert [*before["of"]] == ["links"] * 3 + ["clusters"] * 3
    assert [*before["stated"]] == [*after["stated"]]
    assert (after["precision"] < before["precision"]).all()
    assert (after["over"] >= before["over"]).all()


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_set_keeps_its_records_and_the_answers_of_the_train_split(change: str, data: Path) -> None:
    of = QualitySet("person", Kind.PERSON, data / "person")

    varied = changed(of, change, 0, half=True)

    truth, before = (pd.read_parquet(each.file("truth")) for each in (varied, of))
    assert set(truth["crm_id"]) == set(before["crm_id"][before["split"] == "train"])
    assert set(truth["split"]) == {"train", "test"}
    assert len(pd.read_parquet(varied.file("crm"))) == len(before)
    assert bool(varied.declared) == change.endswith("field")


def test_ten_times_the_strangers_are_left_for_each_matched_record(data: Path) -> None:
    of = QualitySet("person", Kind.PERSON, data / "person")

    odds = []
    for each in (of, changed(of, "strangers", 0, half=False)):
        matched = pd.read_parquet(each.file("truth"))["universe_id"].notna()
        odds.append((~matched).sum() / matched.sum())

    assert odds[1] == pytest.approx(10 * odds[0], rel=0.2)

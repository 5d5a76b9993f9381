"""The bench of stated precisions: what it prints of links and clusters, and that no estimate reads the truth."""

from pathlib import Path

import pandas as pd
import pytest

from data.tables.progress import silent
from features.schema.kinds import Kind
from tests.support.few_trees import growing_few_trees
from training.bench.stated.changes import CHANGES, changed
from training.bench.stated.stated import stated
from training.evaluation.data_sets import QualitySet


@pytest.mark.e2e
def test_a_shuffled_truth_moves_what_is_true_and_nothing_that_is_stated(data: Path) -> None:
    def cells() -> pd.DataFrame:
        with growing_few_trees():
            table, _, _ = stated(silent, data=data, sets="person,people", seeds=1, cells="0,harmful_field")
        return pd.DataFrame(table.rows)

    before = cells()
    for file, column in (("person/truth", "universe_id"), ("duplicates/people/clusters", "cluster")):
        truth = pd.read_parquet(path := data / f"{file}.parquet")
        truth.assign(**{column: truth[column].to_numpy()[::-1]}).to_parquet(path, index=False)
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

    odds, answers, profiles = [], [], []
    for each in (of, changed(of, "strangers", 0, half=False)):
        right = pd.read_parquet(each.file("truth"))["universe_id"]
        odds.append(right.isna().sum() / right.notna().sum())
        answers.append({*right.dropna()})
        profiles.append({*pd.read_parquet(each.file("universe"))["id"]})

    assert odds[1] == pytest.approx(10 * odds[0], rel=0.2)
    assert profiles[0] - profiles[1] == answers[0] - answers[1] != set()

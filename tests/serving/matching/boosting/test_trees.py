"""Trees as arrays give LightGBM's raw score bit for bit; what they cannot evaluate is refused by name."""

from typing import Any

import numpy as np
import pytest

from serving.matching.boosting.boosters import StoredBooster
from serving.matching.boosting.model_text import ModelTextUnreadable
from tests.support.made_boosters import made_matrix, trained_booster


@pytest.mark.parametrize("zero_as_missing", [False, True])
@pytest.mark.parametrize("leaves", [4, 15, 16, 31, 63])
def test_raw_scores_are_those_of_lightgbm_to_the_last_bit(leaves: int, zero_as_missing: bool) -> None:
    booster = trained_booster(num_leaves=leaves, zero_as_missing=zero_as_missing)
    matrix = made_matrix(1000, seed=2)
    matrix[::7, 3] = np.float32(1e-36)

    expected = booster.predict(matrix, raw_score=True, num_threads=1)

    np.testing.assert_array_equal(StoredBooster(booster.model_to_string()).raw(matrix), expected)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"num_leaves": 127, "min_data_in_leaf": 1}, "leaves; at most 63"),
        ({"linear_tree": True}, "linear leaves; constant ones are read"),
        ({"categories": [1]}, "splits by categories; numeric splits are read"),
        ({"boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.5}, "averaged or have several outputs"),
        ({"objective": "multiclass", "num_class": 2}, "averaged or have several outputs"),
    ],
)
def test_trees_that_are_not_evaluated_are_refused_by_name(parameters: dict[str, Any], says: str) -> None:
    text = trained_booster(**parameters).model_to_string()

    with pytest.raises(ModelTextUnreadable, match=says):
        StoredBooster(text)


def test_another_text_is_refused() -> None:
    with pytest.raises(ModelTextUnreadable, match="expected the text of a LightGBM model, got 'version https"):
        StoredBooster("version https://git-lfs.github.com/spec/v1")


def test_a_model_of_one_leaf_and_a_model_without_trees_are_constants() -> None:
    constant = trained_booster(min_data_in_leaf=5000)
    head = constant.model_to_string().split("\nTree=")[0]

    one = StoredBooster(constant.model_to_string())
    none = StoredBooster(head + "\n\nend of trees\n")

    matrix = made_matrix(3)
    np.testing.assert_array_equal(one.raw(matrix), constant.predict(matrix, raw_score=True))
    np.testing.assert_array_equal(one.contributions(matrix), constant.predict(matrix, pred_contrib=True))
    assert none.raw(matrix).tolist() == [0, 0, 0]
    assert not none.contributions(matrix).any()

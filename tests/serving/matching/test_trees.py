"""Trees as arrays give LightGBM's raw score bit for bit."""

import lightgbm
import numpy as np
import pytest
from numpy.typing import NDArray

from serving.matching.trees import Trees

PARAMETERS = {"objective": "binary", "verbose": -1, "num_threads": 1, "deterministic": True, "min_data_in_leaf": 5}


def made(n: int, seed: int = 1) -> NDArray[np.float32]:
    """Return numbers, many of them missing, whole or zero."""
    random = np.random.default_rng(seed)
    matrix = random.normal(size=(n, 6)).astype(np.float32)
    matrix[:, 1] = np.round(matrix[:, 1])
    matrix[random.random(matrix.shape) < 0.3] = np.nan
    matrix[:, 5] = random.integers(0, 2, n)
    return matrix


def trained(**parameters: object) -> lightgbm.Booster:
    matrix = made(3000)
    label = (np.nan_to_num(matrix[:, 0], nan=0.4) + (matrix[:, 1] > 0) * matrix[:, 5] > 0.5) ^ np.isnan(matrix[:, 2])
    return lightgbm.train(PARAMETERS | parameters, lightgbm.Dataset(matrix, label), num_boost_round=25)


@pytest.mark.parametrize("leaves", [4, 15, 16, 31, 63])
def test_raw_scores_are_those_of_lightgbm_to_the_last_bit(leaves: int) -> None:
    booster, matrix = trained(num_leaves=leaves), made(1000, seed=2)
    trees = Trees.of(booster.model_to_string(num_iteration=-1))
    assert trees is not None

    expected = booster.predict(matrix, raw_score=True, num_threads=1)

    np.testing.assert_array_equal(trees.raw(matrix), expected)


@pytest.mark.parametrize("n", [0, 1, 2, 12, 65])
def test_a_row_has_the_same_score_whatever_the_other_rows(n: int) -> None:
    trees, matrix = Trees.of(trained(num_leaves=15).model_to_string()), made(200, seed=3)
    assert trees is not None

    np.testing.assert_array_equal(trees.raw(matrix[:n]), trees.raw(matrix)[:n])


def test_trees_that_do_not_fit_are_left_to_lightgbm() -> None:
    assert Trees.of(trained(num_leaves=127).model_to_string()) is None
    assert Trees.of(trained(num_leaves=15, linear_tree=True).model_to_string()) is None

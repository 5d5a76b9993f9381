"""Contributions of features are LightGBM's own TreeSHAP."""

from typing import Any

import lightgbm
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.schema.kinds import Kind
from serving.matching.boosting.boosters import StoredBooster
from tests.support.made_boosters import made_matrix, trained_booster
from tests.support.small_models import SmallModel

CLOSE = 1e-12


@settings(max_examples=25, deadline=None)
@given(
    parameters=st.fixed_dictionaries(
        {
            "num_leaves": st.sampled_from([2, 6, 15, 31, 63]),
            "use_missing": st.booleans(),
            "zero_as_missing": st.booleans(),
            "extra_trees": st.booleans(),
            "bagging_fraction": st.sampled_from([0.5, 1.0]),
            "bagging_freq": st.just(1),
            "min_data_in_leaf": st.sampled_from([1, 5, 40]),
            "objective": st.sampled_from(["binary", "cross_entropy", "regression"]),
            "seed": st.integers(0, 1000),
        }
    ),
    seed=st.integers(0, 1000),
)
def test_contributions_are_those_of_lightgbm(parameters: dict[str, Any], seed: int) -> None:
    booster, matrix = trained_booster(trees=8, rows=600, **parameters), made_matrix(60, seed)
    matrix[::11] = np.nan
    stored = StoredBooster(booster.model_to_string())

    found = stored.contributions(matrix)

    np.testing.assert_allclose(found, booster.predict(matrix, pred_contrib=True), rtol=0, atol=CLOSE)
    np.testing.assert_allclose(found.sum(axis=1), stored.raw(matrix), rtol=0, atol=CLOSE)


@pytest.mark.parametrize("kind", list(Kind))
def test_contributions_of_a_trained_ranker_are_those_of_lightgbm(
    kind: Kind, small_models: dict[Kind, SmallModel]
) -> None:
    stored = small_models[kind].opened().ranker.booster
    random = np.random.default_rng(5)
    matrix = random.random((50, stored.model.n_features)).astype(np.float32)
    matrix[random.random(matrix.shape) < 0.2] = np.nan

    expected = lightgbm.Booster(model_str=stored.text).predict(matrix, pred_contrib=True)

    np.testing.assert_allclose(stored.contributions(matrix), expected, rtol=0, atol=CLOSE)

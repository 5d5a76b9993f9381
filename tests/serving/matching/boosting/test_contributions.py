"""Contributions of features are LightGBM's own TreeSHAP."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from serving.matching.boosting.boosters import StoredBooster
from tests.support.made_boosters import made_matrix, trained_booster

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
    booster = trained_booster(trees=8, rows=600, **parameters)
    matrix = made_matrix(60, seed)
    matrix[::11] = np.nan
    stored = StoredBooster(booster.model_to_string())

    found = stored.contributions(matrix)

    np.testing.assert_allclose(found, booster.predict(matrix, pred_contrib=True), rtol=0, atol=CLOSE)
    np.testing.assert_allclose(found.sum(axis=1), stored.raw(matrix), rtol=0, atol=CLOSE)

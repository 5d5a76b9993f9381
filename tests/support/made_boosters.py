"""Boosters grown in a moment on made-up numbers."""

from collections.abc import Sequence

import lightgbm
import numpy as np
from numpy.typing import NDArray

PARAMETERS = {"objective": "binary", "verbose": -1, "num_threads": 1, "deterministic": True, "min_data_in_leaf": 5}


def made_matrix(n: int, seed: int = 1) -> NDArray[np.float32]:
    """Return numbers, many of them missing, whole or zero."""
    random = np.random.default_rng(seed)
    matrix = random.normal(size=(n, 6)).astype(np.float32)
    matrix[:, 1] = np.abs(np.round(matrix[:, 1]))
    matrix[random.random(matrix.shape) < 0.3] = np.nan
    matrix[random.random(n) < 0.2, 3] = 0
    matrix[:, 5] = random.integers(0, 2, n)
    return matrix


def trained_booster(
    trees: int = 25, rows: int = 3000, categories: Sequence[int] = (), **parameters: object
) -> lightgbm.Booster:
    """Return a booster of those parameters; a tenth of its labels is wrong."""
    matrix = made_matrix(rows)
    label = (np.nan_to_num(matrix[:, 0], nan=0.4) + (matrix[:, 1] > 0) * matrix[:, 5] > 0.5) ^ np.isnan(matrix[:, 2])
    label ^= np.random.default_rng(4).random(rows) < 0.1
    wanted = PARAMETERS | parameters
    matrix = np.nan_to_num(matrix) if categories else matrix
    dataset = lightgbm.Dataset(matrix, label, params=wanted, categorical_feature=list(categories))
    return lightgbm.train(wanted, dataset, num_boost_round=trees)

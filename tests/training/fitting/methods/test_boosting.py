"""The number of trees comes from all folds together; pseudo-labels are averaged, not copied."""

import numpy as np

from features.ranking.feature_list import FEATURES
from features.schema.kinds import Kind
from training.fitting.methods.boosting import (
    FEWEST_TREES,
    Boosted,
    TrainingSet,
    boost,
)
from training.fitting.methods.training_parameters import defaults_of

USUAL = defaults_of(Kind.COMPANY)
KEYS = [feature.key for feature in FEATURES[Kind.COMPANY]]


def test_the_number_of_trees_does_not_depend_on_the_order_of_folds() -> None:
    fold = np.arange(600) % 3

    first = grown(fold)
    last = grown(2 - fold)

    assert first.trees == last.trees
    assert np.array_equal(first.out_of_fold, last.out_of_fold)


def test_one_fold_of_noise_does_not_stop_the_trees_of_all_folds() -> None:
    fold = np.arange(600) % 3

    assert FEWEST_TREES < grown(fold, noise=fold == 0).trees <= USUAL.trees.most


def grown(fold: np.ndarray, noise: np.ndarray | None = None) -> Boosted:
    random = np.random.default_rng(1)
    matrix = random.normal(size=(600, len(KEYS))).astype(np.float32)
    target = (matrix[:, :3].sum(axis=1) + random.normal(size=600) > 0).astype(np.float64)
    if noise is not None:
        target = np.where(noise, random.random(600) < 0.5, target)
    return boost(USUAL, Kind.COMPANY, TrainingSet(matrix, target, np.ones(600), fold), 0, KEYS)

import numpy as np

from features.ranking.feature_list import FEATURES
from features.schema.kinds import Kind
from training.fitting.boost import FEWEST_TREES, MOST_TREES, Boosted, TrainingSet, boost, imitate

KEYS = [feature.key for feature in FEATURES[Kind.COMPANY]]


def test_which_fold_comes_first_plays_no_part_in_how_many_trees_are_grown() -> None:
    fold = np.arange(600) % 3

    first, last = grown(fold), grown(2 - fold)

    assert first.trees == last.trees
    assert np.array_equal(first.out_of_fold, last.out_of_fold)


def test_all_folds_together_tell_the_number_of_trees_where_one_of_them_is_noise() -> None:
    fold = np.arange(600) % 3

    assert FEWEST_TREES < grown(fold, noise=fold == 0).trees <= MOST_TREES[Kind.COMPANY]


def test_a_model_of_opinions_learns_what_they_have_in_common_and_not_their_whims() -> None:
    random = np.random.default_rng(2)
    matrix = random.normal(size=(3000, len(KEYS))).astype(np.float32)
    right, noise = matrix[:, 0] + matrix[:, 1] > 0, random.random(3000) < 0.15
    pseudo_labels = np.where(right ^ noise, 0.95, 0.05)

    imitated = imitate(Kind.COMPANY, TrainingSet(matrix, pseudo_labels, np.ones(3000), np.full(3000, -1)), 0, KEYS)

    assert ((imitated.out_of_fold[noise] > 0) == right[noise]).mean() > 0.9


def grown(fold: np.ndarray, noise: np.ndarray | None = None) -> Boosted:
    random = np.random.default_rng(1)
    matrix = random.normal(size=(600, len(KEYS))).astype(np.float32)
    target = (matrix[:, :3].sum(axis=1) + random.normal(size=600) > 0).astype(np.float64)
    if noise is not None:
        target = np.where(noise, random.random(600) < 0.5, target)
    return boost(Kind.COMPANY, TrainingSet(matrix, target, np.ones(600), fold), 0, KEYS)

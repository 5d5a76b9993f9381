"""LightGBM: how a re-ranker is grown, and its out-of-fold scores by entity."""

from collections.abc import Sequence
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from features.ranking.feature_list import features_of
from features.schema.array_types import Bools, Floats, Ints
from features.schema.schema import Shape
from features.schema.value_class import value_class
from training.fitting.methods.training_parameters import TrainingParameters

FEWEST_TREES = 20
TREES_WITHOUT_FOLDS = 40


@value_class
class TrainingSet:
    """What a booster is fitted on: one row per pair, targets in [0, 1], weights, and folds (-1: never held out)."""

    matrix: NDArray[np.float32]
    target: Floats
    weight: Floats
    fold: Ints

    def only(self, which: Bools) -> "TrainingSet":
        return TrainingSet(self.matrix[which], self.target[which], self.weight[which], self.fold[which])

    def with_negatives(self, share: float, seed: int) -> Bools:
        """Mark the right pairs and a drawn share of the wrong ones."""
        drawn: Bools = np.random.default_rng(seed).random(len(self.target)) < share
        return drawn | (self.target >= 0.5)


@value_class
class Boosted:
    """The booster grown on all rows, and each row's log-odds from boosters that did not see its entity."""

    booster: lightgbm.Booster
    out_of_fold: Floats
    trees: int


def boost(
    parameters: TrainingParameters,
    shape: Shape,
    training_set: TrainingSet,
    seed: int,
    names: Sequence[str],
    trees: int | None = None,
) -> Boosted:
    """Grow a booster; without `trees` their number is where the loss of all held-out rows together is least.

    One fold alone stops at very different numbers (docs/experiments/number-of-trees.md).
    """
    params = tree_parameters(parameters, shape, float(training_set.target.sum()), names, seed)
    learned = training_set.with_negatives(parameters.trees.negatives, params["seed"])
    folds = [training_set.fold == fold for fold in np.unique(training_set.fold[training_set.fold >= 0])]
    if trees is None and parameters.trees.random_cuts:
        params |= _random_cuts(names)
    most = parameters.trees.most if trees is None else trees
    grown = [
        _grow_without(held=held, learned=learned, params=params, training_set=training_set, names=names, trees=most)
        for held in folds
    ]
    if trees is None:
        losses = np.sum([loss for _, loss in grown], axis=0)
        trees = max(int(np.argmin(losses)) + 1, FEWEST_TREES) if len(folds) > 1 else TREES_WITHOUT_FOLDS
    out_of_fold = np.zeros(len(training_set.target))
    for held, (booster, _) in zip(folds, grown, strict=True):
        out_of_fold[held] = raw_scores(booster, training_set.matrix[held], trees)
    booster = lightgbm.train(params, _dataset(training_set.only(learned), names), num_boost_round=trees)
    return Boosted(booster, out_of_fold, trees)


def boost_pseudo_labels(
    parameters: TrainingParameters, shape: Shape, training_set: TrainingSet, seed: int, names: Sequence[str]
) -> Boosted:
    """Grow a booster on targets that are pseudo-labels; nothing is held out.

    Random cuts, small steps and large leaves average the pseudo-labels' errors out
    (docs/experiments/pseudo-labels-by-random-cuts.md).
    """
    chosen = parameters.pseudo_labels
    right = float(training_set.target.sum())
    leaf = int(np.clip(right / 10, 5, chosen.most_data_in_leaf))
    params = tree_parameters(parameters, shape, right, names, seed) | _random_cuts(names)
    params |= {"learning_rate": chosen.learning_rate, "min_data_in_leaf": leaf}
    learned = training_set.only(training_set.with_negatives(parameters.trees.negatives, params["seed"]))
    booster = lightgbm.train(params, _dataset(learned, names), num_boost_round=chosen.trees)
    return Boosted(booster, raw_scores(booster, training_set.matrix), chosen.trees)


def raw_scores(booster: lightgbm.Booster, matrix: NDArray[np.float32], trees: int | None = None) -> Floats:
    """Return the log-odds of each row, by the booster's own number of leading columns and by its first `trees`."""
    matrix = matrix[:, : booster.num_feature()]
    return np.asarray(booster.predict(matrix, raw_score=True, num_iteration=trees, num_threads=1), np.float64)


def tree_parameters(
    parameters: TrainingParameters, shape: Shape, positives: float, names: Sequence[str], seed: int
) -> dict[str, Any]:
    """Return LightGBM's parameters; the fewer right pairs there are, the simpler the trees."""
    trees = parameters.trees
    few = parameters.few_right_pairs
    grown = few if positives < few.below else trees
    declared = {feature.key: feature.monotone for feature in features_of(shape)}
    return {
        "objective": "cross_entropy",
        "learning_rate": grown.learning_rate,
        "num_leaves": grown.num_leaves,
        "min_data_in_leaf": grown.min_data_in_leaf,
        "feature_fraction": trees.feature_fraction,
        "bagging_fraction": trees.bagging_fraction,
        "bagging_freq": 1,
        "lambda_l2": trees.lambda_l2,
        "min_sum_hessian_in_leaf": 1e-2,
        "max_bin": 127,
        "monotone_constraints": [declared.get(name, 0) for name in names],
        "seed": seed if trees.seed is None else trees.seed,
        "deterministic": True,
        "force_col_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }


def _random_cuts(names: Sequence[str]) -> dict[str, Any]:
    """Return parameters of trees that cut at random places, without monotone constraints, which reject such cuts.

    Figures: docs/experiments/random-cuts-with-labels.md.
    """
    return {"extra_trees": True, "monotone_constraints": [0] * len(names)}


def _grow_without(
    held: Bools, learned: Bools, params: dict[str, Any], training_set: TrainingSet, names: Sequence[str], trees: int
) -> tuple[lightgbm.Booster, Floats]:
    """Grow a booster on the learned rows that are not held out.

    Return it with the held-out loss after each tree, summed by weight.
    """
    train = _dataset(training_set.only(learned & ~held), names)
    check = lightgbm.Dataset(
        training_set.matrix[held], training_set.target[held], weight=training_set.weight[held], reference=train
    )
    losses: dict[str, dict[str, list[float]]] = {}
    callbacks = [lightgbm.record_evaluation(losses)]
    booster = lightgbm.train(params, train, num_boost_round=trees, valid_sets=[check], callbacks=callbacks)
    return booster, np.array(losses["valid_0"]["cross_entropy"]) * training_set.weight[held].sum()


def _dataset(training_set: TrainingSet, names: Sequence[str] = ()) -> lightgbm.Dataset:
    dataset = lightgbm.Dataset(
        training_set.matrix, training_set.target, weight=training_set.weight, free_raw_data=False
    )
    return dataset.set_feature_name(list(names)) if names else dataset

"""LightGBM: how a re-ranker is grown, and its out-of-fold scores by entity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from features.ranking.feature_list import features_of
from features.schema.array_types import Bools, Floats, Ints
from features.schema.kinds import Kind
from features.schema.schema import Shape, kind_of

FOLDS: Mapping[Kind, int] = {Kind.PERSON: 5, Kind.COMPANY: 10}
"""Folds by entity; sets of companies are small and need more (docs/experiments/folds-of-companies.md)."""
MOST_TREES: Mapping[Kind, int] = {Kind.PERSON: 240, Kind.COMPANY: 300}
"""Most trees with labels (docs/experiments/number-of-trees.md)."""
FEWEST_TREES, TREES_WITHOUT_FOLDS, PSEUDO_LABEL_TREES = 20, 40, 120
PSEUDO_LABEL_RATE, MOST_PSEUDO_LABEL_LEAF = 0.05, 100
LEARNING_RATE: Mapping[Kind, float] = {Kind.PERSON: 0.1, Kind.COMPANY: 0.06}
"""Step of each tree (docs/experiments/number-of-trees.md)."""
RATE_OF_FEW = 0.06
"""Step of each tree where right pairs are few."""
FEW_RIGHT_PAIRS = 300


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What a booster is fitted on: one row per pair, targets in [0, 1], weights, and folds (-1: never held out)."""

    matrix: NDArray[np.float32]
    target: Floats
    weight: Floats
    fold: Ints

    def only(self, which: Bools) -> "TrainingSet":
        return TrainingSet(self.matrix[which], self.target[which], self.weight[which], self.fold[which])


@dataclass(frozen=True, slots=True)
class Boosted:
    """The booster grown on all rows, and each row's log-odds from boosters that did not see its entity."""

    booster: lightgbm.Booster
    out_of_fold: Floats
    trees: int


def boost(
    shape: Shape, training_set: TrainingSet, seed: int, names: Sequence[str], trees: int | None = None
) -> Boosted:
    """Grow a booster; without `trees` their number is where the loss of all held-out rows together is least.

    One fold alone stops at very different numbers (docs/experiments/number-of-trees.md).
    """
    columns = training_set.matrix.shape[1]
    params = tree_parameters(shape, float(training_set.target.sum()), columns, seed)
    folds = [training_set.fold == fold for fold in np.unique(training_set.fold[training_set.fold >= 0])]
    if trees is None:
        params |= _random_cuts(columns)
    most = MOST_TREES[kind_of(shape)] if trees is None else trees
    grown = [_grow_without(held, params, training_set, names, most) for held in folds]
    if trees is None:
        losses = np.sum([loss for _, loss in grown], axis=0)
        trees = max(int(np.argmin(losses)) + 1, FEWEST_TREES) if len(folds) > 1 else TREES_WITHOUT_FOLDS
    out_of_fold = np.zeros(len(training_set.target))
    for held, (booster, _) in zip(folds, grown, strict=True):
        out_of_fold[held] = raw_scores(booster, training_set.matrix[held], trees)
    booster = lightgbm.train(params, _dataset(training_set, names), num_boost_round=trees)
    return Boosted(booster, out_of_fold, trees)


def boost_pseudo_labels(shape: Shape, training_set: TrainingSet, seed: int, names: Sequence[str]) -> Boosted:
    """Grow a booster on targets that are pseudo-labels; nothing is held out.

    Random cuts, small steps and large leaves average the pseudo-labels' errors out
    (docs/experiments/pseudo-labels-by-random-cuts.md).
    """
    columns, right = training_set.matrix.shape[1], float(training_set.target.sum())
    leaf = int(np.clip(right / 10, 5, MOST_PSEUDO_LABEL_LEAF))
    params = tree_parameters(shape, right, columns, seed) | _random_cuts(columns)
    params |= {"learning_rate": PSEUDO_LABEL_RATE, "min_data_in_leaf": leaf}
    booster = lightgbm.train(params, _dataset(training_set, names), num_boost_round=PSEUDO_LABEL_TREES)
    return Boosted(booster, raw_scores(booster, training_set.matrix), PSEUDO_LABEL_TREES)


def raw_scores(booster: lightgbm.Booster, matrix: NDArray[np.float32], trees: int | None = None) -> Floats:
    """Return the log-odds of each row, by the booster's own number of leading columns and by its first `trees`."""
    matrix = matrix[:, : booster.num_feature()]
    return np.asarray(booster.predict(matrix, raw_score=True, num_iteration=trees, num_threads=1), np.float64)


def tree_parameters(shape: Shape, positives: float, columns: int, seed: int) -> dict[str, Any]:
    """Return LightGBM's parameters; the fewer right pairs there are, the simpler the trees."""
    few = positives < FEW_RIGHT_PAIRS
    declared = [feature.monotone for feature in features_of(shape)]
    return {
        "objective": "cross_entropy",
        "learning_rate": LEARNING_RATE[kind_of(shape)] if not few else RATE_OF_FEW,
        "num_leaves": 6 if few else 15,
        "min_data_in_leaf": 5 if few else 15,
        "feature_fraction": 0.4,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "lambda_l2": 5.0,
        "min_sum_hessian_in_leaf": 1e-2,
        "max_bin": 127,
        "monotone_constraints": declared + [0] * (columns - len(declared)),
        "seed": seed,
        "deterministic": True,
        "force_col_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }


def _random_cuts(columns: int) -> dict[str, Any]:
    """Return parameters of trees that cut at random places, without monotone constraints, which reject such cuts.

    Figures: docs/experiments/random-cuts-with-labels.md.
    """
    return {"extra_trees": True, "monotone_constraints": [0] * columns}


def _grow_without(
    held: Bools, params: dict[str, Any], training_set: TrainingSet, names: Sequence[str], trees: int
) -> tuple[lightgbm.Booster, Floats]:
    """Grow a booster on the rows that are not held out; return the held-out loss after each tree, summed by weight."""
    train = _dataset(training_set.only(~held), names)
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

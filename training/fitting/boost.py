"""LightGBM: how a re-ranker is grown, and its out-of-fold scores by entity."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from features.ranking.feature_list import FEATURES
from features.schema.kinds import Kind

Floats = NDArray[np.float64]
FOLDS: Mapping[Kind, int] = {Kind.PERSON: 5, Kind.COMPANY: 10}
"""Sets of companies are small: a booster that lacks a fifth of the labels is less sure than the one that serves, so its
held-out scores promise too little. From five to fifteen folds recall at a precision of .99 rises on fd_companies from
.922 to .939, on ror_affiliations from .20 to .33 (two seeds)."""
MOST_TREES: Mapping[Kind, int] = {Kind.PERSON: 240, Kind.COMPANY: 300}
"""For people 240 in place of 120 gain a little: held out, both passes, two seeds, historical_50k .9798 to .9801 (recall
at a precision of .99 .9681 to .9686), pseudopeople_w2 .9915 to .9916 (.9903 to .9905). 400 for companies gain nothing
over 300 on three sets."""
FEWEST_TREES, UNTOLD_TREES, IMITATING_TREES = 20, 40, 120
IMITATING_RATE, IMITATING_LEAF = 0.05, 100
LEARNING_RATE: Mapping[Kind, float] = {Kind.PERSON: 0.1, Kind.COMPANY: 0.06}
"""Smaller steps gain .003 of best F1 on ror_affiliations in cross-validation; people have too few trees for them."""
FEW_RATE = 0.06


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What a booster learns from: one row per pair, targets in [0, 1], weights, and folds (-1: never held out)."""

    matrix: NDArray[np.float32]
    target: Floats
    weight: Floats
    fold: NDArray[np.int64]

    def only(self, which: NDArray[np.bool_]) -> "TrainingSet":
        return TrainingSet(self.matrix[which], self.target[which], self.weight[which], self.fold[which])


def parameters(kind: Kind, positives: float, columns: int, seed: int) -> dict[str, Any]:
    """Return LightGBM's parameters; the fewer right pairs there are, the simpler the trees."""
    few = positives < 300
    declared = [feature.monotone for feature in FEATURES[kind]]
    return {
        "objective": "cross_entropy",
        "learning_rate": LEARNING_RATE[kind] if not few else FEW_RATE,
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
        "force_row_wise": True,
        "num_threads": 1,
        "verbose": -1,
    }


def _random_cuts(columns: int) -> dict[str, Any]:
    """Return parameters of trees that cut at random places.

    Trees of own labels, held-out best F1: ror_affiliations .922 to .928 (four seeds, each better), fd_companies .966 to
    .965, pseudopeople_w2 .9910 to .9914 and .9907 to .9917 (recall at a precision of .99 .990 to .991 both times),
    historical_50k .9793 to .9799. They are free of monotone constraints, which reject random cuts: held out, without
    them ror_affiliations .930 to .935 (three seeds, each better), fd_companies .966 both ways.
    """
    return {"extra_trees": True, "monotone_constraints": [0] * columns}


@dataclass(frozen=True, slots=True)
class Boosted:
    """The booster grown on everything, and each row's log-odds from boosters that never saw its entity."""

    booster: lightgbm.Booster
    out_of_fold: Floats
    trees: int


def boost(kind: Kind, training_set: TrainingSet, seed: int, names: Sequence[str], trees: int | None = None) -> Boosted:
    """Grow a booster. Unless told, the number of trees is where the loss of all held-out rows together is least.

    One fold alone tells too little: on ror_affiliations it stopped at 77, 101 and 156 trees (three seeds), all folds at
    260 to 280, for .9321 of held-out best F1 in place of .9227.
    """
    columns = training_set.matrix.shape[1]
    params = parameters(kind, float(training_set.target.sum()), columns, seed)
    folds = [training_set.fold == fold for fold in np.unique(training_set.fold[training_set.fold >= 0])]
    if trees is None:
        params |= _random_cuts(columns)
    most = MOST_TREES[kind] if trees is None else trees
    grown = [_grow_without(held, params, training_set, names, most) for held in folds]
    if trees is None:
        losses = np.sum([loss for _, loss in grown], axis=0)
        trees = max(int(np.argmin(losses)) + 1, FEWEST_TREES) if len(folds) > 1 else UNTOLD_TREES
    out_of_fold = np.zeros(len(training_set.target))
    for held, (booster, _) in zip(folds, grown, strict=True):
        out_of_fold[held] = raw_scores(booster, training_set.matrix[held], trees)
    booster = lightgbm.train(params, _dataset(training_set, names), num_boost_round=trees)
    return Boosted(booster, out_of_fold, trees)


def imitate(kind: Kind, training_set: TrainingSet, seed: int, names: Sequence[str]) -> Boosted:
    """Grow a booster on targets that are opinions, not answers; nothing is held out.

    It shall say what most opinions have in common and none of their whims: cuts at random places, small steps, and
    leaves of a tenth of the right pairs, up to 100. Train splits, sets left out, best F1 by trees that cut at the best
    place and so: febrl3 .9988 to .9996, pseudopeople_w2 .9756 to .9791 (recall at a precision of .99 .936 to .966),
    historical_50k .9583 to .9616 (.918 to .929), fd_companies .9528 to .9559, ror_affiliations .8986 to .9117.
    """
    columns, right = training_set.matrix.shape[1], float(training_set.target.sum())
    leaf = int(np.clip(right / 10, 5, IMITATING_LEAF))
    params = parameters(kind, right, columns, seed) | _random_cuts(columns)
    params |= {"learning_rate": IMITATING_RATE, "min_data_in_leaf": leaf}
    booster = lightgbm.train(params, _dataset(training_set, names), num_boost_round=IMITATING_TREES)
    return Boosted(booster, raw_scores(booster, training_set.matrix), IMITATING_TREES)


def _grow_without(
    held: NDArray[np.bool_], params: dict[str, Any], training_set: TrainingSet, names: Sequence[str], trees: int
) -> tuple[lightgbm.Booster, Floats]:
    """Grow a booster on the rows that are not held out; gives their loss after each tree, summed by weight."""
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


def raw_scores(booster: lightgbm.Booster, matrix: NDArray[np.float32], trees: int | None = None) -> Floats:
    """Return the log-odds of each row by as many of the first columns as the booster knows, and by its first trees."""
    matrix = matrix[:, : booster.num_feature()]
    return np.asarray(booster.predict(matrix, raw_score=True, num_iteration=trees, num_threads=1), np.float64)

"""Fitting the crowd pass on out-of-fold solo scores, and keeping it only where it gains."""

from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from features.pairs.columns import columns_of
from features.pairs.pairs import Floats, Ints
from features.ranking.collective_features import COLLECTIVE_FEATURES, LEAST_PROBABILITY, IndependentTable
from serving.matching.calibration import Calibration
from serving.matching.collective import CANDIDATES, CollectiveModel, collective_input, order_of
from training.evaluation.metrics import Curve, best_f1, curve, recall_at_precision
from training.fitting.boost import raw_scores
from training.fitting.calibrate import best_of_records, choose_policy, fit_calibration
from training.fitting.examples import Examples, LabelledExamples, Source
from training.fitting.held_out import HeldOut

LEAST_POSITIVES = 300
"""With fewer right pairs a second stage loses more than it gains."""
LEAST_GAIN = 0.001
"""Best F1 that the crowd pass must gain in cross-validation; less is noise. Nor may it lose recall at the precision
that links shall reach: on companies, whose records seldom claim one profile, it shuffles the top of the list (recall at
.99 held out .92 to .87 on fd_companies) and its gain in best F1 changes its sign with the seed."""
TREES = 120
PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.08,
    "num_leaves": 15,
    "min_data_in_leaf": 20,
    "lambda_l2": 5.0,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "monotone_constraints": [1, *[0] * (len(COLLECTIVE_FEATURES) - 1)],
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


@dataclass(frozen=True, slots=True)
class IndependentScores:
    """The solo chance of every example: out of fold for labelled records, the model's own for the others."""

    source: Source
    examples: Examples
    probability: Floats
    match_weight: Floats


@dataclass(frozen=True, slots=True)
class CollectiveFit:
    """A crowd pass, its gain in best F1 over the solo pass, and what it says of the labelled records out of fold."""

    collective: CollectiveModel
    gain: float
    held: HeldOut


def fit_collective(
    scores: IndependentScores, known: LabelledExamples, settings: dict[str, Any], precision: float, seed: int
) -> CollectiveFit | None:
    """Fit a crowd pass; None where too few right pairs are known or where cross-validation shows no gain or a loss."""
    source = scores.source
    places = best_few(scores)
    table = _table(scores, places)
    matrix = collective_input(table, columns_of(source.kind, source.ids, source.records), settings)
    right = known.right[places]
    labelled = known.complete[table.left_rows]
    if right[labelled].sum() < LEAST_POSITIVES:
        return None
    fold = np.where(labelled, known.fold[table.left_rows], -1)
    params = PARAMETERS | {"seed": seed}
    held_out = np.zeros(len(matrix))
    for each in np.unique(fold[labelled]):
        learn, held = labelled & (fold != each), fold == each
        held_out[held] = raw_scores(_grow(params, matrix[learn], right[learn]), matrix[held])
    alone = _curve(table.probability[labelled], table.left_rows[labelled], right[labelled])
    together = _curve(held_out[labelled], table.left_rows[labelled], right[labelled])
    gain = gain_of(alone, together)
    if gain < LEAST_GAIN or loses_links(alone, together, precision):
        return None
    booster = _grow(params, matrix[labelled], right[labelled])
    held = HeldOut.of(held_out[labelled], scores.examples.only(places[labelled]), right[labelled])
    calibration = fit_calibration(held.raw, held.right, Calibration())
    policy = choose_policy(*held.probabilities(calibration), held.right, precision)
    return CollectiveFit(CollectiveModel(booster, calibration, policy), gain, held)


def gain_of(alone: Curve, together: Curve) -> float:
    """Return what the second pass adds to best F1."""
    return (best_f1(together) or 0.0) - (best_f1(alone) or 0.0)


def loses_links(alone: Curve, together: Curve, precision: float) -> bool:
    """Whether the second pass links fewer rightly at the precision that links shall reach."""
    return recall_at_precision(together, precision) < recall_at_precision(alone, precision)


def best_few(scores: IndependentScores) -> Ints:
    """Return the examples that take part in the crowd pass: each record's most probable candidates, grouped by it."""
    left = scores.examples.left_rows
    order = np.lexsort((-scores.match_weight, -scores.probability, left))
    ordered = left[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    return order[(rank < CANDIDATES) & (np.round(scores.probability[order], 6) >= LEAST_PROBABILITY)]


def _table(scores: IndependentScores, places: Ints) -> IndependentTable:
    """Lay those examples out as the crowd pass will see them."""
    left = scores.examples.left_rows[places]
    _, profiles = np.unique(scores.examples.rows[places], return_inverse=True)
    probability, weight = np.round(scores.probability[places], 6), scores.match_weight[places]
    return IndependentTable(left, profiles, probability, weight, order_of(scores.source.ids))


def _grow(params: dict[str, Any], matrix: NDArray[np.float32], right: NDArray[np.bool_]) -> lightgbm.Booster:
    names = [f"crowd_{name}" for name, _ in COLLECTIVE_FEATURES]
    return lightgbm.train(
        params, lightgbm.Dataset(matrix, right.astype(float), feature_name=names), num_boost_round=TREES
    )


def _curve(score: Floats, left_rows: Ints, right: NDArray[np.bool_]) -> Curve:
    """Trace the best candidates by a score."""
    best = best_of_records(score, left_rows)
    return curve(score[best], right[best], int(right.sum()))

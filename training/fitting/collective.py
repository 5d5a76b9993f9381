"""The collective pass: fitted on out-of-fold independent scores, and kept only where it gains."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from data.tables.progress import Progress
from features.pairs.columns import columns_of
from features.ranking.collective_features import COLLECTIVE_FEATURES, IndependentTable
from features.schema.array_types import Bools, Floats, Ints
from serving.matching.boosting.boosters import StoredBooster
from serving.matching.calibration import Calibration
from serving.matching.collective import CollectiveModel, collective_input, order_of
from training.evaluation.metrics import Curve, best_f1, curve, recall_at_precision
from training.fitting.methods.boosting import raw_scores
from training.fitting.methods.curves import HeldOut, best_by_record, best_of_records, choose_policy, fit_calibration
from training.fitting.methods.examples import FitRequest, LabelledExamples, WeighedCandidates
from training.fitting.methods.independent_scores import (
    FittedIndependentPass,
    IndependentScores,
    best_few,
    independent_scores,
    with_other_claimants,
)

MIN_POSITIVES = 300
"""With fewer right pairs a second stage loses more than it gains."""
MIN_GAIN = 0.001
"""Least gain of best F1 in cross-validation (docs/experiments/collective-pass.md)."""
TREES = 120
PARAMETERS: Mapping[str, Any] = {
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
    "force_col_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
"""LightGBM's parameters (docs/experiments/variants-of-the-collective-pass.md)."""


@dataclass(frozen=True, slots=True)
class CollectiveFit:
    """A collective pass, its gain in best F1 over the independent pass, and its held-out scores of labelled records.

    `best` is the probability of each record's best candidate; 0 without a claim.
    """

    collective: CollectiveModel
    gain: float
    held: HeldOut
    best: Floats


def fit_collective_pass(
    request: FitRequest,
    weighed: WeighedCandidates,
    labelled: LabelledExamples,
    independent: FittedIndependentPass,
    progress: Progress,
) -> CollectiveFit | None:
    """Fit the collective pass of a training on held-out independent scores, beside the claims of all other records."""
    settings = weighed.parameters.settings
    if not request.parameters.collective.on:
        return None
    scores = independent_scores(request.source, weighed.examples, independent)
    if request.others is not None:
        scores, labelled = with_other_claimants(
            scores,
            labelled,
            independent,
            request.others,
            settings=settings,
            base_model=request.base_model,
            progress=progress,
        )
    progress("collective pass", 0, None)
    return fit_collective(scores, labelled, settings, request.precision, request.seed)


def fit_collective(
    scores: IndependentScores, labelled: LabelledExamples, settings: dict[str, Any], precision: float, seed: int
) -> CollectiveFit | None:
    """Fit a collective pass; None where right pairs are too few or cross-validation shows no gain or a loss.

    `settings` are Splink's, trained: records that claim one profile are compared by them.
    """
    source = scores.source
    kept = best_few(scores)
    table = _table(scores, kept)
    matrix = collective_input(table, columns_of(source.schema, source.ids, source.records), settings)
    right = labelled.right[kept]
    complete = labelled.complete[table.left_rows]
    if right[complete].sum() < MIN_POSITIVES:
        return None
    fold = np.where(complete, labelled.fold[table.left_rows], -1)
    params = {**PARAMETERS, "seed": seed}
    held_out = _out_of_fold(params, matrix, right, fold)
    alone = _curve(table.probability[complete], table.left_rows[complete], right[complete])
    together = _curve(held_out[complete], table.left_rows[complete], right[complete])
    gain = gain_of(alone, together)
    if gain < MIN_GAIN or loses_links(alone, together, precision):
        return None
    booster = _grow(params, matrix[complete], right[complete])
    held = HeldOut.of(held_out[complete], scores.examples.only(kept[complete]), right[complete])
    calibration = fit_calibration(held.raw, held.right, Calibration())
    policy = choose_policy(*held.probabilities(calibration), held.right, precision)
    model = CollectiveModel(StoredBooster(booster.model_to_string()), calibration, policy)
    best = best_by_record(model.probabilities(matrix), table.left_rows, len(source.ids))
    return CollectiveFit(model, gain, held, best)


def gain_of(alone: Curve, together: Curve) -> float:
    """Return the gain of best F1 by the collective pass."""
    return (best_f1(together) or 0.0) - (best_f1(alone) or 0.0)


def loses_links(alone: Curve, together: Curve, precision: float) -> bool:
    """Whether the collective pass links fewer records rightly at the precision goal."""
    return recall_at_precision(together, precision) < recall_at_precision(alone, precision)


def _table(scores: IndependentScores, kept: Ints) -> IndependentTable:
    """Lay those examples out as serving's collective pass reads them."""
    left = scores.examples.left_rows[kept]
    _, profiles = np.unique(scores.examples.rows[kept], return_inverse=True)
    probability = np.round(scores.probability[kept], 6)
    weight = scores.match_weight[kept]
    return IndependentTable(left, profiles, probability, weight, order_of(scores.source.ids))


def _grow(params: dict[str, Any], matrix: NDArray[np.float32], right: Bools) -> lightgbm.Booster:
    names = [f"collective_{name}" for name in COLLECTIVE_FEATURES]
    return lightgbm.train(
        params, lightgbm.Dataset(matrix, right.astype(float), feature_name=names), num_boost_round=TREES
    )


def _out_of_fold(params: dict[str, Any], matrix: NDArray[np.float32], right: Bools, fold: Ints) -> Floats:
    """Return each row's log-odds by a booster that did not see its fold; 0 for rows in no fold (-1)."""
    scores = np.zeros(len(matrix))
    for each in np.unique(fold[fold >= 0]):
        learn = (fold >= 0) & (fold != each)
        held = fold == each
        scores[held] = raw_scores(_grow(params, matrix[learn], right[learn]), matrix[held])
    return scores


def _curve(score: Floats, left_rows: Ints, right: Bools) -> Curve:
    """Return the curve of the best candidates by a score."""
    best = best_of_records(score, left_rows)
    return curve(score[best], right[best], int(right.sum()))

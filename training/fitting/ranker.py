"""The re-ranker: boosted on labels, with pseudo-labels beside few of them, or on pseudo-labels alone.

Pseudo-labels weigh less the more labels there are, so that a few labels help and cannot harm (self-training).
"""

import numpy as np
from numpy.typing import NDArray

from features.ranking.feature_list import features_of
from features.schema.array_types import Bools, Floats
from features.schema.schema import Shape
from serving.matching.calibration import sigmoid
from serving.matching.collective import order_of
from serving.matching.ranker import BASE_MODEL_FEATURES
from training.fitting.methods.boosting import TrainingSet, boost, boost_pseudo_labels
from training.fitting.methods.examples import Examples, FitRequest, LabelledExamples, WeighedCandidates
from training.fitting.methods.independent_scores import FittedRanker


def choose_examples(request: FitRequest, weighed: WeighedCandidates, labelled: LabelledExamples) -> Bools:
    """Mark the examples to learn from: labelled ones, and pseudo-labelled records where labels are few.

    Pseudo-labelled records are chosen by hash of their ids.
    """
    examples = weighed.examples
    chosen_how = request.parameters.pseudo_labels
    few = int(labelled.complete.sum()) < chosen_how.below_labels
    if not (few and (weighed.by_em or examples.base_model_raw is not None)):
        return labelled.used
    chosen: Bools = order_of(request.source.ids)[examples.left_rows] < chosen_how.records
    return labelled.used | chosen


def rank_by_labels(
    request: FitRequest, examples: Examples, used: Bools, labelled: LabelledExamples, pseudo_labels: Floats
) -> FittedRanker:
    """Boost the chosen examples, whose `used` marks them among all; pseudo-labels (log-odds) are in no fold (-1)."""
    schema = request.source.schema
    n_labelled = int(labelled.complete.sum())
    most = request.parameters.pseudo_labels.weigh_as
    has_answer = labelled.used[used]
    n_others = max(len(np.unique(examples.left_rows[~has_answer])), 1)
    pseudo_label_weight = min(1.0, most / n_others) * most / (most + n_labelled)
    target = np.where(has_answer, labelled.right[used], sigmoid(pseudo_labels))
    weight = np.where(has_answer, labelled.weight[examples.left_rows], pseudo_label_weight)
    fold = np.where(has_answer, labelled.fold[examples.left_rows], -1)
    keys = own_features(schema)
    if request.base_model is not None and request.parameters.trees.base_model:
        keys += BASE_MODEL_FEATURES
    matrix = _without_left_out(request, examples.matrix[:, : len(keys)])
    training_set = TrainingSet(matrix, target, weight, fold)
    boosted = boost(request.parameters, schema, training_set, request.seed, keys)
    return FittedRanker(boosted, keys, training_set, used)


def rank_by_pseudo_labels(request: FitRequest, examples: Examples, pseudo_labels: Floats) -> FittedRanker:
    """Boost all examples on their pseudo-labels (log-odds), by the features of the pairs alone."""
    schema = request.source.schema
    n = len(pseudo_labels)
    keys = own_features(schema)
    matrix = _without_left_out(request, examples.matrix[:, : len(keys)])
    training_set = TrainingSet(matrix, sigmoid(pseudo_labels), np.ones(n), np.full(n, -1))
    boosted = boost_pseudo_labels(request.parameters, schema, training_set, request.seed, keys)
    return FittedRanker(boosted, keys, training_set, np.ones(n, np.bool_))


def _without_left_out(request: FitRequest, matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return features with those that are left out missing everywhere, so that no tree reads them."""
    left_out = set(request.parameters.trees.features_left_out)
    absent = [column for column, feature in enumerate(features_of(request.source.schema)) if feature.name in left_out]
    if absent:
        matrix = matrix.copy()
        matrix[:, absent] = np.nan
    return matrix


def own_features(shape: Shape) -> tuple[str, ...]:
    """Return the keys of the declared pair features."""
    return tuple(feature.key for feature in features_of(shape))

"""The re-ranker: boosted on labels, with pseudo-labels beside few of them, or on pseudo-labels alone.

Pseudo-labels weigh less the more labels there are, so that a few labels help and cannot harm (self-training).
"""

import numpy as np

from features.ranking.feature_list import features_of
from features.schema.array_types import Bools, Floats
from features.schema.schema import Shape
from serving.matching.calibration import sigmoid
from serving.matching.collective import order_of
from serving.matching.ranker import BASE_MODEL_FEATURES
from training.fitting.methods.boosting import TrainingSet, boost, boost_pseudo_labels
from training.fitting.methods.examples import Examples, FitRequest, WeighedCandidates
from training.fitting.methods.independent_scores import FittedRanker
from training.fitting.methods.labelled import LabelledExamples

PSEUDO_LABELLED_RECORDS = 100.0
"""All pseudo-labelled records together weigh at most as much as so many labelled ones."""
MOST_LABELS_WITH_PSEUDO_LABELS = 1000
MOST_PSEUDO_LABELS = 3000
"""Pseudo-labels of more records cost time and change nothing."""


def choose_examples(request: FitRequest, weighed: WeighedCandidates, labelled: LabelledExamples) -> Bools:
    """Mark the examples to learn from: labelled ones, and pseudo-labelled records where labels are few.

    Pseudo-labelled records are chosen by hash of their ids.
    """
    examples = weighed.examples
    few = int(labelled.complete.sum()) < MOST_LABELS_WITH_PSEUDO_LABELS
    if not (few and (weighed.by_em or examples.base_model_raw is not None)):
        return labelled.used
    chosen: Bools = order_of(request.source.ids)[examples.left_rows] < MOST_PSEUDO_LABELS
    return labelled.used | chosen


def rank_by_labels(
    request: FitRequest, examples: Examples, used: Bools, labelled: LabelledExamples, pseudo_labels: Floats
) -> FittedRanker:
    """Boost the chosen examples, whose `used` marks them among all; pseudo-labels (log-odds) are in no fold (-1)."""
    schema, n_labelled = request.source.schema, int(labelled.complete.sum())
    has_answer = labelled.used[used]
    n_others = max(len(np.unique(examples.left_rows[~has_answer])), 1)
    pseudo_label_weight = (
        min(1.0, PSEUDO_LABELLED_RECORDS / n_others) * PSEUDO_LABELLED_RECORDS / (PSEUDO_LABELLED_RECORDS + n_labelled)
    )
    target = np.where(has_answer, labelled.right[used], sigmoid(pseudo_labels))
    weight = np.where(has_answer, labelled.weight[examples.left_rows], pseudo_label_weight)
    fold = np.where(has_answer, labelled.fold[examples.left_rows], -1)
    training_set = TrainingSet(examples.matrix, target, weight, fold)
    keys = own_features(schema) + BASE_MODEL_FEATURES if request.base_model else own_features(schema)
    return FittedRanker(boost(schema, training_set, request.seed, keys), keys, training_set, used)


def rank_by_pseudo_labels(request: FitRequest, examples: Examples, pseudo_labels: Floats) -> FittedRanker:
    """Boost all examples on their pseudo-labels (log-odds), by the features of the pairs alone."""
    schema, n = request.source.schema, len(pseudo_labels)
    keys = own_features(schema)
    matrix, target = examples.matrix[:, : len(keys)], sigmoid(pseudo_labels)
    training_set = TrainingSet(matrix, target, np.ones(n), np.full(n, -1))
    boosted = boost_pseudo_labels(schema, training_set, request.seed, keys)
    return FittedRanker(boosted, keys, training_set, np.ones(n, np.bool_))


def own_features(shape: Shape) -> tuple[str, ...]:
    """Return the keys of the declared pair features."""
    return tuple(feature.key for feature in features_of(shape))

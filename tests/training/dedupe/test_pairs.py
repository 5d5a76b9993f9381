"""Labels on pairs, and pseudo-labels that move with the number of partners."""

import numpy as np

from serving.clusters.statements import NO_GROUP, Statements, rows_of_pairs
from training.dedupe.teaching_pairs import label_pairs


def test_pairs_of_stated_clusters_are_known_and_wrong_ones_count_for_unlabelled_records() -> None:
    group = np.array([0, 0, 2, NO_GROUP])
    stated = Statements(group, rows_of_pairs([]), rows_of_pairs([(2, 3)]))
    pairs = rows_of_pairs([(0, 1), (0, 2), (0, 3), (1, 3), (2, 3)])

    labelled = label_pairs(pairs, stated, folds=5)

    assert labelled.known.tolist() == [True, True, False, False, True]
    assert labelled.right.tolist() == [True, False, False, False, False]
    assert labelled.weight.tolist() == [1.0, 1 + 3 / 2, 1.0, 1.0, 1.0]
    assert (labelled.fold >= 0).tolist() == labelled.known.tolist()

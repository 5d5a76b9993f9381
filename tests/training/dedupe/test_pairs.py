"""Labels on pairs, and pseudo-labels that move with the number of partners."""

import numpy as np
import pytest

from serving.clusters.pair_rate import pair_pseudo_labels
from serving.clusters.record_pairs import RecordPairs
from serving.clusters.statements import NO_GROUP, Statements, rows_of_pairs
from training.dedupe.teaching_pairs import label_pairs


def test_pairs_keep_one_order_whichever_record_is_named_first() -> None:
    pairs = RecordPairs.of(np.array([5, 1, 1]), np.array([2, 5, 5]))

    assert list(zip(pairs.low.tolist(), pairs.high.tolist(), strict=True)) == [(1, 5), (2, 5)]
    assert (
        RecordPairs.joined([pairs, RecordPairs.of(np.array([2]), np.array([5]))]).keys.tolist() == pairs.keys.tolist()
    )


def test_pairs_of_stated_clusters_are_known_and_wrong_ones_count_for_unlabelled_records() -> None:
    group = np.array([0, 0, 2, NO_GROUP])
    stated = Statements(group, rows_of_pairs([]), rows_of_pairs([(2, 3)]))
    pairs = rows_of_pairs([(0, 1), (0, 2), (0, 3), (1, 3), (2, 3)])

    labelled = label_pairs(pairs, stated, folds=5)

    assert labelled.known.tolist() == [True, True, False, False, True]
    assert labelled.right.tolist() == [True, False, False, False, False]
    assert labelled.weight.tolist() == [1.0, 1 + 3 / 2, 1.0, 1.0, 1.0]
    assert (labelled.fold >= 0).tolist() == labelled.known.tolist()


@pytest.mark.parametrize("partners", [1, 4])
def test_pseudo_labels_rise_with_the_number_of_partners(partners: int) -> None:
    rng = np.random.default_rng(partners)
    rows = 400
    right = rows * partners // 2
    n = right + rows * 5
    pairs = RecordPairs(np.arange(n) % rows, rows + np.arange(n))
    rows_sought = np.arange(rows)
    raw = np.concatenate([rng.normal(4, 2, right), rng.normal(-6, 2, rows * 5)])

    by_em, rate = pair_pseudo_labels(pairs, rows_sought, raw, raw)
    counted, sure = pair_pseudo_labels(pairs, rows_sought, raw, None)

    assert rate == pytest.approx(partners / 2, rel=0.15)
    assert sure == pytest.approx(partners / 2, rel=0.4)
    assert np.corrcoef(by_em, counted)[0, 1] > 0.99

"""Clusters measured on stated pairs alone."""

import pytest

from data.labels.clusters import ClusterFile, ClusterLabels, UnusableClusters
from training.evaluation.cluster_metrics import evaluate_pairs

FOUND = ClusterFile({"a": "1", "b": "1", "c": "2", "d": "3", "e": "3"}, {})


def test_only_stated_pairs_count_and_a_record_without_a_cluster_is_alone() -> None:
    stated = ClusterLabels({}, [("a", "b"), ("a", "c"), ("x", "y")], [("d", "e"), ("b", "d")])

    measured = evaluate_pairs(FOUND, stated)

    assert measured.figures["pair_precision"] == pytest.approx(1 / 2)
    assert measured.figures["pair_recall"] == pytest.approx(1 / 3)
    assert measured.counts == {"stated_matches": 3, "stated_not_matches": 2}
    assert [error.parts for error in measured.over_merged] == [{"one": ("d",), "other": ("e",)}]
    assert len(measured.under_merged) == 2
    assert all(0 <= low <= high <= 1 for low, high in measured.intervals.values())


def test_no_stated_pair_is_refused() -> None:
    with pytest.raises(UnusableClusters, match="no pair"):
        evaluate_pairs(FOUND, ClusterLabels({}))

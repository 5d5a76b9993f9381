"""Rates, curves and calibration: cases counted by hand, and laws that hold for all scores."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from features.schema.array_types import Bools, Floats
from training.evaluation import metrics
from training.evaluation.metrics import Curve

Scored = tuple[Floats, Bools]


@st.composite
def scored(draw: st.DrawFn) -> Scored:
    """Draw scores with many ties, and whether each is right."""
    size = draw(st.integers(1, 40))
    probability = draw(hnp.arrays(np.float64, size, elements=st.sampled_from(np.linspace(0, 1, 8).tolist())))
    return probability, draw(hnp.arrays(np.bool_, size))


def points_of(probability: list[float], right: list[int], n_true: int) -> Curve:
    return metrics.curve(np.array(probability), np.array(right, np.bool_), n_true)


@pytest.mark.parametrize(
    ("probability", "right", "n_true", "best_f1", "recall_at_80"),
    [
        pytest.param([0.9, 0.8], [1, 1], 2, 1.0, 1.0, id="all right"),
        pytest.param([0.9, 0.8, 0.7], [0, 1, 1], 2, 0.8, 0.0, id="the wrong one is first"),
        pytest.param([0.9, 0.9, 0.9], [1, 1, 0], 2, 0.8, 0.0, id="ties enter together"),
        pytest.param([0.9, 0.8, 0.7, 0.6, 0.5], [1, 1, 1, 1, 0], 8, 8 / 12, 0.5, id="exactly the wanted precision"),
    ],
)
def test_best_f1_and_recall_at_precision_as_counted_by_hand(
    probability: list[float], right: list[int], n_true: int, best_f1: float, recall_at_80: float
) -> None:
    points = points_of(probability, right, n_true)

    assert metrics.best_f1(points) == pytest.approx(best_f1)
    assert metrics.recall_at_precision(points, 0.8) == pytest.approx(recall_at_80)


def test_without_candidates_nothing_is_measured() -> None:
    points = points_of([], [], n_true=3)

    assert metrics.best_f1(points) is None
    assert metrics.best_threshold(points) is None
    assert metrics.recall_at_precision(points, 0.9) == 0
    assert metrics.ece(np.empty(0), np.empty(0, np.bool_)) is None
    assert metrics.perfect_ece(np.empty(0)) is None
    assert metrics.ratio(0, 0) is None


def test_ece_is_the_gap_of_equal_bins() -> None:
    probability = np.array([0.2] * 10 + [0.9] * 10)
    right = np.array([True] * 4 + [False] * 6 + [True] * 9 + [False])

    assert metrics.ece(probability, right, bins=2) == pytest.approx((0.2 + 0.0) / 2)


@given(scored(), st.floats(0, 1))
def test_best_f1_is_at_least_the_f1_at_any_threshold(answers: Scored, threshold: float) -> None:
    probability, right = answers
    n_true = max(int(right.sum()), 1) + 1
    linked = probability >= threshold
    found = int((linked & right).sum())

    best = metrics.best_f1(metrics.curve(probability, right, n_true))

    assert best is not None
    assert best >= 2 * found / (int(linked.sum()) + n_true) - 1e-12


@given(scored(), st.integers(0, 1000))
def test_no_figure_depends_on_the_order_of_the_records(answers: Scored, seed: int) -> None:
    probability, right = answers
    order = np.random.default_rng(seed).permutation(len(probability))
    first, second = (metrics.curve(p, r, 50) for p, r in ((probability, right), (probability[order], right[order])))

    assert first.threshold.tolist() == second.threshold.tolist()
    assert first.precision.tolist() == second.precision.tolist()
    assert metrics.ece(probability, right) == pytest.approx(metrics.ece(probability[order], right[order]), abs=1e-12)


@given(scored())
def test_recall_never_falls_along_the_curve_and_a_lower_wanted_precision_never_lowers_it(
    answers: Scored,
) -> None:
    points = metrics.curve(*answers, n_true=40)

    recalls = [metrics.recall_at_precision(points, wanted) for wanted in (0.99, 0.9, 0.5, 0.0)]

    assert (np.diff(points.recall) >= 0).all()
    assert recalls == sorted(recalls)
    assert recalls[-1] == points.recall.max()


@given(scored())
def test_a_perfect_ranking_gives_one(answers: Scored) -> None:
    _, right = answers
    probability = np.where(right, 0.9, 0.1)
    points = metrics.curve(probability, right, int(right.sum()))

    assert metrics.best_f1(points) == (1.0 if right.any() else 0.0)
    assert metrics.recall_at_precision(points, 0.99) == (1.0 if right.any() else 0.0)


@given(scored())
def test_the_calibration_error_lies_between_zero_and_one_and_is_zero_for_certain_truths(
    answers: Scored,
) -> None:
    probability, right = answers

    error = metrics.ece(probability, right)

    assert error is not None
    assert 0 <= error <= 1
    assert metrics.ece(right.astype(np.float64), right) == 0

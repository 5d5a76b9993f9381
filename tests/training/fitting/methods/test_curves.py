"""Calibrations and policies are conservative: few records move little and give no high precision."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.array_types import Bools, Floats
from serving.matching.calibration import Calibration, sigmoid
from training.evaluation.metrics import precision_curve
from training.fitting.methods.curves import (
    ENOUGH_FOR_ISOTONIC,
    STEP,
    best_of_records,
    choose_policy,
    fit_calibration,
    fit_steps,
)

START = Calibration(1.0, 0.0)


def drawn(count: int, slope: float, intercept: float, seed: int = 0) -> tuple[Floats, Bools]:
    """Draw scores and whether each is right, by a sigmoid of these parameters."""
    draw = np.random.default_rng(seed)
    raw = draw.uniform(-6, 6, count)
    return raw, draw.random(count) < sigmoid(slope * raw + intercept)


SCORES = st.lists(st.tuples(st.integers(-300, 300), st.booleans()), min_size=1, max_size=60)


@given(SCORES)
def test_a_fitted_calibration_rises_strictly(scored: list[tuple[int, bool]]) -> None:
    raw = np.array([score / 50 for score, _ in scored])
    right = np.array([hit for _, hit in scored])

    calibration = fit_calibration(raw, right, START)

    assert (np.diff(calibration(np.linspace(-6, 6, 200))) > 0).all()


@pytest.mark.parametrize("count", [1, STEP - 1, STEP, STEP + 1, 3 * STEP + 7])
def test_steps_are_fitted_to_any_number_of_outcomes_and_are_never_certain(count: int) -> None:
    knots, probabilities = fit_steps(np.linspace(-1, 1, count), np.ones(count, np.bool_), np.ones(count))

    assert len(knots) == len(probabilities) <= max(count // STEP, 1)
    assert max(probabilities) <= 1 - 0.4 / (2 * STEP)


@given(st.integers(0, 5))
def test_a_calibration_with_a_curve_rises_strictly(seed: int) -> None:
    calibration = fit_calibration(*drawn(ENOUGH_FOR_ISOTONIC, 0.7, 1.0, seed), START)

    assert calibration.raw_knots
    assert (np.diff(calibration(np.linspace(-6, 6, 200))) > 0).all()


def test_few_labels_are_drawn_towards_the_start_and_many_are_not() -> None:
    start = Calibration(0.5, 0.5)
    fitted = [fit_calibration(*drawn(count, 0.4, -2.0), start).intercept for count in (0, 3, 60, 900)]
    steps = [start.intercept - intercept for intercept in fitted]

    assert steps[0] == pytest.approx(0)
    assert steps == sorted(steps)
    assert steps[-1] == pytest.approx(2.5, abs=0.4)


@pytest.mark.parametrize(("count", "curved"), [(ENOUGH_FOR_ISOTONIC - 1, False), (ENOUGH_FOR_ISOTONIC, True)])
def test_only_from_a_thousand_records_on_there_is_a_curve(count: int, curved: bool) -> None:
    assert bool(fit_calibration(*drawn(count, 1.0, 0.0), START).raw_knots) == curved


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-3, 3)), max_size=20))
def test_the_best_of_a_record_is_one_position_with_its_highest_score(pairs: list[tuple[int, int]]) -> None:
    left_rows = np.array([row for row, _ in pairs], np.int64)
    raw = np.array([score for _, score in pairs], float)

    best = best_of_records(raw, left_rows)

    assert left_rows[best].tolist() == sorted({row for row, _ in pairs})
    for position in best:
        assert raw[position] == raw[left_rows == left_rows[position]].max()


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=30))
def test_the_curve_counts_what_each_probability_would_link(records: list[tuple[int, bool]]) -> None:
    probability = np.array([c / 10 for c, _ in records], float)
    right = np.array([r for _, r in records], np.bool_)

    curve = precision_curve(probability, right)

    assert [point.probability for point in curve] == sorted({c / 10 for c, _ in records}, reverse=True)
    for point in curve:
        assert point.linked == (probability >= point.probability).sum()
        assert point.right == right[probability >= point.probability].sum()


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=30), st.floats(0.2, 5))
def test_answers_of_equal_weight_count_as_many_as_they_are(records: list[tuple[int, bool]], weight: float) -> None:
    probability = np.array([c / 10 for c, _ in records], float)
    right = np.array([r for _, r in records], np.bool_)

    assert precision_curve(probability, right, np.full(len(right), weight)) == precision_curve(probability, right)


def test_a_sample_of_the_links_promises_what_unequal_weights_of_as_many_answers_cannot() -> None:
    """Kish's number: of 50 right links of which five stand for half of all, 18 count."""
    probability = np.linspace(0.99, 0.9, 50)
    right = np.ones(50, np.bool_)
    weight = np.ones(50)
    few_stand_for_many = np.where(np.arange(50) % 10 == 0, 9.0, 1.0)

    assert choose_policy(probability, np.zeros(50), right, 0.99, weight).linked == 0.9
    assert choose_policy(probability, np.zeros(50), right, 0.99, few_stand_for_many).linked is None
    assert precision_curve(probability, right, few_stand_for_many)[-1].linked == 18


def policy_of(count: int, wanted: float) -> tuple[Floats, Bools, float | None]:
    raw, right = drawn(count, 1.0, 0.0)
    probability = sigmoid(raw)
    return probability, right, choose_policy(probability, np.zeros(count), right, wanted).linked


def test_the_chosen_threshold_reaches_the_wanted_precision_and_rises_with_it() -> None:
    thresholds = []
    for wanted in (0.8, 0.9, 0.95, 0.99):
        probability, right, linked = policy_of(5000, wanted)
        assert linked is not None
        assert right[probability >= linked].mean() >= wanted
        thresholds.append(linked)

    assert thresholds == sorted(thresholds)


@pytest.mark.parametrize(("ties", "rightly", "margin"), [(200, 0.99, 0.0), (19, 1.0, 0.1), (200, 0.5, 0.1)])
def test_near_ties_are_links_where_enough_answers_take_either_profile(ties: int, rightly: float, margin: float) -> None:
    probability = np.concatenate([np.full(1000, 0.99), np.full(ties, 0.98)])
    runner_up = np.concatenate([np.zeros(1000), np.full(ties, 0.975)])
    right = np.concatenate([np.ones(1000, np.bool_), np.arange(ties) < rightly * ties])

    assert choose_policy(probability, runner_up, right, 0.9).margin == margin

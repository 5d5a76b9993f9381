"""A calibration keeps the order of raw scores for all parameters; tied candidates share a probability."""

import json
from collections.abc import Callable
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.array_types import Floats, Ints
from serving.matching.calibration import (
    MAX_PROBABILITY,
    MIN_PROBABILITY,
    Calibration,
    log_odds_among,
    log_odds_within_one,
    sigmoid,
)


@st.composite
def calibrations(draw: st.DrawFn, most_strata: int = 3) -> Calibration:
    """Draw a sigmoid, half of the time with a rising curve, and now and then others for some strata."""
    count = draw(st.sampled_from([0, 0, 2, 3, 6]))
    raws = sorted(draw(st.lists(st.integers(-80, 80), min_size=count, max_size=count, unique=True)))
    probabilities = sorted(draw(st.lists(st.integers(1, 999), min_size=count, max_size=count, unique=True)))
    slope = draw(st.floats(0.05, 2))
    intercept = draw(st.floats(-3, 3))
    knots = tuple(raw / 10 for raw in raws), tuple(probability / 1000 for probability in probabilities)
    strata = draw(st.lists(calibrations(0), max_size=most_strata)) if most_strata else []
    among_rivals = draw(st.booleans())
    within_one = draw(st.booleans())
    return Calibration(
        slope, intercept, *knots, among_rivals=among_rivals, within_one=within_one, by_facts=tuple(strata)
    )


@given(calibrations(), st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_no_probability_is_0_or_1_and_no_order_is_reversed(calibration: Calibration, scores: list[float]) -> None:
    probabilities = calibration(np.array(sorted(scores)))

    assert (probabilities >= MIN_PROBABILITY).all()
    assert (probabilities <= MAX_PROBABILITY).all()
    assert (np.diff(probabilities) >= 0).all()


@given(calibrations())
def test_a_calibration_is_read_as_it_was_written(calibration: Calibration) -> None:
    assert Calibration.from_json(json.loads(json.dumps(calibration.as_json()))) == calibration


@given(calibrations(), st.lists(st.integers(-500, 500), min_size=2, max_size=20, unique=True), st.integers(0, 5))
def test_candidates_of_one_record_keep_their_order_in_every_stratum(
    calibration: Calibration, hundredths: list[int], facts: int
) -> None:
    raw = np.array(sorted(hundredths)) / 100

    probabilities = calibration(raw, np.full(len(raw), facts))

    assert (np.diff(probabilities) > 0).all()


RAW = st.lists(st.floats(-25, 25), min_size=1, max_size=12)


Settle = Callable[[Floats, Ints], Floats]
both = pytest.mark.parametrize("settle", [log_odds_among, log_odds_within_one])


@both
@given(raw=RAW)
def test_the_probabilities_of_a_records_candidates_sum_to_at_most_1(settle: Settle, raw: list[float]) -> None:
    among = settle(np.array(raw), np.zeros(len(raw), np.int64))

    assert sigmoid(among).sum() <= 1 + len(raw) * MIN_PROBABILITY
    assert (among <= np.array(raw)).all()


def test_a_likely_runner_up_takes_as_much_from_the_best_as_both_are_above_1() -> None:
    raw = np.array([3.0, 0.0, -3.0])
    rows = np.array([0, 0, 1])

    within = log_odds_within_one(raw, rows)

    excess = (sigmoid(raw[:2]).sum() - 1) / 2
    np.testing.assert_allclose(sigmoid(within), sigmoid(raw) - [excess, excess, 0])


@both
@given(raw=RAW, random=st.randoms(use_true_random=False))
def test_neither_order_nor_other_records_change_the_score_of_a_candidate(
    settle: Settle, raw: list[float], random: Random
) -> None:
    alone = settle(np.array(raw), np.zeros(len(raw), np.int64))
    places = list(range(len(raw)))
    random.shuffle(places)

    shuffled = settle(np.array([7.0, *np.array(raw)[places]]), np.array([0, *[1] * len(raw)]))

    assert shuffled[0] == 7.0
    np.testing.assert_array_equal(shuffled[1:], alone[places])


@both
@given(tenths=st.lists(st.integers(-100, 100), min_size=2, max_size=12, unique=True))
def test_a_higher_raw_score_is_higher_among_the_other_candidates_too(settle: Settle, tenths: list[int]) -> None:
    raw = np.array(sorted(tenths)) / 10

    assert (np.diff(settle(raw, np.zeros(len(raw), np.int64))) > 0).all()

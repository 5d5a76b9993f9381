"""Opinions on records that nobody labelled: moved to the share that has an answer, and bound by what others showed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.calibration import logit, sigmoid
from training.opinion import MOST_SHIFT, bound, opinion, prior_shift


def test_where_most_records_have_an_answer_chances_rise() -> None:
    raw, rows = np.full(100, 1.0), np.arange(100)
    raw[:10] = -1.0

    assert prior_shift(raw, rows, 0.3) > 0
    assert prior_shift(raw, rows, 0.95) < 0


def test_a_share_that_is_not_known_moves_nothing() -> None:
    assert prior_shift(np.ones(3), np.arange(3), None) == 0
    assert prior_shift(np.zeros(0), np.zeros(0, np.int64), 0.5) == 0


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=40), st.floats(0.01, 0.99))
def test_a_shift_is_bounded(scores: list[float], share: float) -> None:
    assert abs(prior_shift(np.array(scores), np.arange(len(scores)), share)) <= MOST_SHIFT


def test_chances_that_are_right_on_average_are_left_where_they_are() -> None:
    chances = np.array([0.2, 0.4, 0.9])

    assert prior_shift(logit(chances), np.arange(3), 0.5) == pytest.approx(0, abs=0.01)


def test_without_an_ancestor_the_opinion_is_that_of_em_and_promises_nothing() -> None:
    posterior = np.array([0.9, 0.1])

    told = opinion(None, None, posterior, np.array([0, 0]), by_em=True)

    assert sigmoid(told) == pytest.approx(posterior)
    assert bound(None, by_em=True) == ()

"""The order of the review queue: the highest gain in turn with drawn records, stable, with the risk that is left."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serving.contract.review.rules import (
    SAMPLE,
    ReviewCase,
    at_random,
    expected_gain,
    in_order,
    ordered,
    probability_of_error,
    risk_left,
    should_stop,
)
from serving.matching.policy import MIN_LINK_PROBABILITY
from serving.vocabulary.terms import ReviewOrder

PROBABILITIES = st.floats(0.001, 0.999)
DOUBTS = st.lists(
    st.builds(ReviewCase, st.text("abcdef", min_size=1, max_size=6), PROBABILITIES, st.just(0.9), st.booleans()),
    max_size=20,
    unique_by=lambda case: case.name,
)


@settings(deadline=None)
@given(DOUBTS, st.data())
def test_the_order_is_the_same_whatever_the_order_was(cases: list[ReviewCase], data: st.DataObject) -> None:
    assert in_order(cases) == in_order(data.draw(st.permutations(cases)))
    assert sorted(one.name for one in in_order(cases)) == sorted(one.name for one in cases)


@settings(deadline=None)
@given(DOUBTS)
def test_of_four_questions_one_is_worth_most_and_three_are_drawn_among_possible_links(cases: list[ReviewCase]) -> None:
    """A promise rests on a sample of the links: those less probable than any link are drawn last."""
    queue = in_order(cases)

    assert queue == in_order(cases, answered=4)
    for start in range(0, len(queue), 4):
        left = queue[start:]
        assert expected_gain(left[0]) == max(expected_gain(case) for case in left)
        drawn = left[1:4]
        others = left[4:]
        unlikely = [case for case in drawn if case.probability < MIN_LINK_PROBABILITY]
        assert not unlikely or all(case.probability < MIN_LINK_PROBABILITY for case in others)


@settings(deadline=None)
@given(DOUBTS)
def test_after_the_sample_every_second_question_is_drawn_among_all(cases: list[ReviewCase]) -> None:
    """Missed matches are found among the improbable ones."""
    queue = in_order(cases, answered=SAMPLE)

    for start in range(0, len(queue), 2):
        left = queue[start:]
        assert expected_gain(left[0]) == max(expected_gain(case) for case in left)
        assert left[1:2] == at_random(left[1:])[:1]


@settings(deadline=None)
@given(DOUBTS)
def test_links_most_likely_wrong_come_first_where_that_is_asked_for(cases: list[ReviewCase]) -> None:
    by_suspicion = sorted(at_random(cases), key=lambda case: (not case.linked, -probability_of_error(case)))

    assert ordered(cases, ReviewOrder.SUSPICIOUS) == by_suspicion
    assert ordered(cases, ReviewOrder.RANDOM) == at_random(cases)
    assert ordered(cases, ReviewOrder.USEFUL, SAMPLE) == in_order(cases, SAMPLE)


@pytest.mark.parametrize(
    ("case", "error", "gain"),
    [
        (ReviewCase("at the threshold", 0.8, 0.8, linked=True), 0.2, 0.447214),
        (ReviewCase("below it", 0.5, 0.8, linked=False), 0.5, 0.417629),
        (ReviewCase("rival disagrees", 0.8, 0.8, linked=True, rival=0.3), 1 / 3, 0.57735),
        (ReviewCase("account disagrees", 0.8, 0.8, linked=True, contradicts=True), 3 / 7, 0.654654),
        (ReviewCase("group was corrected", 0.8, 0.8, linked=True, corrected=3, judged=4), 0.475, 0.689202),
    ],
    ids=lambda case: getattr(case, "name", ""),
)
def test_the_gain_is_the_root_of_the_error_times_the_nearness_to_the_threshold(
    case: ReviewCase, error: float, gain: float
) -> None:
    assert probability_of_error(case) == pytest.approx(error)
    assert expected_gain(case) == gain


def test_review_may_stop_when_no_gain_is_left_and_the_risk_is_given() -> None:
    certain = [ReviewCase(f"r{i}", 0.999999, 0.9, linked=True) for i in range(50)]
    missed = [ReviewCase(f"m{i}", 0.4, 0.9, linked=False) for i in range(10)]

    assert should_stop(certain)
    assert not should_stop([*certain, *missed])
    risk = risk_left([*certain, *missed], wrong=0, answered=59)
    assert (risk.records, risk.missed) == (60, 4.0)
    assert risk.upper == pytest.approx(0.0495, abs=1e-3)
    assert risk_left(certain, 0, 0).upper is None

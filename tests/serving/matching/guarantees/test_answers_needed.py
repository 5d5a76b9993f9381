"""The number of further answers after which a wanted precision is probably reached."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.matching.guarantees.answers_needed import (
    ENOUGH_LABELS,
    AnswersSoFar,
    more_by_held_out,
    more_by_probabilities,
    what_held_out_answers_need,
    what_would_change,
)
from serving.matching.guarantees.precision_guarantee import upper_bound
from serving.matching.policy import CurvePoint, least_probability
from training.evaluation.exact_intervals import more_to_be_sure

COUNTS = st.integers(5, 400).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n // 2)))


@given(counts=COUNTS, wanted=st.sampled_from([0.9, 0.95, 0.99]))
def test_with_so_many_answers_of_the_same_kind_the_threshold_is_taken(counts: tuple[int, int], wanted: float) -> None:
    linked, wrong = counts
    more = more_by_held_out([CurvePoint(0.9, linked, linked - wrong)], answered=linked, wanted=wanted)

    if more is None:
        assert (wrong + 1 / 6) / (linked + 1 / 3) >= 1 - wanted
        return
    grown = linked + more
    expected = (wrong + 1 / 6) / (linked + 1 / 3) * grown
    assert expected + 0.5 <= (1 - wanted) * (grown + 1) + 1e-6
    if expected < 0.4:
        assert least_probability([CurvePoint(0.9, grown, grown)], wanted) == 0.9


@given(counts=COUNTS, wanted=st.sampled_from([0.9, 0.95, 0.99]))
def test_with_so_many_more_links_of_the_same_kind_the_bound_is_as_wanted(
    counts: tuple[int, int], wanted: float
) -> None:
    links, wrong = counts
    more = more_to_be_sure(links, wrong, links, wanted, 0.975)

    share = (wrong + 1 / 6) / (links + 1 / 3)
    if more is None:
        assert share > 0.7 * (1 - wanted)
        return
    expected = round(share * (links + more))
    assert upper_bound(max(expected - 1, 0), links + more, 0.975) <= 1 - wanted


def test_the_best_of_several_thresholds_counts() -> None:
    sure = CurvePoint(0.99, 10, 10)
    wide = CurvePoint(0.6, 80, 79)

    both = more_by_held_out([sure, wide], 100, 0.95)

    assert both == min(filter(None, (more_by_held_out([one], 100, 0.95) for one in (sure, wide))))


def test_where_the_best_links_are_wrong_too_often_no_number_is_named() -> None:
    found = more_by_held_out([CurvePoint(0.9, 100, 90)], 100, 0.99)

    assert found is None
    assert what_would_change(found, 0.99).startswith("no number of answers alone would change that")
    assert more_by_probabilities(np.full(50, 0.8), 50, AnswersSoFar(), 0.99) is None


def test_few_answers_without_a_mistake_say_how_many_are_needed_at_least() -> None:
    curve = [CurvePoint(0.9, 60, 60)]

    more, said = what_held_out_answers_need(curve, 90, 0.999)

    assert more is None
    assert least_probability([CurvePoint(0.9, 499, 499)], 0.999) == 0.9
    assert "at least 659 more, if the most probable links stay as right as they are" in said  # 499 / 60 * 90 - 90


def test_more_than_ten_times_the_answers_so_far_is_no_advice() -> None:
    """As wrong as now, 1 of 101, links need 49 times as many answers: what is wrong is the links, not their number."""
    more, said = what_held_out_answers_need([CurvePoint(0.9, 101, 100)], 101, 0.99)

    assert more is None
    assert said.startswith("answers alone would hardly change that")
    assert "4,848" not in said


def test_without_answers_the_probabilities_of_the_records_say_how_many_are_needed() -> None:
    sure = np.full(400, 0.9999)
    doubtful = np.full(400, 0.992)

    few = more_by_probabilities(sure, 800, AnswersSoFar(), 0.99)
    many = more_by_probabilities(doubtful, 800, AnswersSoFar(), 0.99)

    assert few == 2 * ENOUGH_LABELS + 1
    assert many is not None
    assert many > 400


@pytest.mark.parametrize(("answers", "most"), [(AnswersSoFar(100, 46), 9), (AnswersSoFar(100, 70), 1)])
def test_answers_that_are_there_count(answers: AnswersSoFar, most: int) -> None:
    more = more_by_probabilities(np.full(800, 0.9999), 1_000, answers, 0.95)

    assert more is not None
    assert 1 <= more <= most
    assert what_would_change(1, 0.95) == "about 1 more answer would probably change that"

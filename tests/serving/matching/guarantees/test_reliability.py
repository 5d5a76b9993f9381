"""Reliability bins: every answer is in one bin, what is said lies within it, and weights count as Kish has them."""

from hypothesis import given
from hypothesis import strategies as st

from serving.matching.guarantees.operating_points import reliability, training_answers
from serving.matching.policy import CurvePoint

ANSWERS = st.lists(st.tuples(st.integers(1, 999), st.booleans()), min_size=1, max_size=60)


def curve_of(answers: list[tuple[int, bool]]) -> list[CurvePoint]:
    """Return the whole curve of answers: one point for each probability, the highest first."""
    found = list[CurvePoint]()
    linked = 0
    right = 0
    for probability in sorted({one for one, _ in answers}, reverse=True):
        mine = [is_right for one, is_right in answers if one == probability]
        linked = linked + len(mine)
        right = right + sum(mine)
        found.append(CurvePoint(probability / 1000, linked, right))
    return found


@given(ANSWERS)
def test_each_answer_is_in_one_bin_and_right_ones_stay_right(answers: list[tuple[int, bool]]) -> None:
    bins = reliability(training_answers(curve_of(answers)), is_thinned=True)

    assert round(sum(one.answers for one in bins), 1) == len(answers)
    assert round(sum(one.answers * (one.right.value or 0) for one in bins), 1) == sum(right for _, right in answers)
    assert all(one.low <= one.probability <= one.high for one in bins)
    assert [one.low for one in bins] == sorted({one.low for one in bins})


def test_a_thinned_curve_says_the_middle_of_two_points() -> None:
    curve = [CurvePoint(0.78, 1, 1), CurvePoint(0.62, 11, 8)]

    [one] = reliability(training_answers(curve), is_thinned=True)

    assert (one.probability, one.answers, one.right.value) == (
        round((0.78 * 1 + 0.7 * 10) / 11, 6),
        11,
        round(8 / 11, 6),
    )

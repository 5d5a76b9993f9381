"""The policy has a threshold only where enough records show the precision, and another one by its curve."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.matching.policy import MIN_LINK_PROBABILITY, CurvePoint, Policy, least_probability

PRECISION = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])


@st.composite
def curves(draw: st.DrawFn) -> tuple[CurvePoint, ...]:
    """Draw a curve: probabilities fall, counts grow, and no more are right than are linked."""
    probabilities = draw(st.lists(st.integers(1, 999), unique=True, max_size=12))
    linked = right = 0
    points = []
    for probability in sorted(probabilities, reverse=True):
        more = draw(st.integers(1, 200))
        linked = linked + more
        right = right + more - draw(st.sampled_from([0, 0, 1, more // 2]))
        points.append(CurvePoint(probability / 1000, linked, right))
    return tuple(points)


@given(curves(), PRECISION, PRECISION)
def test_a_higher_precision_never_links_at_a_lower_probability(
    curve: tuple[CurvePoint, ...], one: float, other: float
) -> None:
    modest, strict = (least_probability(curve, wanted) for wanted in sorted((one, other)))

    assert strict is None or (modest is not None and modest <= strict)


@given(curves(), PRECISION)
def test_the_curve_has_the_wanted_precision_at_the_threshold_which_is_a_half_at_least(
    curve: tuple[CurvePoint, ...], wanted: float
) -> None:
    linked = least_probability(curve, wanted)

    assert linked is None or linked >= MIN_LINK_PROBABILITY
    assert all(one.right / one.linked >= wanted - 1e-9 for one in curve if one.probability == linked)


def test_the_threshold_is_a_half_where_a_low_precision_is_wanted() -> None:
    curve = (CurvePoint(0.9, 900, 900), CurvePoint(0.6, 910, 906), CurvePoint(0.1, 950, 910))

    assert least_probability(curve, 0.9) == MIN_LINK_PROBABILITY
    assert least_probability(curve, 0.998) == 0.9


@pytest.mark.parametrize(("right", "has_threshold"), [(1, False), (10, False), (48, False), (49, True), (500, True)])
def test_few_records_give_no_threshold_even_if_all_are_right(right: int, has_threshold: bool) -> None:
    curve = (CurvePoint(0.9, right, right),)

    assert (least_probability(curve, 0.99) is not None) == has_threshold


@given(curves(), PRECISION, PRECISION)
def test_another_precision_takes_its_threshold_from_the_curve_whatever_was_wanted_before(
    curve: tuple[CurvePoint, ...], before: float, wanted: float
) -> None:
    policy = Policy(None, 0.05, 0.1, 0.99, curve).at_precision(before).at_precision(wanted)

    assert policy.linked == least_probability(curve, wanted)
    assert policy.precision == wanted
    assert policy.linked is None or policy.review <= policy.linked


def test_without_a_curve_the_wanted_precision_is_the_least_probability_where_there_is_a_threshold() -> None:
    policy = Policy(0.99, 0.05, 0.1, 0.99)

    assert policy.at_precision(0.9).at_precision(0.999).linked == 0.999
    assert Policy(None, 0.05, 0.1, 0.99).at_precision(0.9).linked is None


@given(curves(), st.one_of(st.none(), st.floats(0.1, 1)))
def test_a_policy_is_read_as_it_was_written(curve: tuple[CurvePoint, ...], linked: float | None) -> None:
    policy = Policy(linked, 0.05, 0.1, 0.99, curve)

    assert Policy.from_json(json.loads(json.dumps(policy.as_json()))) == policy

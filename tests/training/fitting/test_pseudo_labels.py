"""Opinions on records that nobody labelled: moved to the share that has an answer, and bound by what others showed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.calibration import logit, sigmoid
from serving.matching.policy import CurvePoint, least_probability
from training.fitting.pseudo_labels import (
    MOST_SHIFT,
    OWN_ALLOWANCE,
    ErrorAdjustment,
    bound,
    bound_here,
    error_adjustment,
    prior_shift,
    pseudo_label,
    within_own_chances,
)
from training.fitting.shipped_bundle import shipped_bundle


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
    probabilities = np.array([0.2, 0.4, 0.9])

    assert prior_shift(logit(probabilities), np.arange(3), 0.5) == pytest.approx(0, abs=0.01)


def test_without_an_ancestor_the_opinion_is_that_of_em_and_promises_nothing() -> None:
    posterior = np.array([0.9, 0.1])

    told = pseudo_label(None, None, posterior, np.array([0, 0]), by_em=True)

    assert sigmoid(told) == pytest.approx(posterior)
    assert bound(None, by_em=True) == ()


@pytest.fixture(scope="module", params=list(Kind))
def shipped(request: pytest.FixtureRequest) -> Bundle:
    folder = shipped_bundle(request.param)
    assert folder is not None
    return Bundle.open(folder)


@pytest.mark.parametrize("by_em", [True, False])
def test_a_shipped_bundle_says_what_links_were_worth_on_sets_that_were_left_out(shipped: Bundle, by_em: bool) -> None:
    curve = bound(shipped, by_em=by_em)

    assert [point.probability for point in curve] == sorted((p.probability for p in curve), reverse=True)
    assert all(0 <= point.right <= point.linked for point in curve)


def test_where_em_can_run_both_opinions_count_and_the_order_of_agreement_stays(shipped: Bundle) -> None:
    raw, posterior, rows = np.array([2.0, 2.0, -1.0]), np.array([0.9, 0.1, 0.1]), np.array([0, 0, 0])

    told = pseudo_label(shipped, raw, posterior, rows, by_em=True)

    assert told[0] > told[1] > told[2]


def test_where_em_cannot_run_the_shipped_order_stays(shipped: Bundle) -> None:
    raw = np.array([2.0, 0.5, -1.0])

    told = pseudo_label(shipped, raw, np.array([0.1, 0.9, 0.9]), np.arange(3), by_em=False)

    assert np.diff(told) == pytest.approx(np.diff(raw), abs=1e-6)


def telling(shipped: Bundle, **told: object) -> Bundle:
    """Let a bundle say of its opinion alone what sets that were left out made of it."""
    return replace(shipped, manifest={**shipped.manifest, "opinion": {"right_share": 0.8, "shipped": told}})


def test_what_names_alone_got_wrong_is_not_charged_to_records_that_state_more(shipped: Bundle) -> None:
    base_model = telling(
        shipped, bound=[[0.97, 1000, 995], [0.8, 1000, 960]], beside_names=[[0.97, 1000, 995], [0.8, 1000, 999]]
    )
    probabilities = np.full(100, 0.98)

    def least(beside: int) -> float | None:
        facts = np.r_[np.full(beside, 3), np.zeros(100 - beside, np.int64)]
        return least_probability(bound_here(base_model, probabilities, facts, by_em=False), 0.99)

    assert [least(beside) for beside in (0, 50, 100)] == [0.97, 0.97, 0.8]


def test_few_sets_that_state_more_never_make_a_bound_stricter(shipped: Bundle) -> None:
    general = [[0.97, 1000, 995], [0.8, 1000, 985]]
    base_model = telling(shipped, bound=general, beside_names=[[0.97, 1000, 900], [0.8, 1000, 900]])

    here = bound_here(base_model, np.full(9, 0.98), np.full(9, 2), by_em=True)

    assert here == bound(base_model, by_em=True)


@pytest.mark.parametrize("by_em", [True, False])
def test_a_bundle_that_tells_nothing_apart_is_bound_as_before(shipped: Bundle, by_em: bool) -> None:
    base_model = telling(shipped, bound=[[0.97, 1000, 995], [0.8, 1000, 960]])

    assert bound_here(base_model, np.full(9, 0.9), np.full(9, 4), by_em=by_em) == bound(base_model, by_em=by_em)
    assert bound_here(None, np.full(9, 0.9), np.full(9, 4), by_em=by_em) == ()


BY_PSEUDO_LABELS = ErrorAdjustment(allowance=OWN_ALLOWANCE)
PROBABILITIES = st.lists(st.floats(0.001, 0.999), max_size=60)


@given(PROBABILITIES, PROBABILITIES)
def test_own_chances_lower_a_bound_and_never_raise_it(probabilities: list[float], thresholds: list[float]) -> None:
    promised = tuple(CurvePoint(p, 1000, 990) for p in sorted(thresholds, reverse=True))

    for own in (BY_PSEUDO_LABELS, error_adjustment(by_em=True, by_decoys=True), ErrorAdjustment(factor=9.0)):
        lowered = within_own_chances(promised, np.array(probabilities), own)

        assert all(0 <= now.right <= before.right for now, before in zip(lowered, promised, strict=True))


def test_links_that_are_expected_to_be_wrong_too_often_are_not_promised() -> None:
    promised = (CurvePoint(0.95, 1000, 1000), CurvePoint(0.5, 1000, 1000))
    sure, doubtful = np.full(100, 0.999), np.full(100, 0.6)

    assert least_probability(promised, 0.99) == 0.5
    assert least_probability(within_own_chances(promised, np.r_[sure, doubtful], BY_PSEUDO_LABELS), 0.99) == 0.95
    assert least_probability(within_own_chances(promised, sure, BY_PSEUDO_LABELS), 0.99) == 0.5


def test_own_chances_may_fall_short_by_the_allowance() -> None:
    promised = (CurvePoint(0.5, 10_000, 10_000),)
    enough, too_little = np.full(9, 0.991 - OWN_ALLOWANCE), np.full(9, 0.989 - OWN_ALLOWANCE)

    assert least_probability(within_own_chances(promised, enough, BY_PSEUDO_LABELS), 0.99) == 0.5
    assert least_probability(within_own_chances(promised, too_little, BY_PSEUDO_LABELS), 0.99) is None


def test_links_that_hidden_candidates_tell_of_are_taken_to_be_wrong_more_often() -> None:
    promised, own = (CurvePoint(0.5, 10_000, 10_000),), error_adjustment(by_em=True, by_decoys=True)
    enough, too_little = np.full(9, 1 - 0.0099 / own.factor), np.full(9, 1 - 0.0101 / own.factor)

    assert least_probability(within_own_chances(promised, enough, own), 0.99) == 0.5
    assert least_probability(within_own_chances(promised, too_little, own), 0.99) is None

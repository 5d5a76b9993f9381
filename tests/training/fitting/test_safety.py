"""Links without enough labels: safe precision from left-out sets, lowered to what the records' probabilities allow."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.matching.bundle import Bundle
from serving.matching.policy import CurvePoint, Policy, least_probability
from training.fitting.methods.decoys import DecoyScores
from training.fitting.policy import (
    OWN_ALLOWANCE,
    ErrorAdjustment,
    ModelBefore,
    error_adjustment,
    filled_by_decoys,
    left_out_curve_here,
    not_contradicted,
    within_own_probabilities,
)


def stating(shipped: Bundle, **curves: object) -> Bundle:
    """Return a bundle that states these left-out precision curves of its scores alone."""
    return replace(shipped, manifest={**shipped.manifest, "pseudo_labels": {"right_share": 0.8, "shipped": curves}})


def test_errors_of_bare_names_do_not_count_against_records_that_state_more(shipped: Bundle) -> None:
    base_model = stating(
        shipped, bound=[[0.97, 1000, 995], [0.8, 1000, 960]], beside_names=[[0.97, 1000, 995], [0.8, 1000, 999]]
    )
    probabilities = np.full(100, 0.98)

    def least(beside: int) -> float | None:
        facts = np.r_[np.full(beside, 3), np.zeros(100 - beside, np.int64)]
        return least_probability(left_out_curve_here(base_model, probabilities, facts, by_em=False), 0.99)

    assert [least(beside) for beside in (50, 100)] == [0.97, 0.8]


BY_PSEUDO_LABELS = ErrorAdjustment(allowance=OWN_ALLOWANCE)
PROBABILITIES = st.lists(st.floats(0.001, 0.999), max_size=60)


@given(PROBABILITIES, PROBABILITIES)
def test_own_probabilities_never_raise_a_curve(probabilities: list[float], thresholds: list[float]) -> None:
    safe = tuple(CurvePoint(p, 1000, 990) for p in sorted(thresholds, reverse=True))

    lowered = within_own_probabilities(safe, np.array(probabilities), BY_PSEUDO_LABELS)

    assert all(0 <= now.right <= before.right for now, before in zip(lowered, safe, strict=True))


def test_links_that_are_expected_to_be_wrong_too_often_are_not_safe() -> None:
    safe = (CurvePoint(0.95, 1000, 1000), CurvePoint(0.5, 1000, 1000))
    sure = np.full(100, 0.999)
    unsure = np.full(100, 0.6)

    assert least_probability(within_own_probabilities(safe, np.r_[sure, unsure], BY_PSEUDO_LABELS), 0.99) == 0.95
    assert least_probability(within_own_probabilities(safe, sure, BY_PSEUDO_LABELS), 0.99) == 0.5


def test_links_may_be_wrong_as_often_as_the_adjustment_says() -> None:
    safe = (CurvePoint(0.5, 10_000, 10_000),)
    by_decoys = error_adjustment(by_em=True, by_decoys=True)

    for own, wrong in ((BY_PSEUDO_LABELS, 0.01 + OWN_ALLOWANCE), (by_decoys, 0.01 / by_decoys.factor)):
        curves = [within_own_probabilities(safe, np.full(9, 1 - part * wrong), own) for part in (0.98, 1.02)]
        assert [least_probability(curve, 0.99) for curve in curves] == [0.5, None]


@pytest.mark.parametrize(("right", "weight", "links"), [(40, 2, True), (40, 20, False), (37, 0, False)])
def test_decoys_are_trials_beside_few_left_out_links(right: int, weight: float, *, links: bool) -> None:
    few = (CurvePoint(0.97, 40, right),)
    decoys = DecoyScores(np.array([0.98]), np.array([weight]), 1000)

    filled = filled_by_decoys(few, np.full(500, 0.99), 1000, decoys)

    assert (least_probability(filled, 0.99) == 0.97) == links


@pytest.mark.parametrize(("answers", "wrong", "links"), [(110, 2, True), (60, 4, False), (600, 9, False)])
def test_few_answers_link_as_before_until_they_contradict(answers: int, wrong: int, *, links: bool) -> None:
    own = (CurvePoint(0.95, answers // 2, answers // 2), CurvePoint(0.9, answers, answers - wrong))
    before = (CurvePoint(0.97, 900, 899), CurvePoint(0.8, 1000, 992), CurvePoint(0.5, 1200, 1100))

    policy = Policy(None, 0.05, 0.1, 0.99, own, before=not_contradicted(before, own))

    assert (policy.at_precision(0.99).linked == 0.8) == links
    assert Policy.from_json(policy.as_json()) == policy


def test_as_many_records_are_linked_as_before_of_those_that_no_model_learned() -> None:
    known = np.arange(100) < 40
    probability = np.linspace(0, 1, 100)
    before = ModelBefore((CurvePoint(0.7, 99, 99),), np.where(known, 1, probability), known)

    assert before.beside(Policy(None, 0, 0, 0.99), probability).linked == pytest.approx(70 / 99)

"""Facts that the score did not read say how many pairs are right."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.matching.calibration import logit, sigmoid
from training.evaluation.exact_intervals import joined
from training.fitting.methods.left_out_facts import NO_VERDICT, FactsVerdict, said_by_fact

PAIRS = 20_000


@given(st.integers(0, 10_000), st.sampled_from([0.6, 0.9]), st.sampled_from([0.3, 0.6, 0.9]))
def test_a_fact_says_how_many_pairs_are_right_whatever_they_claim(seed: int, right: float, agrees: float) -> None:
    rng = np.random.default_rng(seed)
    is_right = rng.random(PAIRS) < right
    sure = is_right & (rng.random(PAIRS) < 0.2)
    claimed = np.full(PAIRS, float(logit(np.array([0.95]))[0]))

    ((differs, variance),) = said_by_fact(claimed, is_right & (rng.random(PAIRS) < agrees), sure)

    assert abs(differs - (right - 0.95)) < 4.5 * variance**0.5
    assert variance**0.5 < 0.06


def test_a_fact_that_sure_pairs_seldom_state_says_little_or_nothing() -> None:
    agrees = np.ones(PAIRS, np.bool_)
    one = np.arange(PAIRS) < 1

    ((_, variance),) = said_by_fact(np.ones(PAIRS), agrees, one)
    assert variance >= 1
    assert said_by_fact(np.ones(PAIRS), agrees, one & ~one) == []
    assert FactsVerdict(*joined([]), np.zeros(0)).shift == 0.0


def test_facts_that_differ_from_each_other_say_less_than_facts_that_agree() -> None:
    assert joined([(-0.2, 1e-4), (-0.2, 1e-4)]) == pytest.approx((-0.2, 0.5**0.5 / 100))
    assert joined([(-0.4, 1e-4), (0.0, 1e-4)]) == pytest.approx((-0.2, 0.2), rel=0.01)


def test_facts_lower_what_is_claimed_to_one_standard_error_and_never_raise_it() -> None:
    claimed = logit(np.linspace(0.6, 0.99, 50))

    lower = FactsVerdict(-0.3, 0.1, claimed)
    higher = FactsVerdict(0.3, 0.1, claimed)
    doubtful = FactsVerdict(-0.15, 0.1, claimed, spared=2)

    assert sigmoid(claimed + lower.shift).mean() == pytest.approx(sigmoid(claimed).mean() - 0.2, abs=0.001)
    assert lower.remaining == pytest.approx((-0.3, 0.1))
    assert higher.shift == doubtful.shift == 0.0
    assert higher.remaining == pytest.approx((0.1, 0.5))
    assert higher.wrong_times() == 1.0


def test_wrong_links_are_as_many_times_as_frequent_as_facts_say() -> None:
    doubtful = FactsVerdict(-0.06, 0.08, logit(np.full(50, 0.94)))

    assert doubtful.shift == 0.0
    assert [doubtful.wrong_times(errors) for errors in (0, 2)] == pytest.approx([2.0, 1 + 0.22 / 0.06])
    assert NO_VERDICT.wrong_times(2) == 1.0

"""A precision guarantee is kept as often as its confidence states, and there is none with few answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from serving.matching.guarantees.precision_guarantee import (
    cut,
    guarantee,
    least_links,
    probability_of_breaking,
    probability_of_so_few,
    upper_bound,
    with_guarantee,
)
from serving.matching.policy import CurvePoint, Policy
from training.evaluation.metrics import precision_curve


@settings(deadline=None, max_examples=60)
@given(linked=st.integers(1, 3000), share=st.floats(0.0, 1.0), probability=st.floats(0.001, 0.5))
def test_the_bound_is_that_of_clopper_and_pearson(linked: int, share: float, probability: float) -> None:
    wrong = int(share * linked)

    assert probability_of_so_few(wrong, linked, probability) == pytest.approx(
        stats.binom.cdf(wrong, linked, probability), abs=1e-9
    )
    if wrong < linked:
        assert upper_bound(wrong, linked) == pytest.approx(stats.beta.ppf(0.95, wrong + 1, linked - wrong), abs=2e-6)


@settings(deadline=None, max_examples=60)
@given(linked=st.integers(1, 3000), share=st.floats(0.0, 0.2), one_in=st.integers(2, 200))
def test_the_tested_probability_is_hypergeometric(linked: int, share: float, one_in: int) -> None:
    wrong = int(share * linked)
    pool = wrong + linked // one_in + 1

    expected = stats.hypergeom.cdf(wrong, 2 * linked, pool, linked)

    assert probability_of_breaking(wrong, linked, one_in) == pytest.approx(expected, abs=1e-8)
    if expected <= 0.05:
        assert upper_bound(wrong, linked) <= 1 / one_in + 1e-6


@pytest.mark.parametrize(("one_in", "needed"), [(10, 40), (20, 80), (100, 400), (1000, 4000)])
def test_a_guarantee_needs_a_number_of_links_without_a_wrong_one(one_in: int, needed: int) -> None:
    enough, short = ([CurvePoint(0.9, links, links)] for links in (needed, needed - 1))

    assert least_links(one_in) == needed
    assert guarantee(enough, one_in).threshold == 0.9
    assert guarantee(short, one_in).threshold is None
    assert "nothing is guaranteed" in guarantee(short, one_in).sentence


def test_one_wrong_link_among_the_most_probable_does_not_end_the_search() -> None:
    right = np.ones(1000, np.bool_)
    right[0] = False
    curve = precision_curve(np.linspace(1, 0.5, 1000), right)

    assert guarantee(curve, 50).threshold == pytest.approx(0.5, abs=0.02)
    assert guarantee(curve[:240], 50).threshold is None


def test_without_a_guarantee_nothing_links() -> None:
    policy = Policy(0.9, 0.05, 0.1, 0.99, (CurvePoint(0.9, 20, 20),))

    assert with_guarantee(policy, 100).linked is None
    assert cut(policy, 0.5, 100).linked is None
    assert cut(policy, None, None) == policy
    assert cut(policy, 0.8, None) == policy.at_precision(0.8)


@settings(deadline=None, max_examples=50)
@given(right=st.lists(st.booleans(), min_size=50, max_size=400), one_in=st.integers(2, 50))
def test_a_stricter_guarantee_never_links_more(right: list[bool], one_in: int) -> None:
    curve = precision_curve(np.linspace(0.99, 0.2, len(right)), np.array(right))

    loose, strict = (guarantee(curve, wanted).threshold for wanted in (one_in, 2 * one_in))

    assert strict is None or (loose is not None and loose <= strict)


def test_its_sentence_has_percentages_as_the_tables_beside_it() -> None:
    stated = guarantee([CurvePoint(0.91294, 1_000, 998)], 100)

    assert stated.sentence == "from 91.29% on, at most 0.63% are wrong (2 of 1000)"

"""The compiled context of candidates is what numpy computes group by group, to the last bit but for sums of powers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.compiled.calls import groups as compiled
from features.pairs.evidence import Groups

GROUPS = st.lists(st.lists(st.tuples(st.integers(-30, 30), st.integers(1, 9)), min_size=1, max_size=9), min_size=1)


def flat(groups: list[list[tuple[int, int]]]) -> tuple[Groups, np.ndarray, np.ndarray]:
    """Return the groups with the weight and the retrieval weight of each candidate, in quarters of a bit."""
    sizes = np.array([len(each) for each in groups])
    weight, found = (np.array([one[at] / 4 for each in groups for one in each]) for at in (0, 1))
    return Groups(sizes.cumsum() - sizes, sizes, np.repeat(np.arange(len(groups)), sizes)), weight, found


@given(made=GROUPS)
def test_leads_shares_and_close_rivals_are_those_of_numpy(made: list[list[tuple[int, int]]]) -> None:
    groups, weight, found = flat(made)
    context = np.empty((6, len(weight)))

    compiled.compare_rivals(groups.starts, groups.sizes, weight, found, 3.0, context)

    best = groups.highest(weight)
    odds = np.exp2(weight - np.maximum(best, 0))
    share = odds / (groups.total(odds) + np.exp2(-np.maximum(best, 0)))
    np.testing.assert_array_equal(context[0], groups.lead(weight))
    assert context[1].tolist() == pytest.approx(share.tolist(), rel=1e-12)
    np.testing.assert_array_equal(context[2], groups.total((weight >= best - 3.0).astype(np.float64)))
    np.testing.assert_array_equal(context[3], groups.lead(found))
    np.testing.assert_array_equal(context[4], found / groups.total(found))
    np.testing.assert_array_equal(context[5], groups.sizes[groups.of_pair])


@given(levels=st.lists(st.lists(st.tuples(st.integers(-1, 3), st.floats(-9, 9)), min_size=4, max_size=4), min_size=1))
def test_levels_add_up_as_in_numpy(levels: list[list[tuple[int, float]]]) -> None:
    gammas = np.array([[one[0] for one in each] for each in levels], np.int8)
    bits = np.array([[one[1] for one in each] for each in levels])
    sums = np.empty((3, 4))

    compiled.sum_up(gammas, bits, sums)

    np.testing.assert_array_equal(sums, [(gammas >= 0).sum(axis=0), (gammas == 0).sum(axis=0), bits.min(axis=0)])

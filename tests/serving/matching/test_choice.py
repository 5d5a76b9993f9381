"""Compiled code keeps, orders and explains the candidates that sorting and counting in Python give."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from serving.matching.compiled.calls import choice

FEW = st.sampled_from([0.0, 1.0, 2.0, 3.0])
GROUPS = st.lists(st.lists(st.tuples(FEW, FEW, FEW), max_size=9), min_size=1, max_size=4)


@settings(deadline=None)
@given(groups=GROUPS, most=st.integers(1, 6), by_weight=st.none() | st.integers(0, 3))
def test_candidates_with_the_best_ranks_by_weight_or_retrieval_are_kept(
    groups: list[list[tuple[float, float, float]]], most: int, by_weight: int | None
) -> None:
    sizes = [len(each) for each in groups if each]
    weight, retrieval = (np.array([one[at] for each in groups for one in each]) for at in (0, 1))
    starts = np.cumsum([0, *sizes])[: len(sizes)].astype(np.int64)
    kept = np.empty(len(weight), np.int64)

    count = choice.keep_promising(
        starts, np.array(sizes, np.int64), weight, retrieval, most, -1 if by_weight is None else by_weight, kept
    )

    expected: list[int] = []
    for start, size in zip(starts.tolist(), sizes, strict=True):
        positions = list(range(start, start + size))
        if by_weight is None:
            positions.sort(key=lambda at: (min(weight[at], retrieval[at]), weight[at] + retrieval[at]))
            expected += sorted(positions[:most])
            continue
        first = sorted(positions, key=lambda at: (weight[at], retrieval[at]))[:by_weight]
        positions.sort(key=lambda at: (-1.0 if at in first else retrieval[at], weight[at]))
        expected += sorted(positions[:most])
    assert kept[:count].tolist() == expected


@settings(deadline=None)
@given(groups=GROUPS, most=st.integers(1, 6))
def test_the_most_probable_are_first_and_ties_go_by_score_then_weight(
    groups: list[list[tuple[float, float, float]]], most: int
) -> None:
    left_rows = np.repeat(np.arange(len(groups)), [len(each) for each in groups])
    probability, raw, weight = (np.array([one[at] for each in groups for one in each]) for at in range(3))
    count = len(left_rows)
    shown = np.empty(min(count, most * len(groups)), np.int64)
    bounds = np.empty(len(groups) + 1, np.int64)
    groups_of = np.unique(left_rows, return_inverse=True)[1]
    starts = np.unique(left_rows, return_index=True)[1]
    at_cut = np.empty(len(groups), np.bool_)

    choice.order_shown(
        (left_rows, probability, raw, weight, np.arange(count)),
        (starts, groups_of, weight, np.ones(count)),
        most,
        shown,
        bounds,
        at_cut,
    )

    for record in range(len(groups)):
        positions = np.flatnonzero(left_rows == record).tolist()
        positions.sort(key=lambda at: (-probability[at], -raw[at], -weight[at]))
        assert shown[bounds[record] : bounds[record + 1]].tolist() == positions[:most]
        assert at_cut[record] == (bool(positions) and weight[positions[0]] == min(weight[positions]))


@given(
    pairs=st.lists(st.lists(st.tuples(st.integers(-1, 2), st.floats(-9, 9)), min_size=3, max_size=3), min_size=1),
    most=st.integers(1, 4),
)
def test_the_strongest_comparisons_come_first_and_none_without_a_level(
    pairs: list[list[tuple[int, float]]], most: int
) -> None:
    levels = np.array([[one[0] for one in pair] for pair in pairs], np.int8).T.copy()
    bits = np.array([[one[1] for one in pair] for pair in pairs]).T.copy()
    columns, gammas = np.empty((2, most * len(pairs)), np.int64)
    weights = np.empty(most * len(pairs))
    bounds = np.empty(len(pairs) + 1, np.int64)

    choice.strongest(levels, bits, np.arange(len(pairs)), most, 0.5, (columns, gammas, weights, bounds))

    for pair in range(len(pairs)):
        known = [at for at in range(3) if levels[at, pair] >= 0 and abs(bits[at, pair]) >= 0.5]
        expected = sorted(known, key=lambda at: -abs(bits[at, pair]))[:most]
        own = slice(bounds[pair], bounds[pair + 1])
        assert columns[own].tolist() == expected
        assert weights[own].tolist() == [bits[at, pair] for at in expected]
        assert gammas[own].tolist() == [levels[at, pair] for at in expected]

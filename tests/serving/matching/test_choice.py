"""The compiled choice and order of candidates equal a plain sort."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from features.compiled.loader import machine

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

    count = machine("serving.matching.compiled.choice").keep_promising(
        starts, np.array(sizes, np.int64), weight, retrieval, most, -1 if by_weight is None else by_weight, kept
    )

    expected: list[int] = []
    for start, size in zip(starts.tolist(), sizes, strict=True):
        places = list(range(start, start + size))
        if by_weight is None:
            places.sort(key=lambda at: (min(weight[at], retrieval[at]), weight[at] + retrieval[at]))
            expected += sorted(places[:most])
            continue
        first = sorted(places, key=lambda at: (weight[at], retrieval[at]))[:by_weight]
        places.sort(key=lambda at: (-1.0 if at in first else retrieval[at], weight[at]))
        expected += sorted(places[:most])
    assert kept[:count].tolist() == expected


@settings(deadline=None)
@given(groups=GROUPS, most=st.integers(1, 6))
def test_the_most_probable_are_first_and_ties_go_by_score_then_weight(
    groups: list[list[tuple[float, float, float]]], most: int
) -> None:
    left_rows = np.repeat(np.arange(len(groups)), [len(each) for each in groups])
    probability, raw, weight = (np.array([one[at] for each in groups for one in each]) for at in range(3))
    count = len(left_rows)
    shown, bounds = np.empty(min(count, most * len(groups)), np.int64), np.empty(len(groups) + 1, np.int64)
    groups_of, starts = np.unique(left_rows, return_inverse=True)[1], np.unique(left_rows, return_index=True)[1]
    at_cut = np.empty(len(groups), np.bool_)

    machine("serving.matching.compiled.choice").order_shown(
        left_rows, probability, raw, weight, np.arange(count), starts, groups_of, weight, np.ones(count), most,
        shown, bounds, at_cut,
    )  # fmt: skip

    for record in range(len(groups)):
        places = np.flatnonzero(left_rows == record).tolist()
        places.sort(key=lambda at: (-probability[at], -raw[at], -weight[at]))
        assert shown[bounds[record] : bounds[record + 1]].tolist() == places[:most]
        assert at_cut[record] == (bool(places) and weight[places[0]] == min(weight[places]))

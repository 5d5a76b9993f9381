"""The candidates of one record as a group: ranks, rivals, leads and shares are as defined, ties included."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from features.pairs.evidence import Groups, Retrieval
from features.ranking.group_features import Ranks, group_context
from features.schema.array_types import Floats

Scores = list[list[float]]
SCORE = st.one_of(st.integers(-3, 3).map(float), st.floats(-60, 60))
GROUPS: st.SearchStrategy[Scores] = st.lists(st.lists(SCORE, min_size=1, max_size=6), min_size=1, max_size=5)


def laid_out(scores: Scores) -> tuple[Groups, Floats]:
    """Lay groups out as pairs; left rows have gaps, since some records have no candidate."""
    left_rows = np.repeat(2 * np.arange(len(scores)), [len(group) for group in scores])
    return Groups.of(left_rows), np.array([score for group in scores for score in group])


def context_of(scores: Scores) -> dict[str, Floats]:
    groups, weight = laid_out(scores)
    retrieval = Retrieval(np.abs(weight), np.zeros(len(weight)))
    return dict(group_context(groups, weight, retrieval, Ranks.of(groups, weight, retrieval)))


def apart(scores: Scores, values: NDArray[np.float64]) -> list[list[float]]:
    ends = np.cumsum([len(group) for group in scores])[:-1]
    return [part.tolist() for part in np.split(values, ends)]


@given(GROUPS)
def test_rank_counts_the_candidates_that_are_strictly_higher(scores: Scores) -> None:
    groups, values = laid_out(scores)

    ranks = apart(scores, groups.rank(values))

    assert ranks == [[float(sum(other > one for other in group)) for one in group] for group in scores]


@given(GROUPS)
def test_the_best_rival_is_the_highest_of_the_others_and_equal_in_a_tie(scores: Scores) -> None:
    groups, values = laid_out(scores)

    rivals = apart(scores, groups.best_rival(values))

    assert rivals == [
        [max(group[:position] + group[position + 1 :], default=-np.inf) for position in range(len(group))]
        for group in scores
    ]


@given(GROUPS)
def test_highest_and_total_are_those_of_the_group(scores: Scores) -> None:
    groups, values = laid_out(scores)

    assert apart(scores, groups.highest(values)) == [[max(group)] * len(group) for group in scores]
    for got, group in zip(apart(scores, groups.total(values)), scores, strict=True):
        np.testing.assert_allclose(got, [sum(group)] * len(group), atol=1e-9)


@given(GROUPS)
def test_only_a_single_best_candidate_has_a_lead_and_one_alone_has_none(scores: Scores) -> None:
    leads = apart(scores, context_of(scores)["weight_lead"])

    for group, led in zip(scores, leads, strict=True):
        if len(group) == 1:
            assert np.isnan(led[0])
        else:
            assert [lead > 0 for lead in led] == [score == max(group) and group.count(score) == 1 for score in group]


@given(GROUPS, st.randoms(use_true_random=False))
def test_shuffling_the_candidates_of_a_record_changes_nothing_for_any_of_them(
    scores: Scores, draw: random.Random
) -> None:
    orders = [sorted(range(len(group)), key=lambda _: draw.random()) for group in scores]
    shuffled = [[group[position] for position in order] for group, order in zip(scores, orders, strict=True)]

    before = context_of(scores)
    after = context_of(shuffled)

    for name in before:
        for old, new, order in zip(apart(scores, before[name]), apart(shuffled, after[name]), orders, strict=True):
            np.testing.assert_allclose(new, [old[position] for position in order], rtol=1e-12, err_msg=name)


def test_a_candidate_within_three_bits_of_the_best_is_close() -> None:
    context = context_of([[10.0, 7.0, 6.9], [5.0]])

    assert context["close_rivals"].tolist() == [2, 2, 2, 1]
    assert context["candidates"].tolist() == [3, 3, 3, 1]

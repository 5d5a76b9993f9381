"""The cut keeps the best ranks by match weight or retrieval; features see all retrieved candidates."""

import numpy as np

from features.normalise.records import normalise
from features.pairs.columns import columns_of
from serving.matching.matcher import Matcher
from serving.matching.shortlist import WIDTHS, FieldFrequencies, Shortlist, Width, shortlist
from tests.support.small_models import SmallModel


def cut(matcher: Matcher, model: SmallModel, width: Width) -> Shortlist:
    rows = model.rows()[:200]
    left = columns_of(model.kind, [str(row["id"]) for row in rows], [normalise(model.kind, row) for row in rows])
    return shortlist(left, matcher.index, matcher.kernel, width)


def test_no_cut_candidate_has_better_ranks_than_a_kept_one(matcher: Matcher, small_model: SmallModel) -> None:
    short = cut(matcher, small_model, Width(retrieved=30, kept=4))

    ranks = np.minimum(short.retrieved.ranks.by_weight, short.retrieved.ranks.by_retrieval)
    is_kept = np.isin(np.arange(len(ranks)), short.kept)
    for group, size in enumerate(short.retrieved.groups.sizes.tolist()):
        mine = short.retrieved.groups.of_pair == group
        assert is_kept[mine].sum() == min(4, size)
        assert size <= 4 or ranks[mine & is_kept].max() <= ranks[mine & ~is_kept].min()


def test_a_width_may_keep_few_by_weight_and_the_others_by_retrieval(matcher: Matcher, small_model: SmallModel) -> None:
    short = cut(matcher, small_model, Width(retrieved=30, kept=6, by_weight=2))

    is_kept = np.isin(np.arange(len(short.retrieved.ranks.by_weight)), short.kept)
    for group in range(len(short.retrieved.groups.sizes)):
        mine = short.retrieved.groups.of_pair == group
        weight = short.retrieved.ranks.by_weight
        found = short.retrieved.ranks.by_retrieval
        left_out = mine & ~is_kept
        assert is_kept[mine & (weight == 0)].any()
        assert not left_out.any() or (found[mine & is_kept] > found[left_out].min()).sum() <= 2


def test_a_kept_candidate_has_its_rank_among_all_retrieved_ones(matcher: Matcher, small_model: SmallModel) -> None:
    few, all_of_them = (cut(matcher, small_model, Width(retrieved=30, kept=kept)) for kept in (3, 30))

    for name, values in few.evidence.context.items():
        np.testing.assert_array_equal(values, all_of_them.evidence.context[name][few.kept], err_msg=name)
    assert few.rows.tolist() == all_of_them.rows[few.kept].tolist()


def test_no_record_keeps_more_than_its_kind_allows(matcher: Matcher, small_model: SmallModel) -> None:
    width = WIDTHS[small_model.kind]

    short = cut(matcher, small_model, width)

    assert np.bincount(short.left_rows).max() <= width.kept
    assert short.retrieved.groups.sizes.max() <= width.retrieved


def test_every_field_has_frequencies(matcher: Matcher) -> None:
    frequencies = FieldFrequencies(matcher.index)

    for name in frequencies:
        shares = np.asarray(frequencies[name])
        assert ((shares >= 0) & (shares <= 1)).all()
    assert len(frequencies) == len(list(frequencies))

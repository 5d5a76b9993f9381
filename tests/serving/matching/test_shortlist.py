"""The cut keeps the best ranks by match weight or retrieval; features see all retrieved candidates."""

import numpy as np

from data.index.spelt_candidates import MORE
from features.normalise.records import normalise
from features.pairs.columns import columns_of
from serving.matching.matcher import Matcher
from serving.matching.shortlist import WIDTHS, Shortlist, Width, shortlist
from tests.support.small_models import SmallModel


def cut(matcher: Matcher, model: SmallModel, width: Width) -> Shortlist:
    rows = model.rows()[:200]
    left = columns_of(model.kind, [str(row["id"]) for row in rows], [normalise(model.kind, row) for row in rows])
    return shortlist(left, matcher.index, matcher.kernel, width)


def test_a_kept_candidate_has_its_rank_among_all_retrieved_ones(matcher: Matcher, small_model: SmallModel) -> None:
    few, all_of_them = (cut(matcher, small_model, Width(retrieved=30, kept=kept)) for kept in (3, 30 + MORE))

    for name, values in few.evidence.context.items():
        np.testing.assert_array_equal(values, all_of_them.evidence.context[name][few.kept], err_msg=name)
    assert few.rows.tolist() == all_of_them.rows[few.kept].tolist()


def test_no_record_keeps_more_than_its_kind_allows(matcher: Matcher, small_model: SmallModel) -> None:
    width = WIDTHS[small_model.kind]

    short = cut(matcher, small_model, width)

    assert np.bincount(short.left_rows).max() <= width.kept
    assert short.retrieved.groups.sizes.max() <= width.retrieved + MORE

"""The cut keeps what stands highest by weight or by rare things in common, and tells features of all that were met."""

import numpy as np
import pytest

from features.columns import columns_of
from features.kinds import Kind
from features.normalise import normalise
from serving.matcher import Matcher
from serving.shortlist import WIDTHS, FieldFrequencies, Shortlist, Width, shortlist
from tests.small_models import SmallModel


@pytest.fixture(scope="module")
def matchers(small_models: dict[Kind, SmallModel]) -> dict[Kind, Matcher]:
    return {kind: model.matcher() for kind, model in small_models.items()}


def cut(matcher: Matcher, model: SmallModel, width: Width) -> Shortlist:
    rows = model.rows()[:200]
    left = columns_of(model.kind, [str(row["id"]) for row in rows], [normalise(model.kind, row) for row in rows])
    return shortlist(left, matcher.index, matcher.kernel, width)


def test_a_record_keeps_at_most_so_many_and_its_heaviest_and_its_rarest_among_them(
    matchers: dict[Kind, Matcher], small_model: SmallModel
) -> None:
    short = cut(matchers[small_model.kind], small_model, Width(retrieved=30, kept=4))

    kept = set(short.kept.tolist())
    met, retrieval = short.met.weights.match_weight, short.met.retrieval.weight
    for start, size in zip(short.met.groups.starts.tolist(), short.met.groups.sizes.tolist(), strict=True):
        mine = np.arange(start, start + size)
        assert len(kept & set(mine.tolist())) == min(4, size)
        for values in (met, retrieval):
            highest = mine[values[mine] == values[mine].max()].tolist()
            assert kept & set(highest)


def test_what_is_kept_knows_its_place_among_all_that_were_met(
    matchers: dict[Kind, Matcher], small_model: SmallModel
) -> None:
    few, all_of_them = (
        cut(matchers[small_model.kind], small_model, Width(retrieved=30, kept=kept)) for kept in (3, 30)
    )

    for name, values in few.evidence.context.items():
        np.testing.assert_array_equal(values, all_of_them.evidence.context[name][few.kept], err_msg=name)
    assert few.rows.tolist() == all_of_them.rows[few.kept].tolist()


def test_no_record_keeps_more_than_its_kind_allows(matchers: dict[Kind, Matcher], small_model: SmallModel) -> None:
    width = WIDTHS[small_model.kind]

    short = cut(matchers[small_model.kind], small_model, width)

    assert np.bincount(short.left_rows).max() <= width.kept
    assert short.met.groups.sizes.max() <= width.retrieved


def test_frequencies_speak_of_every_field(matchers: dict[Kind, Matcher], small_model: SmallModel) -> None:
    frequencies = FieldFrequencies(matchers[small_model.kind].index)

    for name in frequencies:
        shares = np.asarray(frequencies[name])
        assert ((shares >= 0) & (shares <= 1)).all()
    assert len(frequencies) == len(list(frequencies))

"""Coverage weighs words by rarity: one example calculated by hand, then its laws."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.pairs.columns import Columns, columns_of
from features.pairs.evidence import Evidence, Groups, NamedRows, Retrieval
from features.pairs.pairs import Pairs
from features.ranking.feature_list import feature_matrix
from features.ranking.pair_feature import COVERAGE_PARTS, CoveragePart, Feature
from features.schema.kinds import Kind

SHARES = {"ann": 0.1, "lee": 0.01, "kim": 0.001, "martha": 0.01, "marhta": 0.001, "jones": 0.1, "johnson": 0.05}
UNKNOWN = 7.0
"""The rarity of a word that the universe lacks."""
WORDS = st.lists(st.sampled_from(sorted(SHARES)), min_size=1, max_size=4, unique=True).map(tuple)
Words = tuple[str, ...]


class Coverage(NamedTuple):
    """The parts of a coverage, in their order."""

    of_left: float
    of_right: float
    rarest_shared: float
    left_uncovered: float
    right_uncovered: float


def table(*words: Words | None) -> Columns:
    return columns_of(Kind.PERSON, [str(i) for i in range(len(words))], [{"name_words": one} for one in words])


def covered(left: Words | None, right: Words | None, *others: Words) -> Coverage:
    """Return the coverage of one record and one profile; `others` only add words to the universe."""
    lefts = table(left)
    rights = table(right, *others)
    column = rights.plural("name_words")
    known: Sequence[str] = column.vocabulary.take(np.arange(len(column.vocabulary), dtype=np.int32))
    frequencies: Mapping[str, np.ndarray] = {"name_words": np.array([SHARES[word] for word in known])}
    rows = np.zeros(1, np.int64)
    nothing = np.zeros(1)
    no_rows = NamedRows((), np.zeros((0, 1)))
    no_levels = NamedRows((), np.zeros((0, 1), np.int8))
    retrieval = Retrieval(nothing, nothing)
    evidence = Evidence(
        Pairs(lefts, rights, rows, rows),
        nothing,
        no_rows,
        no_levels,
        retrieval=retrieval,
        frequencies=frequencies,
        groups=Groups.of(rows),
        context=no_rows,
    )
    parts = [Feature(part, "", "", CoveragePart("name_words", "name_words", part)) for part in COVERAGE_PARTS]
    return Coverage(*feature_matrix(evidence, parts)[0].tolist())


def test_the_covered_share_counts_rare_words_more() -> None:
    found = covered(("ann", "lee", "zyx"), ("ann", "kim"), ("lee",))

    assert found.of_left == pytest.approx(1 / (1 + 2 + UNKNOWN))
    assert found.of_right == pytest.approx(1 / (1 + 3))
    assert found.rarest_shared == pytest.approx(1)
    assert found.left_uncovered == pytest.approx(UNKNOWN)
    assert found.right_uncovered == pytest.approx(3)


def test_a_misspelt_word_covers_in_proportion_to_its_similarity() -> None:
    found = covered(("martha",), ("marhta",), ("martha",))

    assert found.of_left == pytest.approx(0.961111)
    assert found.of_right == pytest.approx(0.961111)
    assert found.rarest_shared == pytest.approx(2 * 0.961111)
    assert found.left_uncovered == found.right_uncovered == 0


def test_words_of_low_similarity_do_not_cover_each_other() -> None:
    found = covered(("jones",), ("johnson",))

    assert found.of_left == found.of_right == found.rarest_shared == 0


@pytest.mark.parametrize(("left", "right"), [(None, ("ann",)), (("ann",), None), (None, None)])
def test_without_words_on_either_side_coverage_is_missing(left: Words | None, right: Words | None) -> None:
    found = covered(left, right, ("ann",))

    assert np.isnan([found.of_left, found.of_right, found.rarest_shared, found.left_uncovered]).all()


@given(WORDS, WORDS)
def test_swapping_the_sides_swaps_their_coverage(left: Words, right: Words) -> None:
    everything = tuple(SHARES)

    there = covered(left, right, everything)
    back = covered(right, left, everything)

    assert there.of_left == pytest.approx(back.of_right)
    assert there.of_right == pytest.approx(back.of_left)
    assert there.left_uncovered == pytest.approx(back.right_uncovered)


@given(WORDS, WORDS)
def test_the_order_of_words_does_not_matter_and_shares_lie_between_0_and_1(left: Words, right: Words) -> None:
    everything = tuple(SHARES)

    there = covered(left, right, everything)
    turned = covered(left[::-1], right[::-1], everything)

    assert there.of_left == pytest.approx(turned.of_left)
    assert 0 <= there.of_left <= 1 + 1e-12
    assert 0 <= there.of_right <= 1 + 1e-12


@given(WORDS)
def test_equal_words_cover_each_other_completely(words: Words) -> None:
    found = covered(words, words[::-1])

    assert found.of_left == pytest.approx(1)
    assert found.of_right == pytest.approx(1)
    assert found.left_uncovered == found.right_uncovered == 0

"""Weighing and measuring many pairs in compiled code gives the bits that each pair's own functions give."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.blocking.term_frequencies import count_term_frequencies
from features.comparisons.comparisons import COMPARISONS
from features.comparisons.kernel import Kernel
from features.comparisons.splink_model import ComparisonModel
from features.pairs.columns import Columns, Record, columns_of
from features.pairs.evidence import Evidence, Groups, Retrieval
from features.pairs.pairs import Pairs
from features.ranking.feature_list import FEATURES, feature_matrix
from features.schema.kinds import FIELDS, Kind
from serving.matching.shortlist import evidence_of, weigh_pairs
from tests.support.feature_oracle import computed
from tests.support.made_evidence import made_settings

WORDS = st.sampled_from(
    [
        "a",
        "ann",
        "anna",
        "smith",
        "smyth",
        "j smith",
        "acme tools",
        "acme",
        "1984-02-01",
        "1984-01-02",
        "12",
        "老王",
        "x y z",
        "institute of physics university of oslo po box 1048 blindern oslo norway",
    ]
)


@cache
def records_of(kind: Kind, most: int) -> st.SearchStrategy[list[Record]]:
    """Draw records of a kind; Hypothesis validates each strategy, which took half of the time with a new one a draw."""
    values = {
        field.name: st.lists(WORDS, max_size=3, unique=True).map(lambda items: tuple(items) or None)
        if field.plural
        else st.none() | WORDS
        for field in FIELDS[kind]
    }
    return st.lists(st.fixed_dictionaries(values), min_size=1, max_size=most)


def table(kind: Kind, records: list[Record]) -> Columns:
    return columns_of(kind, [str(place) for place in range(len(records))], records)


def level_of(comparison: ComparisonModel, pair: Pairs) -> int:
    """Number the first level whose condition holds, asked one by one."""
    return next(level.gamma for level in comparison.levels if level.condition is None or level.condition(pair)[0])


def every_pair(left: Columns, right: Columns) -> Pairs:
    rows = np.repeat(np.arange(len(left)), len(right))
    return Pairs(left, right, rows, np.tile(np.arange(len(right)), len(left)))


def kernel_for(kind: Kind, universe: Columns) -> Kernel:
    made = made_settings(kind)
    declared = {comparison.name: comparison for comparison in COMPARISONS[kind]}
    for comparison in made["comparisons"]:
        for entry, level in zip(
            comparison["comparison_levels"][1:], declared[comparison["output_column_name"]].levels, strict=False
        ):
            if level.tf_column is not None:
                entry |= {"tf_adjustment_column": level.tf_column, "tf_adjustment_weight": 0.7}
    return Kernel.from_splink_json(made, count_term_frequencies(universe, universe.fields), kind)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_level_is_the_first_whose_condition_holds_for_the_pair_alone(kind: Kind, data: st.DataObject) -> None:
    left = table(kind, data.draw(records_of(kind, 3)))
    right = table(kind, data.draw(records_of(kind, 4)))
    kernel = kernel_for(kind, right)
    pairs = every_pair(left, right)

    gammas = kernel.score(pairs).gammas

    for place in range(len(pairs)):
        alone = Pairs(left, right, pairs.left_rows[place : place + 1], pairs.right_rows[place : place + 1])
        for comparison in kernel.model.comparisons:
            assert gammas[comparison.name][place] == level_of(comparison, alone), comparison.name


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_weight_is_its_level_s_with_the_rarity_of_the_value(kind: Kind, data: st.DataObject) -> None:
    left = table(kind, data.draw(records_of(kind, 2)))
    right = table(kind, data.draw(records_of(kind, 4)))
    kernel = kernel_for(kind, right)
    pairs = every_pair(left, right)
    shares = kernel.term_frequencies

    weights = kernel.score(pairs)

    for comparison in kernel.model.comparisons:
        for place, gamma in enumerate(weights.gammas[comparison.name].tolist()):
            level = next(level for level in comparison.levels if level.gamma == gamma)
            expected = level.weight
            if level.adjustment is not None:
                code = int(right.text(level.adjustment.field).codes[pairs.right_rows[place]])
                rarity = np.log2(np.maximum(shares[level.adjustment.field][code], level.adjustment.least))
                expected += level.adjustment.weight * (level.adjustment.log2_u - rarity)
            assert weights.weights[comparison.name][place] == expected
    total = np.full(len(pairs), kernel.model.prior_weight)
    for weight in weights.weights.values():
        total += weight
    np.testing.assert_array_equal(weights.match_weight, total)


def evidence_for(kernel: Kernel, left: Columns, right: Columns, kept: np.ndarray) -> Evidence:
    pairs = every_pair(left, right)
    retrieval = Retrieval(np.arange(len(pairs), dtype=np.float64) % 3, np.zeros(len(pairs)))
    return evidence_of(weigh_pairs(pairs, Groups.of(pairs.left_rows), retrieval, kernel), kept, kernel)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_every_feature_in_the_matrix_is_what_plain_python_computes(kind: Kind, data: st.DataObject) -> None:
    left = table(kind, data.draw(records_of(kind, 3)))
    right = table(kind, data.draw(records_of(kind, 5)))
    kernel = kernel_for(kind, right)
    n = len(left) * len(right)
    kept = np.array(sorted(data.draw(st.sets(st.integers(0, n - 1), min_size=1))), np.int64)

    together = feature_matrix(evidence_for(kernel, left, right, kept), FEATURES[kind])

    one_by_one = evidence_for(kernel, left, right, kept)
    for column, feature in enumerate(FEATURES[kind]):
        expected = computed(feature.compute, one_by_one).astype(np.float32)
        np.testing.assert_array_equal(together[:, column], expected, err_msg=feature.name)


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_a_record_alone_has_the_features_that_it_has_among_others(kind: Kind, data: st.DataObject) -> None:
    records = data.draw(records_of(kind, 3))
    right = table(kind, data.draw(records_of(kind, 5)))
    kernel = kernel_for(kind, right)
    size = len(right)

    together = feature_matrix(
        evidence_for(kernel, table(kind, records), right, np.arange(len(records) * size)), FEATURES[kind]
    )

    retrieval = Retrieval(np.arange(size * len(records), dtype=np.float64) % 3, np.zeros(size * len(records)))
    for row, record in enumerate(records):
        part = slice(row * size, (row + 1) * size)
        pairs = every_pair(table(kind, [record]), right)
        own = Retrieval(retrieval.weight[part], retrieval.left_out[part])
        retrieved = weigh_pairs(pairs, Groups.of(pairs.left_rows), own, kernel)
        alone = feature_matrix(evidence_of(retrieved, np.arange(size), kernel), FEATURES[kind])
        np.testing.assert_array_equal(together[part], alone)

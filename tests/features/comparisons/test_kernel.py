"""The kernel numbers levels as Splink does, follows SQL's null logic, and weighs every pair independently."""

import math

import numpy as np
import pytest

from features.blocking.term_frequencies import count_term_frequencies
from features.comparisons.kernel import Kernel
from features.pairs.columns import Columns, Record, columns_of
from features.pairs.pairs import Pairs
from features.schema.kinds import Kind


def people(*records: Record) -> Columns:
    return columns_of(Kind.PERSON, [str(i) for i in range(len(records))], list(records))


def kernel_of(*levels: dict[str, object], universe: Columns | None = None) -> Kernel:
    numbers: dict[str, object] = {"m_probability": 0.5, "u_probability": 0.125}
    numbered = [numbers | level for level in levels]
    comparison = {
        "output_column_name": "it",
        "comparison_levels": [*numbered, {**numbers, "sql_condition": "ELSE"}],
    }
    settings = {"probability_two_random_records_match": 0.2, "comparisons": [comparison]}
    tf = {} if universe is None else count_term_frequencies(universe, ["last"])
    return Kernel.from_splink_json(settings, tf, Kind.PERSON)


def pair(left: Record, right: Record) -> Pairs:
    return Pairs(people(left), people(right), np.array([0]), np.array([0]))


BOTH: Record = {"first": "ann", "last": "ann", "name_words": ("ann", "lee")}


@pytest.mark.parametrize(
    ("condition", "left", "right", "true", "false"),
    [
        ("first_l = first_r", BOTH, BOTH, True, False),
        ("first_l = first_r", BOTH, {"first": "bob"}, False, True),
        ("first_l = first_r", BOTH, {}, False, False),
        ("first_l <> first_r", {}, {}, False, False),
        ("first_l = first_r AND last_l = last_r", BOTH, {"first": "bob"}, False, True),
        ("first_l = first_r AND last_l = last_r", BOTH, {"first": "ann"}, False, False),
        ("first_l = first_r OR last_l = last_r", BOTH, {"first": "ann"}, True, False),
        ("first_l = first_r OR last_l = last_r", BOTH, {"first": "bob"}, False, False),
        ("first_l IS NULL", {}, BOTH, True, False),
        ("first_l IS NOT NULL", {}, BOTH, False, True),
        ("len(list_intersect(name_words_l, name_words_r)) = 0", BOTH, {}, True, False),
        ("len(list_intersect(name_words_r, name_words_l)) = 0", BOTH, {}, False, False),
        ("list_contains(name_words_l, first_r)", BOTH, {}, False, False),
        ("damerau_levenshtein(first_l, first_r) = 2", {"first": "ca"}, {"first": "abc"}, True, False),
        ("substr(first_l, 1, 2) = left(first_r, 2)", {"first": "老王x"}, {"first": "老王y"}, True, False),
    ],
)
def test_a_condition_is_true_false_or_null_as_in_sql(
    condition: str, left: Record, right: Record, true: bool, false: bool
) -> None:
    kernel = kernel_of({"sql_condition": condition}, {"sql_condition": f"NOT ({condition})"})

    gamma = kernel.score(pair(left, right)).gammas["it"][0]

    assert gamma == (2 if true else 1 if false else 0)


def test_the_null_level_is_minus_one_and_has_weight_0() -> None:
    kernel = kernel_of(
        {"sql_condition": "first_l IS NULL OR first_r IS NULL", "is_null_level": True},
        {"sql_condition": "first_l = first_r"},
    )

    weights = kernel.score(pair({}, BOTH))

    assert weights.gammas["it"][0] == -1
    assert weights.match_weight[0] == weights.weights["it"][0] + math.log2(0.25) == math.log2(0.25)


def test_a_rare_value_weighs_more_than_a_common_one() -> None:
    smith: Record = {"last": "smith"}
    universe = people(smith, smith, smith, {"last": "zyx"}, {})
    kernel = kernel_of({"sql_condition": "last_l = last_r", "tf_adjustment_column": "last"}, universe=universe)
    left = people(smith, {"last": "zyx"})

    weights = kernel.score(Pairs(left, universe, np.array([0, 1]), np.array([0, 3]))).weights["it"]

    np.testing.assert_allclose(weights, [math.log2(0.5 / 0.75), math.log2(0.5 / 0.25)])


def test_no_pairs_have_no_weights() -> None:
    kernel = kernel_of({"sql_condition": "first_l = first_r"})

    weights = kernel.score(Pairs(people(BOTH), people(), np.zeros(0, np.int64), np.zeros(0, np.int64)))

    assert len(weights.match_weight) == len(weights.gammas["it"]) == 0

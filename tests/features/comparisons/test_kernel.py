"""The kernel numbers levels as Splink does, follows SQL's null logic, and weighs every pair independently."""

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from features.blocking.term_frequencies import count_term_frequencies
from features.comparisons.comparisons import COMPARISONS
from features.comparisons.kernel import Kernel, Weights
from features.pairs.columns import Columns, Record, columns_of
from features.pairs.pairs import Pairs
from features.schema.kinds import FIELDS, Kind


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


def _shipped(kind: Kind, universe: Columns) -> Kernel:
    comparisons = [comparison.splink() for comparison in COMPARISONS[kind]]
    fields: set[str] = set()
    for comparison in comparisons:
        levels = comparison["comparison_levels"]
        assert isinstance(levels, list)
        for i, level in enumerate(levels):
            level |= {"m_probability": 0.9 / 3**i, "u_probability": 0.7 / 3 ** (len(levels) - i)}
            fields |= {level["tf_adjustment_column"]} if "tf_adjustment_column" in level else set()
    settings = {"probability_two_random_records_match": 0.003, "comparisons": comparisons}
    return Kernel.from_splink_json(settings, count_term_frequencies(universe, fields), kind)


WORDS = st.sampled_from(["a", "ann", "anna", "smith", "smyth", "老王", "e\u0301", "acme tools", "1984", "😀"])


@cache
def _records(kind: Kind) -> st.SearchStrategy[list[Record]]:
    values = {
        field.name: st.lists(WORDS, max_size=3, unique=True).map(lambda items: tuple(items) or None)
        if field.plural
        else st.none() | WORDS
        for field in FIELDS[kind]
    }
    return st.lists(st.fixed_dictionaries(values), min_size=1, max_size=4)


def _bits(weights: Sequence[Weights]) -> list[bytes]:
    """Return every pair's gammas and weights as bytes."""
    rows: list[bytes] = []
    for part in weights:
        columns: list[NDArray[np.generic]] = [*part.gammas.values(), *part.weights.values(), part.match_weight]
        rows += [b"|".join(column[i].tobytes() for column in columns) for i in range(len(part.match_weight))]
    return rows


@pytest.mark.parametrize("kind", Kind)
@given(data=st.data())
def test_neither_order_nor_chunks_change_any_bit(kind: Kind, data: st.DataObject) -> None:
    left, right = (
        columns_of(kind, [str(i) for i in range(len(records))], records)
        for records in (data.draw(_records(kind)), data.draw(_records(kind)))
    )
    kernel = _shipped(kind, right)
    rows = np.array([(i, j) for i in range(len(left)) for j in range(len(right))], np.int64)
    order = np.array(data.draw(st.permutations(range(len(rows)))), np.int64)
    cut = data.draw(st.integers(0, len(rows)))

    def score(chunk: np.ndarray) -> Weights:
        return kernel.score(Pairs(left, right, chunk[:, 0].copy(), chunk[:, 1].copy()))

    whole = _bits([score(rows)])
    assert _bits([score(rows[order])]) == [whole[i] for i in order]
    assert _bits([score(rows[:cut]), score(rows[cut:])]) == whole


def test_pairs_together_have_the_weights_of_each_pair_alone() -> None:
    words = ["ann", "anna", "hannah", "bob", "bobby", "smith", "smyth", "schmidt"]
    source = np.random.default_rng(0)
    records: list[Record] = [{field: str(source.choice(words)) for field in ("first", "last")} for _ in range(60)]
    left = right = people(*records)
    kernel = _shipped(Kind.PERSON, right)
    rows = source.integers(0, 60, (1000, 2))

    together = kernel.score(Pairs(left, right, rows[:, 0].copy(), rows[:, 1].copy()))
    alone = [kernel.score(Pairs(left, right, row[:1].copy(), row[1:].copy())) for row in rows]

    assert _bits([together]) == _bits(alone)

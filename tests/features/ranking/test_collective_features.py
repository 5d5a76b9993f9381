"""The collective features of a pair depend on the set of records alone."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from features.ranking.collective_features import (
    COLLECTIVE_FEATURES,
    OTHERS,
    IndependentTable,
    claimants_to_compare,
    collective_matrix,
    weigh_claims,
)

NAMES = [*COLLECTIVE_FEATURES]


def table_of(pairs: list[tuple[int, int, float]]) -> IndependentTable:
    """Lay out (record, profile, probability) rows; records are ordered by their number."""
    left, profiles, probability = (np.array(column) for column in zip(*sorted(pairs, key=lambda p: p[0]), strict=True))
    records = int(left.max()) + 1
    return IndependentTable(left, profiles, probability.astype(float), np.zeros(len(left)), np.arange(records))


def column(table: IndependentTable, name: str) -> list[float]:
    compared = claimants_to_compare(table)
    matrix = collective_matrix(table, weigh_claims(table, compared, np.ones(len(compared.pair))))
    return [round(float(value), 4) for value in matrix[:, NAMES.index(name)]]


def test_a_pair_has_the_strongest_other_claim_on_its_profile_and_its_own_rank() -> None:
    table = table_of([(0, 7, 0.9), (1, 7, 0.6), (2, 8, 0.8)])

    assert column(table, "rival_claim") == [0.6, 0.9, 0.0]
    assert column(table, "claim_rank") == [0.0, 1.0, 0.0]
    assert column(table, "claimants") == [1.0, 1.0, 0.0]


def test_a_record_is_compared_with_the_other_strong_claimants_and_never_with_itself() -> None:
    table = table_of([(record, 7, 0.9 - record / 100) for record in range(6)])

    compared = claimants_to_compare(table)

    assert (compared.left_rows != compared.others).all()
    assert np.bincount(compared.pair).max() == OTHERS
    assert set(compared.others[compared.left_rows == 5].tolist()) == {0, 1, 2}


def test_weak_claims_are_not_compared() -> None:
    table = table_of([(0, 7, 0.9), (1, 7, 0.1)])

    compared = claimants_to_compare(table)

    assert compared.others.tolist() == [0]
    assert compared.left_rows.tolist() == [1]


@st.composite
def independent_pairs(draw: st.DrawFn) -> list[tuple[int, int, float]]:
    n_records = draw(st.integers(1, 8))
    probability = st.integers(0, 20).map(lambda twentieths: twentieths / 20)
    candidates = st.dictionaries(st.integers(0, 5), probability, min_size=1, max_size=4)
    rows = [draw(candidates) for _ in range(n_records)]
    return [(record, profile, value) for record, row in enumerate(rows) for profile, value in row.items()]


@given(independent_pairs(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_nothing(pairs: list[tuple[int, int, float]], random: Random) -> None:
    records = sorted({record for record, _, _ in pairs})
    shuffled = records.copy()
    random.shuffle(shuffled)
    renamed = dict(zip(records, shuffled, strict=True))
    before = table_of(pairs)
    after = table_of([(renamed[record], profile, probability) for record, profile, probability in pairs])
    order = np.empty(len(records), np.int64)
    order[shuffled] = records
    after = IndependentTable(after.left_rows, after.profiles, after.probability, after.match_weight, order)

    assert _by_pair(before, {record: record for record in records}) == _by_pair(
        after, {new: old for old, new in renamed.items()}
    )


def _by_pair(table: IndependentTable, names: dict[int, int]) -> dict[tuple[int, int], tuple[float, ...]]:
    """Compute the features of every (record, profile), the records under their first names."""
    compared = claimants_to_compare(table)
    both = zip(compared.left_rows.tolist(), compared.others.tolist(), strict=True)
    claimant_weight = np.array([names[left] * 10.0 + names[other] for left, other in both])
    matrix = (
        np.nan_to_num(collective_matrix(table, weigh_claims(table, compared, claimant_weight)), nan=-99.0)
        .round(4)
        .tolist()
    )
    pairs = zip(table.left_rows.tolist(), table.profiles.tolist(), matrix, strict=True)
    return {(names[left], profile): tuple(row) for left, profile, row in pairs}

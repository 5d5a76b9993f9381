"""The rows that are kept depend on their weights, not on the order in which keys retrieve them."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.index.candidates import UNIT, Candidates, FoundRows, Ranking
from features.blocking.blocking_rules import ADDED_GROUPS, BLOCKING_RULES
from features.schema.kinds import Kind

RECORDS = 4
HEAVIEST_KEY = (1 << 16) - 1
HEAVIEST_SUM = (1 << 20) - 1
Retrieved = tuple[int, int, int, Sequence[int]]
"""A record, and a key of it: blocking rule, weight, and the rows under it."""
WEIGHTS = st.sampled_from([1, 256, 300, 5000, HEAVIEST_KEY, HEAVIEST_KEY + 9, 1 << 20])
ROWS = st.lists(st.integers(0, 30) | st.integers(0, (1 << 28) - 1), max_size=12, unique=True)


@given(
    kind=st.sampled_from(Kind),
    keys=st.lists(st.tuples(st.integers(0, RECORDS - 1), st.integers(0, 20), WEIGHTS, ROWS), max_size=12),
    limit=st.integers(1, 6),
    by_row=st.booleans(),
)
def test_the_heaviest_rows_of_a_record_are_kept_and_tied_ones_beyond_them_counted(
    kind: Kind, keys: list[Retrieved], limit: int, by_row: bool
) -> None:
    keys = sorted(keys, key=lambda key: key[0])

    found = _ranked(kind, keys, limit, by_row)

    for record in range(RECORDS):
        sums, rules = _summed(kind, [key for key in keys if key[0] == record])
        order = sorted(sums, key=lambda row: (-min(sums[row], HEAVIEST_SUM), _tie(row, by_row), row))
        mine = np.flatnonzero(found.left_rows == record)
        assert found.rows[mine].tolist() == order[:limit]
        assert found.weight[mine].tolist() == [sums[row] / UNIT for row in order[:limit]]
        assert found.rules[mine].tolist() == [rules[row] for row in order[:limit]]
        assert found.seen[record] == len(sums)
        equals = [row for row in order[limit:] if sums[row] == sums[order[limit - 1]]]
        assert found.left_out[record] == (len(equals) if sums else 7)


def _ranked(kind: Kind, keys: Sequence[Retrieved], limit: int, by_row: bool) -> Candidates:
    record, rule, weight = np.array([key[:3] for key in keys], np.int64).reshape(-1, 3).T.copy()
    key = np.array([position for position, (*_, rows) in enumerate(keys) for _ in rows], np.int64)
    row = np.array([row for *_, rows in keys for row in rows], np.int64)
    ties = np.array([_tie(each, by_row) for each in row.tolist()], np.int64)
    unread = np.full(RECORDS, 7, np.int64)
    return Ranking(kind).rank(FoundRows(record, rule, weight, key, row), unread, limit, ties)


def _tie(row: int, by_row: bool) -> int:
    return row if by_row else row * 7 % 5


def _summed(kind: Kind, keys: Sequence[Retrieved]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return the sum of the weights of each row, and the bits of the blocking rules that retrieved it."""
    retrieved = sorted(
        (row, BLOCKING_RULES[kind][rule].group, weight, rule) for _, rule, weight, rows in keys for row in rows
    )
    sums: dict[int, int] = {}
    rules: dict[int, int] = {}
    for (row, group), meetings in groupby(retrieved, key=lambda meeting: meeting[:2]):
        own = [(min(weight, HEAVIEST_KEY), rule) for *_, weight, rule in meetings]
        weights = [weight for weight, _ in own]
        sums[row] = sums.get(row, 0) + (sum(weights) if group in ADDED_GROUPS else max(weights))
        for _, rule in own:
            rules[row] = rules.get(row, 0) | 1 << rule
    return sums, rules

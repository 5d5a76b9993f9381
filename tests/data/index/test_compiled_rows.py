"""Compiled look-ups in posting lists and rows give what numpy gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from data.index.compiled import calls


@given(
    keys=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 60), st.integers(0, 1)), min_size=1, max_size=30),
    most=st.integers(1, 100),
)
def test_the_rarest_keys_of_each_record_are_chosen_within_its_budget(
    keys: list[tuple[int, int, int]], most: int
) -> None:
    record, counts, rule = np.array(sorted(keys), np.int64).T.copy()
    order = np.lexsort((counts, record))
    scales = np.full(len(keys), 0.5)
    factors = np.array([256.0, 64.0])
    rarest = 50
    positions = np.empty(len(keys), np.int64)
    weights = np.empty(len(keys), np.int64)
    unread = np.zeros(4, np.int64)

    chosen = calls.candidates.choose_keys(
        order, (record, counts, rule, scales), factors, 1000, (most, rarest), (positions, weights), unread
    )

    expected = []
    first_unread = [0] * 4
    for each in range(4):
        own = [at for at in order if record[at] == each]
        read = np.cumsum(counts[own])
        within = [
            total <= most or (not at and counts[key] <= rarest)
            for at, (key, total) in enumerate(zip(own, read, strict=True))
        ]
        expected += [key for key, fits in zip(own, within, strict=True) if fits]
        first_unread[each] = 0 if not own or within[0] else int(counts[own[0]])
    assert positions[:chosen].tolist() == expected
    rarity = np.log2(1000 / np.maximum(counts[expected], 1)) * factors[rule[expected]]
    assert weights[:chosen].tolist() == np.maximum(np.rint(rarity * 0.5), 1).astype(int).tolist()
    assert unread.tolist() == first_unread

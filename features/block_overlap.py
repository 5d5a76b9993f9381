"""How many items lists share, for several pairs of fields by one look-up of all right items among the left ones."""

from collections.abc import Sequence

import numpy as np

from features.block_measures import FieldPair
from features.columns import Codes
from features.pairs import Ints, Pairs

ITEM_BITS, LIST_BITS = 32, 6
"""A packed item holds the run of the left record, the number of the pair of fields, and the right vocabulary's code."""


def shared_items(pairs: Pairs, fields: Sequence[FieldPair]) -> Ints:
    """Count the items that two lists share, one row per pair of fields; 0 where either is null."""
    n = len(pairs)
    lengths = np.zeros((len(fields), n), np.int64)
    wanted: list[Ints] = []
    codes: list[Codes] = []
    for at, (left, right) in enumerate(fields):
        items = _left_items(pairs, left, right) if n else np.zeros(0, np.int64)
        if len(items):
            wanted.append(items + (at << ITEM_BITS))
            lengths[at], right_items = _right_items(pairs, right)
            codes.append(right_items)
    if not wanted:
        return lengths
    among = np.concatenate(wanted)
    among.sort()
    begin = np.arange(len(fields), dtype=np.int64).reshape(-1, 1) << ITEM_BITS
    if len(pairs.left) > 1:
        begin = begin + (pairs.runs().of_pair << (ITEM_BITS + LIST_BITS))
    sizes = lengths.ravel()
    items = np.broadcast_to(begin, lengths.shape).ravel().repeat(sizes)
    items += np.concatenate(codes)
    places = among.searchsorted(items)
    places[places == len(among)] = 0
    hits = np.zeros(len(items) + 1, np.int64)
    np.equal(among.take(places), items).cumsum(out=hits[1:])
    ends = sizes.cumsum()
    counts: Ints = (hits[ends] - hits[ends - sizes]).reshape(lengths.shape)
    return counts


def _left_items(pairs: Pairs, left: str, right: str) -> Ints:
    """Return the left items that the right vocabulary holds, packed as run and right code."""
    column = pairs.left.plural(left)
    if not len(column.codes):
        return np.zeros(0, np.int64)
    if len(pairs.left) == 1:
        find = pairs.right.plural(right).vocabulary.find_one
        found = [find(text) for text in column.vocabulary.take(column.codes)]
        return np.array([code for code in found if code >= 0], np.int64)
    taken = column.take(pairs.runs().rows)
    codes = pairs.left_codes_on_the_right(left, right)[taken.codes].astype(np.int64)
    run = np.arange(len(taken.offsets) - 1).repeat(taken.lengths)
    held = codes >= 0
    return codes[held] | (run[held] << (ITEM_BITS + LIST_BITS))


def _right_items(pairs: Pairs, right: str) -> tuple[Ints, Codes]:
    """Return how many items each pair's right list has, and all of them in a row."""
    column = pairs.right.plural(right)
    if not pairs.in_order():
        column = column.take(pairs.right_rows)
    return column.lengths, column.codes

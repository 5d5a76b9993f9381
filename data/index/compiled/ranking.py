"""From met rows to candidates as machine code: weights summed by row, the heaviest kept, equals at the cut counted."""

import numpy as np

from features.compiled.loader import entry, part
from features.compiled.memory import behind, first_of, keep_alive
from features.schema.array_types import Bools, FilledFloats, FilledInts, Ints, whole

HEAVIEST_KEY, HEAVIEST_SUM = (1 << 16) - 1, (1 << 20) - 1
"""A key counts at most so much, and sums above that stand equally high (both in 1/256 bit)."""
_SPREADING = 2654435769


@part
def _most_meetings(records: Ints, keys: Ints) -> int:
    """Return how many rows one record met at most, some of them more than once."""
    most = begin = whole(0)
    for at in range(len(keys)):
        if records[keys[at]] != records[keys[begin]]:
            begin = at
        most = max(most, at + 1 - begin)
    return most


@part
def _weight(weights: Ints, key: int) -> int:
    return min(weights[key], HEAVIEST_KEY)


@part
def _write_keys(channels: Ints, weights: Ints, keys: Ints, begin: int, end: int, begins: Ints, ends: Ints) -> int:
    """Write where the rows met by each key begin and end, by channel and weight of the key; return their number."""
    n, at = whole(0), whole(begin)
    while at < end:
        first, key = at, keys[at]
        while at < end and keys[at] == key:
            at += 1
        place = n
        while place:
            other = keys[begins[place - 1]]
            if channels[other] < channels[key]:
                break
            if channels[other] == channels[key] and _weight(weights, other) <= _weight(weights, key):
                break
            begins[place], ends[place] = begins[place - 1], ends[place - 1]
            place -= 1
        begins[place], ends[place] = first, at
        n += 1
    return n


@part
def _place_of(row: int, slots: Ints, size: int, first: int, retrieved: Ints) -> int:
    """Return the slot of a row: the one that holds its place in `met`, else the free one where it belongs."""
    slot = (row * _SPREADING >> 16) & (size - 1)
    while slots[slot] >= first and retrieved[slots[slot] - first] != row:
        slot = (slot + 1) & (size - 1)
    return slot


@part
def _stands_before(sums: Ints, ties: Ints, retrieved: Ints, one: int, other: int) -> bool:
    mine, others = min(sums[one], HEAVIEST_SUM), min(sums[other], HEAVIEST_SUM)
    if mine != others:
        return mine > others
    if ties[one] != ties[other]:
        return ties[one] < ties[other]
    return retrieved[one] < retrieved[other]


@part
def _write_heaviest(sums: Ints, ties: Ints, retrieved: Ints, n: int, limit: int, heaviest: Ints) -> int:
    """Write the places of at most so many rows, the heaviest first; return how many."""
    kept = whole(0)
    for one in range(n):
        if kept == limit:
            if not _stands_before(sums, ties, retrieved, one, heaviest[kept - 1]):
                continue
        else:
            kept += 1
        place = kept - 1
        while place and _stands_before(sums, ties, retrieved, one, heaviest[place - 1]):
            heaviest[place] = heaviest[place - 1]
            place -= 1
        heaviest[place] = one
    return kept


@entry
def rank(
    records: Ints, channels: Ints, weights: Ints, keys: Ints, rows: Ints, ties: Ints, groups: Ints, added: Bools,
    limit: int, unit: int,
    left_rows: FilledInts, found: FilledInts, weight: FilledFloats, bits: FilledInts, left_out: FilledInts,
    seen: FilledInts,
) -> int:  # fmt: skip
    """Keep the heaviest rows of each record, equals in order of `ties`, then of rows; return how many are kept.

    `keys` says by which key each of `rows` was met; it rises, and with it the keys' `records`. Within a group of
    channels the highest weight counts, or all if it is `added`. Those left out that are as heavy as the last kept are
    counted; `left_out` holds what is counted where nothing was met.
    """
    most = _most_meetings(records, keys)
    size = whole(2)
    while size < 2 * most:
        size *= 2
    first, kept, end = whole(0), whole(0), whole(0)
    held_slots, held_heaviest, held = (
        np.full(size, -1, np.int64),
        np.empty(limit, np.int64),
        np.empty(8 * most, np.int64),
    )
    slots, heaviest, rest = first_of(held_slots), first_of(held_heaviest), first_of(held)
    begins, ends, retrieved, tie = rest, behind(rest, most), behind(rest, 2 * most), behind(rest, 3 * most)
    sums, retrieved_in, last_group, highest = (
        behind(rest, 4 * most), behind(rest, 5 * most), behind(rest, 6 * most), behind(rest, 7 * most)
    )  # fmt: skip
    of_keys, of_rows, their_channels, their_weights = (
        first_of(keys), first_of(rows), first_of(channels), first_of(weights)
    )  # fmt: skip
    while end < len(keys):
        begin, record, n = end, records[keys[end]], whole(0)
        while end < len(keys) and records[keys[end]] == record:
            end += 1
        for which in range(_write_keys(their_channels, their_weights, of_keys, begin, end, begins, ends)):
            key = of_keys[begins[which]]
            own, rule = _weight(their_weights, key), their_channels[key]
            group = groups[rule]
            for at in range(begins[which], ends[which]):
                slot = _place_of(of_rows[at], slots, size, first, retrieved)
                place = slots[slot] - first
                if place < 0:
                    place = n
                    slots[slot], retrieved[n], tie[n] = first + n, rows[at], ties[at]
                    sums[n] = retrieved_in[n] = 0
                    last_group[n] = -1
                    n += 1
                if group != last_group[place]:
                    last_group[place], highest[place] = group, 0
                sums[place] += own if added[group] else max(own - highest[place], 0)
                highest[place] = max(highest[place], own)
                retrieved_in[place] |= 1 << rule
        chosen = _write_heaviest(sums, tie, retrieved, n, limit, heaviest)
        lowest, equals = sums[heaviest[chosen - 1]], whole(0)
        for place in range(n):
            equals += sums[place] == lowest
        for which in range(chosen):
            place = heaviest[which]
            left_rows[kept], found[kept], bits[kept] = record, retrieved[place], retrieved_in[place]
            weight[kept] = sums[place] / unit
            equals -= sums[place] == lowest
            kept += 1
        left_out[record], seen[record] = equals, n
        first += n
    keep_alive(held_slots)
    keep_alive(held_heaviest)
    keep_alive(held)
    return kept

"""From retrieved rows to candidates: weights summed by row, the heaviest kept, equals at the cut counted.

numpy sorts all retrieved rows several times; a hash table over one record's rows is read once.

Held to a sum over Python dictionaries by tests/data/index/test_ranking.py.
"""

import numpy as np

from data.index.compiled.arguments import KeptRows, RecordCounts, RetrievedRows, RuleGroups
from features.compiled.loader import entry, part
from features.compiled.memory import behind, first_of, keep_alive
from features.schema.array_types import Ints, whole

HEAVIEST_KEY = (1 << 16) - 1
HEAVIEST_SUM = (1 << 20) - 1
"""The highest weight of a key, and the sum above which rows are tied (both in 1/256 bit)."""
_SPREADING = 2654435769


@part
def _most_retrieved(records: Ints, keys: Ints) -> int:
    """Return how many rows one record retrieved at most, repetitions included."""
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
def _write_keys(rules: Ints, weights: Ints, keys: Ints, begin: int, end: int, begins: Ints, ends: Ints) -> int:
    """Write where the rows of each key begin and end, by blocking rule and weight of the key; return how many."""
    n = whole(0)
    at = whole(begin)
    while at < end:
        first = at
        key = keys[at]
        while at < end and keys[at] == key:
            at += 1
        position = n
        while position:
            earlier_key = keys[begins[position - 1]]
            if rules[earlier_key] < rules[key]:
                break
            if rules[earlier_key] == rules[key] and _weight(weights, earlier_key) <= _weight(weights, key):
                break
            begins[position] = begins[position - 1]
            ends[position] = ends[position - 1]
            position -= 1
        begins[position] = first
        ends[position] = at
        n += 1
    return n


@part
def _slot_of(row: int, slots: Ints, size: int, first: int, retrieved: Ints) -> int:
    """Return the slot of a row: the one that holds its position in `retrieved`, else the free one for it."""
    slot = (row * _SPREADING >> 16) & (size - 1)
    while slots[slot] >= first and retrieved[slots[slot] - first] != row:
        slot = (slot + 1) & (size - 1)
    return slot


@part
def _precedes(sums: Ints, ties: Ints, retrieved: Ints, row: int, other_row: int) -> bool:
    own_sum = min(sums[row], HEAVIEST_SUM)
    other_sum = min(sums[other_row], HEAVIEST_SUM)
    if own_sum != other_sum:
        return own_sum > other_sum
    if ties[row] != ties[other_row]:
        return ties[row] < ties[other_row]
    return retrieved[row] < retrieved[other_row]


@part
def _write_heaviest(sums: Ints, ties: Ints, retrieved: Ints, n: int, limit: int, heaviest: Ints) -> int:
    """Write the positions of at most `limit` rows, the heaviest first; return how many."""
    kept = whole(0)
    for row in range(n):
        if kept == limit:
            if not _precedes(sums, ties, retrieved, row, heaviest[kept - 1]):
                continue
        else:
            kept += 1
        position = kept - 1
        while position and _precedes(sums, ties, retrieved, row, heaviest[position - 1]):
            heaviest[position] = heaviest[position - 1]
            position -= 1
        heaviest[position] = row
    return kept


@entry
def rank(
    retrieved_rows: RetrievedRows,
    ties: Ints,
    groups: RuleGroups,
    limit: int,
    unit: int,
    kept: KeptRows,
    counts: RecordCounts,
) -> int:
    """Write the heaviest rows of each record, equals in order of `ties`, then of rows; return how many are kept.

    Within a group of blocking rules the highest weight counts, or all where they are added. Rows that are cut off but
    as heavy as the last kept one are counted; where nothing was retrieved, the count stays as it is. `unit` is the
    number of weight units in a bit.
    """
    records, rules, weights, keys, rows = retrieved_rows
    group_of, added = groups
    left_rows, kept_rows, weight, bits = kept
    left_out, retrieved_counts = counts
    most = _most_retrieved(records, keys)
    size = whole(2)
    while size < 2 * most:
        size *= 2
    first = whole(0)
    count = whole(0)
    end = whole(0)
    held_slots = np.full(size, -1, np.int64)
    held_heaviest = np.empty(limit, np.int64)
    held = np.empty(8 * most, np.int64)
    slots = first_of(held_slots)
    heaviest = first_of(held_heaviest)
    rest = first_of(held)
    begins = rest
    ends = behind(rest, most)
    retrieved = behind(rest, 2 * most)
    tie = behind(rest, 3 * most)
    sums = behind(rest, 4 * most)
    retrieved_in = behind(rest, 5 * most)
    last_group = behind(rest, 6 * most)
    highest = behind(rest, 7 * most)
    of_keys = first_of(keys)
    of_rows = first_of(rows)
    their_rules = first_of(rules)
    their_weights = first_of(weights)
    while end < len(keys):
        begin = end
        record = records[keys[end]]
        n = whole(0)
        while end < len(keys) and records[keys[end]] == record:
            end += 1
        for which in range(_write_keys(their_rules, their_weights, of_keys, begin, end, begins, ends)):
            key = of_keys[begins[which]]
            own = _weight(their_weights, key)
            rule = their_rules[key]
            group = group_of[rule]
            for at in range(begins[which], ends[which]):
                slot = _slot_of(of_rows[at], slots, size, first, retrieved)
                position = slots[slot] - first
                if position < 0:
                    position = n
                    slots[slot] = first + n
                    retrieved[n] = rows[at]
                    tie[n] = ties[at]
                    sums[n] = retrieved_in[n] = 0
                    last_group[n] = -1
                    n += 1
                if group != last_group[position]:
                    last_group[position] = group
                    highest[position] = 0
                sums[position] += own if added[group] else max(own - highest[position], 0)
                highest[position] = max(highest[position], own)
                retrieved_in[position] |= 1 << rule
        chosen = _write_heaviest(sums, tie, retrieved, n, limit, heaviest)
        lowest = sums[heaviest[chosen - 1]]
        equals = whole(0)
        for position in range(n):
            equals += sums[position] == lowest
        for which in range(chosen):
            position = heaviest[which]
            left_rows[count] = record
            kept_rows[count] = retrieved[position]
            bits[count] = retrieved_in[position]
            weight[count] = sums[position] / unit
            equals -= sums[position] == lowest
            count += 1
        left_out[record] = equals
        retrieved_counts[record] = n
        first += n
    keep_alive((held_slots, held_heaviest, held))
    return count

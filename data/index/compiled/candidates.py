"""From hashed keys to the rows that they retrieve: finding posting lists, choosing keys, gathering rows.

numpy needs some thirty calls for a record's hundred keys and cannot prefetch, so that each bucket waits for memory.

Held to numpy by tests/data/index/test_compiled_rows.py, to records by tests/data/index/test_candidates.py.
"""

import numpy as np

from data.index.compiled.arguments import ChosenKeys, KeyArrays, PostingArrays
from features.compiled.loader import entry, part
from features.compiled.memory import BLOCK, first_of, prefetch
from features.schema.array_types import FilledInts, Floats, Hashes, Ints, Starts, whole

BIG = 255


@part
def _count_apart(entry_at: int, big: Starts, n: int, big_sizes: Starts) -> int:
    """Return the length of a long list, which is stored apart."""
    low = whole(0)
    high = n
    while low < high:
        middle = (low + high) >> 1
        if big[middle] < entry_at:
            low = middle + 1
        else:
            high = middle
    return whole(big_sizes[low])


@entry
def find_keys(hashes: Hashes, shift: int, postings: PostingArrays, starts: FilledInts, counts: FilledInts) -> None:
    """Write where the rows of each key begin and how many they are (0: unknown); `shift` leaves a hash's bucket."""
    rest, sizes, big, big_sizes, buckets, bucket_rows = postings
    apart = first_of(big)
    sizes_apart = first_of(big_sizes)
    for begin in range(0, len(hashes), BLOCK):
        end = min(begin + BLOCK, len(hashes))
        for at in range(begin, end):
            bucket = np.int64(hashes[at] >> np.uint64(shift))
            prefetch(buckets, bucket)
            prefetch(bucket_rows, bucket)
        for at in range(begin, end):
            first = np.int64(buckets[np.int64(hashes[at] >> np.uint64(shift))])
            prefetch(rest, first)
            prefetch(sizes, first)
        for at in range(begin, end):
            bucket = np.int64(hashes[at] >> np.uint64(shift))
            sought_rest = np.uint32((hashes[at] >> np.uint64(shift - 32)) & np.uint64(0xFFFFFFFF))
            before = np.int64(bucket_rows[bucket])
            starts[at] = counts[at] = 0
            for at_key in range(np.int64(buckets[bucket]), np.int64(buckets[bucket + 1])):
                count = whole(sizes[at_key])
                if count == BIG:
                    count = _count_apart(at_key, apart, len(big), sizes_apart)
                if rest[at_key] == sought_rest:
                    starts[at] = before
                    counts[at] = count
                    break
                before += count


@entry
def choose_keys(
    order: Ints,
    keys: KeyArrays,
    factors: Floats,
    rows: int,
    budget: tuple[int, int],
    chosen: ChosenKeys,
    unread: FilledInts,
) -> int:
    """Write each record's rarest keys within its budget, with their weights; return how many.

    `order` sorts the keys by record and count. `budget` is the number of rows in all, and of the rarest key alone.
    `unread` becomes 0 but for records that may not even read their rarest list.
    """
    records, counts, rules, scales = keys
    (most_rows, most_of_rarest) = budget
    (positions, weights) = chosen
    count_chosen = 0
    read = 0
    last = -1
    for at in order:
        record = records[at]
        count = counts[at]
        first = record != last
        if first:
            read = 0
            last = record
        read += count
        within = read <= most_rows or (first and count <= most_of_rarest)
        if first:
            unread[record] = 0 if within else count
        if within:
            rarity = np.log2(rows / max(count, 1)) * factors[rules[at]]
            positions[count_chosen] = at
            weights[count_chosen] = np.int64(max(np.rint(rarity * scales[at]), 1.0))
            count_chosen += 1
    return count_chosen


@entry
def gather(positions: Ints, starts: Ints, counts: Ints, rows: Starts, keys: FilledInts, retrieved: FilledInts) -> None:
    """Write the rows of the chosen keys, and which of them each comes from."""
    at = 0
    for first in range(0, len(positions), BLOCK):
        end = min(first + BLOCK, len(positions))
        for key in range(first, end):
            prefetch(rows, starts[positions[key]])
            prefetch(rows, starts[positions[key]] + counts[positions[key]] - 1)
        for key in range(first, end):
            begin = starts[positions[key]]
            for row in range(begin, begin + counts[positions[key]]):
                keys[at] = key
                retrieved[at] = rows[row]
                at += 1

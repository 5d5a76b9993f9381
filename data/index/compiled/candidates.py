"""From hashed keys to the rows that they meet, as machine code: finding posting lists, choosing keys, gathering."""

import numpy as np

from features.compiled.loader import entry, part
from features.compiled.memory import BLOCK, first_of, prefetch
from features.schema.array_types import Bytes, FilledInts, Floats, Hashes, Ints, Starts, whole

BIG = 255


@part
def _count_apart(entry_at: int, big: Starts, n: int, big_sizes: Starts) -> int:
    """Return how many rows a key has whose number is kept apart."""
    low, high = whole(0), n
    while low < high:
        middle = (low + high) >> 1
        if big[middle] < entry_at:
            low = middle + 1
        else:
            high = middle
    return whole(big_sizes[low])


@entry
def find_keys(
    hashes: Hashes, shift: int, rest: Starts, sizes: Bytes, big: Starts, big_sizes: Starts, buckets: Starts,
    bucket_rows: Starts, starts: FilledInts, counts: FilledInts,
) -> None:  # fmt: skip
    """Fill in where each key's rows begin, and how many they are (0 if the key is unknown).

    `sizes` has BIG for numbers that are kept apart, in `big_sizes` for the keys `big`.
    """
    apart, sizes_apart = first_of(big), first_of(big_sizes)
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
            wanted = np.uint32((hashes[at] >> np.uint64(shift - 32)) & np.uint64(0xFFFFFFFF))
            before = np.int64(bucket_rows[bucket])
            starts[at] = counts[at] = 0
            for place in range(np.int64(buckets[bucket]), np.int64(buckets[bucket + 1])):
                count = whole(sizes[place])
                if count == BIG:
                    count = _count_apart(place, apart, len(big), sizes_apart)
                if rest[place] == wanted:
                    starts[at], counts[at] = before, count
                    break
                before += count


@entry
def choose_keys(
    order: Ints, records: Ints, counts: Ints, channels: Ints, scales: Floats, factors: Floats, rows: int,
    most_rows: int, most_of_rarest: int, places: FilledInts, weights: FilledInts, unread: FilledInts,
) -> int:  # fmt: skip
    """Choose each record's rarest keys within its budget and weigh them; return how many were chosen.

    `order` sorts the keys by record and count. `unread` is 0 but for records that may not even read their rarest list.
    """
    chosen, read, last = 0, 0, -1
    for at in order:
        record, count = records[at], counts[at]
        first = record != last
        if first:
            read, last = 0, record
        read += count
        within = read <= most_rows or (first and count <= most_of_rarest)
        if first:
            unread[record] = 0 if within else count
        if within:
            rarity = np.log2(rows / max(count, 1)) * factors[channels[at]]
            places[chosen] = at
            weights[chosen] = np.int64(max(np.rint(rarity * scales[at]), 1.0))
            chosen += 1
    return chosen


@entry
def gather(places: Ints, starts: Ints, counts: Ints, rows: Starts, keys: FilledInts, retrieved: FilledInts) -> None:
    """Fill in the rows of the chosen keys, and which of them each comes from."""
    at = 0
    for first in range(0, len(places), BLOCK):
        end = min(first + BLOCK, len(places))
        for key in range(first, end):
            prefetch(rows, starts[places[key]])
            prefetch(rows, starts[places[key]] + counts[places[key]] - 1)
        for key in range(first, end):
            begin = starts[places[key]]
            for place in range(begin, begin + counts[places[key]]):
                keys[at], retrieved[at] = key, rows[place]
                at += 1

"""Posting lists: for each hashed key the rows that hold it, in about five bytes a key and four a row.

Hashes are grouped in buckets by their upper bits; a bucket holds 32 further bits and a one-byte count of each key.
"""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from data.index.compiled import calls
from data.index.format import Array, IndexWriter, Mapped
from features.schema.array_types import Hashes, Ints
from features.schema.texts import wording

POSTINGS_PER_BUCKET = 64
BIG = 255
"""The count byte of a list with this many rows or more, whose true count is in `big_size`."""


def _unsigned(values: Array) -> Array:
    if len(values) and int(values.max()) >= 1 << 32:
        raise ValueError(
            wording(
                "got {values} postings, an index holds at most {value}: shard the universe",
                values=int(values.max()),
                value=(1 << 32) - 1,
            )
        )
    return values.astype(np.uint32)


def write_postings(writer: IndexWriter, name: str, hashes: Hashes, rows: Array) -> None:
    """Write one posting list for each distinct hash, its rows ascending; the array of hashes is overwritten."""
    bits = max(1, (len(hashes) // POSTINGS_PER_BUCKET).bit_length())
    hashes >>= np.uint64(32 - bits)
    short, rows = _sorted(hashes, 32 + bits, rows)
    first = np.ones(len(short), np.bool_)
    first[1:] = short[1:] != short[:-1]
    starts = np.flatnonzero(first)
    counts = np.diff(np.append(starts, len(short)))
    keys = short[first]
    bounds = np.zeros((1 << bits) + 1, np.int64)
    np.cumsum(np.bincount((keys >> np.uint64(32)).astype(np.int64), minlength=1 << bits), out=bounds[1:])
    big = np.flatnonzero(counts >= BIG)
    writer.write(f"{name}.rest", (keys & np.uint64(0xFFFFFFFF)).astype(np.uint32))
    writer.write(f"{name}.size", np.minimum(counts, BIG).astype(np.uint8))
    writer.write(f"{name}.big", _unsigned(big))
    writer.write(f"{name}.big_size", _unsigned(counts[big]))
    writer.write(f"{name}.bucket", _unsigned(bounds))
    writer.write(f"{name}.bucket_row", _unsigned(np.append(starts, len(short))[bounds]))
    writer.write(f"{name}.row", rows.astype(np.uint32))


MAX_GROUP_BITS = 16


def _sorted(short: Hashes, short_bits: int, rows: Array) -> tuple[Hashes, Array]:
    """Sort hashes of `short_bits` bits in place, and the rows of each hash.

    Hash and row are sorted as one number of 64 bits, which is faster in numpy than sorting by two keys. The upper bits
    that do not fit form groups, each of which is sorted separately.
    """
    row_bits = max(1, int(rows.max(initial=0)).bit_length())
    group_bits = max(0, short_bits + row_bits - 64)
    if group_bits > MAX_GROUP_BITS:
        order = np.lexsort((rows, short))
        return short[order], rows[order]
    both = short << np.uint64(row_bits)
    both |= rows.astype(np.uint32, copy=False)
    group = (short >> np.uint64(short_bits - group_bits)).astype(np.uint16)
    both.take(np.argsort(group, kind="stable"), out=short, mode="clip")
    del both
    sorted_rows = np.empty(len(short), np.uint32)
    bounds = np.append(0, np.bincount(group, minlength=1 << group_bits).cumsum()).tolist()
    for number, (start, end) in enumerate(pairwise(bounds)):
        part = short[start:end]
        part.sort()
        sorted_rows[start:end] = part & np.uint64((1 << row_bits) - 1)
        part >>= np.uint64(row_bits)
        part |= np.uint64(number << (short_bits - group_bits))
    return short, sorted_rows


class Postings:
    """Mapped posting lists, read-only."""

    __slots__ = ("_big", "_big_sizes", "_bucket_rows", "_buckets", "_rest", "_shift", "_sizes", "rows")

    def __init__(self, arrays: Mapping[str, Mapped], name: str) -> None:
        self._rest = arrays[f"{name}.rest"].array
        self._sizes = arrays[f"{name}.size"].array
        self._big = arrays[f"{name}.big"].array
        self._big_sizes = arrays[f"{name}.big_size"].array
        self._buckets = arrays[f"{name}.bucket"].array
        self._bucket_rows = arrays[f"{name}.bucket_row"].array
        self.rows: Array = arrays[f"{name}.row"].array
        self._shift = 64 - (len(self._buckets) - 1).bit_length() + 1

    def find(self, hashes: Hashes) -> tuple[Ints, Ints]:
        """Return the start of each key's rows in `rows`, and their number (0 for an unknown key)."""
        starts = np.empty(len(hashes), np.int64)
        counts = np.empty(len(hashes), np.int64)
        keys = self._rest, self._sizes, self._big, self._big_sizes, self._buckets, self._bucket_rows
        calls.candidates.find_keys(hashes, self._shift, keys, starts, counts)
        return starts, counts


def expand(starts: Ints, counts: Ints) -> Ints:
    """Return the concatenation of the ranges `starts[i] .. starts[i] + counts[i] - 1`."""
    ends: Ints = np.cumsum(counts)
    shifts = np.repeat(starts - (ends - counts), counts)
    return shifts + np.arange(len(shifts), dtype=np.int64)

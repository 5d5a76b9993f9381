"""Whether the arrays of an opened index fit one another: compiled functions read by them without asking for bounds.

A hash in the manifest says that a file is as it was written, not that an index wrote it.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from data.index.columns import CODES, ITEMS, LENGTHS, STARTS
from data.index.format import Array, IndexRefused, Manifest, Mapped
from data.index.postings import BIG
from data.index.vocabulary import TEXTS
from data.index.words import WORD_FIELD
from features.schema.schema import field_positions

AT_ONCE = 1 << 16
"""Rows or buckets whose arrays are checked together, so that the check needs little memory."""
UNSIGNED = ("uint32", "uint64")
SIGNED = ("int8", "int16", "int32", "int64")


class _Unfit(Exception):
    """An array does not fit the others; the first argument is its name, the second what is wrong."""


def check_arrays(folder: Path, manifest: Manifest, arrays: Mapping[str, Mapped]) -> None:
    """Check that every offset and code of an index points into its array. Raises IndexRefused with the array's name."""
    try:
        _check(manifest, arrays)
    except _Unfit as error:
        name, what = error.args
        raise IndexRefused(f"{folder / name} is damaged: it {what}: build it again") from error


def _check(manifest: Manifest, arrays: Mapping[str, Mapped]) -> None:
    fields = manifest.schema.fields
    sizes = {field.name: len(_array(arrays, f"{field.name}.hash", ("uint32",))) for field in fields}
    for name, size in sizes.items():
        _demand(len(_array(arrays, f"{name}.count", SIGNED)) == size, f"{name}.count", f"does not hold {size} counts")
    _check_texts(arrays, TEXTS, sum(sizes.values()))
    _demand(len(_array(arrays, "id.hash", ("uint32",))) == manifest.rows, "id.hash", f"is not of {manifest.rows} rows")
    _check_texts(arrays, "id", manifest.rows)
    _check_rows(arrays, manifest, sizes)
    _check_postings(arrays, "keys", manifest.rows)
    _check_postings(arrays, "grams", sizes[WORD_FIELD[manifest.schema.kind]])


def _array(arrays: Mapping[str, Mapped], name: str, types: Sequence[str]) -> Array:
    _demand(name in arrays, name, "is missing")
    array = arrays[name].array
    _demand(array.dtype.name in types, name, f"holds {array.dtype}, {' or '.join(types)} was expected")
    return array


def _demand(holds: object, name: str, what: str) -> None:
    if not holds:
        raise _Unfit(name, what)


def _check_ascending(name: str, array: Array, length: int, last: int) -> None:
    """Check offsets: so many, from 0 on, never falling, the last one `last`."""
    _demand(len(array) == length, name, f"has {len(array)} offsets, {length} were expected")
    _demand(array[0] == 0 and array[-1] == last, name, f"does not run from 0 to {last}")
    _demand((array[1:] >= array[:-1]).all(), name, "falls")


def _check_texts(arrays: Mapping[str, Mapped], name: str, texts: int) -> None:
    starts, content = _array(arrays, f"{name}.start", UNSIGNED), _array(arrays, f"{name}.text", ("uint8",))
    _check_ascending(f"{name}.start", starts, texts + 1, len(content))
    end = content[-4:].tobytes()
    first = next((at for at, byte in enumerate(end) if byte & 0xC0 != 0x80), 0)
    try:
        end[first:].decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise _Unfit(f"{name}.text", "ends within a character") from error


def _check_rows(arrays: Mapping[str, Mapped], manifest: Manifest, sizes: Mapping[str, int]) -> None:
    texts, lists = field_positions(manifest.schema)
    codes, items = _array(arrays, CODES, ("int32",)), _array(arrays, ITEMS, ("int32",))
    lengths, starts = _array(arrays, LENGTHS, SIGNED), _array(arrays, STARTS, UNSIGNED)
    for name, array, columns in ((CODES, codes, texts), (LENGTHS, lengths, lists)):
        _demand(len(array) == manifest.rows * len(columns), name, f"is not of {manifest.rows} rows")
    _check_ascending(STARTS, starts, manifest.rows + 1, len(items))
    most_codes = np.array([sizes[name] for name in texts], np.int32)
    most_items = np.array([sizes[name] for name in lists], np.int32)
    for begin, end in _parts(manifest.rows):
        some = codes[begin * len(texts) : end * len(texts)].reshape(-1, len(texts))
        _demand(some.min() >= -1 and (some.max(axis=0) < most_codes).all(), CODES, "holds a code of no vocabulary")
        sized = lengths[begin * len(lists) : end * len(lists)].reshape(-1, len(lists))
        filled = np.einsum("rl->r", sized, dtype=np.int64)
        _demand((sized >= 0).all(), LENGTHS, "holds a length below 0")
        _demand((np.diff(starts[begin : end + 1].astype(np.int64)) == filled).all(), LENGTHS, f"contradicts {STARTS}")
        held = items[int(starts[begin]) : int(starts[end])]
        below = np.tile(most_items, end - begin).repeat(sized.ravel())
        _demand((held >= 0).all() and (held < below).all(), ITEMS, "holds a code of no vocabulary")


def _check_postings(arrays: Mapping[str, Mapped], name: str, rows: int) -> None:
    rest, size = _array(arrays, f"{name}.rest", ("uint32",)), _array(arrays, f"{name}.size", ("uint8",))
    big, big_size = (_array(arrays, f"{name}.{part}", ("uint32",)) for part in ("big", "big_size"))
    buckets, bucket_rows = (_array(arrays, f"{name}.{part}", ("uint32",)) for part in ("bucket", "bucket_row"))
    row = _array(arrays, f"{name}.row", ("uint32",))
    _demand(len(size) == len(rest), f"{name}.size", f"does not hold {len(rest)} sizes")
    _demand(
        np.array_equal(np.flatnonzero(size == BIG), big), f"{name}.big", f"does not name the long lists of {name}.size"
    )
    _demand(len(big_size) == len(big), f"{name}.big_size", f"does not hold {len(big)} sizes")
    count = len(buckets) - 1
    _demand(count >= 2 and count & (count - 1) == 0, f"{name}.bucket", f"has {count} buckets, no power of two")
    _check_ascending(f"{name}.bucket", buckets, count + 1, len(rest))
    _check_ascending(f"{name}.bucket_row", bucket_rows, count + 1, len(row))
    _demand(not len(row) or int(row.max()) < rows, f"{name}.row", f"holds a number of {rows} or more")
    for begin, end in _parts(count):
        bounds = buckets[begin : end + 1].astype(np.int64)
        sizes = np.append(size[bounds[0] : bounds[-1]], np.uint8(0))
        held = np.where(np.diff(bounds) > 0, np.add.reduceat(sizes, bounds[:-1] - bounds[0], dtype=np.int64), 0)
        first, last = np.searchsorted(big, bounds[[0, -1]])
        where = np.searchsorted(bounds, big[first:last], side="right") - 1
        np.add.at(held, where, big_size[first:last].astype(np.int64) - BIG)
        fits = (np.diff(bucket_rows[begin : end + 1].astype(np.int64)) == held).all()
        _demand(fits, f"{name}.bucket_row", f"contradicts {name}.size")


def _parts(length: int) -> Iterator[tuple[int, int]]:
    return ((begin, min(begin + AT_ONCE, length)) for begin in range(0, length, AT_ONCE))

"""Whether the arrays of an opened index fit one another: compiled functions read by them without asking for bounds.

A hash in the manifest says that a file is as it was written, not that an index wrote it.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import numpy as np

from data.index.columns import CODES, ITEMS, LENGTHS, STARTS
from data.index.format import Array, IndexRefused, Manifest, Mapped
from data.index.postings import BIG
from data.index.vocabulary import TEXTS
from data.index.words import WORD_FIELD
from features.schema.schema import field_positions
from features.schema.texts import either, wording

AT_ONCE = 1 << 16
"""Rows or buckets whose arrays are checked together, so that the check needs little memory."""
_SIGNED = ("int8", "int16", "int32", "int64")
_TYPES = {
    "count": _SIGNED,
    "length": _SIGNED,
    "start": ("uint32", "uint64"),
    "code": ("int32",),
    "item": ("int32",),
    "text": ("uint8",),
    "size": ("uint8",),
}
"""The types of arrays by the last part of their names; the others hold `uint32`."""


def check_arrays(folder: Path, manifest: Manifest, arrays: Mapping[str, Mapped]) -> None:
    """Check that every offset and code of an index points into its array. Raises IndexRefused with the array's name."""
    _ArrayCheck(folder, arrays).run(manifest)


class _ArrayCheck:
    """The arrays of a folder; every method raises IndexRefused with the name of the one that does not fit."""

    def __init__(self, folder: Path, arrays: Mapping[str, Mapped]) -> None:
        self._folder = folder
        self._arrays = arrays

    def run(self, manifest: Manifest) -> None:
        sizes = {field.name: len(self._array(f"{field.name}.hash")) for field in manifest.schema.fields}
        for name, size in sizes.items():
            self._demand_length(f"{name}.count", size)
        self._check_texts(TEXTS, sum(sizes.values()))
        self._demand_length("id.hash", manifest.rows)
        self._check_texts("id", manifest.rows)
        self._check_rows(manifest, sizes)
        self._check_postings("keys", manifest.rows)
        self._check_postings("grams", sizes[WORD_FIELD[manifest.schema.kind]])

    def _array(self, name: str) -> Array:
        self._demand(name in self._arrays, name, "is missing")
        array = self._arrays[name].array
        types = _TYPES.get(name.rpartition(".")[2], ("uint32",))
        self._demand(
            array.dtype.name in types,
            name,
            wording("holds {dtype}, {types} was expected", dtype=array.dtype, types=either(types)),
        )
        return array

    def _demand(self, holds: object, name: str, what: str) -> None:
        if not holds:
            raise IndexRefused("{folder} is damaged: it {what}: build it again", folder=self._folder / name, what=what)

    def _demand_length(self, name: str, length: int) -> Array:
        array = self._array(name)
        self._demand(
            len(array) == length,
            name,
            wording("has {n_array} elements, {length} were expected", n_array=len(array), length=length),
        )
        return array

    def _ascending(self, name: str, length: int, last: int) -> Array:
        """Return offsets: so many, from 0 on, never falling, the last one `last`."""
        array = self._demand_length(name, length)
        self._demand(array[0] == 0 and array[-1] == last, name, wording("does not run from 0 to {last}", last=last))
        self._demand((array[1:] >= array[:-1]).all(), name, "falls")
        return array

    def _check_texts(self, name: str, texts: int) -> None:
        content = self._array(f"{name}.text")
        self._ascending(f"{name}.start", texts + 1, len(content))
        end = content[-4:].tobytes()
        first = next((at for at, byte in enumerate(end) if byte & 0xC0 != 0x80), 0)
        with suppress(UnicodeDecodeError):
            end[first:].decode("utf-8", "surrogatepass")
            return
        self._demand(None, f"{name}.text", "ends within a character")

    def _check_rows(self, manifest: Manifest, sizes: Mapping[str, int]) -> None:
        texts, lists = field_positions(manifest.schema)
        codes = self._demand_length(CODES, manifest.rows * len(texts))
        lengths = self._demand_length(LENGTHS, manifest.rows * len(lists))
        items = self._array(ITEMS)
        starts = self._ascending(STARTS, manifest.rows + 1, len(items))
        most_codes = np.array([sizes[name] for name in texts], np.int32)
        most_items = np.array([sizes[name] for name in lists], np.int32)
        for begin, end in _parts(manifest.rows):
            some = codes[begin * len(texts) : end * len(texts)].reshape(-1, len(texts))
            self._demand(some.min() >= -1 and (some.max(axis=0) < most_codes).all(), CODES, _NO_CODE)
            sized = lengths[begin * len(lists) : end * len(lists)].reshape(-1, len(lists))
            filled = np.einsum("rl->r", sized, dtype=np.int64)
            self._demand((sized >= 0).all(), LENGTHS, "holds a length below 0")
            self._demand((_steps(starts, begin, end) == filled).all(), LENGTHS, f"contradicts {STARTS}")
            held = items[int(starts[begin]) : int(starts[end])]
            below = np.tile(most_items, end - begin).repeat(sized.ravel())
            self._demand((held >= 0).all() and (held < below).all(), ITEMS, _NO_CODE)

    def _check_postings(self, name: str, rows: int) -> None:
        rest, big, row = (self._array(f"{name}.{part}") for part in ("rest", "big", "row"))
        size = self._demand_length(f"{name}.size", len(rest))
        is_named = np.array_equal(np.flatnonzero(size == BIG), big)
        self._demand(is_named, f"{name}.big", wording("does not name the long lists of {name}.size", name=name))
        big_size = self._demand_length(f"{name}.big_size", len(big))
        count = len(self._array(f"{name}.bucket")) - 1
        self._demand(
            count >= 2 and count & (count - 1) == 0,
            f"{name}.bucket",
            wording("has {count} buckets, no power of two", count=count),
        )
        buckets = self._ascending(f"{name}.bucket", count + 1, len(rest))
        bucket_rows = self._ascending(f"{name}.bucket_row", count + 1, len(row))
        self._demand(
            not len(row) or int(row.max()) < rows, f"{name}.row", wording("holds a number of {rows} or more", rows=rows)
        )
        for begin, end in _parts(count):
            bounds = buckets[begin : end + 1].astype(np.int64)
            sizes = np.append(size[bounds[0] : bounds[-1]], np.uint8(0))
            held = np.where(np.diff(bounds) > 0, np.add.reduceat(sizes, bounds[:-1] - bounds[0], dtype=np.int64), 0)
            first, last = np.searchsorted(big, bounds[[0, -1]])
            where = np.searchsorted(bounds, big[first:last], side="right") - 1
            np.add.at(held, where, big_size[first:last].astype(np.int64) - BIG)
            fits = (_steps(bucket_rows, begin, end) == held).all()
            self._demand(fits, f"{name}.bucket_row", wording("contradicts {name}.size", name=name))


_NO_CODE = "holds a code of no vocabulary"


def _steps(offsets: Array, begin: int, end: int) -> Array:
    """Return the differences of neighbouring offsets of a part."""
    return np.diff(offsets[begin : end + 1].astype(np.int64))


def _parts(length: int) -> Iterator[tuple[int, int]]:
    return ((begin, min(begin + AT_ONCE, length)) for begin in range(0, length, AT_ONCE))

"""The columns of built profiles as they were written: read where people or CRMs are shown them, never by matching.

They are in a file of their own beside the index, so that its version, its opening and its answers do not depend on
them; an index without the file shows what it holds. Neighbouring profiles are compressed together.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa

from data.index.delta_store import Original
from data.index.format import IndexRefused, Manifest
from data.index.side_file import SideFile, write_side_file
from data.index.vocabulary import text_array
from data.tables.outputs import ORIGINALS_FILE
from features.normalise.text import LONGEST_RAW
from features.normalise.written import written, written_columns
from features.schema.array_types import Ints
from features.schema.schema import Schema

ORIGINALS_FORMAT = "onematch-universe-originals-2"
PLAIN_FORMAT = "onematch-universe-originals-1"
"""Of an earlier version, which compressed nothing."""
_CODEC = "zstd"
TOGETHER = 64
"""Profiles that are compressed together."""
_SIZE_BYTES = 4
"""Before what is compressed: its size without compression."""
_BETWEEN = "\x1f"
"""Parts the columns of a profile, none of which has a control character."""
_END = "\x1e"
"""Ends a profile."""
_AGAIN = "build the index again"


def joined_rows(schema: Schema, rows: Sequence[dict[str, str | None]]) -> pa.Array:
    """Return each row's columns as one text, in the order of `written_columns`."""
    names = written_columns(schema)
    return text_array([_joined([row.get(name) or "" for name in names]) for row in rows])


def _joined(values: list[str]) -> str:
    """Return values of a table as one text; nearly all rows are plain as a whole, which takes a third of the time."""
    plain = "".join(values)
    is_plain = plain.isprintable() and len(plain) <= LONGEST_RAW
    return _BETWEEN.join(values if is_plain else map(written, values)) + _END


def write_originals(folder: Path, manifest: Manifest, schema: Schema, parts: Sequence[pa.Array], order: Ints) -> None:
    """Write the joined rows of an index in the order of its rows; the names of the columns come first."""
    names = pa.array([(_BETWEEN.join(written_columns(schema)) + _END).encode()], pa.large_binary())
    rows = pa.chunked_array(parts, pa.binary()).cast(pa.large_binary()).take(pa.array(order))
    texts = pa.concat_arrays([names, *rows.chunks])
    _, offsets, content = texts.buffers()
    bounds = np.append(np.frombuffer(offsets, np.int64)[: len(texts) : TOGETHER], len(content)).tolist()
    packed = [
        (end - begin).to_bytes(_SIZE_BYTES, "little") + pa.compress(content[begin:end], _CODEC, asbytes=True)
        for begin, end in pairwise(bounds)
    ]
    starts = np.cumsum([0, *map(len, packed)], dtype=np.uint64)
    arrays = starts, np.frombuffer(b"".join(packed), np.uint8)
    write_side_file(folder / ORIGINALS_FILE, ORIGINALS_FORMAT, manifest, arrays, {"rows": manifest.rows})


class Originals:
    """The rows of an index as they were written: built ones from the mapped file, checked at its first use, then those
    of `changed`.
    """

    def __init__(self, folder: Path, rows: int, version: str, changed: Sequence[Original]) -> None:
        self._base_rows = rows
        self._changed = changed
        self._file = SideFile.open(folder / ORIGINALS_FILE, (ORIGINALS_FORMAT, PLAIN_FORMAT), version, _AGAIN)
        self._names: list[str] = []
        if self._file is None:
            return
        self._together = 1 if self._file.header["format"] == PLAIN_FORMAT else TOGETHER
        starts_end = 8 * (rows // self._together + 2)
        if len(self._file.content) < starts_end:
            raise IndexRefused("{file_path} is damaged: {again}", file_path=self._file.path, again=_AGAIN)
        self._starts = np.frombuffer(self._file.content[:starts_end], np.uint64)
        self._texts = self._file.content[starts_end:]

    def of(self, row: int) -> Original:
        """Return the filled columns of a row, empty where they were not kept. Raises IndexRefused for a damage."""
        if row >= self._base_rows:
            return self._changed[row - self._base_rows]
        if self._file is None:
            return {}
        if not self._names:
            self._file.check()
            self._names = self._split(0)
        return {name: value for name, value in zip(self._names, self._split(row + 1), strict=False) if value}

    def _split(self, number: int) -> list[str]:
        at, within = divmod(number, self._together)
        begin, end = self._starts[at : at + 2].tolist()
        content = self._texts[begin:end]
        if self._together > 1:
            size = int.from_bytes(content[:_SIZE_BYTES], "little")
            try:
                content = pa.decompress(content[_SIZE_BYTES:], size, _CODEC, asbytes=True).split(_END.encode())[within]
            except (OSError, ValueError, MemoryError, IndexError) as error:
                raise IndexRefused(
                    "{originals_file} of the index is damaged: {again}", originals_file=ORIGINALS_FILE, again=_AGAIN
                ) from error
        return str(content, "utf-8", "replace").split(_BETWEEN)

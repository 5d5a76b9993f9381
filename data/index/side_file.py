"""A file beside an index that belongs to it alone: a header of JSON, then arrays that every process maps."""

import json
import mmap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import xxhash

from data.index.format import Array, IndexRefused, Manifest
from data.tables.atomic import replacing
from features.schema.value_class import value_class

_HEADER = 512
"""Bytes of the header: JSON text, filled up with spaces."""


@value_class
class SideFile:
    """An opened file: what its header states, and the bytes after it; `again` says how to make another one."""

    path: Path
    header: Mapping[str, object]
    content: memoryview
    again: str

    @classmethod
    def open(cls, path: Path, formats: Sequence[str], version: str, again: str) -> Self | None:
        """Open a file of an index's version, None where there is none. Raises IndexRefused for any other.

        `formats` are those that this version reads, its own first.
        """
        if not path.is_file():
            return None
        if path.stat().st_size < _HEADER:
            raise IndexRefused("{path} is damaged: {again}", path=path, again=again)
        with path.open("rb") as file:
            content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = _header(content[:_HEADER])
        if header.get("format") not in formats:
            raise IndexRefused(
                "{path} has another format ({formats!r} was expected): {again}",
                path=path,
                formats=formats[0],
                again=again,
            )
        if header.get("index") != version:
            got = header.get("index")
            raise IndexRefused(
                "{path} belongs to the index {got}, {version} was expected: {again}",
                path=path,
                got=got,
                version=version,
                again=again,
            )
        return cls(path, header, memoryview(content)[_HEADER:], again)

    @property
    def hash(self) -> str:
        """The hash of the content that the header states."""
        return str(self.header.get("hash"))

    def check(self) -> None:
        """Raise IndexRefused unless the content has its hash."""
        if xxhash.xxh3_64_hexdigest(self.content) != self.hash:
            raise IndexRefused("{path} is damaged: {again}", path=self.path, again=self.again)


def write_side_file(
    path: Path, format_: str, manifest: Manifest, arrays: Sequence[Array], stated: Mapping[str, int]
) -> None:
    """Write arrays with a header; the file appears whole or not at all."""
    hashed = xxhash.xxh3_64()
    for array in arrays:
        hashed.update(array.data)
    header = {"format": format_, "index": manifest.version, **stated, "hash": hashed.hexdigest()}
    with replacing(path) as beside, beside.open("wb") as file:
        file.write(json.dumps(header).encode().ljust(_HEADER))
        for array in arrays:
            file.write(array.data)


def _header(content: bytes) -> Mapping[str, object]:
    try:
        header = json.loads(content)
    except ValueError:
        return {}
    return header if isinstance(header, dict) else {}

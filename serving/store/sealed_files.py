"""Files of jobs (exports, reports), sealed piece by piece, so that no disk holds a value in plain text."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

from data.tables.atomic import is_partial, replacing
from features.compiled.private_paths import make_private_folder, private_opener
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.store.vault import DataKey

_PIECE = 1 << 18
_LENGTH_BYTES = 4
_LONGEST = _PIECE + (1 << 10)
"""Bytes of a sealed piece; a greater length is a damaged one."""


class FileBroken(OnematchError):
    """A sealed file ends before its last piece."""


@value_class
class SealedFiles:
    """The sealed files of one folder, each named by its job."""

    folder: Path

    @contextmanager
    def writing(self, name: str, key: DataKey) -> Iterator[BinaryIO]:
        """Yield a stream that writes one file; after an error no part of the file remains."""
        make_private_folder(self.folder)
        with (
            replacing(self.folder / name) as beside,
            open(beside, "wb", opener=private_opener) as out,
            sealing(out, name, key) as stream,
        ):
            yield stream

    def pieces(self, name: str, key: DataKey) -> Iterator[bytes]:
        """Yield a file's bytes in order. Raises FileNotFoundError, SealBroken, FileBroken."""
        with (self.folder / name).open("rb") as file:
            yield from unsealed(file, name, key)

    def has(self, name: str) -> bool:
        """Whether a file exists."""
        return (self.folder / name).is_file()

    def remove(self, name: str) -> bool:
        """Remove a file and its partial copies; return whether it existed."""
        has_existed = self.has(name)
        (self.folder / name).unlink(missing_ok=True)
        for path in self.folder.glob(f".{name}.*"):
            if is_partial(path):
                path.unlink(missing_ok=True)
        return has_existed


@contextmanager
def sealing(out: IO[bytes], name: str, key: DataKey) -> Iterator[BinaryIO]:
    """Yield a stream that seals what it is given into another one; without an error it ends with the last piece."""
    stream = _SealedStream(out, name, key)
    yield cast("BinaryIO", stream)
    stream.finish()


def unsealed(file: IO[bytes], name: str, key: DataKey) -> Iterator[bytes]:
    """Yield the bytes of a sealed stream in order. Raises SealBroken, FileBroken."""
    number = 0
    while head := file.read(_LENGTH_BYTES):
        length = int.from_bytes(head)
        is_last = not length
        if length > _LONGEST:
            break
        sealed = file.read() if is_last else file.read(length)
        yield key.unseal(sealed, _context(name, number, is_last=is_last))
        if is_last:
            return
        number += 1
    raise FileBroken(
        "the file of {name} ends or is damaged after {number} pieces, expected a last one", name=name, number=number
    )


class _SealedStream(io.RawIOBase):
    """Seals what is written; each piece follows its length, the last one follows a 0."""

    def __init__(self, out: IO[bytes], name: str, key: DataKey) -> None:
        self._out = out
        self._name = name
        self._key = key
        self._waiting = bytearray()
        self._number = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        before = len(self._waiting)
        self._waiting += data
        written = len(self._waiting) - before
        while len(self._waiting) > _PIECE:
            sealed = self._sealed(bytes(self._waiting[:_PIECE]), is_last=False)
            self._out.write(len(sealed).to_bytes(_LENGTH_BYTES) + sealed)
            del self._waiting[:_PIECE]
        return written

    def finish(self) -> None:
        """Seal the rest as the last piece, which distinguishes a whole file from a truncated one."""
        self._out.write((0).to_bytes(_LENGTH_BYTES) + self._sealed(bytes(self._waiting), is_last=True))
        self._waiting.clear()

    def _sealed(self, piece: bytes, *, is_last: bool) -> bytes:
        sealed = self._key.seal(piece, _context(self._name, self._number, is_last=is_last))
        self._number += 1
        return sealed


def _context(name: str, number: int, *, is_last: bool) -> str:
    return f"file/{name}/{number}{'/last' if is_last else ''}"

"""Vocabularies of the index: distinct texts in order of their hash, as three mapped arrays."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import xxhash
from numpy.typing import NDArray

from data.index_format import Array, IndexWriter, Mapped
from features.columns import NULL, Codes


def to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def text_hashes(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Return the 64-bit xxh3 hash of each text."""
    return np.array([xxhash.xxh3_64_intdigest(to_bytes(text)) for text in texts], np.uint64)


class Interner:
    """Gives each distinct text a number in order of first sight, while an index is built."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def intern(self, texts: Iterable[str | None]) -> list[int]:
        numbers = self.numbers
        return [NULL if text is None else numbers.setdefault(text, len(numbers)) for text in texts]


def write_vocabulary(writer: IndexWriter, name: str, texts: Sequence[str]) -> NDArray[np.int64]:
    """Write texts sorted by hash; return the code of each text by its place in the given order."""
    hashes = text_hashes(texts)
    order = np.argsort(hashes, kind="stable")
    encoded = [to_bytes(texts[i]) for i in order.tolist()]
    starts = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([len(text) for text in encoded], out=starts[1:])
    writer.write(f"{name}.hash", (hashes[order] >> np.uint64(32)).astype(np.uint32))
    writer.write(f"{name}.start", starts.astype(np.uint32 if starts[-1] < 1 << 32 else np.uint64))
    writer.write(f"{name}.text", np.frombuffer(b"".join(encoded), np.uint8))
    codes = np.empty(len(texts), np.int64)
    codes[order] = np.arange(len(texts))
    return codes


class MappedVocabulary:
    """A vocabulary of an opened index; `find` compares 32 bits of the hash, then the text."""

    __slots__ = ("_content", "_hashes", "_starts")

    def __init__(self, arrays: Mapping[str, Mapped], name: str) -> None:
        self._hashes: Array = arrays[f"{name}.hash"].array
        self._starts: Array = arrays[f"{name}.start"].array
        self._content = arrays[f"{name}.text"].content

    def __len__(self) -> int:
        return len(self._hashes)

    @property
    def hashes(self) -> Array:
        """The upper 32 bits of each text's hash, ascending."""
        return self._hashes

    def take(self, codes: Codes) -> list[str]:
        content = self._content
        starts, ends = self._starts[codes].tolist(), self._starts[codes + 1].tolist()
        return [content[start:end].decode("utf-8", "surrogatepass") for start, end in zip(starts, ends, strict=True)]

    def take_one(self, code: int) -> str:
        starts = self._starts.item
        return self._content[starts(code) : starts(code + 1)].decode("utf-8", "surrogatepass")

    def find_one(self, value: str) -> int:
        """Return the code of a value, or -1."""
        encoded = to_bytes(value)
        upper = xxhash.xxh3_64_intdigest(encoded) >> 32
        return self._settle(encoded, upper, int(self._hashes.searchsorted(np.uint32(upper))))

    def find(self, values: Sequence[str]) -> Codes:
        """Return the code of each value, or -1."""
        encoded = [to_bytes(value) for value in values]
        uppers = [xxhash.xxh3_64_intdigest(value) >> 32 for value in encoded]
        places = self._hashes.searchsorted(np.array(uppers, np.uint32)).tolist()
        return np.array([self._settle(*each) for each in zip(encoded, uppers, places, strict=True)], np.int32)

    def _settle(self, value: bytes, upper: int, place: int) -> int:
        hashes, starts, size = self._hashes.item, self._starts.item, len(self._hashes)
        while place < size and hashes(place) == upper:
            if self._content[starts(place) : starts(place + 1)] == value:
                return place
            place += 1
        return NULL

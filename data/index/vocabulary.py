"""Vocabularies of the index: distinct texts in order of their hash, as three mapped arrays."""

import mmap
from collections.abc import Iterable, Mapping, Sequence
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import xxhash
from numpy.typing import NDArray

from data.index.compiled import calls
from data.index.format import Array, IndexWriter, Mapped
from features.compiled.arguments import LaidTexts, LeftCodes, SoughtFields, plain
from features.pairs.columns import NULL, UNKNOWN, to_bytes
from features.schema.array_types import Arrays, Codes, Ints
from features.schema.kinds import Field
from features.schema.own_field import Value
from features.schema.value_class import value_class


def text_hashes(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Return the 64-bit xxh3 hash of each text."""
    return _hashes(map(to_bytes, texts))


def _hashes(encoded: Iterable[bytes]) -> NDArray[np.uint64]:
    return np.array(list(map(xxhash.xxh3_64_intdigest, encoded)), np.uint64)


def text_array(texts: Sequence[Value], *, plural: bool = False) -> pa.Array:
    """Return texts, or lists of texts, as an Arrow array of their bytes."""
    type_ = pa.list_(pa.binary()) if plural else pa.binary()
    try:
        return pa.array(texts, type_)
    except UnicodeEncodeError:
        return pa.array([_encoded(value) for value in texts], type_)


def _encoded(value: Value) -> object:
    return list(map(to_bytes, value)) if isinstance(value, tuple) else value and to_bytes(value)


def texts_of(array: pa.Array) -> list[str]:
    """Return the texts of an Arrow array of bytes without nulls."""
    return [content.decode("utf-8", "surrogatepass") for content in array.to_pylist()]


TEXTS = "texts"


class VocabularyWriter:
    """Writes the texts of several vocabularies to one file, one vocabulary after the other."""

    def __init__(self, writer: IndexWriter, name: str = TEXTS) -> None:
        self._writer = writer
        self._name = name
        self._sorted: list[pa.Array] = [text_array([])]

    def add(self, name: str, texts: pa.Array) -> NDArray[np.int64]:
        """Add an array of distinct texts, sorted by hash; return the code of each by its position in the array."""
        hashes = _hashes(texts.to_pylist())
        order = np.argsort(hashes, kind="stable")
        self._writer.write(f"{name}.hash", (hashes[order] >> np.uint64(32)).astype(np.uint32))
        self._sorted.append(texts.take(pa.array(order)))
        codes = np.empty(len(texts), np.int64)
        codes[order] = np.arange(len(texts))
        return codes

    def finish(self) -> None:
        """Write the texts of all vocabularies."""
        lengths = [pc.binary_length(each).to_numpy().astype(np.int64) for each in self._sorted]
        starts = np.concatenate([np.zeros(1, np.int64), *lengths]).cumsum()
        self._writer.write(f"{self._name}.start", starts.astype(np.uint32 if starts[-1] < 1 << 32 else np.uint64))
        self._writer.write(f"{self._name}.text", np.concatenate([_content(each) for each in self._sorted]))


def _content(texts: pa.Array) -> NDArray[np.uint8]:
    """Return the bytes of an array's texts, one after the other."""
    _, offsets, content = texts.buffers()
    if not len(texts) or content is None:
        return np.zeros(0, np.uint8)
    ends = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    return np.frombuffer(content, np.uint8)[ends[0] : ends[-1]]


def write_vocabulary(writer: IndexWriter, name: str, texts: Sequence[str]) -> NDArray[np.int64]:
    """Write one vocabulary to its own file; return the code of each text by its position in the given order."""
    alone = VocabularyWriter(writer, name)
    codes = alone.add(name, text_array(texts))
    alone.finish()
    return codes


class MappedVocabulary:
    """A vocabulary of an opened index; `find` compares 32 bits of the hash, then the text."""

    __slots__ = ("__weakref__", "_content", "_hashes", "_starts")

    def __init__(self, hashes: Array, starts: Array, content: mmap.mmap | bytes) -> None:
        self._hashes = hashes
        self._starts = starts
        self._content = content

    @classmethod
    def of(cls, arrays: Mapping[str, Mapped], name: str) -> Self:
        """Return a vocabulary that has its own file."""
        return cls(arrays[f"{name}.hash"].array, arrays[f"{name}.start"].array, arrays[f"{name}.text"].content)

    def __len__(self) -> int:
        return len(self._hashes)

    @property
    def hashes(self) -> Array:
        """The upper 32 bits of each text's hash, ascending."""
        return self._hashes

    @property
    def flat(self) -> tuple[Array, Array] | None:
        """The bytes of the texts and their starts, as compiled functions read them; None for 4 GiB or more."""
        if self._starts.dtype != np.uint32 or not len(self._content):
            return None
        return np.frombuffer(self._content, np.uint8), self._starts

    def take(self, codes: Codes) -> list[str]:
        content = self._content
        starts = self._starts[codes].tolist()
        ends = self._starts[codes + 1].tolist()
        return [content[start:end].decode("utf-8", "surrogatepass") for start, end in zip(starts, ends, strict=True)]

    def find(self, values: Sequence[str]) -> Codes:
        """Return the code of each value, or -1."""
        encoded = [to_bytes(value) for value in values]
        uppers = [xxhash.xxh3_64_intdigest(value) >> 32 for value in encoded]
        first = self._hashes.searchsorted(np.array(uppers, np.uint32)).tolist()
        return np.array(list(map(self._scan, encoded, uppers, first)), np.int32)

    def _scan(self, value: bytes, upper: int, position: int) -> int:
        """Return the code of a value among the texts of its hash, which begin at a position."""
        hashes = self._hashes.item
        starts = self._starts.item
        size = len(self._hashes)
        while position < size and hashes(position) == upper:
            if self._content[starts(position) : starts(position + 1)] == value:
                return position
            position += 1
        return NULL


@value_class
class FlatTexts:
    """All texts as compiled functions read them, and the bases of text fields and of list fields.

    `hashes` and `base` are by field: the upper 32 bits of its texts' hashes, and the number of its first text.
    """

    content: Array
    starts: Array
    text_base: NDArray[np.int64]
    item_base: NDArray[np.int64]
    hashes: Arrays
    base: NDArray[np.int64]

    def seek(self, own: LaidTexts, sought: SoughtFields, rows: Ints) -> LeftCodes:
        """Return the codes of the values of some left rows in the vocabularies."""
        side = own.side
        (texts, lists) = sought
        runs = len(rows)
        begin = len(texts) * runs
        offsets = np.empty(len(lists) * runs + 1, np.int64)
        codes = np.empty(begin + len(lists) * len(side.items), np.int32)
        calls.vocabulary.seek(
            (self.hashes.addresses, self.hashes.sizes, self.base, self.content, self.starts),
            (own.hashes, side.content, side.starts, side.text_at, side.offsets, side.item_at),
            plain(sought),
            rows,
            UNKNOWN,
            offsets,
            codes,
        )
        return LeftCodes(codes[:begin].reshape(len(texts), runs), offsets, codes[begin : begin + offsets[-1]])


class MappedTexts:
    """The vocabularies of all fields, whose texts lie in one file: `of[name]` is that of one field.

    `flat` is None for texts of 4 GiB or more, whose starts do not fit in 32 bits.
    """

    __slots__ = ("_names", "_translations", "flat", "of")

    def __init__(self, arrays: Mapping[str, Mapped], fields: Sequence[Field]) -> None:
        starts = arrays[f"{TEXTS}.start"].array
        content = arrays[f"{TEXTS}.text"].content
        hashes = [arrays[f"{field.name}.hash"].array for field in fields]
        base = np.append(0, np.cumsum([len(each) for each in hashes]))
        self.of: dict[str, MappedVocabulary] = {}
        self._names = tuple(field.name for field in fields)
        self._translations: dict[tuple[str, str], Codes] = {}
        for field, own, begin in zip(fields, hashes, base.tolist(), strict=False):
            self.of[field.name] = MappedVocabulary(own, starts[begin : begin + len(own) + 1], content)
        self.flat: FlatTexts | None = None
        if starts.dtype == np.uint32:
            self.flat = FlatTexts(
                content=arrays[f"{TEXTS}.text"].array,
                starts=starts,
                text_base=base[[number for number, field in enumerate(fields) if not field.plural]],
                item_base=base[[number for number, field in enumerate(fields) if field.plural]],
                hashes=Arrays.of(hashes),
                base=base[:-1].copy(),
            )

    def translated(self, name: str, number: int, codes: Codes) -> Codes:
        """Return codes of a field as those of field `number`: UNKNOWN for null and for what its vocabulary lacks."""
        target = self._names[number]
        if target == name:
            return np.where(codes == NULL, np.int32(UNKNOWN), codes)
        if (name, target) not in self._translations:
            own = self.of[name]
            target_codes = self.of[target].find(own.take(np.arange(len(own), dtype=np.int32)))
            self._translations[name, target] = np.append(
                np.where(target_codes == NULL, UNKNOWN, target_codes), UNKNOWN
            ).astype(np.int32)
        return self._translations[name, target][codes]

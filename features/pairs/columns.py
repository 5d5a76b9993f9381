"""Records as columns: each field is an array of codes into a vocabulary of its distinct values."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

import numpy as np
import xxhash
from numpy.typing import NDArray

from features.compiled.arguments import LaidTexts, LeftCodes, Side, SoughtFields
from features.schema.array_types import Codes, Ints
from features.schema.kinds import Kind
from features.schema.own_field import Value
from features.schema.schema import Schema, Shape, schema_of
from features.schema.texts import wording
from features.schema.value_class import value_class

T = TypeVar("T")
Rows = NDArray[np.int64]
Record = Mapping[str, Value]
NULL = -1
UNKNOWN = -2
"""The code of a value that the other vocabulary lacks; it equals no code, not even the code of null."""


class Vocabulary(Protocol):
    """The distinct values of one column; `find` is the inverse of `take`."""

    def __len__(self) -> int: ...
    def take(self, codes: Codes) -> list[str]: ...
    def find(self, values: Sequence[str]) -> Codes: ...


class ListVocabulary:
    """A vocabulary held in memory."""

    __slots__ = ("__weakref__", "_codes", "values")

    def __init__(self, values: Sequence[str]) -> None:
        self.values = values
        self._codes: dict[str, int] | None = None

    def __len__(self) -> int:
        return len(self.values)

    def take(self, codes: Codes) -> list[str]:
        values = self.values
        return [values[code] for code in codes.tolist()]

    def find(self, values: Sequence[str]) -> Codes:
        """Return the code of each value, or -1."""
        get = self._code_of().get
        return np.fromiter((get(value, NULL) for value in values), np.int32, len(values))

    def _code_of(self) -> dict[str, int]:
        if self._codes is None:
            self._codes = {value: code for code, value in enumerate(self.values)}
        return self._codes


@value_class
class TextColumn:
    """One text field: `codes[row]` points into the vocabulary, -1 is null."""

    codes: Codes
    vocabulary: Vocabulary

    def take(self, rows: Rows) -> "TextColumn":
        return TextColumn(self.codes[rows], self.vocabulary)

    def emptied(self) -> "TextColumn":
        return TextColumn(np.full_like(self.codes, NULL), self.vocabulary)

    def values(self) -> list[str | None]:
        known = self.vocabulary.take(np.maximum(self.codes, 0)) if len(self.vocabulary) else []
        return [known[i] if code >= 0 else None for i, code in enumerate(self.codes.tolist())]


@value_class
class ListColumn:
    """One plural field: row i holds `codes[offsets[i]:offsets[i + 1]]`; an empty list is null."""

    offsets: Ints
    codes: Codes
    vocabulary: Vocabulary

    @property
    def lengths(self) -> Ints:
        lengths: Ints = self.offsets[1:] - self.offsets[:-1]
        return lengths

    def take(self, rows: Rows) -> "ListColumn":
        starts = self.offsets[rows]
        lengths = self.offsets[rows + 1] - self.offsets[rows]
        offsets = np.zeros(len(rows) + 1, np.int64)
        np.cumsum(lengths, out=offsets[1:])
        flat = np.repeat(starts - offsets[:-1], lengths) + np.arange(offsets[-1])
        return ListColumn(offsets, self.codes[flat], self.vocabulary)

    def emptied(self) -> "ListColumn":
        return ListColumn(np.zeros_like(self.offsets), self.codes[:0], self.vocabulary)

    def values(self) -> list[tuple[str, ...] | None]:
        flat = self.vocabulary.take(self.codes)
        bounds = self.offsets.tolist()
        return [tuple(flat[a:b]) if b > a else None for a, b in pairwise(bounds)]


Column = TextColumn | ListColumn


class JointFields(Protocol):
    """Fields whose texts lie in one buffer, so that many are read at once."""

    def side(self) -> Side | None:
        """Return the rows as flat arrays, None where their texts lie apart."""

    def seek(self, own: LaidTexts, sought: SoughtFields, rows: Rows) -> LeftCodes | None:
        """Return the right codes of some left rows' values, None where the vocabularies lie apart."""

    def translate(self, left: "JointFields", sought: SoughtFields, rows: Rows) -> LeftCodes | None:
        """Return the right codes of some left rows' values where both tables share their vocabularies, else None."""


@value_class
class Columns:
    """A table of normalised records: `ids[row]` and one column per field.

    `records` are the records that it was made of, if any; `joint` reads many fields at once, where that is possible.
    """

    schema: Schema
    ids: Sequence[str]
    fields: Mapping[str, Column]
    records: Sequence[Record] = ()
    joint: JointFields | None = None

    @property
    def kind(self) -> Kind:
        return self.schema.kind

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, field: str) -> Column:
        return self.fields[field]

    def text(self, field: str) -> TextColumn:
        column = self.fields[field]
        if not isinstance(column, TextColumn):
            raise TypeError(
                wording("{kind} field {field!r} holds lists, a text field was expected", kind=self.kind, field=field)
            )
        return column

    def plural(self, field: str) -> ListColumn:
        column = self.fields[field]
        if not isinstance(column, ListColumn):
            raise TypeError(
                wording("{kind} field {field!r} holds text, a list field was expected", kind=self.kind, field=field)
            )
        return column

    def take(self, rows: Rows) -> "Columns":
        ids = [self.ids[row] for row in rows.tolist()]
        return Columns(self.schema, ids, {name: column.take(rows) for name, column in self.fields.items()})

    def without(self, hidden: Collection[str]) -> "Columns":
        """Return the records with some fields empty."""
        if not hidden:
            return self
        emptied = {name: column.emptied() for name, column in self.fields.items() if name in hidden}
        return Columns(self.schema, self.ids, {**self.fields, **emptied})


def columns_of(shape: Shape, ids: Sequence[str], records: Sequence[Record]) -> Columns:
    """Return normalised records as columns, with one vocabulary per field in order of first occurrence."""
    schema = schema_of(shape)

    def make(name: str) -> Column:
        values = [record.get(name) for record in records]
        return _list_column(values) if schema.plural[name] else _text_column(values)

    return Columns(schema, ids, LazyFields(schema.plural, make), records)


class LazyFields(Mapping[str, T]):
    """Values by the name of a field, each made once, at its first use."""

    __slots__ = ("_made", "_make", "_names")

    def __init__(self, names: Collection[str], make: Callable[[str], T]) -> None:
        self._names = names
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _text_column(values: Sequence[object]) -> TextColumn:
    code_by_text: dict[str, int] = {}
    codes = [NULL if value is None else code_by_text.setdefault(str(value), len(code_by_text)) for value in values]
    return TextColumn(np.array(codes, np.int32), ListVocabulary(list(code_by_text)))


def _list_column(values: Sequence[object]) -> ListColumn:
    code_by_item: dict[str, int] = {}
    offsets = np.zeros(len(values) + 1, np.int64)
    codes: list[int] = []
    for row, value in enumerate(values):
        if isinstance(value, tuple):
            codes.extend(code_by_item.setdefault(item, len(code_by_item)) for item in value)
        offsets[row + 1] = len(codes)
    return ListColumn(offsets, np.array(codes, np.int32), ListVocabulary(list(code_by_item)))


def to_bytes(text: str) -> bytes:
    """Return the UTF-8 of a text, half surrogates included."""
    return text.encode("utf-8", "surrogatepass")


def items_of(record: Record, field: str) -> tuple[str, ...]:
    """Return the items of a record's list field, none where it is null."""
    value = record.get(field)
    return value if isinstance(value, tuple) else ()


def hash_text(text: str) -> int:
    """Return the 64-bit xxh3 hash of a text, the same on every machine."""
    return xxhash.xxh3_64_intdigest(text)

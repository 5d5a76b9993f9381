"""The universe's normalised fields in the mapped index, where all fields of a row are stored next to each other."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

from data.index.compiled import calls
from data.index.format import Array, IndexWriter, Mapped, narrowest
from data.index.vocabulary import MappedTexts, MappedVocabulary
from features.compiled.arguments import LaidTexts, LeftCodes, Side, SoughtFields
from features.pairs.columns import NULL, Column, JointFields, LazyFields, ListColumn, TextColumn
from features.schema.array_types import Codes, Ints
from features.schema.kinds import Field
from features.schema.schema import Schema, field_positions

CODES = "rows.code"
STARTS = "rows.start"
LENGTHS = "rows.length"
ITEMS = "rows.item"


def write_rows(writer: IndexWriter, texts: Sequence[Codes], lists: Sequence[tuple[Ints, Codes]]) -> None:
    """Write the rows: their codes of all text fields, and their items, list after list.

    `texts` has an array per text field, `lists` the lengths and the items per list field, in the order of `FIELDS`.
    """
    writer.write(CODES, np.array(texts, np.int32).T.ravel())
    lengths = np.array([each for each, _ in lists], np.int64).T
    starts = np.append(0, lengths.sum(axis=1).cumsum())
    begin = starts[:-1].reshape(-1, 1) + lengths.cumsum(axis=1) - lengths
    items = np.empty(starts[-1], np.int32)
    for number, (sizes, codes) in enumerate(lists):
        first = sizes.cumsum() - sizes
        items[(begin[:, number] - first).repeat(sizes) + np.arange(len(codes))] = codes
    writer.write(STARTS, starts.astype(np.uint32 if starts[-1] < 1 << 32 else np.uint64))
    writer.write(LENGTHS, narrowest(lengths.ravel()))
    writer.write(ITEMS, items)


class MappedRows:
    """The rows of a kind in the layout of the disk."""

    __slots__ = ("_codes", "_items", "_lengths", "_starts", "list_names", "lists", "text_names", "texts")

    def __init__(self, arrays: Mapping[str, Mapped], schema: Schema) -> None:
        self.texts, self.lists = field_positions(schema)
        self.text_names = tuple(self.texts)
        self.list_names = tuple(self.lists)
        self._codes: Array = arrays[CODES].array.reshape(-1, len(self.texts))
        self._lengths: Array = arrays[LENGTHS].array.reshape(-1, len(self.lists))
        self._starts: Array = arrays[STARTS].array
        self._items: Array = arrays[ITEMS].array

    def codes(self, rows: Ints) -> Codes:
        """Return the codes of all text fields, one row per field."""
        codes = np.empty((len(self.texts), len(rows)), np.int32)
        calls.rows.take_codes(self._codes, rows, codes)
        return codes

    def rows_with(self, name: str, code: int) -> Ints:
        """Return the rows whose text field has a code; none for NULL."""
        codes = self._codes[:, self.texts[name]]
        return np.flatnonzero((codes == code) & (codes != NULL))

    def all_lists(self, rows: Ints) -> tuple[Ints, Codes]:
        """Return all list fields one after the other: the offsets of all rows of the first, the second, ..."""
        lengths = self._lengths.take(rows, axis=0).astype(np.int64)
        starts = self._starts.take(rows).astype(np.int64)
        offsets = np.empty(lengths.size + 1, np.int64)
        calls.rows.lay_out(lengths, offsets)
        items = np.empty(offsets[-1], np.int32)
        calls.rows.take_items(lengths, starts, self._items, offsets, items)
        return offsets, items

    def rows_filled(self, name: str) -> int:
        """Return how many rows hold something in a list field."""
        return int(np.count_nonzero(self._lengths[:, self.lists[name]]))


class MappedField:
    """One field of the universe."""

    __slots__ = ("_counts", "_field", "_rows", "vocabulary")

    def __init__(
        self, arrays: Mapping[str, Mapped], field: Field, rows: MappedRows, vocabulary: MappedVocabulary
    ) -> None:
        self.vocabulary = vocabulary
        self._counts: Array = arrays[f"{field.name}.count"].array
        self._field = field
        self._rows = rows

    @property
    def counts(self) -> Ints:
        """In how many rows each vocabulary code occurs."""
        return self._counts.astype(np.int64)

    def count(self, code: int) -> int:
        """Return in how many rows one vocabulary code occurs."""
        return int(self._counts[code])

    def rows_filled(self) -> int:
        """Return how many rows hold something."""
        if self._field.plural:
            return self._rows.rows_filled(self._field.name)
        return int(self._counts.sum(dtype=np.int64))


class TakenRows(LazyFields[Column]):
    """The fields of some rows of the base; all text fields are read at once, and so are all list fields."""

    __slots__ = ("_codes", "_fields", "_lists", "_rows", "_taken", "_texts")

    def __init__(self, fields: Mapping[str, MappedField], rows: MappedRows, texts: MappedTexts, taken: Ints) -> None:
        super().__init__(fields, self._take)
        self._fields = fields
        self._rows = rows
        self._texts = texts
        self._taken = taken
        self._codes: Codes | None = None
        self._lists: tuple[NDArray[np.int64], Codes] | None = None

    def text_codes(self) -> Codes:
        """Return the codes of all text fields, one row per field."""
        if self._codes is None:
            self._codes = self._rows.codes(self._taken)
        return self._codes

    def side(self) -> Side | None:
        """Return the rows as flat arrays, None where their texts lie apart."""
        if self._texts.flat is None:
            return None
        flat = self._texts.flat
        codes = self.text_codes()
        (offsets, items) = self._all_lists()
        return Side(
            codes=codes,
            offsets=offsets,
            items=items,
            content=flat.content,
            starts=flat.starts,
            text_base=flat.text_base,
            text_at=codes,
            item_base=flat.item_base,
            item_at=items,
        )

    def seek(self, own: LaidTexts, sought: SoughtFields, rows: Ints) -> LeftCodes | None:
        """Return the codes of the values of some left rows, None where the texts lie apart."""
        return None if self._texts.flat is None else self._texts.flat.seek(own, sought, rows)

    def translate(self, left: JointFields, sought: SoughtFields, rows: Ints) -> LeftCodes | None:
        """Return the codes of some rows of the same index; None where `left` is of another one."""
        if not isinstance(left, TakenRows) or left._texts is not self._texts:
            return None
        texts = self._rows.text_names
        lists = self._rows.list_names
        own = left.text_codes()
        codes = np.empty((len(sought.texts), len(rows)), np.int32)
        for at, (field, right) in enumerate(sought.texts.tolist()):
            codes[at] = self._texts.translated(texts[field], right, own[field][rows])
        lengths = [np.zeros(1, np.int64)]
        items = [np.zeros(0, np.int32)]
        for field, right in sought.lists.tolist():
            taken = left._list(field).take(rows)
            lengths.append(taken.lengths)
            items.append(self._texts.translated(lists[field], right, taken.codes))
        return LeftCodes(codes, np.concatenate(lengths).cumsum(), np.concatenate(items))

    def _all_lists(self) -> tuple[NDArray[np.int64], Codes]:
        if self._lists is None:
            self._lists = self._rows.all_lists(self._taken)
        return self._lists

    def _take(self, name: str) -> Column:
        if name in self._rows.texts:
            return TextColumn(self.text_codes()[self._rows.texts[name]], self._fields[name].vocabulary)
        return self._list(self._rows.lists[name])

    def _list(self, position: int) -> ListColumn:
        """Return the list field at a position among the list fields."""
        offsets, items = self._all_lists()
        begin = position * len(self._taken)
        vocabulary = self._fields[self._rows.list_names[position]].vocabulary
        own = offsets[begin : begin + len(self._taken) + 1]
        return ListColumn(own - own[0], items[own[0] : own[-1]], vocabulary)


class LazyIds(Sequence[str]):
    """The ids of some rows, read at their first use: a record has many candidates, of which few are shown."""

    __slots__ = ("_read", "_rows")

    def __init__(self, rows: Ints, read: Callable[[Ints], list[str]]) -> None:
        self._rows = rows
        self._read = read

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, position: int) -> str: ...
    @overload
    def __getitem__(self, position: slice) -> list[str]: ...
    def __getitem__(self, position: int | slice) -> str | list[str]:
        return (
            self._read(self._rows[position]) if isinstance(position, slice) else self._read(self._rows[[position]])[0]
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._read(self._rows))

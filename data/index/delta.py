"""The changes since an index was built, in memory: rows numbered after the base's, retrieved by the same keys."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from data.index.columns import MappedField
from data.index.delta_store import DeltaChange, Original
from data.index.vocabulary import text_hashes
from data.index.words import WORD_FIELD, grams
from features.blocking.keys import key_hashes, stored_keys
from features.pairs.columns import NULL, Column, ListColumn, Record, TextColumn, Vocabulary
from features.schema.array_types import Codes, Ints
from features.schema.schema import Schema
from features.schema.value_class import value_class


class ExtendedVocabulary:
    """A mapped vocabulary followed by the texts that only changed rows hold."""

    __slots__ = ("__weakref__", "_base", "_codes", "_texts")

    def __init__(self, base: Vocabulary) -> None:
        self._base = base
        self._codes: dict[str, int] = {}
        self._texts: list[str] = []

    def __len__(self) -> int:
        return len(self._base) + len(self._texts)

    def take(self, codes: Codes) -> list[str]:
        size = len(self._base)
        known = self._base.take(np.minimum(codes, max(size - 1, 0))) if size else [""] * len(codes)
        return [
            text if code < size else self._texts[code - size] for text, code in zip(known, codes.tolist(), strict=True)
        ]

    def find(self, values: Sequence[str]) -> Codes:
        codes = self._base.find(values)
        for i in np.flatnonzero(codes == NULL).tolist():
            codes[i] = self._codes.get(values[i], NULL)
        return codes

    def add(self, values: Sequence[str]) -> list[int]:
        """Return the code of each text; new texts are added."""
        codes: list[int] = self._base.find(values).tolist()
        for i, code in enumerate(codes):
            if code == NULL:
                codes[i] = self._codes.setdefault(values[i], len(self))
                if codes[i] == len(self):
                    self._texts.append(values[i])
        return codes


@value_class
class BuiltRows:
    """The built index as changes need it: its number of rows, the row of an id, the words, and the columns of rows."""

    rows: int
    row_of: Callable[[str], int | None]
    words: MappedField
    take: Callable[[Ints], Mapping[str, Column]]


class DeltaRows:
    """Rows that upserts added, and which rows of base and delta are gone; rows are only appended."""

    def __init__(self, schema: Schema, base: BuiltRows) -> None:
        self.schema = schema
        self.base_rows = base.rows
        self._base = base
        self.ids: list[str] = []
        self.records: list[Record] = []
        self.originals: list[Original] = []
        self.changed: set[str] = set()
        self.gone: NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._tie_breaks: list[int] = []
        self._live: dict[str, int] = {}
        self._rows: defaultdict[int, list[int]] = defaultdict(list)
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        self._word_rows: dict[str, int] = {}

    def apply(self, change: DeltaChange) -> None:
        """Apply one change, which replaces any earlier row of its id."""
        self._grow()
        self.changed.add(change.id)
        for row in (self._live.pop(change.id, None), self._base.row_of(change.id)):
            if row is not None and not self.gone[row]:
                self.gone[row] = True
                self._count_words(self._words_of(row), -1)
        if change.record is not None:
            self.originals.append(change.original)
            self._append(change.id, change.record)

    def _grow(self) -> None:
        needed = self.base_rows + len(self.ids) + 1
        if len(self.gone) < needed:
            self.gone = np.concatenate([self.gone, np.zeros(needed + 1024 - len(self.gone), np.bool_)])

    def _append(self, record_id: str, record: Record) -> None:
        row = self.base_rows + len(self.ids)
        self.ids.append(record_id)
        self.records.append(record)
        self._tie_breaks.append(int(text_hashes([record_id])[0]) >> 32)
        self._live[record_id] = row
        for each in key_hashes(self.schema, stored_keys(self.schema, record)).tolist():
            self._rows[each].append(row)
        words = self._words_of(row)
        self._count_words(words, 1)
        for word in words:
            for gram in grams(word):
                self._words[gram].add(word)

    def _words_of(self, row: int) -> tuple[str, ...]:
        if row < self.base_rows:
            words = self._base.take(np.array([row]))[WORD_FIELD[self.schema.kind]].values()[0]
        else:
            words = self.records[row - self.base_rows].get(WORD_FIELD[self.schema.kind])
        return words if isinstance(words, tuple) else ()

    def _count_words(self, words: Sequence[str], change: int) -> None:
        for word, code in zip(words, self._base.words.vocabulary.find(words).tolist(), strict=True):
            built = self._base.words.count(code) if code >= 0 else 0
            self._word_rows[word] = self._word_rows.get(word, built) + change

    def live_row(self, record_id: str) -> int | None:
        """Return the delta row of an id, None where it was not upserted or was deleted again."""
        return self._live.get(record_id)

    def ids_with(self, field: str, value: str) -> set[str]:
        """Return the ids of the delta rows whose field holds a value."""
        return {id_ for id_, row in self._live.items() if self.records[row - self.base_rows].get(field) == value}

    def live_rows(self) -> int:
        """Return how many rows of base and delta are live."""
        return self.base_rows + len(self.ids) - int(np.count_nonzero(self.gone))

    def rows_under(self, hashes: list[int]) -> tuple[Ints, Ints]:
        """Return (position of the hash, row) for every delta row under one of the hashed keys."""
        retrieved = [(position, row) for position, each in enumerate(hashes) for row in self._rows.get(each, ())]
        pairs = np.array(retrieved, np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]

    def holds_word(self, word: str) -> bool:
        """Return whether any live row has the word."""
        return self._word_rows.get(word, 1) > 0

    def words_with(self, some: Sequence[str]) -> set[str]:
        """Return the words of delta rows that contain one of the trigrams."""
        return set().union(*(self._words.get(gram, ()) for gram in some))

    def tie_break(self, rows: Ints) -> Ints:
        return np.array(self._tie_breaks, np.int64)[rows - self.base_rows]


class DeltaColumns:
    """Columns of base rows and delta rows together, in any order."""

    def __init__(self, fields: Mapping[str, MappedField]) -> None:
        self._lock = Lock()
        self._vocabularies = {name: ExtendedVocabulary(field.vocabulary) for name, field in fields.items()}

    def take(
        self, name: str, built: Mapping[str, Column], rows: Ints, base_rows: int, records: Sequence[Record]
    ) -> Column:
        """Return one field; `rows` from `base_rows` on index `records`, `built` are the columns of the others."""
        base = built[name]
        with self._lock:
            vocabulary = self._vocabularies[name]
            new = np.flatnonzero(rows >= base_rows)
            old = np.flatnonzero(rows < base_rows)
            order = np.empty(len(rows), np.int64)
            order[np.concatenate([old, new])] = np.arange(len(rows))
            values = [records[row].get(name) for row in (rows[new] - base_rows).tolist()]
            if isinstance(base, TextColumn):
                new_codes = [vocabulary.add([value])[0] if isinstance(value, str) else NULL for value in values]
                return TextColumn(np.concatenate([base.codes, np.array(new_codes, np.int32)])[order], vocabulary)
            lists = [vocabulary.add(value) if isinstance(value, tuple) else [] for value in values]
            lengths = np.concatenate([base.lengths, np.array([len(each) for each in lists], np.int64)])
            offsets = np.zeros(len(lengths) + 1, np.int64)
            np.cumsum(lengths, out=offsets[1:])
            codes = np.concatenate([base.codes, np.array([code for each in lists for code in each], np.int32)])
            return ListColumn(offsets, codes, vocabulary).take(order)

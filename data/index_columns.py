"""The universe's normalised columns, read from the mapped index for the rows that are wanted."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from data.index_format import Mapped
from data.index_postings import Ints
from data.index_vocabulary import MappedVocabulary
from features.columns import Column, ListColumn, TextColumn
from features.kinds import Field


class MappedField:
    """One field of the universe: narrow codes on disk, widened when rows are taken."""

    __slots__ = ("_codes", "_counts", "_offsets", "vocabulary")

    def __init__(self, arrays: Mapping[str, Mapped], field: Field) -> None:
        self.vocabulary = MappedVocabulary(arrays, field.name)
        self._codes = arrays[f"{field.name}.code"].array
        self._counts = arrays[f"{field.name}.count"].array
        self._offsets = arrays[f"{field.name}.offset"].array if field.plural else None

    def take(self, rows: Ints) -> Column:
        if self._offsets is None:
            return TextColumn(self._codes[rows].astype(np.int32), self.vocabulary)
        starts = self._offsets[rows].astype(np.int64)
        lengths = self._offsets[rows + 1] - starts
        offsets = np.zeros(len(rows) + 1, np.int64)
        lengths.cumsum(out=offsets[1:])
        places = (starts - offsets[:-1]).repeat(lengths)
        places += np.arange(len(places))
        return ListColumn(offsets, self._codes[places].astype(np.int32), self.vocabulary)

    @property
    def counts(self) -> Ints:
        """In how many rows each vocabulary code occurs."""
        return self._counts.astype(np.int64)

    def count(self, code: int) -> int:
        """Return in how many rows one vocabulary code occurs."""
        return int(self._counts[code])

    def rows_filled(self) -> int:
        """Return how many rows hold something."""
        if self._offsets is None:
            return int(np.count_nonzero(self._codes >= 0))
        return int(np.count_nonzero(np.diff(self._offsets)))


class TakenFields(Mapping[str, Column]):
    """The fields of some rows, each taken when it is first asked for: most comparisons ask for few of them."""

    __slots__ = ("_names", "_take", "_taken")

    def __init__(self, names: Mapping[str, object], take: Callable[[str], Column]) -> None:
        self._names, self._take = names, take
        self._taken: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        if name not in self._taken:
            self._taken[name] = self._take(name)
        return self._taken[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

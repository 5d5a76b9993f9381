"""The header of a file and some of its values, as text, for a proposal of its mapping."""

from collections.abc import Mapping
from dataclasses import field
from itertools import islice
from pathlib import Path

from data.tables.formats import open_rows
from data.tables.rejects import Reject
from data.tables.stored_text import storable
from features.normalise.text import text_of
from features.schema.value_class import value_class

SAMPLED_ROWS = 2_000


@value_class
class ColumnSample:
    """The columns of a file by name; `values` of one row stand at the same position in each column."""

    path: Path
    values: Mapping[str, tuple[str, ...]] = field(repr=False)

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(self.values)

    def filled(self, name: str) -> tuple[str, ...]:
        """Return a column's values without empty ones."""
        return tuple(value for value in self.values[name] if value)

    def is_empty(self, name: str) -> bool:
        """Return whether a column has no value although the file has rows."""
        return bool(self.values[name]) and not any(self.values[name])


def read_sample(path: Path, rows: int = SAMPLED_ROWS) -> ColumnSample:
    """Read the first rows of a file. Raises UnknownFileFormat and UnreadableFile."""
    with open_rows(path) as source:
        read = [item[1] for item in islice(source.rows, rows) if not isinstance(item, Reject)]
        named = source.columns or tuple(dict.fromkeys(name for row in read for name in row))
    return ColumnSample(path, {name: tuple(storable(text_of(row.get(name))) for row in read) for name in named if name})

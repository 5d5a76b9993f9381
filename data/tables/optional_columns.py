"""The optional columns that a file of profiles has."""

from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Self

from data.tables.formats import open_rows
from data.tables.rejects import Reject
from data.tables.renames import Renames, renames_of
from features.own_fields.optional import OPTIONAL
from features.schema.kinds import Kind
from features.schema.own_field import Declaration

SCANNED_ROWS = 1_000
"""The number of rows that are read for their columns where a file has no header (NDJSON)."""


@dataclass(frozen=True, slots=True)
class UniverseFile:
    """A file of profiles, and the renames of its columns."""

    path: Path
    renames: Renames = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path | None, renames: Renames) -> Self | None:
        """Return the file of a path; None for None."""
        return None if path is None else cls(path, renames)


def columns_of_file(path: Path) -> tuple[tuple[str, ...], bool]:
    """Return the columns of a file, and whether it has a header."""
    with open_rows(path) as source:
        if source.columns is not None:
            return tuple(name for name in source.columns if name), True
        rows = [item[1] for item in islice(source.rows, SCANNED_ROWS) if not isinstance(item, Reject)]
    return tuple(dict.fromkeys(name for row in rows for name in row if name)), False


def optional_fields(kind: Kind, universe: UniverseFile) -> tuple[Declaration, ...]:
    """Return the optional fields whose column a file of profiles has."""
    renames = renames_of(universe.renames, universe.path)
    present = {renames.get(name, name) for name in columns_of_file(universe.path)[0]}
    return tuple(declaration for declaration in OPTIONAL[kind] if declaration.name in present)

"""The optional columns that a file of profiles has."""

from collections.abc import Iterable
from dataclasses import field
from itertools import islice
from pathlib import Path
from typing import Self

from data.tables.formats import Row, open_rows
from data.tables.rejects import Reject
from data.tables.renames import Renames, renames_of
from features.normalise.contacts import whole_address
from features.normalise.text import clean
from features.own_fields.optional import OPTIONAL, WEB_PAGES, WEBSITE
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from features.schema.value_class import value_class

SCANNED_ROWS = 1_000
"""The number of rows that are read for whole addresses, and for their columns where a file has no header (NDJSON)."""


@value_class
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
    return tuple(dict.fromkeys(name for row in _first_rows(path) for name in row if name)), False


def named_fields(kind: Kind, file: UniverseFile) -> tuple[Declaration, ...]:
    """Return the optional fields whose column a file has."""
    present = set(_canonical_names(file).values())
    return tuple(declaration for declaration in OPTIONAL[kind] if declaration.name in present)


def optional_fields(
    kind: Kind, universe: UniverseFile, declared: Iterable[Declaration] = ()
) -> tuple[Declaration, ...]:
    """Return the optional fields whose column a file of profiles has.

    `web_page` is one of them too where websites are whole addresses that no `declared` field reads.
    """
    named = named_fields(kind, universe)
    if WEB_PAGES[kind] in named:
        return named
    read = {column for each in declared for column in (*each.records, *each.profiles)}
    websites = {name for name, ours in _canonical_names(universe).items() if ours == WEBSITE} - read
    rows = _first_rows(universe.path) if websites else ()
    is_whole = any(whole_address(clean(row.get(name))) for row in rows for name in websites)
    return (*named, WEB_PAGES[kind]) if is_whole else named


def _canonical_names(file: UniverseFile) -> dict[str, str]:
    renames = renames_of(file.renames, file.path)
    return {name: renames.get(name, name) for name in columns_of_file(file.path)[0]}


def _first_rows(path: Path) -> list[Row]:
    with open_rows(path) as source:
        return [item[1] for item in islice(source.rows, SCANNED_ROWS) if not isinstance(item, Reject)]

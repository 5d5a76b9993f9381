"""The columns of a file that own fields and optional ones are read from."""

from collections.abc import Mapping, Sequence
from dataclasses import field
from pathlib import Path

from data.tables.formats import Row
from data.tables.renames import Renames
from data.tables.stored_text import joined, storable
from features.normalise.text import text_of
from features.own_fields.optional import OPTIONAL_COLUMNS, is_optional
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.texts import together
from features.schema.value_class import value_class


class UnusableColumns(OnematchError):
    """A file lacks the `id` column, or a rename has no valid target or shares it with another column."""


@value_class
class OwnSource:
    """A file that own fields are read from; `header` is None where its rows name the columns.

    With `of_profiles` it holds profiles. A file that `may_lack` the columns of own fields has none.
    """

    path: Path
    header: Sequence[str] | None
    of_profiles: bool
    may_lack: bool = False
    renames: Renames = field(default_factory=dict)


def own_columns(schema: Schema, source: OwnSource) -> dict[str, tuple[str, ...]]:
    """Return the columns of a file that each own field is read from: the declared ones, else one of the field's name.

    Raises UnusableColumns for a file that has none of them, unless it `may_lack` them. Every file may lack the optional
    columns, which renames may end at.
    """
    columns_by_field: dict[str, tuple[str, ...]] = {}
    for declaration in schema.declarations:
        columns = declaration.columns(of_profiles=source.of_profiles)
        optional = is_optional(declaration)
        renamed = [theirs for theirs, ours in source.renames.items() if optional and ours == declaration.name]
        accepted = tuple(dict.fromkeys((*columns, *renamed)))
        if source.header is None:
            columns_by_field[declaration.name] = tuple(dict.fromkeys((*accepted, declaration.name)))
            continue
        present = tuple(name for name in accepted if name in source.header)
        if not present and declaration.name in source.header:
            present = (declaration.name,)
        if not present and (source.may_lack or optional):
            continue
        if not present:
            declared = together(map(repr, columns))
            raise UnusableColumns(
                "{source_path}: no column {declared} of the own field {declaration_name!r}, found {header}",
                source_path=source.path,
                declared=declared,
                declaration_name=declaration.name,
                header=", ".join(source.header),
            )
        columns_by_field[declaration.name] = present
    return columns_by_field


def without_optional(kind: Kind, renames: Renames) -> Renames:
    """Return renames but those to optional columns, which own fields are read by."""
    return {theirs: ours for theirs, ours in renames.items() if ours not in OPTIONAL_COLUMNS[kind]}


def own_texts(own: Mapping[str, Sequence[str]], raw: Row) -> dict[str, str | None]:
    """Return the texts of own fields of a raw row, by the columns that each is read from."""
    return {ours: joined(storable(text_of(raw[name])) for name in names if name in raw) for ours, names in own.items()}

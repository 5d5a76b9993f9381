"""The schema of records: their kind, and the fields of a user's own beside the built-in ones."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from features.schema.kinds import COLUMNS, FIELDS, Field, Kind
from features.schema.own_field import Declaration, OwnField


class Schema:
    """A kind with its own fields, which follow the built-in ones everywhere; equal where the declarations are.

    `meanings` is what a model, an index and a file must agree on.
    """

    __slots__ = ("_hash", "columns", "fields", "kind", "meanings", "own", "plural")

    def __init__(self, kind: Kind, own: tuple[OwnField, ...] = ()) -> None:
        self.kind = kind
        self.own = own
        self.fields: tuple[Field, ...] = FIELDS[kind] + tuple(field for each in own for field in each.fields)
        self.columns: tuple[str, ...] = COLUMNS[kind] + tuple(each.name for each in own)
        self.plural: Mapping[str, bool] = {field.name: field.plural for field in self.fields}
        self.meanings: frozenset[tuple[Any, ...]] = frozenset(declaration.meaning for declaration in self.declarations)
        self._hash = hash((kind, self.declarations))

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        return tuple(each.declaration for each in self.own)

    @property
    def field_versions(self) -> dict[str, int]:
        """The version of each field's normaliser."""
        return {field.name: field.version for field in self.fields}

    def source_columns(self, *, of_profiles: bool) -> tuple[str, ...]:
        """Return the columns that own fields are read from in a file of one side."""
        named = [(*declaration.columns(of_profiles=of_profiles), declaration.name) for declaration in self.declarations]
        return tuple(dict.fromkeys(name for names in named for name in names))

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Schema) and self.kind is other.kind and self.declarations == other.declarations
        )

    def __hash__(self) -> int:
        return self._hash

    def __str__(self) -> str:
        return str(self.kind)


Shape = Kind | Schema
"""A kind of records without own fields, or a schema."""
BUILT_IN: Mapping[Kind, Schema] = {kind: Schema(kind) for kind in Kind}
"""The schema of each kind without own fields."""


def schema_of(shape: Shape) -> Schema:
    """Return the schema of a kind without own fields; a schema is returned as it is."""
    return shape if isinstance(shape, Schema) else BUILT_IN[shape]


def kind_of(shape: Shape) -> Kind:
    """Return the kind of a schema, or the kind itself."""
    return shape.kind if isinstance(shape, Schema) else shape


@lru_cache(maxsize=64)
def field_positions(shape: Shape) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Return the positions of the text fields among themselves and of the list fields among themselves, by name."""
    fields = schema_of(shape).fields
    texts = [field.name for field in fields if not field.plural]
    lists = [field.name for field in fields if field.plural]
    return {name: at for at, name in enumerate(texts)}, {name: at for at, name in enumerate(lists)}

"""Own fields of every type, and a sample with three of them."""

from features.own_fields.registry import TYPES, schema_for
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from features.schema.schema import Schema


def declared(name: str, type_: str, kind: Kind = Kind.PERSON, **options: str) -> Declaration:
    """Return the declaration of a field that is read from a column of its own name."""
    return Declaration(name, kind, type_, options=tuple(sorted(options.items())))


def every_type(kind: Kind) -> Schema:
    """Return the schema of a kind with a field of each type, named `my_` and the type."""
    return schema_for(kind, tuple(declared(f"my_{name}", name, kind) for name in TYPES))

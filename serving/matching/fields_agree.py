"""The check that an index, a bundle and a file of declarations have the same own fields."""

from collections.abc import Mapping
from pathlib import Path

from data.index.format import read_manifest
from features.own_fields.registry import schema_for
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from features.schema.schema import BUILT_IN, Schema
from serving.matching.bundle import schema_of_bundle

Declarations = tuple[Declaration, ...] | None
"""The own fields of a file of declarations; None where no file was named."""


class FieldsDisagree(OnematchError):
    """Two of an index, a bundle and a file declare different own fields."""


def require_same_fields(schemas: Mapping[str, Schema]) -> None:
    """Raise FieldsDisagree by the name of a field that one of two schemas lacks or has in another way.

    The columns that a field is read from may differ.
    """
    (first, one), *others = schemas.items()
    for name, other in others:
        if one.meanings == other.meanings:
            continue
        field, _, _ = min(one.meanings ^ other.meanings)
        got = "; ".join(f"{who} {_described(schema, field)}" for who, schema in ((first, one), (name, other)))
        raise FieldsDisagree(
            f"own field {field!r}: got {got}; expected the same declaration: build the index or train the bundle "
            "again with --fields"
        )


def agreed_schema(kind: Kind, declared: Declarations, bundle: Path | None = None, index: Path | None = None) -> Schema:
    """Return the schema that records are read by: of the file, else of the bundle, else of the index.

    Raises FieldsDisagree where two of those that are given differ, BundleRefused and IndexRefused.
    """
    found: dict[str, Schema] = {}
    if declared is not None:
        found["--fields"] = schema_for(kind, declared)
    if bundle is not None:
        found[f"the bundle {bundle}"] = schema_of_bundle(bundle)
    if index is not None:
        found[f"the index {index}"] = read_manifest(index).schema
    if not found:
        return BUILT_IN[kind]
    require_same_fields(found)
    return next(iter(found.values()))


def _described(schema: Schema, field: str) -> str:
    for name, type_, options in schema.meanings:
        if name == field:
            stated = "".join(f", {key} = {value!r}" for key, value in options)
            return f"has type = {type_!r}{stated}"
    return "has no such field"

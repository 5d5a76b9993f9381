"""The checks that an index, a bundle and a declaration are of the same own fields, and the schema of all."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from data.index.format import read_manifest
from data.tables.optional_columns import UniverseFile, optional_fields
from features.own_fields.optional import is_optional, with_optional
from features.own_fields.registry import schema_for
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from features.schema.schema import BUILT_IN, Schema
from features.schema.texts import together, wording
from serving.matching.bundle import schema_of_bundle

Declarations = tuple[Declaration, ...] | None
"""The own fields of a file of declarations; None where no file was named."""


class FieldsDisagree(OnematchError):
    """Two of an index, a bundle and a file declare different own fields."""


class OfOtherKind(OnematchError):
    """A bundle or an index is of another kind than the records."""


def require_same_fields(schemas: Mapping[str, Schema]) -> None:
    """Raise FieldsDisagree by the name of a field that one of two schemas lacks or has in another way.

    The columns that a field is read from may differ, and so may the optional fields.
    """
    (first, first_schema), *others = schemas.items()
    for name, other in others:
        optional = {each.meaning for each in (*first_schema.declarations, *other.declarations) if is_optional(each)}
        different = (first_schema.meanings ^ other.meanings) - optional
        if not different:
            continue
        field, _, _ = min(different)
        got = "; ".join(f"{who} {_described(schema, field)}" for who, schema in ((first, first_schema), (name, other)))
        raise FieldsDisagree(
            "own field {field!r}: got {got}; expected the same declaration: build the index or train the bundle again "
            "with --fields, or match a bundle without own fields, the shipped one too, by --universe without --fields",
            field=field,
            got=got,
        )


def read_by(model: tuple[str, Schema], index: tuple[str, Schema]) -> Schema:
    """Return the schema by which a model and an index read records: the model's, with the index's optional fields.

    An optional field that the index lacks is left out: to the model it is missing evidence.
    Raises FieldsDisagree where others differ.
    """
    require_same_fields(dict((model, index)))
    read = model[1]
    held = index[1]
    shared = (declaration for declaration in read.declarations if declaration.meaning in held.meanings)
    return schema_for(read.kind, with_optional(shared, filter(is_optional, held.declarations)))


def agreed_schema(
    kind: Kind,
    declared: Declarations,
    bundle: Path | None = None,
    index: Path | None = None,
    universe: UniverseFile | None = None,
) -> Schema:
    """Return the schema that records are read by: of the file, else of the bundle, else of the index.

    The optional fields are those of the index, or of the universe where there is none.
    Raises OfOtherKind, FieldsDisagree where two of those that are given differ, BundleRefused and IndexRefused.
    """
    schemas: dict[str, Schema] = {}
    if declared is not None:
        schemas["--fields"] = schema_for(kind, declared)
    if bundle is not None:
        schemas[wording("the bundle {bundle}", bundle=bundle)] = schema_of_bundle(bundle)
    if index is not None:
        schemas[wording("the index {index}", index=index)] = read_manifest(index).schema
    if foreign := [
        wording("{who}, of kind {schema_kind}", who=who, schema_kind=schema.kind)
        for who, schema in schemas.items()
        if schema.kind is not kind
    ]:
        raise OfOtherKind("got {foreign}; expected kind {kind} throughout", foreign=together(foreign), kind=kind)
    if schemas:
        require_same_fields(schemas)
    chosen = next(iter(schemas.values()), BUILT_IN[kind]).declarations
    optional: Iterable[Declaration] = () if universe is None else optional_fields(kind, universe, chosen)
    if index is not None:
        optional = filter(is_optional, schemas[wording("the index {index}", index=index)].declarations)
    return schema_for(kind, with_optional(chosen, optional))


def _described(schema: Schema, field: str) -> str:
    for name, type_, options in schema.meanings:
        if name == field:
            stated = "".join(f", {key} = {value!r}" for key, value in options)
            return wording("has type = {type!r}{stated}", type=type_, stated=stated)
    return "has no such field"

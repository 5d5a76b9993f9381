"""A contract's own fields: which property of the CRM each is read from, and whether the model carries them."""

from collections.abc import Collection, Mapping, Sequence

from pydantic import BaseModel, Field

from features.own_fields.registry import DeclarationWrong, schema_for
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.own_field import Declaration
from features.schema.schema import Schema
from serving.rules.vocabulary import KIND_OF, CrmObject

MOST_OWN_FIELDS = 20


class OwnFieldNotInModel(OnematchError):
    """A contract declares an own field that the model in use lacks, or has in another way."""


class OwnFieldRead(BaseModel, frozen=True, extra="forbid"):
    """One own field of a contract, as `fields.toml` declares it, and the CRM property that it is read from."""

    name: str = Field(max_length=40)
    kind: Kind
    type: str = Field(max_length=40)
    property: str = Field(min_length=1, max_length=200)
    options: Mapping[str, str] = Field(default_factory=dict)


def require_declared(fields: Sequence[OwnFieldRead]) -> None:
    """Raise DeclarationWrong where a field cannot be declared so, or its name stands twice."""
    seen: set[tuple[Kind, str]] = set()
    for number, one in enumerate(fields):
        if (one.kind, one.name) in seen:
            raise DeclarationWrong(number, "name", f"name: got {one.name!r} twice, expected each once")
        seen.add((one.kind, one.name))
    declared = tuple(_declaration(one) for one in fields)
    for kind in Kind:
        schema_for(kind, declared)


def require_in_model(fields: Sequence[OwnFieldRead], schema: Schema) -> None:
    """Raise OwnFieldNotInModel by the name of a field of a kind that a model's schema does not have so."""
    for one in fields:
        if one.kind is schema.kind and _declaration(one).meaning not in schema.meanings:
            named = ", ".join(sorted(f"{name} ({type_})" for name, type_, _ in schema.meanings)) or "none"
            raise OwnFieldNotInModel(
                f"got the own field {one.name!r} of type {one.type}, expected one that the {schema.kind} model in use "
                f"carries with the same options: {named}"
            )


def properties_by_object(fields: Collection[OwnFieldRead]) -> dict[CrmObject, dict[str, str]]:
    """Return the CRM property of each own field by its name, for every object of its kind."""
    found: dict[CrmObject, dict[str, str]] = {}
    for crm_object, kind in KIND_OF.items():
        named = {one.name: one.property for one in fields if one.kind is kind}
        if named:
            found[crm_object] = named
    return found


def _declaration(one: OwnFieldRead) -> Declaration:
    return Declaration(one.name, one.kind, one.type, options=tuple(sorted(one.options.items())))

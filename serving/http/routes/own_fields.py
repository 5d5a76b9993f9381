"""A contract's own fields: which properties of its CRM are read beside the canonical columns."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, Field

from features.own_fields.registry import DeclarationWrong
from features.schema.kinds import Kind
from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.http.wire.fields import FieldsWrong, wrong
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.contract.own_fields import (
    MOST_OWN_FIELDS,
    OwnFieldNotInModel,
    OwnFieldRead,
    require_declared,
    require_in_model,
)
from serving.rules.vocabulary import InstanceName, Scope
from serving.store.contracts import load_contract
from serving.store.switches import change_switches
from serving.sync.services import WrapperServices

PROBLEMS: Problems = {
    OwnFieldNotInModel: ProblemKind(409, "own-field-not-in-model", "The model in use lacks an own field"),
}
_EXAMPLE = {
    "fields": [
        {
            "name": "vat", "kind": "company", "type": "identifier", "property": "vat_number",
            "options": {"number": "eu.vat"},
        }
    ]
}  # fmt: skip


class OwnFields(BaseModel, extra="forbid"):
    """All own fields of one instance; PUT replaces them."""

    fields: Annotated[list[OwnFieldRead], Field(max_length=MOST_OWN_FIELDS)]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=f"{CONTRACT}/instances/{{name}}", tags=["connect"], responses=refusals())

    @router.get("/fields", summary="Show own fields")
    def show(
        name: InstanceName, call: Annotated[Call, needs(parts, Scope.ADMIN, acting=True, instance=False)]
    ) -> OwnFields:
        """Show the fields that are read beside the canonical columns, each with its CRM property."""
        with parts.store.reading() as connection:
            found = load_contract(connection, call.contract.id, name)
        return OwnFields(fields=[] if found is None else list(found.settings.own_fields))

    @router.put("/fields", summary="Set own fields", openapi_extra=example(_EXAMPLE), responses=refusals(409))
    def change(
        name: InstanceName,
        asked: OwnFields,
        call: Annotated[Call, needs(parts, Scope.ADMIN, acting=True, instance=False)],
    ) -> OwnFields:
        """Replace the own fields. A record has them from its next import on; the model in use must carry them."""
        _require_usable(parts, asked)
        with parts.store.writing(f"{call.contract.id}/{name}") as connection:
            found = load_contract(connection, call.contract.id, name)
            version = call.contract.settings_version if found is None else found.settings_version
            changes = {"own_fields": [one.model_dump(mode="json") for one in asked.fields]}
            change_switches(connection, call.contract.id, name, version, changes)
        call.name(fields=[f"{one.kind}/{one.name}" for one in asked.fields])
        return asked

    return router


def _require_usable(parts: WrapperServices, asked: OwnFields) -> None:
    """Raise FieldsWrong for a wrong declaration, OwnFieldNotInModel and ModelNotReady."""
    try:
        require_declared(asked.fields)
    except DeclarationWrong as error:
        got, _, expected = str(error).partition("expected ")
        said = got.partition("got ")[2].rstrip(",; ") or got
        raise FieldsWrong([wrong(f"/fields/{error.number}/{error.key}", said, expected)]) from None
    for kind in dict.fromkeys(Kind(one.kind) for one in asked.fields):
        require_in_model(asked.fields, parts.matching.matcher(kind).schema)

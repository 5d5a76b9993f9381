"""The list of objects and fields that are imported, compared and written (S14)."""

from pydantic import BaseModel

from serving.crm.schema import object_uses
from serving.crm.vendors import VENDORS
from serving.http.routes.connector import OwnFieldAsked, own_fields_asked
from serving.http.routes.frame import AnyToken, OpenCall, ShownValue, routes
from serving.rules.vocabulary import ActivityKind, Crm, CrmObject, InstanceName
from serving.store.contracts import load_contract


class FieldShown(ShownValue):
    """A column: its sources in the CRM, the comparisons that read it, and whether it is written to the CRM.

    `crm_names`: the properties or fields that it is read or computed from; `associations`: those whose ids it holds.
    """

    column: str
    crm_names: list[str]
    associations: list[str]
    imported: bool
    compared_as: list[str]
    written: bool


class OptionalColumnShown(ShownValue):
    """A column that counts where profiles have it: the own field to declare, and the CRM's properties that hold it.

    Without `crm_names` the CRM has no standard property for it; a customer's own may hold it.
    """

    column: str
    type: str
    options: dict[str, str]
    crm_names: list[str]


class NotesShown(ShownValue):
    """Where notes are written, and the vendor's page that says so; an assumed path is tried by a test note."""

    path: str
    page: str | None
    assumed: bool


class ObjectShown(ShownValue):
    """An object: whether it is imported and written (or why not), its activities, its notes and its fields.

    A sync service asks the CRM for `properties`, for `optional_properties` where the customer has them, and for
    `associations` (of Oracle Sales: children); of pipelines it sends the `stages`. `deleted_by` marks deleted records.
    """

    object: CrmObject
    crm_name: str | None
    imported: bool
    written: bool
    reason: str | None
    activities: list[ActivityKind]
    notes: NotesShown | None
    properties: list[str]
    optional_properties: list[str]
    associations: list[str]
    stages: list[str]
    deleted_by: list[str]
    fields: list[FieldShown]
    optional_columns: list[OptionalColumnShown]


class SchemaShown(BaseModel):
    """The objects of each CRM, and the own fields of the caller's contract by instance."""

    crms: dict[Crm, list[ObjectShown]]
    own_fields: dict[InstanceName, list[OwnFieldAsked]]


router = routes("import", prefix="/v1")


@router.get("/schema", summary="List imported, compared and written fields")
def show(call: AnyToken) -> SchemaShown:
    """List every object and field of both CRMs, with its uses."""
    call.name(schema=[crm.value for crm in Crm])
    crms = {crm: list(map(ObjectShown.of, object_uses(vendor))) for crm, vendor in VENDORS.items()}
    return SchemaShown(crms=crms, own_fields=_own_fields(call))


def _own_fields(call: OpenCall) -> dict[InstanceName, list[OwnFieldAsked]]:
    """Return the own fields of a contract by instance; none for the operator."""
    contract_id = call.caller.contract_id
    if contract_id is None:
        return {}
    with call.reading() as connection:
        found = {name: load_contract(connection, contract_id, name) for name in InstanceName}
    asked = {name: own_fields_asked(one.settings) for name, one in found.items() if one is not None}
    return {name: fields for name, fields in asked.items() if fields}

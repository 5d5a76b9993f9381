"""The list of objects and fields that are imported, compared and written (S14)."""

from pydantic import BaseModel

from serving.contract.imports.connector_routes import OwnFieldAsked, own_fields_asked
from serving.contract.records.calls import AnyToken, OpenCall, routes
from serving.crm.schema import ObjectShown, object_uses
from serving.crm.vendors import VENDORS
from serving.store.contracts import load_contract
from serving.vocabulary.terms import Crm, InstanceName


class SchemaShown(BaseModel):
    """The objects of each CRM, and the own fields of the caller's contract by instance."""

    crms: dict[Crm, list[ObjectShown]]
    own_fields: dict[InstanceName, list[OwnFieldAsked]]


router = routes("import", prefix="/v1")


@router.get("/schema", summary="List imported, compared and written fields")
def show(call: AnyToken) -> SchemaShown:
    """List every object and field of both CRMs, with its uses."""
    call.name(schema=list(Crm))
    crms = {crm: object_uses(vendor) for crm, vendor in VENDORS.items()}
    return SchemaShown(crms=crms, own_fields=_own_fields(call))


def _own_fields(call: OpenCall) -> dict[InstanceName, list[OwnFieldAsked]]:
    """Return the own fields of a contract by instance; none for the operator."""
    contract_id = call.caller.contract_id
    if contract_id is None:
        return {}
    with call.store.reading() as connection:
        contracts = {name: load_contract(connection, contract_id, name) for name in InstanceName}
    own_fields = {
        name: own_fields_asked(contract.settings) for name, contract in contracts.items() if contract is not None
    }
    return {name: fields for name, fields in own_fields.items() if fields}

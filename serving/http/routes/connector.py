"""What a connector reads and acknowledges: the connection that it fills, stored references, records to read again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, Field

from features.schema.errors import OnematchError
from serving.access.body_limits import at_most
from serving.http.routes.frame import ShownValue, SyncCall, example, routes
from serving.http.routes.paging import Listing, WantedPage, listing
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.contract.own_fields import properties_by_object
from serving.rules.contract.settings import ContractSettings
from serving.rules.vocabulary import Crm, CrmObject
from serving.sync.imports.hints import list_references, read_hints, remove_hints

MOST_HINTS = 1_000


class TooManyHints(OnematchError):
    """A request acknowledges more hints than one may."""


PROBLEMS: Problems = {
    TooManyHints: ProblemKind(413, "too-many-hints", "Too many hints in one request"),
}


class OwnFieldAsked(BaseModel):
    """An own field of the contract, and the property of an object that it is read from."""

    name: str
    object: CrmObject
    property: str


class ConnectionShown(BaseModel):
    """What a connector must know of the instance that it fills: its CRM, the addresses, the field of the revenue,
    and the contract's own fields."""

    instance_id: str = Field(description="names the instance in the address of HubSpot's webhooks")
    crm: Crm
    urls: Mapping[str, str]
    revenue_field: str
    own_fields: list[OwnFieldAsked]


class HintShown(ShownValue):
    """A record to read again; the token changes with each event."""

    object: CrmObject
    id: str = Field(validation_alias="record_id")
    token: str
    noted_at: datetime


class HintsShown(BaseModel):
    """The oldest hints."""

    items: list[HintShown]


class HintDone(BaseModel, extra="forbid"):
    """A hint whose record was read again since."""

    object: CrmObject
    id: str = Field(max_length=200)
    token: str = Field(max_length=64)


class HintsDone(BaseModel, extra="forbid"):
    """At most 1,000 hints."""

    hints: Annotated[
        list[HintDone],
        BeforeValidator(at_most(MOST_HINTS, "hints", TooManyHints)),
        Field(description=f"at most {MOST_HINTS}"),
    ]


class HintsRemoved(BaseModel):
    """How many hints were removed; one that a later event named again stays."""

    removed: int


class ReferencesShown(BaseModel):
    """The ids that a stored record's columns hold; a deleted record is named for 30 days."""

    id: str
    is_deleted: bool
    account_id: str | None = None
    contact_ids: str | None = Field(default=None, description="separated by `; `")


def own_fields_asked(settings: ContractSettings) -> list[OwnFieldAsked]:
    """Return the properties to ask the CRM for beside those of the schema."""
    by_object = properties_by_object(settings.own_fields)
    return [
        OwnFieldAsked(name=name, object=crm_object, property=property_)
        for crm_object, named in by_object.items()
        for name, property_ in named.items()
    ]


def _references_shown(stored: tuple[str, Mapping[str, str] | None]) -> ReferencesShown:
    record_id, values = stored
    return ReferencesShown.model_validate({**(values or {}), "id": record_id, "is_deleted": values is None})


router = routes("import")


@router.get("/connector", summary="Show what a connector must know")
def connection_of(call: SyncCall) -> ConnectionShown:
    """Show the connected CRM, its addresses, the field of a deal's revenue, and the properties of own fields."""
    live = call.live
    settings = call.contract.settings
    return ConnectionShown(
        instance_id=live.id,
        crm=live.crm,
        urls=live.urls,
        revenue_field=settings.revenue_field,
        own_fields=own_fields_asked(settings),
    )


@router.get("/references/{crm_object}", summary="List what records refer to")
def references(crm_object: CrmObject, page: WantedPage, call: SyncCall) -> Listing[ReferencesShown]:
    """List an object's stored records by id, with the account and the contacts that they name.

    A sync service compares them with the CRM, to find links that moved and records that are gone.
    """
    after = page.key(str)
    with call.scope.reading() as open_scope:
        found = list_references(open_scope, crm_object, after[0] if after else "", page.fetch)
    call.name(objects=[crm_object.value])
    return listing(found, page, _references_shown, lambda one: [one[0]])


@router.get("/hints", summary="List records to read again")
def listed(
    call: SyncCall,
    limit: Annotated[int, Query(ge=1, le=MOST_HINTS)] = MOST_HINTS,
) -> HintsShown:
    """List the oldest records to read again that were not acknowledged since.

    Webhooks named them, or they name a record that was merged, deleted or restored.
    """
    with call.scope.reading() as open_scope:
        found = read_hints(open_scope, limit)
    call.name(records=[f"{one.object}/{one.record_id}" for one in found])
    return HintsShown(items=list(map(HintShown.of, found)))


@router.post(
    "/hints/done",
    summary="Acknowledge records that were read again",
    openapi_extra=example({"hints": [{"object": "contact", "id": "101", "token": "0f3c"}]}),
)
def done(asked: HintsDone, call: SyncCall) -> HintsRemoved:
    """Remove hints; one whose token changed since it was listed stays."""
    with call.scope.writing() as open_scope:
        named = [(one.object, one.id, one.token) for one in asked.hints]
        removed = remove_hints(open_scope, named)
    call.name(records=[f"{one.object}/{one.id}" for one in asked.hints])
    return HintsRemoved(removed=removed)

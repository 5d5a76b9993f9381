"""What a connector reads and acknowledges: its connection, references, records to read again, and freshness (S11)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, Field

from features.schema.errors import OnematchError
from serving.access.body_limits import at_most
from serving.contract.imports.freshness import FreshnessReport, put_checkpoint, read_freshness
from serving.contract.imports.freshness_rules import Freshness
from serving.contract.imports.hints import list_references, read_hints, remove_hints
from serving.contract.records.calls import Call, ShownValue, SyncCall, example, needs, routes
from serving.http.paging import Listing, WantedPage, next_cursor
from serving.http.wire.problems import ProblemKind, Problems
from serving.vocabulary.settings import ContractSettings, properties_by_object
from serving.vocabulary.terms import Crm, CrmObject, Scope

MAX_HINTS = 1_000


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
        BeforeValidator(at_most(MAX_HINTS, "hints", TooManyHints)),
        Field(description=f"at most {MAX_HINTS}"),
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
    with call.reading() as scope:
        reference_rows = list_references(scope, crm_object, page.after_one(""), page.fetch)
    call.name(objects=[crm_object])
    shown = list(map(_references_shown, reference_rows[: page.limit]))
    return Listing(items=shown, next_cursor=next_cursor(reference_rows, page, lambda row: [row[0]]))


@router.get("/hints", summary="List records to read again")
def listed(
    call: SyncCall,
    limit: Annotated[int, Query(ge=1, le=MAX_HINTS)] = MAX_HINTS,
) -> HintsShown:
    """List the oldest records to read again that were not acknowledged since.

    Webhooks named them, or they name a record that was merged, deleted or restored.
    """
    with call.reading() as scope:
        hint_rows = read_hints(scope, limit)
    call.name(records=[f"{row.object}/{row.record_id}" for row in hint_rows])
    return HintsShown(items=list(map(HintShown.of, hint_rows)))


@router.post(
    "/hints/done",
    summary="Acknowledge records that were read again",
    openapi_extra=example({"hints": [{"object": "contact", "id": "101", "token": "0f3c"}]}),
)
def done(asked: HintsDone, call: SyncCall) -> HintsRemoved:
    """Remove hints; one whose token changed since it was listed stays."""
    with call.writing() as scope:
        named = [(hint.object, hint.id, hint.token) for hint in asked.hints]
        removed = remove_hints(scope, named)
    call.name(records=[f"{hint.object}/{hint.id}" for hint in asked.hints])
    return HintsRemoved(removed=removed)


class FreshnessShown(BaseModel):
    """`late` when a change arrived more than 12 hours after it was made, or no checkpoint arrived for 12 hours.

    A checkpoint ends the first; the counts are of all changes since the CRM was connected. The feed has each lateness.
    `held` when it is not late and full imports wait for an admin: what they lack is not deleted.
    """

    state: Freshness
    last_checkpoint_at: datetime | None
    changes_on_time: int
    changes_late: int
    slowest_s: int
    held_imports: list[str]


@router.put("/checkpoint", summary="Confirm that all changes are sent")
def checkpoint(call: SyncCall) -> FreshnessShown:
    """Store that every change up to now was sent, also when there was none."""
    with call.writing() as scope:
        return shown_freshness(put_checkpoint(scope, call.now))


@router.get("/freshness", summary="Show freshness")
def show(call: Annotated[Call, needs(Scope.SYNC, Scope.ADMIN, Scope.READER)]) -> FreshnessShown:
    """Return whether updates arrive within 12 hours."""
    with call.reading() as scope:
        return shown_freshness(read_freshness(scope, call.now))


def shown_freshness(report: FreshnessReport) -> FreshnessShown:
    """Return freshness as it is shown."""
    return FreshnessShown(
        state=report.state,
        last_checkpoint_at=report.last_checkpoint_at,
        changes_on_time=report.delays.on_time,
        changes_late=report.delays.late,
        slowest_s=report.delays.slowest_s,
        held_imports=list(report.held_imports),
    )

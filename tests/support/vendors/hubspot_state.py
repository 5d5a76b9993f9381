"""The state of a HubSpot double: everything that a restart, a backup or a test's look needs."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field

from tests.support.vendors.hubspot_schema import PropertyDefinition


class LeadsAccess(StrEnum):
    FORBIDDEN = "forbidden"
    """The app lacks the scope, as a seed's sync does: 403 MISSING_SCOPES."""
    AVAILABLE = "available"


class HubSpotSwitches(BaseModel):
    """Behaviours that a test sets; those marked UNCONFIRMED are stated by no page that was found.

    The defaults are what the vendor documents, or else what is hardest on the client.
    """

    portal_id: int = 4_711_001
    search_lag_s: float = 0.0
    """Search shows a change this long after it (the page says "a few moments")."""
    search_cap: int = 10_000
    burst_per_10s: int | None = None
    """Requests in ten seconds that pass (documented: 100, 190 or 250; OAuth apps 110); None is no limit."""
    daily: int | None = None
    search_per_s: int | None = None
    """Search requests in a second that pass (documented: 5)."""
    retry_after_s: int | None = None
    """UNCONFIRMED: `Retry-After` of a 429; the page documents it for 477 and for workflows alone."""
    leads: LeadsAccess = LeadsAccess.FORBIDDEN
    access_token_s: int = 1800
    associations_key_required: bool = True
    """The specification requires `associations` on create; the guides call it optional."""
    association_touches_modified: bool = False
    """UNCONFIRMED: whether an association change moves the last-modified date of its ends."""
    merge_touches_modified: bool = True
    """UNCONFIRMED: whether the record that a merge makes has the time of the merge as last-modified date."""
    merge_announces_deletion: bool = True
    """UNCONFIRMED: whether webhooks announce the deletion of the secondary record of a merge, as clients report."""
    archive_touches_modified: bool = True
    """UNCONFIRMED: whether archiving and restoring move the last-modified date."""
    first_company_is_primary: bool = True
    """UNCONFIRMED: whether the first company of a contact or deal becomes its primary one by itself."""
    write_follows_merge: bool = True
    """UNCONFIRMED: whether PATCH and DELETE of a merged-away id act on the record that it was merged into."""
    batch_read_follows_merge: bool = True
    """UNCONFIRMED for batch reads; the changelog says "fetching any records using the original IDs"."""
    association_ids_as_numbers: bool = True
    """The v4 guide's example shows `toObjectId` as a number, the specification says string."""
    no_associations_is_error: bool = True
    """UNCONFIRMED: v4 batch read answers 207 with an error for a record without associations."""
    association_page: int = 500
    """Associations of one record in one v4 batch-read result; the rest comes with `after`."""
    tokens_split_on_hyphen: bool = True
    """UNCONFIRMED: whether the search index parts tokens at hyphens and other punctuation."""
    html_is_cleaned: bool = True
    """UNCONFIRMED: whether scripts and event handlers are taken out of bodies that are stored as HTML."""
    owner_must_exist: bool = True
    """UNCONFIRMED: whether an unknown `hubspot_owner_id` is refused on write."""


class IndexedVersion(BaseModel):
    """What search shows of a record from an instant on."""

    at: datetime
    properties: dict[str, str]
    archived: bool = False


class PortalRecord(BaseModel):
    """One record with the values that were set; a missing value is absent."""

    kind: str
    id: str
    properties: dict[str, str]
    created_at: datetime
    updated_at: datetime
    archived: bool = False
    archived_at: datetime | None = None
    versions: list[IndexedVersion] = []

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.id}"


class AssociationRow(BaseModel):
    """One association type of one pair, kept at the end from which it is read."""

    to_kind: str
    to_id: str
    type_id: int
    category: str = "HUBSPOT_DEFINED"


class PortalOwner(BaseModel):
    id: str
    email: str
    first_name: str = ""
    last_name: str = ""
    user_id: int
    archived: bool = False


class PortalStage(BaseModel):
    id: str
    label: str
    display_order: int
    is_closed: bool = False
    probability: str = "0.5"


class PortalPipeline(BaseModel):
    id: str
    label: str
    display_order: int = 0
    stages: list[PortalStage]


class PortalToken(BaseModel):
    expires_at: datetime | None
    scopes: list[str]


class PortalWrite(BaseModel):
    """One change, by the API or by a user of the portal."""

    at: datetime
    source: str
    operation: str
    kind: str
    id: str
    properties: dict[str, str] = {}


def default_pipelines() -> list[PortalPipeline]:
    stages = (
        ("appointmentscheduled", "Appointment Scheduled", "0.2", False),
        ("qualifiedtobuy", "Qualified To Buy", "0.4", False),
        ("contractsent", "Contract Sent", "0.9", False),
        ("closedwon", "Closed Won", "1.0", True),
        ("closedlost", "Closed Lost", "0.0", True),
    )
    rows = [
        PortalStage(id=id_, label=label, display_order=order, is_closed=closed, probability=probability)
        for order, (id_, label, probability, closed) in enumerate(stages)
    ]
    return [PortalPipeline(id="default", label="Sales Pipeline", stages=rows)]


class PortalState(BaseModel):
    """The whole portal; `records` and `associations` are keyed by `kind/id`."""

    next_id: int = 1001
    records: dict[str, PortalRecord] = {}
    forwards: dict[str, str] = {}
    associations: dict[str, list[AssociationRow]] = {}
    labels: dict[str, dict[int, str]] = {}
    emails: dict[str, str] = {}
    blocked_emails: list[str] = []
    custom_properties: dict[str, dict[str, PropertyDefinition]] = {}
    owners: list[PortalOwner] = []
    pipelines: list[PortalPipeline] = Field(default_factory=default_pipelines)
    tokens: dict[str, PortalToken] = {}
    refresh_tokens: dict[str, list[str]] = {}
    events: list[dict[str, object]] = []
    writes: list[PortalWrite] = []

"""Requests to any CRM as values: calls, the parts of an activity, people to create."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from features.schema.value_class import value_class
from serving.crm.activities import ActivityPart, Text
from serving.crm.appendix import PersonFields
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityKind, CrmObject

Body = Mapping[str, Any]
"""The JSON object that is sent, or that a CRM or onematch answers."""


@value_class
class CrmRequest:
    """One call: a path below the CRM's address, its query and its body."""

    method: str
    path: str
    body: Body | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"
    accept: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    """Further headers, such as the version of a CRM's query language."""


@value_class
class CrmRecord:
    """A record by its id; `path` and `notes_path` are its addresses, where the CRM has named them (Oracle).

    `account_id`: its primary account, where the store knows it.
    """

    object: CrmObject
    id: str
    path: str | None = None
    notes_path: str | None = None
    account_id: str | None = None

    @property
    def key(self) -> RecordKey:
        return RecordKey(self.object, self.id)


@value_class
class Outgoing:
    """An activity to write: `text.subject` is the final subject line, a search for `marker` finds it (D31)."""

    kind: ActivityKind
    text: Text
    acting_user: str
    occurred_at: datetime
    marker: str


@value_class
class OwnTexts:
    """A record's own objects, whose texts are compared with a marker where the CRM cannot search them (Oracle)."""

    listing: CrmRequest
    text_field: str
    marker: str

    def page(self, offset: int) -> CrmRequest:
        """Return the request for a page of the list."""
        return replace(self.listing, query={**self.listing.query, "offset": str(offset)})

    def text_of(self, crm_id: str) -> CrmRequest:
        """Return the request that reads the text of one object."""
        path = f"{self.listing.path}/{segment(crm_id)}/enclosure/{self.text_field}"
        return CrmRequest("GET", path, accept="application/octet-stream")


@value_class
class ActivityPiece:
    """One part of an activity: its type in the CRM, its creation, and how it is found again (D31).

    A request finds it by a key of ours in a field that the CRM can search; without one the record's own texts are
    compared.
    """

    part: ActivityPart
    crm_object: str
    create: CrmRequest
    found_by: CrmRequest | OwnTexts


@value_class
class WrittenObject:
    """An object that we wrote into the CRM: its type there, its id, and the record that it belongs to."""

    crm_object: str
    crm_id: str
    record: CrmRecord


@value_class
class Creation:
    """A person to create: `sent_at` limits the search that recovers a lost answer (D30).

    `parent_type` is the type of the association with the parent account, where the CRM has several (HubSpot).
    """

    object: CrmObject
    fields: PersonFields
    sent_at: datetime
    parent_type: int | None = None


def iso(moment: datetime) -> str:
    """Return a moment in UTC with milliseconds, as both CRMs read it."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def segment(record_id: str) -> str:
    """Return an id as one segment of a path, escaped so that it cannot name another path."""
    return quote(record_id, safe="").replace(".", "%2E")

"""Requests to any CRM as values: calls, the parts of an activity, people to create."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from serving.rules.routing.activities import ActivityPart, Text
from serving.rules.routing.appendix import PersonFields
from serving.rules.vocabulary import ActivityKind, CrmObject


@dataclass(frozen=True, slots=True)
class CrmRequest:
    """One call: a path below the CRM's address, its query and its body."""

    method: str
    path: str
    body: Mapping[str, object] | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json"


@dataclass(frozen=True, slots=True)
class CrmRecord:
    """A record as its CRM addresses it: `number` is the id in paths where the CRM has a second one (Oracle)."""

    object: CrmObject
    id: str
    number: str

    @classmethod
    def of(cls, target: CrmObject, record_id: str, number: str | None = None) -> "CrmRecord":
        return cls(target, record_id, number or record_id)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An activity to write: `text.subject` is the final subject line, a search for `marker` finds it (D31)."""

    kind: ActivityKind
    text: Text
    acting_user: str
    occurred_at: datetime
    marker: str


@dataclass(frozen=True, slots=True)
class ActivityPiece:
    """One part of an activity: its type in the CRM, its creation and the search for its marker."""

    part: ActivityPart
    crm_object: str
    create: CrmRequest
    search: CrmRequest


@dataclass(frozen=True, slots=True)
class WrittenObject:
    """An object that we wrote into the CRM: its type there, its id, and the record that it belongs to."""

    crm_object: str
    crm_id: str
    record: CrmRecord


@dataclass(frozen=True, slots=True)
class Creation:
    """A person to create: `sent_at` limits the search that recovers a lost answer (D30)."""

    object: CrmObject
    fields: PersonFields
    sent_at: datetime


def segment(record_id: str) -> str:
    """Return an id as one segment of a path, escaped so that it cannot name another path."""
    return quote(record_id, safe="").replace(".", "%2E")

"""The shapes of what is asked of a CRM, whichever it is: requests, the parts of an activity, people to create."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
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
    """A record as its CRM addresses it: `number` is the key in paths where the CRM has a second id (Oracle)."""

    object: CrmObject
    id: str
    number: str

    @classmethod
    def of(cls, target: CrmObject, record_id: str, number: str | None = None) -> "CrmRecord":
        return cls(target, record_id, number or record_id)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An activity ready to be written: `text.subject` is the final subject line, `marker` finds it again (D31)."""

    kind: ActivityKind
    text: Text
    acting_user: str
    occurred_at: datetime
    marker: str


@dataclass(frozen=True, slots=True)
class ActivityPiece:
    """One part of an activity: what the CRM calls it, how to create it and how to find it by its marker."""

    part: ActivityPart
    crm_object: str
    create: CrmRequest
    search: CrmRequest


@dataclass(frozen=True, slots=True)
class StandingWrite:
    """Something that stands in the CRM: what it is called there, its id, and the record that it stands on."""

    crm_object: str
    crm_id: str
    record: CrmRecord


@dataclass(frozen=True, slots=True)
class Creation:
    """A person to create: `sent_at` bounds the search that heals a lost answer (D30)."""

    object: CrmObject
    fields: PersonFields
    sent_at: datetime


def segment(record_id: str) -> str:
    """Return an id as one segment of a path: whatever it holds, it leads nowhere else."""
    return quote(record_id, safe="").replace(".", "%2E")


class Bodies(Protocol):
    """How one CRM wants to be asked; every function is pure."""

    def pieces(self, outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> tuple[ActivityPiece, ...]:
        """Return an activity's parts; `account_id`: the primary account to name as well (S57)."""

    def written_id(self, crm_object: str, answer: object) -> str | None:
        """Return the id in the answer to a creation, None in half an answer."""

    def number_of(self, crm_object: str, answer: object) -> str | None:
        """Return a record's second id, by which paths name it, where the CRM has one (Oracle)."""

    def items_of(self, answer: object) -> Sequence[object] | None:
        """Return what a search found; None in half an answer."""

    def found_ids(self, crm_object: str, answer: object) -> tuple[str, ...] | None:
        """Return the ids in the answer to a search, the smallest first; None in half an answer."""

    def removal(self, standing: StandingWrite) -> CrmRequest:
        """Delete something that we wrote."""

    def move(self, standing: StandingWrite, target: CrmRecord, account_id: str | None) -> tuple[CrmRequest, ...]:
        """Put something that we wrote on another record, idempotently; empty where the CRM cannot."""

    def duplicates(self, creation: Creation) -> CrmRequest:
        """Ask for records that may be the same person (D30)."""

    def creation(self, creation: Creation) -> CrmRequest:
        """Create the person."""

    def created_again(self, creation: Creation) -> CrmRequest:
        """Search for what a creation without an answer may have made (D30)."""

    def update(self, record: CrmRecord, fields: PersonFields) -> tuple[CrmRequest, ...]:
        """Write the given fields of a person."""

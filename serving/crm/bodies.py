"""A CRM's requests and what its answers say; each vendor's folder has its own, and every function is pure."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime

from serving.crm.appendix import PersonFields
from serving.crm.requests import ActivityPiece, Creation, CrmRecord, CrmRequest, Outgoing, OwnTexts, WrittenObject
from serving.crm.retries import DeliveryOutcome
from serving.vocabulary.terms import CrmObject

NOTES_THAT_STAY = "a CRM whose notes cannot move to another record has this body in its own class"


class Bodies(ABC):
    """What has a body here is so for a CRM whose objects are of one level and known by one id each.

    Such a CRM names no limits, its search never lags, and its notes move to another record.
    """

    ids: Mapping[str, str] = {}
    """The field of the id by object, where it is not `id`."""
    numbers: Mapping[str, str] = {}
    """The field of a record's second id by object, which is in its path."""
    absent = DeliveryOutcome.GONE
    """What a 404 means for a creation: the record that the body names is missing, or the collection."""

    @abstractmethod
    def pieces(self, outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> tuple[ActivityPiece, ...]:
        """Return an activity's parts (D32); `account_id`: the primary account to name as well (S57)."""

    @abstractmethod
    def items_of(self, answer: object) -> Sequence[object] | None:
        """Return the items of a search; None for an incomplete answer."""

    @abstractmethod
    def removal(self, existing: WrittenObject) -> CrmRequest:
        """Return the deletion of an object that we wrote."""

    @abstractmethod
    def move(self, existing: WrittenObject, target: CrmRecord, account_id: str | None) -> tuple[CrmRequest, ...]:
        """Return idempotent requests that move an object to another record; empty where the CRM cannot."""

    @abstractmethod
    def similar_records(self, creation: Creation) -> CrmRequest:
        """Return the search for records that may be the same person (D30)."""

    @abstractmethod
    def creation(self, creation: Creation) -> CrmRequest:
        """Return the creation of the person."""

    @abstractmethod
    def created_again(self, creation: Creation) -> CrmRequest:
        """Return the search for the record of a creation whose outcome is unknown (D30)."""

    @abstractmethod
    def update(self, record: CrmRecord, fields: PersonFields, parent_type: int | None) -> tuple[CrmRequest, ...]:
        """Return the requests that write the given fields of a person."""

    def merges(self, crm_object: CrmObject, kept: str, merged: Sequence[str]) -> tuple[CrmRequest, ...]:  # noqa: ARG002 - no such call
        """Return the calls that merge records into the kept one, for somebody to send; none without such a call."""
        return ()

    def is_child(self, crm_object: str) -> bool:  # noqa: ARG002 - of one level
        """Return whether objects of this type are addressed below their record, which is looked up first."""
        return False

    def look_up(self, record: CrmRecord) -> CrmRequest | None:  # noqa: ARG002 - its id is its address
        """Return the search for a record's address; None where its id is its address."""
        return None

    def addressed(self, record: CrmRecord, item: object) -> CrmRecord | None:  # noqa: ARG002 - the same
        """Return the record with the addresses in the found item's links; None where the links do not name it."""
        return record

    def parent_types(self) -> CrmRequest | None:
        """Return the request for the types of association with a parent account; None where a field names it."""
        return None

    def parent_type(self, answer: object) -> int | None:  # noqa: ARG002 - a field names it
        """Return the type of association that makes an account the primary one."""
        return None

    def outgrows(self, outgoing: Outgoing) -> bool:  # noqa: ARG002 - no limits
        """Return whether the CRM would refuse the activity for its length, escaped as it is sent (S70)."""
        return False

    def created_since(self, crm_object: str, moment: datetime) -> CrmRequest | None:  # noqa: ARG002 - no index lags
        """Return the search for objects that were created since; None where no index lags behind."""
        return None

    def has_more(self, answer: object) -> bool:  # noqa: ARG002 - no page of own texts
        """Return whether a list of a record's own objects goes on after this page."""
        return False

    def is_older(self, item: object, moment: datetime) -> bool:  # noqa: ARG002 - the same
        """Return whether an item of such a list was created before a moment, to about half a day (zones)."""
        return False

    def own_text(self, item: object, own: OwnTexts) -> str | None:  # noqa: ARG002 - the same
        """Return the text of an item of such a list, None where the item leaves it out."""
        return None

    def note_request(self, existing: WrittenObject) -> CrmRequest:
        """Return the request that reads the text of a note that cannot move, which a user may have edited since."""
        raise NotImplementedError(NOTES_THAT_STAY)

    def note_piece(self, text: str, record: CrmRecord, author: str, marker: str) -> ActivityPiece:
        """Return a note with a text on a record, which takes the place of one that cannot move."""
        raise NotImplementedError(NOTES_THAT_STAY)

    def note_copy(self, text: object, record: CrmRecord, author: str, marker: str) -> ActivityPiece | None:
        """Return a copy of a note whose text was read, for another record; None for an incomplete answer."""
        return self.note_piece(text, record, author, marker) if isinstance(text, str) and text else None

    def written_id(self, crm_object: str, answer: object) -> str | None:
        """Return the id in the answer to a creation; None for an incomplete answer."""
        return _text(answer, self.ids.get(crm_object, "id"))

    def number_of(self, crm_object: str, answer: object) -> str | None:
        """Return a record's second id, None where the CRM has none."""
        return _text(answer, self.numbers.get(crm_object, ""))

    def found_ids(self, crm_object: str, answer: object) -> tuple[str, ...] | None:
        """Return the ids in the answer to a search, smallest first; None for an incomplete answer."""
        items = self.items_of(answer)
        if items is None:
            return None
        ids = (self.written_id(crm_object, item) for item in items)
        return tuple(sorted(filter(None, ids), key=lambda crm_id: (len(crm_id), crm_id)))


def _text(answer: object, name: str) -> str | None:
    value = answer.get(name) if isinstance(answer, Mapping) else None
    return str(value) if value else None

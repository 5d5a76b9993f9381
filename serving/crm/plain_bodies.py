"""What a CRM's requests and answers are unless the CRM says otherwise."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime

from serving.crm.requests import CrmRecord, CrmRequest, Outgoing


class PlainBodies(ABC):
    """A CRM whose objects are of one level, known by one id each; it names no limits and its search never lags."""

    ids: Mapping[str, str] = {}
    """The field of the id by object, where it is not `id`."""
    numbers: Mapping[str, str] = {}
    """The field of a record's second id by object, which is in its path."""

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

    def written_id(self, crm_object: str, answer: object) -> str | None:
        """Return the id in the answer to a creation; None for an incomplete answer."""
        return _text(answer, self.ids.get(crm_object, "id"))

    def number_of(self, crm_object: str, answer: object) -> str | None:
        """Return a record's second id, None where the CRM has none."""
        return _text(answer, self.numbers.get(crm_object, ""))

    @abstractmethod
    def items_of(self, answer: object) -> Sequence[object] | None:
        """Return the items of a search; None for an incomplete answer."""

    def found_ids(self, crm_object: str, answer: object) -> tuple[str, ...] | None:
        """Return the ids in the answer to a search, smallest first; None for an incomplete answer."""
        items = self.items_of(answer)
        if items is None:
            return None
        ids = [self.written_id(crm_object, one) for one in items]
        return tuple(sorted((one for one in ids if one), key=lambda one: (len(one), one)))

    def created_since(self, crm_object: str, moment: datetime) -> CrmRequest | None:  # noqa: ARG002 - no index lags
        """Return the search for objects that were created since; None where no index lags behind."""
        return None


def _text(answer: object, name: str) -> str | None:
    found = answer.get(name) if isinstance(answer, Mapping) else None
    return str(found) if found else None

"""The request bodies of each CRM, behind one interface."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from serving.crm.hubspot.bodies import HubspotBodies
from serving.crm.oracle.bodies import OracleBodies
from serving.crm.requests import ActivityPiece, Creation, CrmRecord, CrmRequest, Outgoing, WrittenObject
from serving.rules.routing.appendix import PersonFields
from serving.rules.routing.delivery import DeliveryOutcome
from serving.rules.vocabulary import Crm


class Bodies(Protocol):
    """Builds the requests of one CRM and reads its answers; every function is pure.

    `absent`: what a 404 means for a creation. HubSpot misses the record that the body names; Oracle, where the record
    was looked up before, misses the collection.
    """

    absent: DeliveryOutcome

    def is_child(self, crm_object: str) -> bool:
        """Return whether objects of this type are addressed below their record, which is looked up first."""

    def look_up(self, record: CrmRecord) -> CrmRequest | None:
        """Return the search for a record's address; None where its id is its address (HubSpot)."""

    def addressed(self, record: CrmRecord, item: object) -> CrmRecord | None:
        """Return the record with the addresses in the found item's links; None where the links do not name it."""

    def parent_types(self) -> CrmRequest | None:
        """Return the request for the types of association with a parent account; None where a field names it."""

    def parent_type(self, answer: object) -> int | None:
        """Return the type of association that makes an account the primary one."""

    def pieces(self, outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> tuple[ActivityPiece, ...]:
        """Return an activity's parts; `account_id`: the primary account to name as well (S57)."""

    def outgrows(self, outgoing: Outgoing) -> bool:
        """Return whether the CRM would refuse the activity for its length, escaped as it is sent (S70)."""

    def written_id(self, crm_object: str, answer: object) -> str | None:
        """Return the id in the answer to a creation; None for an incomplete answer."""

    def number_of(self, crm_object: str, answer: object) -> str | None:
        """Return a record's second id, which is in its path, where the CRM has one (Oracle)."""

    def items_of(self, answer: object) -> Sequence[object] | None:
        """Return the items of a search; None for an incomplete answer."""

    def found_ids(self, crm_object: str, answer: object) -> tuple[str, ...] | None:
        """Return the ids in the answer to a search, smallest first; None for an incomplete answer."""

    def created_since(self, crm_object: str, moment: datetime) -> CrmRequest | None:
        """Return the search for objects that were created since; None where no index lags behind (Oracle)."""

    def removal(self, existing: WrittenObject) -> CrmRequest:
        """Return the deletion of an object that we wrote."""

    def move(self, existing: WrittenObject, target: CrmRecord, account_id: str | None) -> tuple[CrmRequest, ...]:
        """Return idempotent requests that move an object to another record; empty where the CRM cannot."""

    def duplicates(self, creation: Creation) -> CrmRequest:
        """Return the search for records that may be the same person (D30)."""

    def creation(self, creation: Creation) -> CrmRequest:
        """Return the creation of the person."""

    def created_again(self, creation: Creation) -> CrmRequest:
        """Return the search for the record of a creation whose outcome is unknown (D30)."""

    def update(self, record: CrmRecord, fields: PersonFields, parent_type: int | None) -> tuple[CrmRequest, ...]:
        """Return the requests that write the given fields of a person."""


BODIES: dict[Crm, Bodies] = {Crm.HUBSPOT: HubspotBodies(), Crm.ORACLE: OracleBodies()}

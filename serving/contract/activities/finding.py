"""Finding what an earlier attempt wrote into a CRM: by a key that it searches, or by the record's own texts (D31)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from serving.contract.activities.calls import bodies_of
from serving.crm.crm_client import CrmClient, Reply
from serving.crm.delivery import DeliveryOutcome
from serving.crm.requests import ActivityPiece, OwnTexts
from serving.store.contracts import InstanceScope
from serving.store.tables.work import written
from serving.vocabulary.links import RecordKey

CLOCKS_DIFFER = timedelta(days=7)
"""How much earlier than its acceptance, by the CRM's clock, an activity may have been written."""


@dataclass(frozen=True, slots=True)
class SoughtActivity:
    """An activity that a CRM may hold, and the record that it would be on.

    Without `is_keyed` it may have been written without its key, so the record's texts are compared as well.
    """

    id: str
    on: RecordKey
    accepted_at: datetime
    is_keyed: bool = True


def find_written(
    scope: InstanceScope, client: CrmClient, piece: ActivityPiece, sought: SoughtActivity
) -> str | Reply | None:
    """Return the id of the object that a part became, None if the CRM has none, or the reply that says neither."""
    if piece.search is not None:
        reply = client.send_patiently(piece.search)
        crm_ids = bodies_of(scope).found_ids(piece.crm_object, reply.body)
        if crm_ids is None:
            return _failed(reply)
        if crm_ids:
            return crm_ids[0]
    if piece.own_texts is None or (sought.is_keyed and piece.search is not None):
        return None
    return _compare(scope, client, piece.crm_object, piece.own_texts, sought)


def _compare(
    scope: InstanceScope, client: CrmClient, crm_object: str, own: OwnTexts, sought: SoughtActivity
) -> str | Reply | None:
    """Compare the record's texts with the marker, but for those of other activities and those from before."""
    bodies = bodies_of(scope)
    others = _of_others(scope, sought)
    offset = 0
    while True:
        page = client.send_patiently(own.page(offset))
        items = bodies.items_of(page.body)
        if items is None:
            return _failed(page)
        for item in items:
            crm_id = bodies.written_id(crm_object, item)
            if crm_id is None or crm_id in others or bodies.is_older(item, sought.accepted_at - CLOCKS_DIFFER):
                continue
            text: object = bodies.own_text(item, own)
            if text is None:
                read = client.send_patiently(own.text_of(crm_id))
                if read.outcome not in (DeliveryOutcome.WRITTEN, DeliveryOutcome.GONE):
                    return read
                text = read.body
            if own.marker in str(text):
                return crm_id
        if not items or not bodies.has_more(page.body):
            return None
        offset += len(items)


def _of_others(scope: InstanceScope, sought: SoughtActivity) -> set[str]:
    """Return the ids of what the journal has of other activities on the record."""
    here = sought.on.columns
    conditions = (written.c.instance_id == scope.instance_id, written.c.activity_id != sought.id)
    with scope.store.reading() as connection:
        return set(connection.execute(select(written.c.crm_id).filter_by(**here).where(*conditions)).scalars())


def _failed(reply: Reply) -> Reply:
    """Return a failed reply; a whole one without what was searched is an incomplete answer."""
    return Reply(DeliveryOutcome.UNKNOWN) if reply.outcome is DeliveryOutcome.WRITTEN else reply

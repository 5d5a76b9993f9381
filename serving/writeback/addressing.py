"""The addresses of records whose CRM keys them by what only its answers name (Oracle)."""

from dataclasses import replace

from serving.crm.bodies import Bodies
from serving.crm.crm_client import CrmClient, Reply
from serving.crm.requests import CrmRecord, WrittenObject
from serving.rules.routing.delivery import DeliveryOutcome
from serving.writeback.calls import failure_of


def look_up(client: CrmClient, bodies: Bodies, record: CrmRecord) -> CrmRecord | Reply:
    """Return a record with its address, or the reply that says why there is none.

    GONE: the CRM has no such record. WRONG_PATH: its collection is not there, or its links do not name it. Nothing was
    written, so a lost answer is BUSY.
    """
    request = bodies.look_up(record)
    if request is None:
        return record
    reply = client.send_patiently(request)
    items = bodies.items_of(reply.body) if reply.outcome is DeliveryOutcome.WRITTEN else None
    if items is None:
        return replace(reply, outcome=_of_a_search(reply.outcome), body=None)
    if not items:
        return Reply(DeliveryOutcome.GONE)
    return bodies.addressed(record, items[0]) or Reply(DeliveryOutcome.WRONG_PATH)


def addressed(client: CrmClient, bodies: Bodies, record: CrmRecord) -> CrmRecord:
    """Return a record with its address.

    Raises RecordGone, WrongPath, GrantMissing, CrmUnavailable, CrmRefused.
    """
    found = look_up(client, bodies, record)
    if isinstance(found, Reply):
        raise failure_of(found.outcome)
    return found


def located(client: CrmClient, bodies: Bodies, existing: WrittenObject) -> WrittenObject | None:
    """Return an object that we wrote, its record addressed if it is its child; None if it went with the record.

    Raises WrongPath, GrantMissing, CrmUnavailable, CrmRefused.
    """
    if not bodies.is_child(existing.crm_object):
        return existing
    found = look_up(client, bodies, existing.record)
    if not isinstance(found, Reply):
        return replace(existing, record=found)
    if found.outcome is DeliveryOutcome.GONE:
        return None
    raise failure_of(found.outcome)


def _of_a_search(outcome: DeliveryOutcome) -> DeliveryOutcome:
    if outcome is DeliveryOutcome.GONE:
        return DeliveryOutcome.WRONG_PATH
    return DeliveryOutcome.BUSY if outcome in (DeliveryOutcome.UNKNOWN, DeliveryOutcome.WRITTEN) else outcome

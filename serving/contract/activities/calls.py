"""CRM calls with a seller's grant, with named errors, and how what an earlier attempt wrote is found (D31)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.contract.activities.grants import usable_token
from serving.crm.bodies import Bodies
from serving.crm.crm_client import CrmClient, Reply, shared_http
from serving.crm.requests import ActivityPiece, CrmRecord, CrmRequest, OwnTexts, WrittenObject
from serving.crm.retries import UNWRITTEN, DeliveryOutcome
from serving.crm.vendors import VENDORS
from serving.store.contracts import InstanceScope
from serving.store.tables.work import written
from serving.vocabulary.links import RecordKey

ClientOf = Callable[[InstanceScope, str], CrmClient]
"""Returns the client of an instance's CRM that acts with a token."""
_UNSURE = (*UNWRITTEN, DeliveryOutcome.UNKNOWN, DeliveryOutcome.UNAUTHORISED)


class GrantMissing(OnematchError):
    """The acting user has no valid CRM grant (D28); of a creation with the similar records of the store."""

    items: Sequence[Mapping[str, str]] = ()


class CrmUnavailable(OnematchError):
    """The CRM is busy, or its answer was lost; the effect is unknown."""


class CrmRefused(OnematchError):
    """The CRM refused the request; a retry cannot succeed."""


class RecordGone(OnematchError):
    """The CRM no longer has the record."""


class WrongPath(OnematchError):
    """The CRM has the record, but not at the address where it is written (S59): an operator must look."""


def client_for(scope: InstanceScope, token: str) -> CrmClient:
    """Return a client of an instance's CRM that acts with a seller's grant."""
    return CrmClient(shared_http(), scope.instance.urls["api"], token, bodies_of(scope))


def acting_client(
    scope: InstanceScope, user_id: str, now: datetime, client_of: ClientOf = client_for
) -> CrmClient | DeliveryOutcome:
    """Return a client that acts with a user's grant and renews it if the CRM refuses it; else NO_GRANT or BUSY."""
    client = client_of(scope, "")
    token = usable_token(scope, user_id, now, client.http)
    if isinstance(token, DeliveryOutcome):
        return token
    return replace(client, token=token, renew=partial(usable_token, scope, user_id, now, client.http))


def require_client(scope: InstanceScope, user_id: str, now: datetime, client_of: ClientOf = client_for) -> CrmClient:
    """Return a client that acts with a user's grant. Raises GrantMissing, CrmUnavailable."""
    client = acting_client(scope, user_id, now, client_of)
    if isinstance(client, DeliveryOutcome):
        raise failure_of(client)
    return client


def call_crm(client: CrmClient, request: CrmRequest, *, gone_is_fine: bool = False) -> Reply:
    """Call a CRM with retries; raises GrantMissing, CrmUnavailable, CrmRefused, RecordGone, WrongPath."""
    reply = client.send_patiently(request)
    if reply.outcome is DeliveryOutcome.WRITTEN or (gone_is_fine and reply.outcome is DeliveryOutcome.GONE):
        return reply
    raise failure_of(reply.outcome)


def ask_crm(client: CrmClient, request: CrmRequest) -> Reply:
    """Call a CRM with retries, which may refuse the question; raises GrantMissing, CrmUnavailable."""
    reply = client.send_patiently(request)
    if reply.outcome in _UNSURE:
        raise failure_of(reply.outcome)
    return reply


_FAILURES: Mapping[DeliveryOutcome, tuple[type[OnematchError], str]] = {
    DeliveryOutcome.NO_GRANT: (
        GrantMissing,
        "got an acting user without a valid CRM grant, expected one who has authorised",
    ),
    DeliveryOutcome.UNAUTHORISED: (
        GrantMissing,
        "got a CRM grant that the CRM no longer accepts, expected a valid one",
    ),
    DeliveryOutcome.WRONG_PATH: (
        WrongPath,
        "the CRM has the record, but not at the address that is called: see its entry in /v1/schema",
    ),
    DeliveryOutcome.GONE: (RecordGone, "the CRM no longer has the record"),
    DeliveryOutcome.REFUSED: (CrmRefused, "the CRM refused the request"),
}
_UNAVAILABLE = (CrmUnavailable, "the CRM did not answer as it should, expected a retry later")


def failure_of(outcome: DeliveryOutcome) -> OnematchError:
    """Return the error for an outcome."""
    error, message = _FAILURES.get(outcome, _UNAVAILABLE)
    return error(message)


def bodies_of(scope: InstanceScope) -> Bodies:
    """Return the bodies of an instance's CRM."""
    return VENDORS[scope.instance.crm].bodies


def look_up(client: CrmClient, record: CrmRecord) -> CrmRecord | Reply:
    """Return a record with its address, or the reply that says why there is none.

    GONE: the CRM has no such record. WRONG_PATH: its collection is not there, or its links do not name it. Nothing was
    written, so a lost answer is BUSY.
    """
    request = client.bodies.look_up(record)
    if request is None:
        return record
    reply = client.send_patiently(request)
    items = client.bodies.items_of(reply.body) if reply.outcome is DeliveryOutcome.WRITTEN else None
    if items is None:
        return replace(reply, outcome=_of_a_search(reply.outcome), body=None)
    if not items:
        return Reply(DeliveryOutcome.GONE)
    return client.bodies.addressed(record, items[0]) or Reply(DeliveryOutcome.WRONG_PATH)


def addressed(client: CrmClient, record: CrmRecord) -> CrmRecord:
    """Return a record with its address.

    Raises RecordGone, WrongPath, GrantMissing, CrmUnavailable, CrmRefused.
    """
    addressed_or_reply = look_up(client, record)
    if isinstance(addressed_or_reply, Reply):
        raise failure_of(addressed_or_reply.outcome)
    return addressed_or_reply


def located(client: CrmClient, existing: WrittenObject) -> WrittenObject | None:
    """Return an object that we wrote, its record addressed if it is its child; None if it went with the record.

    Raises WrongPath, GrantMissing, CrmUnavailable, CrmRefused.
    """
    if not client.bodies.is_child(existing.crm_object):
        return existing
    addressed_or_reply = look_up(client, existing.record)
    if not isinstance(addressed_or_reply, Reply):
        return replace(existing, record=addressed_or_reply)
    if addressed_or_reply.outcome is DeliveryOutcome.GONE:
        return None
    raise failure_of(addressed_or_reply.outcome)


def _of_a_search(outcome: DeliveryOutcome) -> DeliveryOutcome:
    if outcome is DeliveryOutcome.GONE:
        return DeliveryOutcome.WRONG_PATH
    return DeliveryOutcome.BUSY if outcome in (DeliveryOutcome.UNKNOWN, DeliveryOutcome.WRITTEN) else outcome


CLOCKS_DIFFER = timedelta(days=7)
"""How much earlier than its acceptance, by the CRM's clock, an activity may have been written."""


@value_class
class SoughtActivity:
    """An activity that a CRM may hold, and the record that it would be on."""

    id: str
    on: RecordKey
    accepted_at: datetime


def find_written(
    scope: InstanceScope, client: CrmClient, piece: ActivityPiece, sought: SoughtActivity
) -> str | Reply | None:
    """Return the id of the object that a part became, None if the CRM has none, or the reply that says neither."""
    if isinstance(piece.found_by, OwnTexts):
        return _compare(scope, client, piece.crm_object, piece.found_by, sought)
    reply = client.send_patiently(piece.found_by)
    crm_ids = client.bodies.found_ids(piece.crm_object, reply.body)
    if crm_ids is None:
        return _failed(reply)
    return crm_ids[0] if crm_ids else None


def _compare(
    scope: InstanceScope, client: CrmClient, crm_object: str, own: OwnTexts, sought: SoughtActivity
) -> str | Reply | None:
    """Compare the record's texts with the marker, but for those of other activities and those from before."""
    bodies = client.bodies
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

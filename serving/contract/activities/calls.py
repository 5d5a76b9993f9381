"""CRM calls that a person waits for, with named errors."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from features.schema.errors import OnematchError
from serving.contract.activities.grants import token_after, usable_token
from serving.crm.bodies import Bodies
from serving.crm.crm_client import CrmClient, Reply, shared_http
from serving.crm.delivery import DeliveryOutcome
from serving.crm.requests import CrmRecord, CrmRequest, WrittenObject
from serving.crm.vendors import VENDORS
from serving.store.contracts import InstanceScope

ClientOf = Callable[[InstanceScope, str], CrmClient]
"""Returns the client of an instance's CRM that acts with a token."""


_UNSURE = (DeliveryOutcome.BUSY, DeliveryOutcome.UNKNOWN, DeliveryOutcome.UNAUTHORISED)


class GrantMissing(OnematchError):
    """The acting user has no valid CRM grant (D28)."""


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
    return CrmClient(shared_http(), scope.instance.urls["api"], token)


def acting_client(
    scope: InstanceScope, user_id: str, now: datetime, client_of: ClientOf = client_for
) -> CrmClient | DeliveryOutcome:
    """Return a client that acts with a user's grant and renews it if the CRM refuses it; else NO_GRANT or BUSY."""
    client = client_of(scope, "")
    token = usable_token(scope, user_id, now, client.http)
    if isinstance(token, DeliveryOutcome):
        return token
    return replace(client, token=token, renew=partial(token_after, scope, user_id, now, client.http))


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
    addressed_or_reply = look_up(client, bodies, record)
    if isinstance(addressed_or_reply, Reply):
        raise failure_of(addressed_or_reply.outcome)
    return addressed_or_reply


def located(client: CrmClient, bodies: Bodies, existing: WrittenObject) -> WrittenObject | None:
    """Return an object that we wrote, its record addressed if it is its child; None if it went with the record.

    Raises WrongPath, GrantMissing, CrmUnavailable, CrmRefused.
    """
    if not bodies.is_child(existing.crm_object):
        return existing
    addressed_or_reply = look_up(client, bodies, existing.record)
    if not isinstance(addressed_or_reply, Reply):
        return replace(existing, record=addressed_or_reply)
    if addressed_or_reply.outcome is DeliveryOutcome.GONE:
        return None
    raise failure_of(addressed_or_reply.outcome)


def _of_a_search(outcome: DeliveryOutcome) -> DeliveryOutcome:
    if outcome is DeliveryOutcome.GONE:
        return DeliveryOutcome.WRONG_PATH
    return DeliveryOutcome.BUSY if outcome in (DeliveryOutcome.UNKNOWN, DeliveryOutcome.WRITTEN) else outcome

"""CRM calls that a person waits for, with named errors."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from features.schema.errors import OnematchError
from serving.crm.crm_client import CrmClient, Reply, shared_http
from serving.crm.requests import CrmRequest
from serving.rules.routing.delivery import DeliveryOutcome
from serving.store.contracts import InstanceScope
from serving.writeback.refreshing import token_after, usable_token

ClientOf = Callable[[InstanceScope, str], CrmClient]
"""Returns the client of an instance's CRM that acts with a token."""


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


def failure_of(outcome: DeliveryOutcome) -> OnematchError:
    """Return the error for an outcome."""
    if outcome is DeliveryOutcome.NO_GRANT:
        return GrantMissing("got an acting user without a valid CRM grant, expected one who has authorised")
    if outcome is DeliveryOutcome.UNAUTHORISED:
        return GrantMissing("got a CRM grant that the CRM no longer accepts, expected a valid one")
    if outcome is DeliveryOutcome.WRONG_PATH:
        return WrongPath("the CRM has the record, but not at the address that is called: see its entry in /v1/schema")
    if outcome is DeliveryOutcome.GONE:
        return RecordGone("the CRM no longer has the record")
    if outcome is DeliveryOutcome.REFUSED:
        return CrmRefused("the CRM refused the request")
    return CrmUnavailable("the CRM did not answer as it should, expected a retry later")

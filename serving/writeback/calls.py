"""Calls that a person waits for: each has its grant, and its failures have names."""

from collections.abc import Callable

from features.schema.errors import OnematchError
from serving.crm.crm_client import CrmClient, Reply, shared_http
from serving.crm.requests import CrmRequest
from serving.rules.routing.delivery import DeliveryOutcome
from serving.store.contracts import InstanceScope

ClientOf = Callable[[InstanceScope, str], CrmClient]
"""Makes the client of an instance's CRM that acts with a token."""


class GrantMissing(OnematchError):
    """The acting user has no CRM grant that holds (D28)."""


class CrmUnavailable(OnematchError):
    """The CRM is busy, or its answer was lost; nothing is known to have changed."""


class CrmRefused(OnematchError):
    """The CRM refused what was asked; asking again cannot help."""


class RecordGone(OnematchError):
    """The CRM no longer has the record."""


def client_for(scope: InstanceScope, token: str) -> CrmClient:
    """Make a client of an instance's CRM that acts with a seller's grant."""
    return CrmClient(shared_http(), scope.instance.urls["api"], token)


def require_grant(token: str | None) -> str:
    """Return a token; raises GrantMissing."""
    if token is None:
        raise GrantMissing("got an acting user without a CRM grant that holds, expected one who has authorised")
    return token


def ask(client: CrmClient, request: CrmRequest, *, gone_is_fine: bool = False) -> Reply:
    """Call a CRM for somebody who waits; raises GrantMissing, CrmUnavailable, CrmRefused, RecordGone."""
    reply = client.send_patiently(request)
    if reply.outcome is DeliveryOutcome.WRITTEN or (gone_is_fine and reply.outcome is DeliveryOutcome.GONE):
        return reply
    raise failure_of(reply.outcome)


def failure_of(outcome: DeliveryOutcome) -> OnematchError:
    """Return the name of what went wrong."""
    if outcome is DeliveryOutcome.UNAUTHORISED:
        return GrantMissing("got a CRM grant that the CRM no longer takes, expected one that holds")
    if outcome is DeliveryOutcome.GONE:
        return RecordGone("the CRM no longer has the record")
    if outcome is DeliveryOutcome.REFUSED:
        return CrmRefused("the CRM refused the request")
    return CrmUnavailable("the CRM did not answer as it should, expected a retry later")

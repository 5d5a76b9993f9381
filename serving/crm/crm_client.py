"""The HTTP client of a CRM, which acts for one seller and never writes a company."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from urllib.parse import urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt

from features.schema.errors import OnematchError
from serving.access.bearer import is_loopback
from serving.access.tls import secure_context
from serving.crm.refusals import redacted_message
from serving.crm.requests import CrmRequest
from serving.rules.routing.delivery import DeliveryOutcome

TIMEOUT = httpx.Timeout(10.0, connect=3.0)
PATIENT_TRIES = 3
LONGEST_PATIENCE = timedelta(seconds=3)
"""The longest wait between two tries of a call that a person waits for."""
_COMPANY = re.compile(
    r"/crm/v3/objects/companies(/.*)?|/crmRestApi/resources/[^/]+/accounts(?!/[^/]+/child/Notes?(/|$)).*", re.IGNORECASE
)
_LOCKED, _MIGRATING = 423, 477
_LOCKED_FOR = timedelta(seconds=2)
"""How long HubSpot's locks last (423); an answer that says nothing else is repeated after that."""
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class CompanyWritten(OnematchError):
    """A request would write a company into a CRM (S38)."""


class AddressUnsafe(OnematchError):
    """A CRM's address is not https (S76)."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The result of a call: `outcome` is WRITTEN for any complete answer that is not an error.

    `body` is the answer's JSON, or its text where that was requested. Of an error there are `status` and `message`,
    which holds no value.
    """

    outcome: DeliveryOutcome
    body: object = None
    retry_after: timedelta | None = None
    status: int | None = None
    message: str | None = None


Renewal = Callable[[str], str | DeliveryOutcome]
"""Returns the token that replaces a refused one, or why there is none: UNAUTHORISED, BUSY."""


def no_renewal(_: str) -> DeliveryOutcome:
    """Return UNAUTHORISED: nothing replaces a refused token."""
    return DeliveryOutcome.UNAUTHORISED


@dataclass(frozen=True, slots=True)
class CrmClient:
    """One CRM at one address, called with one seller's grant (D28); `renew` replaces a token that the CRM refuses."""

    http: httpx.Client
    address: str
    token: str
    sleep: Callable[[float], None] = time.sleep
    renew: Renewal = no_renewal

    def send(self, request: CrmRequest) -> Reply:
        """Call once, and once more with another token after a 401, which writes nothing.

        Raises CompanyWritten, AddressUnsafe. Errors of the CRM and the network become outcomes.
        """
        if is_company_write(request):
            raise CompanyWritten(f"got {request.method} on a company, expected no such call (S38)")
        refuse_unsafe(self.address)
        reply = self._reply(request, self.token)
        if reply.outcome is not DeliveryOutcome.UNAUTHORISED:
            return reply
        found = self.renew(self.token)
        return Reply(found) if isinstance(found, DeliveryOutcome) else self._reply(request, found)

    def send_patiently(self, request: CrmRequest) -> Reply:
        """Call at most PATIENT_TRIES times while the CRM is busy and so nothing was written (BUSY)."""
        retrying = Retrying(
            retry=retry_if_result(lambda reply: reply.outcome is DeliveryOutcome.BUSY),
            stop=stop_after_attempt(PATIENT_TRIES),
            wait=_retry_wait,
            sleep=self.sleep,
            retry_error_callback=_last_reply,
        )
        reply: Reply = retrying(self.send, request)
        return reply

    def _reply(self, request: CrmRequest, token: str) -> Reply:
        headers = {"Authorization": f"Bearer {token}", "Accept": request.accept, **request.headers}
        if request.body is not None:
            headers["Content-Type"] = request.media_type
        try:
            answer = self.http.request(
                request.method,
                self.address.rstrip("/") + request.path,
                params=dict(request.query) or None,
                json=request.body,
                headers=headers,
            )
        except _NEVER_SENT:
            return Reply(DeliveryOutcome.BUSY)
        except httpx.HTTPError:
            return Reply(DeliveryOutcome.UNKNOWN)
        return read_answer(answer, request.body)


def read_answer(answer: httpx.Response, sent: object = None) -> Reply:
    """Return the reply for an HTTP response to the body that was sent."""
    outcome = outcome_of(answer.status_code)
    retry_after = retry_after_of(answer) or (_LOCKED_FOR if answer.status_code == _LOCKED else None)
    if outcome is not DeliveryOutcome.WRITTEN:
        return Reply(outcome, None, retry_after, answer.status_code, redacted_message(answer, sent))
    try:
        return Reply(outcome, _content(answer) if answer.content else None)
    except ValueError:
        return Reply(DeliveryOutcome.UNKNOWN)


def outcome_of(status: int) -> DeliveryOutcome:
    """Return the outcome of a status; after 5xx, 408 and unexpected ones the effect is unknown.

    HubSpot's error page asks to repeat 423 (locked) and 477 (the account moves between data centres).
    """
    known = {
        401: DeliveryOutcome.UNAUTHORISED,
        404: DeliveryOutcome.GONE,
        408: DeliveryOutcome.UNKNOWN,
        410: DeliveryOutcome.GONE,
        _LOCKED: DeliveryOutcome.BUSY,
        _MIGRATING: DeliveryOutcome.BUSY,
        429: DeliveryOutcome.BUSY,
    }
    if status in known:
        return known[status]
    if 200 <= status < 300:
        return DeliveryOutcome.WRITTEN
    return DeliveryOutcome.REFUSED if 300 <= status < 500 else DeliveryOutcome.UNKNOWN


def is_company_write(request: CrmRequest) -> bool:
    """Return whether a request would write a company; a note on a company is a separate object (S38)."""
    return request.method != "GET" and _COMPANY.fullmatch(request.path) is not None


def refuse_unsafe(address: str) -> None:
    """Raise AddressUnsafe unless an address is https, or on this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
        raise AddressUnsafe(f"got a CRM address with the scheme {parts.scheme!r}, expected https")


@cache
def shared_http() -> httpx.Client:
    """Return the process's one pool of connections to CRMs; it follows no redirect."""
    return httpx.Client(verify=secure_context(), timeout=TIMEOUT, follow_redirects=False)


def retry_after_of(answer: httpx.Response) -> timedelta | None:
    """Return how long a response asks to wait; None where it does not say."""
    value: str = answer.headers.get("Retry-After", "")
    if value.isdecimal() and len(value) < 8:
        return timedelta(seconds=int(value))
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(at - datetime.now(UTC), timedelta()) if at.tzinfo else None


def _content(answer: httpx.Response) -> object:
    """Return an answer's JSON, or the text of a large attribute. Raises ValueError."""
    if answer.headers.get("Content-Type", "").startswith("application/octet-stream"):
        return answer.content.decode("utf-8")
    return answer.json()


def _retry_wait(state: RetryCallState) -> float:
    reply = state.outcome.result() if state.outcome else Reply(DeliveryOutcome.BUSY)
    wait = reply.retry_after if isinstance(reply, Reply) and reply.retry_after else timedelta(seconds=0.2)
    return min(wait, LONGEST_PATIENCE).total_seconds()


def _last_reply(state: RetryCallState) -> Reply:
    reply = state.outcome.result() if state.outcome else Reply(DeliveryOutcome.BUSY)
    return reply if isinstance(reply, Reply) else Reply(DeliveryOutcome.BUSY)

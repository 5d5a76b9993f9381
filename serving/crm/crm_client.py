"""The HTTP client of a CRM, which acts for one seller and never writes a company."""

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta
from functools import cache

import httpx

from features.normalise.text import word_set
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.crm.bodies import Bodies
from serving.crm.requests import CrmRequest
from serving.crm.retries import UNWRITTEN, DeliveryOutcome
from serving.crm.transport import new_http, refuse_unsafe, retry_after_of, send_to
from serving.crm.vendors import VENDORS

PATIENT_TRIES = 3
LONGEST_PATIENCE = timedelta(seconds=3)
"""The longest wait between two tries of a call that a person waits for."""
SHORTEST_PATIENCE = timedelta(seconds=0.2)
_LOCKED = 423
_MIGRATING = 477
_LOCKED_FOR = timedelta(seconds=2)
"""How long HubSpot's locks last (423); an answer that says nothing else is repeated after that."""
_OUTCOMES = {
    401: DeliveryOutcome.UNAUTHORISED,
    404: DeliveryOutcome.GONE,
    408: DeliveryOutcome.UNKNOWN,
    410: DeliveryOutcome.GONE,
    _LOCKED: DeliveryOutcome.BUSY,
    _MIGRATING: DeliveryOutcome.BUSY,
    429: DeliveryOutcome.BUSY,
}
"""HubSpot's error page asks to repeat 423 (locked) and 477 (the account moves between data centres)."""
MAX_CHARACTERS = 300
_PLAIN = word_set(
    """
    a access account activity allowed already an and app are associated association associations at attribute
    authorised authorized bad be been body by call cannot category characters code contact convert could create
    created date defined deleted denied does due duplicate empty end error errors exceeded exceeds exist exists expected
    failed field fields filter filterable following for forbidden format found from granted has have hasn't if in
    input insufficient internal into invalid is isn't it json json's large lead least length like limit long longer make
    many max maximum message method min minimum missing more most must name named names no not note null number object
    of on one only operator option options or order out owner page parameter parse permission permissions problem
    property properties provide query rate reached read record refused rejected request required resource row rows
    scope scopes server short should start string than that the there this time to token too type unable unauthorised
    unauthorized unique unknown unsupported update updated url user valid validation value values was were with you
    your
    """
)
_WORD = re.compile(r"[^\s,.:;()\[\]{}\"'“”<>=/\\]+(?:'\w+)?")
_ERROR_CODE = re.compile(r"[A-Z]{3}-\d{5}")


class CompanyWritten(OnematchError):
    """A request would write a company into a CRM (S38)."""


@value_class
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


@value_class
class CrmClient:
    """One CRM at one address, called with one seller's grant (D28)."""

    http: httpx.Client
    address: str
    token: str
    bodies: Bodies
    sleep: Callable[[float], None] = time.sleep
    renew: Callable[[str], str | DeliveryOutcome] = lambda _: DeliveryOutcome.UNAUTHORISED
    """Returns the token that replaces a refused one, or why there is none: UNAUTHORISED, BUSY."""

    def send(self, request: CrmRequest) -> Reply:
        """Call once, and once more with another token after a 401, which writes nothing.

        Raises CompanyWritten, AddressUnsafe. Errors of the CRM and the network become outcomes.
        """
        if is_company_write(request):
            raise CompanyWritten("got {method} on a company, expected no such call (S38)", method=request.method)
        refuse_unsafe(self.address)
        reply = self._reply(request, self.token)
        if reply.outcome is not DeliveryOutcome.UNAUTHORISED:
            return reply
        token = self.renew(self.token)
        return Reply(token) if isinstance(token, DeliveryOutcome) else self._reply(request, token)

    def send_patiently(self, request: CrmRequest) -> Reply:
        """Call at most PATIENT_TRIES times while the CRM is busy or away and so nothing was written (UNWRITTEN)."""
        for _ in range(PATIENT_TRIES - 1):
            reply = self.send(request)
            if reply.outcome not in UNWRITTEN:
                return reply
            self.sleep(min(reply.retry_after or SHORTEST_PATIENCE, LONGEST_PATIENCE).total_seconds())
        return self.send(request)

    def _reply(self, request: CrmRequest, token: str) -> Reply:
        try:
            return read_answer(send_to(self.http, self.address, f"Bearer {token}", request), request.body)
        except httpx.PoolTimeout:
            return Reply(DeliveryOutcome.BUSY)  # of this process: all its connections are in use
        except (httpx.ConnectError, httpx.ConnectTimeout):
            return Reply(DeliveryOutcome.UNREACHABLE)
        except httpx.HTTPError:
            return Reply(DeliveryOutcome.UNKNOWN)


def read_answer(answer: httpx.Response, sent: object = None) -> Reply:
    """Return the reply for an HTTP response to the body that was sent."""
    outcome = outcome_of(answer.status_code)
    retry_after = retry_after_of(answer) or (_LOCKED_FOR if answer.status_code == _LOCKED else None)
    if outcome is not DeliveryOutcome.WRITTEN:
        return Reply(outcome, None, retry_after, answer.status_code, redacted_message(answer, sent))
    is_text = answer.headers.get("Content-Type", "").startswith("application/octet-stream")  # a large attribute
    try:
        content = answer.content and (answer.content.decode("utf-8") if is_text else answer.json())
    except ValueError:
        return Reply(DeliveryOutcome.UNKNOWN)
    return Reply(outcome, content if answer.content else None)


def outcome_of(status: int) -> DeliveryOutcome:
    """Return the outcome of a status; after 5xx, 408 and unexpected ones the effect is unknown."""
    if 200 <= status < 300:
        return DeliveryOutcome.WRITTEN
    return _OUTCOMES.get(status, DeliveryOutcome.REFUSED if 300 <= status < 500 else DeliveryOutcome.UNKNOWN)


def is_company_write(request: CrmRequest) -> bool:
    """Return whether a request would write a company; a note on a company is a separate object (S38)."""
    return request.method != "GET" and any(vendor.companies.fullmatch(request.path) for vendor in VENDORS.values())


@cache
def shared_http() -> httpx.Client:
    """Return the process's one pool of connections to CRMs."""
    return new_http(10.0, 3.0)


def redacted_message(answer: httpx.Response, sent: object) -> str | None:
    """Return the message of a refusal; each word that is neither of a fixed list nor a name of a sent field is …."""
    names = set(re.findall(r'"(\w+)": ', json.dumps(sent)))  # a quote inside a value is escaped

    def shown(match: re.Match[str]) -> str:
        word = match[0]
        known = word in names or _ERROR_CODE.fullmatch(word) or _PLAIN.issuperset(word.casefold().split("_"))
        return word if known else "…"

    words = _WORD.sub(shown, " ".join(_message(answer)[: 10 * MAX_CHARACTERS].split()))
    return re.sub(r"…(?:\W*…)+", "…", words)[:MAX_CHARACTERS] or None


def _message(answer: httpx.Response) -> str:
    """Return the message of HubSpot or Oracle, of JSON or of a line of text; empty for anything else."""
    try:
        content = answer.json()
        details = content.get("o:errorDetails") or [content]
        message = details[0].get("detail") or content.get("message") or content.get("title")
    except (AttributeError, LookupError, TypeError, ValueError):
        message = answer.text if answer.headers.get("Content-Type", "").startswith("text/plain") else ""
    return message if isinstance(message, str) else ""

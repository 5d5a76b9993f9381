"""Calls of a connector, paced by the answers' headers, and repeated while the other side is busy or not reached."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import httpx

from features.schema.errors import OnematchError
from features.schema.texts import wording
from serving.crm.credentials import Credentials
from serving.crm.requests import Body, CrmRequest
from serving.crm.transport import date_in, object_in, retry_after_of, send_to

REPEATED = frozenset({408, 423, 425, 429, 477, 500, 502, 503, 504, 507, 521, 522, 523, 524})
"""HubSpot: 423 is a lock, 477 a migration, 52x its edge; after 429 and 5xx a repetition may succeed."""
UNAUTHORISED = 401
LONGEST_WAIT_S = 60.0
PATIENCE_S = 900.0
"""How long one call waits in all before it fails; a Retry-After beyond it fails at once."""


class CallFailed(OnematchError):
    """The other side could not be reached, or stayed busy for longer than a call waits."""


class CallRefused(OnematchError):
    """The other side refuses a call, which no repetition changes."""

    def __init__(self, message: str, status: int, body: Body) -> None:
        super().__init__(message)
        self.status = status
        self.body = body


@dataclass(slots=True)
class ApiCaller:
    """Calls one service with its credentials; `name` stands in errors and counts."""

    name: str
    http: httpx.Client
    address: str
    credentials: Credentials
    sleep: Callable[[float], None] = time.sleep
    seconds: Callable[[], float] = time.monotonic
    on_call: Callable[[str, int], None] = lambda _name, _status: None
    at: datetime | None = None
    """The other side's own clock in its last answer that shows it."""
    _free_at: float = 0.0
    _limited_at: float = float("-inf")

    def call(self, request: CrmRequest, at_least_s: float = 0.0) -> Body:
        """Return the object of a successful answer; raises CallRefused, CallFailed.

        `at_least_s`: the shortest time since the former call with such a limit.
        """
        waited = 0.0
        tries = 0
        shown = f"{self.name}: {request.method} {request.path}"
        while True:
            answer, body = self._answered(request, at_least_s)
            if answer is not None and answer.status_code not in REPEATED:
                if answer.status_code < 300 and body is not None:
                    self.at = date_in(answer.headers.get("date", "")) or self.at
                    return body
                if answer.status_code >= 300 and "retry-after" not in answer.headers:
                    reason = _reason_of(body or {})
                    status = answer.status_code
                    raise CallRefused(
                        wording("{shown}: got status {status}: {reason}", shown=shown, status=status, reason=reason),
                        status,
                        body or {},
                    )
            pause = _pause_s(answer, tries)
            waited += pause
            tries += 1
            if waited > PATIENCE_S:
                got = "no answer" if answer is None else f"status {answer.status_code}"
                raise CallFailed("{shown}: got {got} for {waited:.0f} s", shown=shown, got=got, waited=waited)
            self.sleep(pause)

    def _answered(self, request: CrmRequest, at_least_s: float) -> tuple[httpx.Response | None, Body | None]:
        """Send once, and once more with another token after a 401; return the answer and its object."""
        answer = self._send(request, at_least_s)
        if answer is not None and answer.status_code == UNAUTHORISED and self.credentials.refresh():
            answer = self._send(request, at_least_s)
        return answer, None if answer is None else object_in(answer)

    def _send(self, request: CrmRequest, at_least_s: float) -> httpx.Response | None:
        """Send in turn; None where no whole answer came."""
        now = self.seconds()
        wait = max(self._free_at - now, self._limited_at + at_least_s - now if at_least_s else 0.0)
        if wait > 0:
            self.sleep(wait)
        if at_least_s:
            self._limited_at = self.seconds()
        try:
            answer = send_to(self.http, self.address, self.credentials.header(), request)
        except httpx.TransportError:
            self.on_call(self.name, 0)
            return None
        self.on_call(self.name, answer.status_code)
        self._free_at = self.seconds() + _interval_s(answer)
        return answer


def _reason_of(body: Body) -> str:
    """Return the reason in a refusal: `detail` of a problem, `message` of HubSpot, `title` of Oracle."""
    reason = body.get("detail") or body.get("message") or body.get("title") or "no reason"
    return " ".join(str(reason).split())[:300]


def _interval_s(answer: httpx.Response) -> float:
    """Return how long HubSpot's limit admits no further call, by its headers."""
    left = answer.headers.get("x-hubspot-ratelimit-remaining", "")
    interval = answer.headers.get("x-hubspot-ratelimit-interval-milliseconds", "")
    return int(interval) / 1000 if left == "0" and interval.isdecimal() else 0.0


def _pause_s(answer: httpx.Response | None, tries: int) -> float:
    retry_after = None if answer is None else retry_after_of(answer)
    return min(0.5 * 2.0**tries, LONGEST_WAIT_S) if retry_after is None else max(retry_after.total_seconds(), 0.1)

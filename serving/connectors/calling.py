"""Calls of a connector: paced by the answers' headers, and repeated while the other side is busy or not reached."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from features.schema.errors import OnematchError
from serving.connectors.credentials import Credentials

TIMEOUT = httpx.Timeout(120.0, connect=10.0)
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

    def __init__(self, message: str, status: int, body: Mapping[str, object]) -> None:
        super().__init__(message)
        self.status, self.body = status, body


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call: the method, the path, the query and the JSON body."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    at_least_s: float = 0.0
    """The shortest time since the former call with such a limit."""


@dataclass(frozen=True, slots=True)
class ApiAnswer:
    """A successful answer; `at` is the other side's own clock, where it shows it."""

    status: int
    body: Mapping[str, object]
    at: datetime | None


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
    _free_at: float = 0.0
    _limited_at: float = float("-inf")

    def call(self, call: ApiCall) -> ApiAnswer:
        """Call until there is an answer; raises CallRefused, CallFailed."""
        waited, tries, is_refreshed = 0.0, 0, False
        while True:
            self._wait_for_turn(call)
            answer = self._send(call)
            is_unauthorised = answer is not None and answer.status_code == UNAUTHORISED
            if is_unauthorised and not is_refreshed and self.credentials.refresh():
                is_refreshed = True
                continue
            is_refreshed = is_refreshed and is_unauthorised  # a token may run out again while a call waits
            found = self._read(call, answer)
            if found is not None:
                return found
            pause = _pause(answer, tries)
            waited, tries = waited + pause, tries + 1
            if waited > PATIENCE_S:
                raise CallFailed(f"{self.name}: {call.method} {call.path}: got {_shown(answer)} for {waited:.0f} s")
            self.sleep(pause)

    def _wait_for_turn(self, call: ApiCall) -> None:
        now = self.seconds()
        wait = max(self._free_at - now, self._limited_at + call.at_least_s - now if call.at_least_s else 0.0)
        if wait > 0:
            self.sleep(wait)
        if call.at_least_s:
            self._limited_at = self.seconds()

    def _send(self, call: ApiCall) -> httpx.Response | None:
        """Send once; None where no whole answer came."""
        headers = {"Authorization": self.credentials.header(), "Accept": "application/json", **call.headers}
        try:
            answer = self.http.request(
                call.method,
                self.address.rstrip("/") + call.path,
                params=dict(call.query) or None,
                json=call.body,
                headers=headers,
            )
        except httpx.TransportError:
            self.on_call(self.name, 0)
            return None
        self.on_call(self.name, answer.status_code)
        self._free_at = self.seconds() + _interval_s(answer)
        return answer

    def _read(self, call: ApiCall, answer: httpx.Response | None) -> ApiAnswer | None:
        """Return a successful answer, None where the call is to be repeated; raises CallRefused."""
        if answer is None or answer.status_code in REPEATED:
            return None
        body = _json(answer)
        if answer.status_code >= 300:
            if "retry-after" in answer.headers:
                return None
            message = f"{self.name}: {call.method} {call.path}: got status {answer.status_code}: {reason_of(body)}"
            raise CallRefused(message, answer.status_code, body or {})
        return None if body is None else ApiAnswer(answer.status_code, body, _date(answer.headers.get("date", "")))


def reason_of(body: Mapping[str, object] | None) -> str:
    """Return the reason in a refusal: `detail` of a problem, `message` of HubSpot, `title` of Oracle."""
    found = (body or {}).get("detail") or (body or {}).get("message") or (body or {}).get("title") or "no reason"
    return " ".join(str(found).split())[:300]


def _json(answer: httpx.Response) -> Mapping[str, object] | None:
    """Return the object of an answer, empty for an empty answer, None for what is no object."""
    if not answer.content:
        return {}
    try:
        body = answer.json()
    except ValueError:
        return None
    return body if isinstance(body, Mapping) else None


def _interval_s(answer: httpx.Response) -> float:
    """Return how long HubSpot's limit admits no further call, by its headers."""
    left = answer.headers.get("x-hubspot-ratelimit-remaining", "")
    interval = answer.headers.get("x-hubspot-ratelimit-interval-milliseconds", "")
    return int(interval) / 1000 if left == "0" and interval.isdecimal() else 0.0


def _pause(answer: httpx.Response | None, tries: int) -> float:
    wanted = "" if answer is None else answer.headers.get("retry-after", "").strip()
    if wanted.isdecimal():
        return max(float(wanted), 0.1)
    moment = _date(wanted)
    if moment is not None:
        now = _date(answer.headers.get("date", "")) if answer is not None else None
        return max((moment - (now or datetime.now(UTC))).total_seconds(), 0.1)
    return min(0.5 * 2.0**tries, LONGEST_WAIT_S)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _shown(answer: httpx.Response | None) -> str:
    return "no answer" if answer is None else f"status {answer.status_code}"

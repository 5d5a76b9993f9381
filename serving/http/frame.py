"""The frame of every request: its id, count and log line, its time limit, and the bytes of bodies held at once.

BentoML's middleware schedules a `call_later(timeout)` for every request and never cancels it, so that each request's
context stays in memory for the whole timeout; `serving.service` removes it.
"""

import asyncio
import re
import secrets
import time
from dataclasses import dataclass
from functools import lru_cache

from fastapi import HTTPException
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from features.normalise.text import word_set
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.access.bearer import header
from serving.access.body_limits import MIB
from serving.http.wire.problems import TIMED_OUT, ProblemKind, problem_response
from serving.runtime.event_log import log_event, log_failure
from serving.runtime.metrics import LATENCY, REQUESTS

MAX_HELD = 256 * MIB
"""Eight of the largest pages; parsed rows take about four times their bytes."""
SMALL = 64 << 10
"""A declared body of at most so many bytes is not counted: its connection bounds it."""
_METHODS = word_set("GET HEAD POST PUT PATCH DELETE OPTIONS")
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9._:/+=@-]")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_NO_PATH = ProblemKind(404, "not-found", "There is no such thing")
_QUIET = word_set("/healthz /readyz /metrics")


@value_class
class RequestFrame:
    """Gives each request an id (the caller's cleaned id if it sends one), counts it and logs it once."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = clean_request_id(header(scope, b"x-request-id"))
        scope.setdefault("state", {})["request_id"] = request_id
        status = 499

        async def send_on(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), (b"x-request-id", request_id.encode())]
            await send(message)

        # A route's pattern ends before a line feed too: without this, the address of a rule and of a route differ.
        is_address = _CONTROL.search(scope["path"]) is None
        control = "got an address with a control character"
        answer = self.app if is_address else problem_response(_NO_PATH, wording(control))
        try:
            await answer(scope, receive, send_on)
        except Exception as error:  # noqa: BLE001 - the answer is sent; the server would print values with its trace
            log_failure("request_failed", error, request_id=request_id)
        _observe(scope, status, time.perf_counter() - started, request_id)


def clean_request_id(given: str) -> str:
    """Return at most 128 characters that are safe in headers and logs; a new id where none is left."""
    return _NOT_IN_AN_ID.sub("", given[:128]) or secrets.token_hex(16)


@lru_cache(maxsize=4096)
def _counted(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(method, route, status), LATENCY.labels(route)


def route_of(scope: Scope) -> str:
    """Return the pattern of the route that answered."""
    return getattr(scope.get("route"), "path", "") or "other"


def _observe(scope: Scope, status: int, seconds: float, request_id: str) -> None:
    route = route_of(scope)
    method = scope["method"] if scope["method"] in _METHODS else "other"
    count, latency = _counted(method, route, status)
    count.inc()
    latency.observe(seconds)
    if route not in _QUIET:
        log_event(
            "request",
            method=method,
            route=route,
            status=status,
            milliseconds=round(seconds * 1000, 2),
            request_id=request_id,
        )


@value_class
class RequestTimeout:
    """Answers 504 when the inner application has not begun its answer in time; a begun answer is aborted."""

    app: ASGIApp
    timeout_s: float

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        has_begun = False

        async def send_on(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            async with asyncio.timeout(self.timeout_s) as limit:
                await self.app(scope, receive, send_on)
        except TimeoutError:
            if has_begun or not limit.expired():
                raise
            response = problem_response(
                TIMED_OUT, wording("got no answer within {timeout_s:g} s", timeout_s=self.timeout_s)
            )
            await response(scope, receive, send)


@dataclass(slots=True)
class BodyBudget:
    """Answers 503 to a body that finds no room among the bodies that the worker holds already."""

    app: ASGIApp
    most: int = MAX_HELD
    held: int = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or _is_small(scope):
            await self.app(scope, receive, send)
            return
        held = 0

        async def counted() -> Message:
            nonlocal held
            message = await receive()
            size = len(message.get("body", b""))
            self.hold(size)
            held += size
            return message

        try:
            await self.app(scope, counted, send)
        finally:
            self.held -= held

    def hold(self, size: int) -> None:
        """Count bytes as held. Raises HTTPException 503 where they exceed the budget."""
        if self.held + size > self.most:
            # FastAPI lets no other kind of error pass while it reads a body
            raise HTTPException(
                503, wording("got a body beyond what the worker can hold now, expected it later"), {"Retry-After": "1"}
            )
        self.held += size


def _is_small(scope: Scope) -> bool:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return value.isdigit() and int(value) <= SMALL
        if name == b"transfer-encoding":
            return False
    return True

"""The frame of every request: its id, its duration, its count, its log line, and uncaught errors."""

import re
import secrets
import time
from functools import lru_cache

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serving.access.bearer import header
from serving.http.wire.problems import ProblemKind, problem_response
from serving.runtime.event_log import log_event, log_failure
from serving.runtime.metrics import LATENCY, REQUESTS

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NOT_IN_AN_ID = re.compile(r"[^A-Za-z0-9._:/+=@-]")
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_NO_PATH = ProblemKind(404, "not-found", "There is no such thing")
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


class RequestFrame:
    """Gives each request an id (the caller's cleaned id if it sends one), counts it and logs it once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
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
        answer = self._app if is_address else problem_response(_NO_PATH, "got an address with a control character")
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


def _observe(scope: Scope, status: int, seconds: float, request_id: str) -> None:
    route = getattr(scope.get("route"), "path", "") or "other"
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

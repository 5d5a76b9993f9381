"""HTTP on loopback for a double: calls, answers, a table of routes, and a server in a thread.

The server plays the faults: what happens to a connection is decided here, what an API answers is decided
in the double. `GET`s that nobody awaits any more are answered all the same, as a vendor does.
"""

import json
import re
import socket
import struct
import threading
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, cast
from urllib.parse import parse_qs, unquote

import uvicorn

from tests.support.vendors.clock import VendorClock, wire_time
from tests.support.vendors.faults import FaultKind, FaultPlan, VendorFault

Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class VendorCall:
    """One request as a handler reads it; header names are in lower case."""

    method: str
    path: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes
    parts: Mapping[str, str] = field(default_factory=dict)

    def one(self, name: str, default: str = "") -> str:
        return self.query.get(name, [default])[-1]

    def flag(self, name: str) -> bool:
        """Read a boolean parameter; clients write `true` and `True`."""
        return self.one(name).lower() == "true"

    def listed(self, name: str) -> list[str]:
        """Return the values of a parameter that is repeated or holds commas."""
        values = ",".join(self.query.get(name, []))
        return [value.strip() for value in values.split(",") if value.strip()]

    @property
    def target(self) -> str:
        pairs = [f"{name}={value}" for name, values in self.query.items() for value in values]
        return self.path + ("?" + "&".join(pairs) if pairs else "")


@dataclass(frozen=True, slots=True)
class VendorAnswer:
    """One answer: JSON content, or raw bytes of another media type, or nothing."""

    status: int
    content: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json;charset=utf-8"
    raw: bytes | None = None

    def payload(self) -> bytes:
        if self.raw is not None:
            return self.raw
        return b"" if self.content is None else json.dumps(self.content, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that arrived, what it was answered, and the fault that it took."""

    at: str
    method: str
    target: str
    status: int | None
    fault: str | None
    body: str


Handler = Callable[[VendorCall], VendorAnswer]


class RouteTable:
    """Paths such as `/contacts/{id}` with their handlers, tried in order."""

    def __init__(self, routes: list[tuple[str, str, Handler]]) -> None:
        self._routes = [(method, _pattern(path), handler) for method, path, handler in routes]

    def find(self, method: str, path: str) -> tuple[Handler, Mapping[str, str]] | None:
        for known, pattern, handler in self._routes:
            found = pattern.fullmatch(path)
            if found is not None and known == method:
                return handler, {name: unquote(value) for name, value in found.groupdict().items()}
        return None

    def has(self, path: str) -> bool:
        """Say whether another method answers on this path."""
        return any(pattern.fullmatch(path) for _, pattern, _ in self._routes)


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))


class VendorServer:
    """Serve `answer` on a loopback port; a call at a time, under one lock that the test's thread shares."""

    def __init__(
        self,
        answer: Handler,
        *,
        error: Callable[[VendorFault], VendorAnswer],
        faults: FaultPlan,
        clock: VendorClock,
    ) -> None:
        self._answer = answer
        self._error = error
        self._faults = faults
        self._clock = clock
        self.lock = threading.RLock()
        self.journal: list[Exchange] = []
        self.crashes: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(128)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self._app,
            interface="asgi3",
            http="h11",
            lifespan="off",
            log_level="error",
            proxy_headers=False,
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()
        assert not self.crashes, "the double itself failed: " + "\n".join(self.crashes)

    def _serve(self) -> None:
        with self._socket:
            self._server.run(sockets=[self._socket])

    async def _app(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        call = await _read(scope, receive)
        text = call.body.decode("utf-8", "replace")
        fault = self._faults.take(call.method, call.target)
        status = await self._exchange(call, fault, receive, send)
        kind = None if fault is None else str(fault.kind)
        at = wire_time(self._clock.now())
        self.journal.append(
            Exchange(at=at, method=call.method, target=call.target, status=status, fault=kind, body=text)
        )

    async def _exchange(self, call: VendorCall, fault: VendorFault | None, receive: Receive, send: Send) -> int | None:
        kind = None if fault is None else fault.kind
        if kind is FaultKind.RESET_BEFORE:
            _reset(receive)
            return None
        if fault is not None and kind is FaultKind.STATUS:
            return await _send(send, self._error(fault))
        answer = self._answered(call)
        if fault is None:
            return await _send(send, answer)
        return await self._spoilt(answer, fault, receive, send)

    def _answered(self, call: VendorCall) -> VendorAnswer:
        try:
            with self.lock:
                return self._answer(call)
        except Exception:
            self.crashes.append(f"{call.method} {call.target}\n{traceback.format_exc()}")
            raise

    async def _spoilt(self, answer: VendorAnswer, fault: VendorFault, receive: Receive, send: Send) -> int | None:
        if fault.kind is FaultKind.RESET_AFTER:
            _reset(receive)
            return None
        if fault.kind is FaultKind.STATUS_AFTER:
            return await _send(send, self._error(fault))
        payload = answer.payload()
        half = payload[: len(payload) // 2]
        if fault.kind is FaultKind.CUT_OFF:
            await _start(send, answer, len(payload))
            await send({"type": "http.response.body", "body": half, "more_body": True})
            _reset(receive)
            return None
        if fault.kind is FaultKind.TRUNCATED:
            cut = VendorAnswer(answer.status, headers=answer.headers, media_type=answer.media_type, raw=half)
            return await _send(send, cut)
        return await _send(send, answer)


async def _read(scope: Mapping[str, Any], receive: Receive) -> VendorCall:
    body = b""
    more = True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    query = parse_qs(scope["query_string"].decode(), keep_blank_values=True)
    headers = {name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]}
    return VendorCall(scope["method"], scope["raw_path"].decode(), query, headers, body)


def _reset(receive: Receive) -> None:
    """Close the connection at once, so that the client sees it reset: h11's cycle owns `receive`."""
    transport = cast("Any", receive).__self__.transport
    peer = transport.get_extra_info("socket")
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def _start(send: Send, answer: VendorAnswer, length: int) -> None:
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    if length > 0:
        headers.append((b"content-type", answer.media_type.encode()))
    if answer.status != 204:
        headers.append((b"content-length", str(length).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})


async def _send(send: Send, answer: VendorAnswer) -> int:
    payload = answer.payload()
    await _start(send, answer, len(payload))
    await send({"type": "http.response.body", "body": payload})
    return answer.status

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
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl, unquote, urlsplit

from tests.support.vendors.clock import VendorClock
from tests.support.vendors.faults import FaultKind, FaultPlan, VendorFault


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
    def form(self) -> dict[str, str]:
        """Return the fields of a form."""
        return dict(parse_qsl(self.body.decode()))

    @property
    def target(self) -> str:
        pairs = [f"{name}={value}" for name, values in self.query.items() for value in values]
        return self.path + ("?" + "&".join(pairs) if pairs else "")


@dataclass(frozen=True, slots=True)
class VendorAnswer:
    """One answer: JSON content, or raw bytes of another media type, or nothing; the status 0 resets the connection."""

    status: int
    content: object = None
    headers: Mapping[str, str] = field(default_factory=dict)
    media_type: str = "application/json;charset=utf-8"
    raw: bytes | None = None
    is_cut_off: bool = False
    """Whether the connection is reset in the middle of the body."""

    def payload(self) -> bytes:
        if self.raw is not None:
            return self.raw
        return b"" if self.content is None else json.dumps(self.content, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that arrived, and the fault that it took."""

    call: VendorCall
    fault: FaultKind | None

    @property
    def target(self) -> str:
        return self.call.target


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


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(path)))


class VendorServer:
    """Serve `answer` on a loopback port; a call at a time, under a lock that the test's thread shares."""

    def __init__(
        self,
        answer: Handler,
        *,
        faults: FaultPlan | None = None,
        clock: VendorClock | None = None,
        lock: AbstractContextManager[object] | None = None,
    ) -> None:
        self._answer = answer
        self._faults = faults or FaultPlan()
        self.before: Callable[[VendorCall], object] = lambda _: None
        """Called before each request is answered."""
        self.reshape: Callable[[VendorCall, VendorAnswer], VendorAnswer] = lambda _, answer: answer
        """Gives an answer another form that the vendor's pages allow as well, or that of a gateway in between."""
        self.lock = lock or threading.RLock()
        self.journal: list[Exchange] = []
        self.crashes: list[str] = []
        self._http = _Http(("127.0.0.1", 0), _Connection)
        self._http.play = self._play
        self._http.clock = clock or VendorClock()
        self.address = f"http://127.0.0.1:{self._http.server_port}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
        assert not self.crashes, "the double itself failed: " + "\n".join(self.crashes)

    def _play(self, call: VendorCall) -> VendorAnswer | None:
        """Answer a call as its fault says; None resets the connection."""
        fault = self._faults.take(call.method, call.target, call.body)
        self.journal.append(Exchange(call, None if fault is None else fault.kind))
        if fault is None:
            return self._answered(call)
        if fault.kind is FaultKind.RESET_BEFORE:
            return None
        if fault.kind is FaultKind.STATUS:
            return _page_of(fault)
        return self._spoilt(self._answered(call), fault)

    def _answered(self, call: VendorCall) -> VendorAnswer:
        try:
            with self.lock:
                self.before(call)
                return self.reshape(call, self._answer(call))
        except Exception:
            self.crashes.append(f"{call.method} {call.target}\n{traceback.format_exc()}")
            raise

    def _spoilt(self, answer: VendorAnswer, fault: VendorFault) -> VendorAnswer | None:
        if fault.kind is FaultKind.RESET_AFTER:
            return None
        if fault.kind is FaultKind.STATUS_AFTER:
            return _page_of(fault)
        if fault.kind is FaultKind.CUT_OFF:
            return replace(answer, is_cut_off=True)
        payload = answer.payload()
        return replace(answer, content=None, raw=payload[: len(payload) // 2])


def _page_of(fault: VendorFault) -> VendorAnswer:
    """Return the answer of a fault: a page without JSON, as a gateway before the vendor gives."""
    headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
    page = f"<html><body>{fault.status}</body></html>".encode()
    return VendorAnswer(fault.status, headers=headers, media_type="text/html", raw=page)


class VendorDouble:
    """What the doubles of both vendors have: a clock, faults, and a server that answers what was asked."""

    def __init__(self, clock: VendorClock | None, faults: FaultPlan | None) -> None:
        self.clock = clock or VendorClock()
        self.faults = faults or FaultPlan()
        self.server = VendorServer(self._answer, faults=self.faults, clock=self.clock)

    def __enter__(self) -> Self:
        self.server.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.__exit__()

    def _answer(self, call: VendorCall) -> VendorAnswer:
        raise NotImplementedError

    @property
    def address(self) -> str:
        return self.server.address

    @property
    def journal(self) -> list[Exchange]:
        return self.server.journal


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    play: Callable[[VendorCall], VendorAnswer | None]
    clock: VendorClock

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that closed the connection; `crashes` has what failed here."""


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Http

    def _serve(self) -> None:
        parts = urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        query = parse_qs(parts.query, keep_blank_values=True)
        answer = self.server.play(VendorCall(self.command, parts.path, query, headers, body))
        if answer is None or answer.status == 0:
            self._reset()
        else:
            self._send(answer)

    def _send(self, answer: VendorAnswer) -> None:
        payload = answer.payload()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if payload:
            self.send_header("Content-Type", answer.media_type)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload[: len(payload) // 2] if answer.is_cut_off else payload)
        if answer.is_cut_off:
            self._reset()

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Return what the Date header holds: the vendor's own time."""
        return super().date_time_string(self.server.clock.now().timestamp() if timestamp is None else timestamp)

    def _reset(self) -> None:
        """Close the connection at once, so that the client sees it reset."""
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the server's
        """Log nothing: the journal has the requests."""

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - names that http.server looks for

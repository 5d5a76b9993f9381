"""A vendor's API as a real HTTP server on a socket: its clock, limits, tokens and failures; what it holds is beside."""

import json
import random
import socket
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True, slots=True)
class VendorRequest:
    """One request as it arrived."""

    method: str
    path: str
    query: Mapping[str, str]
    body: Any
    authorization: str
    headers: Mapping[str, str] = field(default_factory=dict)
    """By lower-case names."""


@dataclass(frozen=True, slots=True)
class VendorReply:
    """One answer; a body of None is empty, bytes are sent as they are. The status 0 cuts the connection."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_incomplete: bool = False
    """Whether the connection is cut in the middle of the body."""


@dataclass(slots=True)
class VendorClock:
    """The vendor's clock, which may be wrong by `skew_s`; tests move it on by `forward`."""

    skew_s: float = 0.0

    def __call__(self) -> float:
        return time.time() + self.skew_s

    @property
    def ms(self) -> int:
        return int(self() * 1000)

    def forward(self, seconds: float) -> None:
        self.skew_s += seconds


@dataclass(slots=True)
class CallWindow:
    """A limit of calls in a rolling window."""

    most: int
    seconds: float
    _calls: deque[float] = field(default_factory=deque)

    def admit(self) -> int | None:
        """Count a call; return how many are left, None where it is refused."""
        now = time.monotonic()
        while self._calls and now - self._calls[0] > self.seconds:
            self._calls.popleft()
        if len(self._calls) >= self.most:
            return None
        self._calls.append(now)
        return self.most - len(self._calls)


@dataclass(slots=True)
class Failures:
    """Failures drawn at random: 5xx, and connections that are cut before or after the work is done."""

    share: float = 0.0
    seed: int = 1
    kinds: tuple[int, ...] = (500, 502, 503, 504, 0)
    """0 cuts the connection."""
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def draw(self) -> int | None:
        """Return the failure of a request, None for none."""
        return self._random.choice(self.kinds) if self._random.random() < self.share else None


Reshape = Callable[[VendorRequest, VendorReply], VendorReply]
"""Gives an answer another form that the vendor's pages allow as well."""


class VendorState(Protocol):
    """What a vendor holds, and how it answers."""

    clock: VendorClock
    failures: Failures
    calls: Counter[str]
    lock: threading.RLock

    @property
    def before(self) -> Callable[[VendorRequest], None]:
        """Called before each request is answered."""

    @property
    def reshape(self) -> Reshape:
        """Called with each answer before it is sent."""

    def answer(self, request: VendorRequest) -> VendorReply: ...


@contextmanager
def serving_vendor(state: VendorState) -> Iterator[str]:
    """Serve a vendor on a free port of loopback until the block ends; yield its address."""

    def answer(request: VendorRequest) -> VendorReply:
        with state.lock:
            state.before(request)
            failure = state.failures.draw()
            reply = state.answer(request) if failure is None else VendorReply(failure, {"message": "failed"})
            reply = state.reshape(request, reply)
        return replace(reply, headers={"Date": formatdate(state.clock(), usegmt=True), **reply.headers})

    with serving(answer) as url:
        yield url


@contextmanager
def serving(answer: Callable[[VendorRequest], VendorReply]) -> Iterator[str]:
    """Serve answers on a free port of loopback until the block ends; yield its address."""
    http = _Http(("127.0.0.1", 0), _handler_of(answer))
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}"
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore clients that closed the connection."""


def _handler_of(answer: Callable[[VendorRequest], VendorReply]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def _serve(self) -> None:
            parts = urlsplit(self.path)
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            query = dict(parse_qsl(parts.query, keep_blank_values=True))
            headers = {name.lower(): value for name, value in self.headers.items()}
            authorization = headers.get("authorization", "")
            request = VendorRequest(
                method=self.command,
                path=parts.path,
                query=query,
                body=_read(sent, headers),
                authorization=authorization,
                headers=headers,
            )
            reply = answer(request)
            if reply.status == 0:
                self._cut()
            else:
                self._send(reply)

        def _send(self, reply: VendorReply) -> None:
            content, usual = _encoded(reply.body)
            self.send_response_only(reply.status)
            for name, value in {**usual, **reply.headers}.items():
                if value:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if reply.is_incomplete else content)
            if reply.is_incomplete:
                self._cut()

        def _cut(self) -> None:
            self.close_connection = True
            self.wfile.flush()
            self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the server's
            """Log nothing."""

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815 - names that http.server looks for

    return Handler


def _read(sent: bytes, headers: Mapping[str, str]) -> Any:
    """Return a request's body: a form, JSON, or None."""
    if not sent:
        return None
    if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return dict(parse_qsl(sent.decode()))
    return json.loads(sent)


def _encoded(body: Any) -> tuple[bytes, Mapping[str, str]]:
    """Return a body's bytes with their type: JSON, plain text, or any bytes."""
    if isinstance(body, bytes):
        return body, {"Content-Type": "application/octet-stream"}
    if isinstance(body, str):
        return body.encode(), {"Content-Type": "text/plain;charset=utf-8"}
    return b"" if body is None else json.dumps(body).encode(), {"Content-Type": "application/json;charset=utf-8"}

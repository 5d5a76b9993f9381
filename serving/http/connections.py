"""Connections: how workers share new ones, their time limits, when reading ends, and how a worker's end meets them.

uvicorn continues to read a body after its answer, waits for headers without limit, and accepts a request that declares
its length twice (RFC 9112, section 6.3; request smuggling). Timers run per connection, not per request.

A kept connection that is closed while a proxy sends the next request on it loses that request: a proxy may not send it
again. So the proxy, not the service, ends what is idle, and a request that has arrived unread keeps its connection.
"""

import asyncio
import errno
import fcntl
import socket
import termios
from contextlib import suppress
from http import HTTPStatus
from typing import Any, cast

import h11
import uvicorn.config
from uvicorn.protocols.http.h11_impl import H11Protocol

from features.schema.texts import wording
from serving.http.wire.problems import ProblemKind, problem_response

MALFORMED = ProblemKind(400, "request-malformed", "The request is no valid HTTP")
TOO_SLOW = ProblemKind(408, "request-too-slow", "The request came too slowly")
HEADER_BYTES = 16 * 1024
PAUSE_S = 0.001
DRAIN_S = 1.0
"""How long a connection without a request stays open after the worker was told to end: one may be on its way."""
KEPT_S = 150.0
"""How long a kept connection may be idle: longer than proxies keep it (nginx 60 s, Caddy 2 minutes)."""
HEADER_S = 10.0
BODY_S = 10.0
BODY_BYTES = 5_000
"""So many bytes of a body must arrive in each BODY_S of reading."""
LOOK_S = 1.0
LINGER_S = 5.0
LINGER_BYTES = 16 << 20
"""How long, and for how much more, a connection lingers after an answer to a body that is still sent."""
_CLOSE = (b"connection", b"close")
_UNREAD = (h11.SEND_BODY, h11.ERROR)


def accept_in_turns(loop: asyncio.AbstractEventLoop) -> None:
    """Make an asyncio loop pause for PAUSE_S after each new connection, so that another worker takes the next one.

    All workers wait on one socket, and asyncio accepts all pending connections at once: 16 connections opened together
    all went to one of two workers. asyncio pauses in the same way when file descriptors run out; a loop without that
    function stays as it is.
    """
    private: Any = loop
    accept, start = (getattr(loop, name, None) for name in ("_accept_connection", "_start_serving"))
    if accept is None or start is None:
        return
    started: dict[object, tuple[Any, ...]] = {}

    def start_and_note(protocol_factory: Any, sock: Any, sslcontext: Any, server: Any, *rest: Any) -> None:
        started[sock] = (protocol_factory, sock, sslcontext, None, *rest)
        start(protocol_factory, sock, sslcontext, server, *rest)

    def accept_one(protocol_factory: Any, sock: Any, sslcontext: Any, server: Any, backlog: int, *rest: Any) -> None:
        loop.remove_reader(sock.fileno())
        try:
            accept(protocol_factory, sock, sslcontext, server, 1, *rest)
        except OSError as error:
            if error.errno == errno.EINVAL:  # another worker ended and shut the socket that all share
                return
        loop.call_later(PAUSE_S, start_again, protocol_factory, sock, sslcontext, server, backlog, *rest)

    def start_again(protocol_factory: Any, sock: Any, *rest: Any) -> None:
        if sock.fileno() != -1:
            start(protocol_factory, sock, *rest)

    def stop(sock: Any) -> None:
        """Take what waits, then refuse new connections: those in the queue of a closed socket would be reset."""
        loop.remove_reader(sock.fileno())
        GuardedProtocol.is_draining = True
        with suppress(OSError):
            accept(*started[sock])
            sock.shutdown(socket.SHUT_RDWR)
        sock.close()

    private._accept_connection = accept_one
    private._start_serving = start_and_note
    private._stop_serving = stop


def guard_connections() -> None:
    """Make the guarded protocol uvicorn's default, which BentoML's workers use."""
    uvicorn.config.HTTP_PROTOCOLS["auto"] = f"{__name__}:{GuardedProtocol.__name__}"


class GuardedConnection(h11.Connection):
    """Refuses two declarations of a body's length, and closes after an answer to an unread body or the last one."""

    is_last = False
    """Whether the next answer is the connection's last one."""

    def next_event(self) -> Any:
        """Return the next event; raises h11.RemoteProtocolError for a request with two framings."""
        event = super().next_event()
        if type(event) is h11.Request:
            _require_one_framing(event)
        return event

    def send(self, event: Any) -> Any:
        """Return the bytes of an event; a last answer, and one to an unread body, has `Connection: close`."""
        if type(event) is h11.Response and (self.is_last or self.their_state is h11.SEND_BODY):
            headers = [*event.headers, *(() if _CLOSE in event.headers else (_CLOSE,))]
            event = h11.Response(status_code=event.status_code, headers=headers, reason=event.reason)
        return super().send(event)


def _require_one_framing(request: h11.Request) -> None:
    names = {name.lower() for name, _ in request.headers.raw_items()}  # h11 iterates its headers five times as slowly
    if b"transfer-encoding" not in names:
        return
    if b"content-length" in names:
        raise h11.RemoteProtocolError("got Content-Length and Transfer-Encoding, expected one of them")
    if request.http_version < b"1.1":
        raise h11.RemoteProtocolError("got Transfer-Encoding in HTTP/1.0, expected Content-Length")


class GuardedProtocol(H11Protocol):
    """uvicorn's protocol with time limits and an end of reading."""

    is_draining = False
    """Whether this worker was told to end: every connection gets one more answer."""

    def __init__(self, *parts: Any, **named: Any) -> None:
        super().__init__(*parts, **named)
        self.timeout_keep_alive = KEPT_S  # type: ignore[assignment]
        self.conn = GuardedConnection(h11.SERVER, self.config.h11_max_incomplete_event_size or HEADER_BYTES)
        self._timer: asyncio.TimerHandle | None = None
        self._phase: tuple[object, object] | None = None
        self._since = 0.0
        self._received = 0
        self._received_then = 0
        self._left: int | None = None
        """How many bytes are still discarded; None before lingering."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the checks of progress."""
        self._socket = transport
        super().connection_made(cast("asyncio.Transport", _AnsweredTransport(transport, self)))
        self._look()
        if self.is_draining:
            self._drain()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the checks."""
        if self._timer is not None:
            self._timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Process data; after the end of reading it is discarded, and too much of it closes the connection."""
        if self._left is None:
            self._received += len(data)
            super().data_received(data)
            return
        self._left -= len(data)
        if self._left < 0:
            self._socket.close()

    @property
    def is_lingering(self) -> bool:
        """Whether the answer is sent and the caller may still read it."""
        return self._left is not None

    def end(self) -> None:
        """Close; where the caller still sends, linger first, since unread bytes would reset its connection."""
        if self.is_lingering or self.conn.their_state not in _UNREAD or self._socket.is_closing():
            self._socket.close()
            return
        self._left = LINGER_BYTES
        self._socket.resume_reading()
        if self._socket.can_write_eof():
            self._socket.write_eof()
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_later(LINGER_S, self._socket.close)

    def shutdown(self) -> None:
        """Close a lingering connection at once; any other one after one more answer, or a while without a request."""
        if self.is_lingering:
            self._socket.close()
        else:
            self._drain()

    def _drain(self) -> None:
        cast("GuardedConnection", self.conn).is_last = True
        self.loop.call_later(DRAIN_S, self._close_unused)

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection."""
        if not self._has_unread():
            super().timeout_keep_alive_handler()

    def _has_unread(self) -> bool:
        """Whether bytes have arrived that are read only after what the loop does now."""
        if self._socket.is_closing():
            return False
        waiting = fcntl.ioctl(self._socket.get_extra_info("socket").fileno(), termios.FIONREAD, bytes(4))
        return waiting != bytes(4)

    def _close_unused(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            if not self._has_unread():
                self._socket.close()
        else:
            self.cycle.keep_alive = False

    def send_400_response(self, msg: str) -> None:
        """Refuse malformed HTTP."""
        self._refuse(MALFORMED, msg)

    def _look(self) -> None:
        """Close the connection where a header or a body makes no progress."""
        if self.transport.is_closing():
            return
        now = self.loop.time()
        phase = (self.cycle, self.conn.their_state)
        if phase != self._phase or not self._is_awaited():
            self._phase = phase
            self._since = now
            self._received_then = self._received
        elif (
            now - self._since >= (HEADER_S if self.conn.their_state is h11.IDLE else BODY_S) and not self._has_unread()
        ):
            self._give_up()
            return
        self._timer = self.loop.call_later(LOOK_S, self._look)

    def _is_awaited(self) -> bool:
        """Return whether the service waits for a caller who makes no progress."""
        if self.conn.their_state is not h11.SEND_BODY:
            is_kept = self.cycle is not None and not self.conn.trailing_data[0]
            return self.conn.their_state is h11.IDLE and not is_kept
        is_read = not (self.flow.read_paused or self.cycle.waiting_for_100_continue)
        return is_read and self._received - self._received_then < BODY_BYTES

    def _give_up(self) -> None:
        if self.conn.their_state is h11.SEND_BODY:
            self._refuse(
                TOO_SLOW,
                wording(
                    "got less than {body_bytes} bytes of the body within {body_s:g} s",
                    body_bytes=BODY_BYTES,
                    body_s=BODY_S,
                ),
            )
        elif self.conn.trailing_data[0]:
            self._refuse(TOO_SLOW, wording("got a part of the header only within {header_s:g} s", header_s=HEADER_S))
        else:
            self._socket.close()

    def _refuse(self, kind: ProblemKind, detail: str) -> None:
        """Answer with a problem where no answer has begun, and close."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            answer = problem_response(kind, detail)
            reason = HTTPStatus(kind.status).phrase.encode()
            start = h11.Response(status_code=kind.status, headers=[*answer.raw_headers, _CLOSE], reason=reason)
            for event in (start, h11.Data(data=bytes(answer.body)), h11.EndOfMessage()):
                self._socket.write(self.conn.send(event) or b"")
        self.end()


class _AnsweredTransport:
    """The transport for uvicorn; `close` calls the guarded protocol."""

    __slots__ = ("_protocol", "_transport", "write")

    def __init__(self, transport: asyncio.Transport, protocol: GuardedProtocol) -> None:
        self._transport = transport
        self._protocol = protocol
        self.write = transport.write

    def close(self) -> None:
        self._protocol.end()

    def is_closing(self) -> bool:
        return self._protocol.is_lingering or self._transport.is_closing()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

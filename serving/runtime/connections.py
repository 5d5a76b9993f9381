"""Share new connections between the workers."""

import asyncio
from typing import Any

PAUSE_S = 0.001


def accept_in_turns(loop: asyncio.AbstractEventLoop) -> None:
    """Let an asyncio loop rest for a moment after each new connection, so that another worker takes the next one.

    All workers wait on one socket, and asyncio accepts all that is there at once: measured, 16 connections opened
    together all went to the same worker, five times out of five, and the other one idled. The way to rest is
    asyncio's own when it runs out of file descriptors; a loop without it is left alone.
    """
    private: Any = loop
    accept, start = (getattr(loop, name, None) for name in ("_accept_connection", "_start_serving"))
    if accept is None or start is None:
        return

    def accept_one(protocol_factory: Any, sock: Any, sslcontext: Any, server: Any, backlog: int, *rest: Any) -> None:
        accept(protocol_factory, sock, sslcontext, server, 1, *rest)
        loop.remove_reader(sock.fileno())
        loop.call_later(PAUSE_S, start_again, protocol_factory, sock, sslcontext, server, backlog, *rest)

    def start_again(protocol_factory: Any, sock: Any, *rest: Any) -> None:
        if sock.fileno() != -1:
            start(protocol_factory, sock, *rest)

    private._accept_connection = accept_one

"""Two workers on one socket share new connections; a kept one ends without a request that is on its way."""

import asyncio
import errno
import select
import socket
import threading
from contextlib import ExitStack
from http.client import HTTPConnection

import pytest
from starlette.responses import PlainTextResponse

from serving.http.connections import GuardedProtocol, accept_in_turns
from tests.support.live_console import listening as served


def serve(listening: socket.socket, ended: threading.Event, accepted: list[int]) -> None:
    async def run() -> None:
        accept_in_turns(asyncio.get_running_loop())
        count = 0

        async def handle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal count
            count += 1
            writer.write(b".")
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(handle, sock=listening.dup()):
            await asyncio.to_thread(ended.wait, 20)
        accepted.append(count)

    asyncio.run(run())


def test_simultaneous_connections_go_to_both_workers_and_none_is_lost() -> None:
    ended = threading.Event()
    accepted: list[int] = []
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=64))
        workers = [threading.Thread(target=serve, args=(listening, ended, accepted)) for _ in range(2)]
        for worker in workers:
            worker.start()

        callers = [stack.enter_context(socket.create_connection(listening.getsockname(), 10)) for _ in range(32)]
        received = [caller.recv(1) for caller in callers]
        ended.set()
        for worker in workers:
            worker.join()

    assert received == [b"."] * 32
    assert sum(accepted) == 32
    assert min(accepted) >= 8


class FailingOnce(socket.socket):
    """A listening socket whose first accept fails as Linux reports an error of the network."""

    has_failed = False

    def accept(self) -> tuple[socket.socket, object]:
        """Accept a connection, from the second call on."""
        if not self.has_failed:
            self.has_failed = True
            raise OSError(errno.ENETDOWN, "the network is down")
        return super().accept()


def test_a_worker_goes_on_accepting_after_an_error_of_the_network() -> None:
    async def run() -> bytes:
        accept_in_turns(asyncio.get_running_loop())

        async def handle(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b".")
            writer.close()

        with socket.create_server(("127.0.0.1", 0)) as listening:
            failing = FailingOnce(fileno=listening.dup().detach())
            async with await asyncio.start_server(handle, sock=failing):
                reader, writer = await asyncio.open_connection(*listening.getsockname())
                received = await asyncio.wait_for(reader.read(1), 30)
                writer.close()
        assert failing.has_failed
        return received

    assert asyncio.run(run()) == b"."


@pytest.mark.parametrize("ending", ["timeout_keep_alive_handler", "_close_unused"])
def test_a_kept_connection_does_not_end_before_a_request_that_arrived_is_answered(ending: str) -> None:
    """The loop is busy when the request arrives, and the end of the idle connection is due before it is read."""
    opened: list[GuardedProtocol] = []
    entered = threading.Event()

    class Noted(GuardedProtocol):
        is_draining = False

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            opened.append(self)

    def end_idle() -> None:
        entered.set()
        select.select([opened[0].transport.get_extra_info("socket")], [], [], 60)
        getattr(opened[0], ending)()

    def ask(caller: HTTPConnection) -> int:
        caller.request("GET", "/")
        answer = caller.getresponse()
        answer.read()
        return answer.status

    with served(PlainTextResponse("."), http=Noted) as port:
        caller = HTTPConnection("127.0.0.1", port, timeout=60)
        first = ask(caller)
        opened[0].loop.call_soon_threadsafe(end_idle)
        entered.wait(60)
        second = ask(caller)
        caller.close()

    assert (first, second, len(opened)) == (200, 200, 1)
    assert opened[0].timeout_keep_alive > 120, "proxies keep an idle connection up to two minutes"

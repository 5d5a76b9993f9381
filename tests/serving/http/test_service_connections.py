"""Two workers on one socket share new connections."""

import asyncio
import errno
import socket
import threading
from contextlib import ExitStack

from serving.http.connections import accept_in_turns


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

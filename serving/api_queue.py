"""The one thread that scores, and the bounded line before it.

Scoring holds the processor for milliseconds, so it leaves the event loop free for everything else; a second
thread would only fight for the interpreter lock. Whoever waits when the thread gets free is served together: records
that are scored together cost a fraction of what they cost one by one, and their answers are the same. So under load
a turn waits for a moment until as many are there as were at once in the last one.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field

from features.errors import OnematchError

LINGER_S = 0.002
"""How long a turn waits at most for as many requests as there were at once in the last one: never for one."""


class QueueFull(OnematchError):
    """As many requests wait as may wait."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in the line; whoever serves it gives its answer or its error."""

    body: bytes
    request_id: str
    answer: Future[bytes] = field(default_factory=Future)


Serve = Callable[[Sequence[Waiting]], None]
"""Gives each request in the line its answer or its error; what it leaves or raises is the error of the rest."""


class ScoringQueue:
    """Serves requests in the order in which they came; at most `limit` are served or wait. One event loop at a time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._count = 0
        self._line: list[Waiting] = []
        self._expected = 1
        self._most = 0
        self._serves = False
        self._linger: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="scoring")

    def refuse_if_full(self) -> None:
        """Raise QueueFull when no further request may wait."""
        if self._count >= self._limit:
            raise QueueFull(f"got one request more than the {self._limit} that may wait, expected a retry")

    async def run(self, serve: Serve, body: bytes, request_id: str) -> bytes:
        """Wait for a request's turn and its answer; a caller that gives up does not free the place before its turn."""
        self.refuse_if_full()
        waiting = Waiting(body, request_id)
        future = asyncio.wrap_future(waiting.answer)
        future.add_done_callback(self._leave)
        self._count += 1
        self._most = max(self._most, self._count)
        self._line.append(waiting)
        self._loop = asyncio.get_running_loop()
        self._look(serve)
        return await asyncio.shield(future)

    @property
    def is_busy(self) -> bool:
        """Whether a request is served or waits."""
        return self._count > 0

    def close(self) -> None:
        """Take no more requests and drop those that wait."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        for waiting in self._line:
            waiting.answer.cancel()
        self._line.clear()

    def _look(self, serve: Serve) -> None:
        """Begin a turn if the thread is free and enough wait, else see that one begins soon."""
        if self._serves or not self._line:
            return
        if len(self._line) >= self._expected:
            self._begin_turn(serve)
        elif self._linger is None:
            self._linger = asyncio.get_running_loop().call_later(LINGER_S, self._begin_turn, serve)

    def _begin_turn(self, serve: Serve) -> None:
        if self._linger is not None:
            self._linger.cancel()
            self._linger = None
        served, self._line = self._line, []
        self._expected, self._most = max(1, self._most), self._count
        if served:
            self._serves = True
            self._thread.submit(self._serve_all, serve, served)

    def _serve_all(self, serve: Serve, served: Sequence[Waiting]) -> None:
        try:
            serve(served)
            error: BaseException = RuntimeError("the request was left without an answer")
        except BaseException as raised:  # noqa: BLE001 - the callers wait for it
            error = raised
        self._serves = False
        for waiting in served:
            if not waiting.answer.done():
                waiting.answer.set_exception(error)
        with suppress(RuntimeError):  # the loop of the last who asked has ended, and nobody waits
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._look, serve)

    def _leave(self, future: asyncio.Future[bytes]) -> None:
        self._count -= 1
        if not future.cancelled():
            future.exception()

"""The one thread that scores, and the bounded line before it.

Scoring holds the processor for milliseconds, so it leaves the event loop free for everything else; a second
thread would only fight for the interpreter lock. Whoever waits when the thread gets free is served together: records
that are scored together cost a fraction of what they cost one by one, and their answers are the same.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from features.errors import OnematchError


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
    """Serves requests in the order in which they came; at most `limit` are served or wait."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._count = 0
        self._line: deque[Waiting] = deque()
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
        self._line.append(waiting)
        self._thread.submit(self._serve_line, serve)
        return await asyncio.shield(future)

    @property
    def is_busy(self) -> bool:
        """Whether a request is served or waits."""
        return self._count > 0

    def close(self) -> None:
        """Take no more requests and drop those that wait."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        while self._line:
            self._line.popleft().answer.cancel()

    def _serve_line(self, serve: Serve) -> None:
        """Serve all that wait by now; the turns of those that were served with an earlier one find nobody."""
        served = [self._line.popleft() for _ in range(len(self._line))]
        try:
            serve(served)
            error: BaseException = RuntimeError("the request was left without an answer")
        except BaseException as raised:  # noqa: BLE001 - the callers wait for it
            error = raised
        for waiting in served:
            if not waiting.answer.done():
                waiting.answer.set_exception(error)

    def _leave(self, future: asyncio.Future[bytes]) -> None:
        self._count -= 1
        if not future.cancelled():
            future.exception()

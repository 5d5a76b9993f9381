"""The bounded queue of match requests, which are scored in turns.

All requests that wait when a turn begins are scored together: that costs a fraction of scoring one by one, and the
answers are the same. Under load a turn waits briefly for as many requests as the last one had. The event loop runs a
brief turn itself, since a thread would compete with it for the interpreter. A longer turn runs in the one scoring
thread and leaves the loop free; its answers return to the loop together, since each wake-up costs as much as reading
a request.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import field
from functools import partial

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.http.wire.requests import MatchCall
from serving.runtime.event_log import log_failure

LINGER_S = 0.002
"""The longest wait of a turn for as many requests as the last one had; a turn never waits for a single one."""


class QueueFull(OnematchError):
    """The queue is full."""


class QueueAnswer:
    """A request's answer or error, set once, from any thread."""

    __slots__ = ("_complete", "_future", "_give")

    def __init__(self, future: asyncio.Future[bytes], give: Callable[["QueueAnswer"], None]) -> None:
        self._future = future
        self._give = give
        self._complete: Callable[[], None] | None = None

    def set_result(self, result: bytes) -> None:
        self._set(partial(self._future.set_result, result))

    def set_exception(self, error: BaseException) -> None:
        self._set(partial(self._future.set_exception, error))

    def _set(self, complete: Callable[[], None]) -> None:
        self._complete = complete
        self._give(self)

    def done(self) -> bool:
        """Return whether the answer or error is set."""
        return self._complete is not None

    def hand_over(self) -> None:
        """Complete the caller's future, in its loop's thread; without effect after the caller or its loop ended."""
        if self._complete is not None and not self._future.done() and not self._future.get_loop().is_closed():
            self._complete()


@value_class
class Waiting:
    """A request in the queue; `call` is its parsed body where that was parsed before, `answer` receives the answer."""

    body: bytes
    request_id: str
    call: MatchCall | None
    answer: QueueAnswer
    of_contract: bool = False
    """The caller's token is a contract's: of private values it reads no more than `private_numbers` says."""
    context: Context = field(default_factory=copy_context)
    """That of its caller, whose trace goes on."""


@value_class
class Serve:
    """The functions that serve the queue.

    `answer` sets each request's answer or error; requests that it leaves get an error. `is_brief` returns whether the
    event loop may run it.
    """

    answer: Callable[[Sequence[Waiting]], None]
    is_brief: Callable[[Sequence[Waiting]], bool] = lambda _: False


def _is_brief(serve: Serve, line: Sequence[Waiting]) -> bool:
    """Return whether the loop may serve the requests; after an error, which is logged, the thread does."""
    try:
        return serve.is_brief(line)
    except Exception as error:  # noqa: BLE001 - nothing else would answer the waiting requests
        log_failure("turn_not_measured", error)
        return False


class ScoringQueue:
    """Serves requests in the order of arrival, at most `limit` at a time, for one event loop at a time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._count = 0
        self._line: list[Waiting] = []
        self._given: deque[QueueAnswer] = deque()
        self._is_woken = False
        self._expected = 1
        self._most = 0
        self._serves = False
        self._begins: asyncio.Handle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._serve: Serve | None = None
        self._thread = ThreadPoolExecutor(1, "scoring")

    def refuse_if_full(self) -> None:
        """Raise QueueFull when no further request may wait."""
        if self._count >= self._limit:
            raise QueueFull("got one request more than the {limit} that may wait, expected a retry", limit=self._limit)

    async def run(
        self, serve: Serve, body: bytes, request_id: str, call: MatchCall | None = None, *, of_contract: bool = False
    ) -> bytes:
        """Return the answer of a request after its turn; a caller that leaves occupies the queue until its turn."""
        self.refuse_if_full()
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop = loop
            self._begins = None
            self._hand_over_all()
        future: asyncio.Future[bytes] = loop.create_future()
        self._count += 1
        self._most = max(self._most, self._count)
        self._line.append(Waiting(body, request_id, call, QueueAnswer(future, self._give), of_contract))
        self._serve = serve
        self._schedule()
        return await future

    @property
    def is_busy(self) -> bool:
        """Whether any request is served or waits."""
        return self._count > 0

    def close(self) -> None:
        """End the scoring thread and cancel the waiting requests."""
        self._thread.shutdown(wait=False)
        for waiting in self._line:
            waiting.answer.set_exception(asyncio.CancelledError())
        self._line.clear()

    def _schedule(self) -> None:
        """Schedule the next turn: at once if as many requests wait as the last turn had, else after LINGER_S."""
        if self._serves or not self._line:
            return
        enough = len(self._line) >= self._expected
        loop = asyncio.get_running_loop()
        if self._begins is not None:
            if not enough or not isinstance(self._begins, asyncio.TimerHandle):
                return
            self._begins.cancel()
        self._begins = loop.call_soon(self._begin_turn) if enough else loop.call_later(LINGER_S, self._begin_turn)

    def _begin_turn(self) -> None:
        self._begins = None
        served = self._line
        self._line = []
        self._expected = max(1, self._most)
        self._most = self._count
        if not served or self._serve is None:
            return
        self._serves = True
        if _is_brief(self._serve, served):
            self._is_woken = True  # the loop runs already
            self._serve_all(self._serve.answer, served)
            self._hand_over_all()
        else:
            self._thread.submit(self._serve_all, self._serve.answer, served)

    def _serve_all(self, answer: Callable[[Sequence[Waiting]], None], served: Sequence[Waiting]) -> None:
        try:
            answer(served)
            error: BaseException = RuntimeError("the request was left without an answer")
        except BaseException as raised:  # noqa: BLE001 - the error is the callers' answer
            error = raised
        self._serves = False
        for waiting in served:
            if not waiting.answer.done():
                waiting.answer.set_exception(error)
        self._wake_loop()

    def _give(self, answer: QueueAnswer) -> None:
        self._given.append(answer)
        self._wake_loop()

    def _wake_loop(self) -> None:
        """Wake the loop, once until it has handed over; a loop that has ended has no waiting caller."""
        while not self._is_woken and (loop := self._loop) is not None:
            self._is_woken = True
            try:
                loop.call_soon_threadsafe(self._hand_over_all)
            except RuntimeError:
                self._is_woken = False
                if loop is not self._loop:
                    continue
            return

    def _hand_over_all(self) -> None:
        """Hand over the set answers and schedule the next turn."""
        self._is_woken = False
        while self._given:
            self._count -= 1
            self._given.popleft().hand_over()
        self._schedule()

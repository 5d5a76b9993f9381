"""The bounded line of those who wait to be scored, and the turns in which they are.

Whoever waits when a turn begins is served together: records that are scored together cost a fraction of what they cost
one by one, and their answers are the same. So under load a turn waits for a moment until as many are there as were at
once in the last one. A brief turn is served by the event loop itself, which has nothing else to do meanwhile that could
not wait for some milliseconds: a thread would fight with it for the interpreter. A longer one leaves the loop free and
goes to the one thread that scores; its answers go back to the loop together, since each time that one thread wakes the
other costs as much as reading a request.
"""

import asyncio
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue

from features.schema.errors import OnematchError
from serving.http.wire.requests import MatchCall
from serving.runtime.event_log import log_failure

LINGER_S = 0.002
"""How long a turn waits at most for as many requests as there were at once in the last one: never for one."""


class QueueFull(OnematchError):
    """As many requests wait as may wait."""


class QueueAnswer:
    """A request's answer or error, given once, by any thread."""

    __slots__ = ("_error", "_future", "_give", "_result")

    def __init__(self, future: asyncio.Future[bytes], give: Callable[["QueueAnswer"], None]) -> None:
        self._future, self._give = future, give
        self._result: bytes | None = None
        self._error: BaseException | None = None

    def set_result(self, result: bytes) -> None:
        self._result = result
        self._give(self)

    def set_exception(self, error: BaseException) -> None:
        self._error = error
        self._give(self)

    def done(self) -> bool:
        """Whether it was given."""
        return self._result is not None or self._error is not None

    def hand_over(self) -> None:
        """Let who waits have it, in the thread of his loop; nothing where he left or his loop ended."""
        if self._future.done() or self._future.get_loop().is_closed():
            return
        if self._error is not None:
            self._future.set_exception(self._error)
        elif self._result is not None:
            self._future.set_result(self._result)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request in the line; whoever serves it gives its answer or its error. `call`: where it was understood yet."""

    body: bytes
    request_id: str
    call: MatchCall | None
    answer: QueueAnswer


def _never(_: Sequence[Waiting]) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Serve:
    """Who serves the line.

    `answer` gives each request its answer or its error; what it leaves or raises is the error of the rest. `is_brief`
    says whether that takes no more than the event loop may wait.
    """

    answer: Callable[[Sequence[Waiting]], None]
    is_brief: Callable[[Sequence[Waiting]], bool] = _never


@dataclass(slots=True)
class _Turns:
    """The scoring thread, which begins with its first turn."""

    _line: "SimpleQueue[Callable[[], None] | None]" = field(default_factory=SimpleQueue)
    _thread: threading.Thread | None = None

    def begin(self, turn: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="scoring", daemon=True)
            self._thread.start()
        self._line.put(turn)

    def end(self) -> None:
        self._line.put(None)

    def _run(self) -> None:
        while (turn := self._line.get()) is not None:
            turn()


def _is_brief(serve: Serve, line: Sequence[Waiting]) -> bool:
    """Whether the loop may serve the line; where that cannot be told, the thread does, and the log says why."""
    try:
        return serve.is_brief(line)
    except Exception as error:  # noqa: BLE001 - nobody else would answer those who wait
        log_failure("turn_not_measured", error)
        return False


class ScoringQueue:
    """Serves requests in the order in which they came; at most `limit` are served or wait. One event loop at a time."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._count = 0
        self._line: list[Waiting] = []
        self._given: deque[QueueAnswer] = deque()
        self._is_told = False
        self._expected = 1
        self._most = 0
        self._serves = False
        self._begins: asyncio.Handle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._serve: Serve | None = None
        self._turns = _Turns()

    def refuse_if_full(self) -> None:
        """Raise QueueFull when no further request may wait."""
        if self._count >= self._limit:
            raise QueueFull(f"got one request more than the {self._limit} that may wait, expected a retry")

    async def run(self, serve: Serve, body: bytes, request_id: str, call: MatchCall | None = None) -> bytes:
        """Wait for a request's turn and its answer; a caller that gives up does not free the place before its turn."""
        self.refuse_if_full()
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._loop, self._begins = loop, None
            self._hand_out()
        future: asyncio.Future[bytes] = loop.create_future()
        self._count += 1
        self._most = max(self._most, self._count)
        self._line.append(Waiting(body, request_id, call, QueueAnswer(future, self._give)))
        self._serve = serve
        self._look()
        return await future

    @property
    def is_busy(self) -> bool:
        """Whether a request is served or waits."""
        return self._count > 0

    def close(self) -> None:
        """Take no more requests and drop those that wait."""
        self._turns.end()
        for waiting in self._line:
            waiting.answer.set_exception(asyncio.CancelledError())
        self._line.clear()

    def _look(self) -> None:
        """See that a turn begins: with all who have come by now if enough wait, else soon."""
        if self._serves or not self._line:
            return
        enough, loop = len(self._line) >= self._expected, asyncio.get_running_loop()
        if self._begins is not None:
            if not enough or not isinstance(self._begins, asyncio.TimerHandle):
                return
            self._begins.cancel()
        self._begins = loop.call_soon(self._begin_turn) if enough else loop.call_later(LINGER_S, self._begin_turn)

    def _begin_turn(self) -> None:
        self._begins = None
        served, self._line = self._line, []
        self._expected, self._most = max(1, self._most), self._count
        if not served or self._serve is None:
            return
        self._serves = True
        if _is_brief(self._serve, served):
            self._is_told = True  # nobody has to be woken
            self._serve_all(self._serve.answer, served)
            self._hand_out()
        else:
            self._turns.begin(partial(self._serve_all, self._serve.answer, served))

    def _serve_all(self, answer: Callable[[Sequence[Waiting]], None], served: Sequence[Waiting]) -> None:
        try:
            answer(served)
            error: BaseException = RuntimeError("the request was left without an answer")
        except BaseException as raised:  # noqa: BLE001 - the callers wait for it
            error = raised
        self._serves = False
        for waiting in served:
            if not waiting.answer.done():
                waiting.answer.set_exception(error)
        self._tell()

    def _give(self, answer: QueueAnswer) -> None:
        self._given.append(answer)
        self._tell()

    def _tell(self) -> None:
        """Wake the loop, once until it has looked; a loop that has ended left nobody who waits."""
        while not self._is_told and (loop := self._loop) is not None:
            self._is_told = True
            try:
                loop.call_soon_threadsafe(self._hand_out)
            except RuntimeError:
                self._is_told = False
                if loop is not self._loop:
                    continue
            return

    def _hand_out(self) -> None:
        """Hand over what was given, and see to the next turn."""
        self._is_told = False
        while self._given:
            self._count -= 1
            self._given.popleft().hand_over()
        self._look()

"""The one thread that scores, and the bounded line before it.

Scoring holds the processor for milliseconds, so it leaves the event loop free for everything else; a second
thread would only fight for the interpreter lock.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from features.errors import OnematchError

T = TypeVar("T")


class QueueFull(OnematchError):
    """As many requests wait as may wait."""


class ScoringQueue:
    """Runs one call after the other; at most `limit` calls run or wait."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._waiting = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="scoring")

    def refuse_if_full(self) -> None:
        """Raise QueueFull when no further call may wait."""
        if self._waiting >= self._limit:
            raise QueueFull(f"got one request more than the {self._limit} that may wait, expected a retry")

    async def run(self, call: Callable[[], T]) -> T:
        """Wait for a call's turn and its result; a caller that gives up does not free the place before its turn."""
        self.refuse_if_full()
        self._waiting += 1
        future = asyncio.get_running_loop().run_in_executor(self._thread, call)
        future.add_done_callback(self._leave)
        return await asyncio.shield(future)

    @property
    def is_busy(self) -> bool:
        """Whether a call runs or waits."""
        return self._waiting > 0

    def close(self) -> None:
        """Take no more calls and drop those that wait."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _leave(self, future: asyncio.Future[T]) -> None:
        self._waiting -= 1
        if not future.cancelled():
            future.exception()

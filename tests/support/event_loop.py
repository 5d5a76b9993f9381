"""One event loop for all applications that tests call in process."""

import asyncio
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


class LoopThread:
    """An event loop in a thread of its own, which runs until it is ended.

    A loop that ends with each call ends its worker threads too, and to start them again takes longer than a request.
    """

    def __init__(self) -> None:
        self._loop, self._ended = asyncio.new_event_loop(), asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="event loop of the tests", daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end; return its result."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def end(self) -> None:
        """End the loop and its worker threads."""
        self._loop.call_soon_threadsafe(self._ended.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._wait())

    async def _wait(self) -> None:
        await self._ended.wait()


@cache
def loop_of_the_run() -> LoopThread:
    """The loop of this process; `end_loop_of_the_run` ends it."""
    return LoopThread()


def end_loop_of_the_run() -> None:
    """End the loop, if a test has used it."""
    if loop_of_the_run.cache_info().currsize:
        loop_of_the_run().end()
        loop_of_the_run.cache_clear()

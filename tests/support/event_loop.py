"""One event loop for all applications that are called in process."""

import asyncio
import threading
from collections.abc import Coroutine
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
LOOKS_S = 0.2
"""How often the loop looks whether the process ends: its worker threads would keep the process alive."""


class LoopThread:
    """An event loop in a thread of its own, until the main thread has ended.

    A loop that ends with each call ends its worker threads too, and to start them again takes longer than a request.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._run, name="event loop of the tests", daemon=True).start()

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run a coroutine to its end; return its result."""
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._wait())

    async def _wait(self) -> None:
        while threading.main_thread().is_alive():
            await asyncio.sleep(LOOKS_S)


@cache
def loop_of_the_run() -> LoopThread:
    """The loop of this process."""
    return LoopThread()

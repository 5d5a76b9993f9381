"""Work on the parts of a table, in this process or several: each opens its state once, results return in order."""

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from multiprocessing.pool import Pool
from typing import Any, Generic, TypeVar

State = TypeVar("State")
Given = TypeVar("Given")
Made = TypeVar("Made")
Counted = Callable[[int, int], None]
"""Is called with how many parts are done, and of how many."""


def uncounted(_done: int, _total: int) -> None:
    """Count nothing."""


class Workers(Generic[State]):
    """Applies functions of a state to parts. Processes start at the first table of several parts."""

    def __init__(self, open_state: Callable[[], State], processes: int, closing: ExitStack) -> None:
        self.state = open_state()
        self._open = open_state
        self._processes = processes
        self._closing = closing
        self._pool: Pool | None = None

    def over(
        self, function: Callable[[State, Given], Made], parts: Sequence[Given], on: Counted = uncounted
    ) -> list[Made]:
        """Return the function's result of every part."""
        results: list[Made] = []
        for result in self.each(function, parts, len(parts)):
            results.append(result)
            on(len(results), len(parts))
        return results

    def each(self, function: Callable[[State, Given], Made], parts: Iterable[Given], count: int) -> Iterator[Made]:
        """Yield the function's result of every part, of which there are `count`."""
        if self._processes <= 1 or count <= 1:
            return (function(self.state, part) for part in parts)
        if self._pool is None:
            pool = multiprocessing.get_context("spawn").Pool(self._processes, _start, (self._open,))
            self._pool = self._closing.enter_context(pool)
        return self._pool.imap(partial(_in_worker, function), parts)


@contextmanager
def open_workers(open_state: Callable[[], State], processes: int) -> Iterator[Workers[State]]:
    """Open the state here, and in `processes` processes where there is work for them."""
    with ExitStack() as closing:
        yield Workers(open_state, processes, closing)


class _Worker:
    """The state of a worker process between parts."""

    state: Any


def _start(open_state: Callable[[], Any]) -> None:
    """Make a worker ready; Ctrl-C reaches all processes of a terminal, and the first one ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.state = open_state()


def _in_worker(function: Callable[[Any, Given], Made], part: Given) -> Made:
    return function(_Worker.state, part)

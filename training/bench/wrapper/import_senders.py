"""The pages of an import, received one after the other, or by several processes like the workers of a service."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.runtime.garbage import settle
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope
from serving.store.opening import open_store
from serving.sync.imports.pages import Page, receive_page
from serving.sync.records.matching import Matchers
from serving.sync.services import LinkingServices
from training.bench.wrapper.contract import NOW, scope_of

OPENING_S = 120


@dataclass(frozen=True, slots=True)
class Taken:
    """Start and end of a page (seconds since 1970), and the seconds of the matcher in it."""

    began: float
    ended: float
    matching_s: float

    @property
    def busy_s(self) -> float:
        return self.ended - self.began


class ClockedMatchers(Matchers):
    """Matchers that sum the seconds of their turns, in which the independent pass runs."""

    held_s = 0.0

    @contextmanager
    def turn(self) -> Iterator[object]:
        """Wait for the turn, and count the time until it ends."""
        with super().turn():
            began = time.perf_counter()
            try:
                yield None
            finally:
                self.held_s += time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Receiver:
    """An open store with its matcher, which receives pages."""

    scope: InstanceScope
    matching: ClockedMatchers

    @property
    def services(self) -> LinkingServices:
        return LinkingServices(self.matching, LISTENERS)

    @classmethod
    def open(cls, settings: Settings, bundle: Path, index: Path) -> "Receiver":
        """Open the store of the bench, a bundle and an index, as a worker does before it is ready."""
        store, matcher = open_store(settings), Matcher.open(bundle, index)
        matcher.replay_golden()
        settle()
        return cls(scope_of(store), ClockedMatchers(lambda _: matcher, store))

    def take(self, import_id: str, page: Page) -> Taken:
        """Match and store one page."""
        began, held = time.time(), self.matching.held_s
        receive_page(self.scope, import_id, page, NOW, self.services)
        return Taken(began, time.time(), self.matching.held_s - held)


ReceiverFiles = tuple[Settings, Path, Path]
"""The inputs of a receiver: settings of the store, bundle, index."""


def take_pages(files: ReceiverFiles, import_id: str, pages: Sequence[Page], processes: int) -> Iterator[Taken]:
    """Receive pages in this process, or in several, all of them ready before the first page."""
    if processes == 1:
        receiver = Receiver.open(*files)
        yield from (receiver.take(import_id, page) for page in pages)
        receiver.scope.store.close()
        return
    context = get_context("spawn")
    barrier = context.Barrier(processes)
    with ProcessPoolExecutor(processes, context, _open, (*files, barrier)) as pool:
        yield from pool.map(partial(_take, import_id), pages)


_HERE: list[Receiver] = []
"""The receiver of a process of the pool."""


def _open(settings: Settings, bundle: Path, index: Path, barrier: Barrier) -> None:
    _HERE.append(Receiver.open(settings, bundle, index))
    barrier.wait(OPENING_S)


def _take(import_id: str, page: Page) -> Taken:
    return _HERE[0].take(import_id, page)

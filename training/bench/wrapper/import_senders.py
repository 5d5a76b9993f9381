"""The pages of an import, taken one after the other or by several processes at once, as the workers of a service do."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path

from serving.matching.matcher import Matcher
from serving.runtime.garbage import settle
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope
from serving.store.opening import open_store
from serving.sync.imports.pages import Page, receive_page
from serving.sync.records.matching import Matchers
from training.bench.wrapper.contract import NOW, scope_of

OPENING_S = 120


@dataclass(frozen=True, slots=True)
class Taken:
    """When a page was begun and ended (seconds since 1970), and for how many seconds the matcher was held for it."""

    began: float
    ended: float
    matching_s: float

    @property
    def busy_s(self) -> float:
        return self.ended - self.began


class ClockedMatchers(Matchers):
    """Matchers that add up how long they were held: the first pass runs in their turn."""

    held_s = 0.0

    @contextmanager
    def turn(self) -> Iterator[object]:
        """Wait for the turn, and count the time until it is given back."""
        with super().turn():
            began = time.perf_counter()
            try:
                yield None
            finally:
                self.held_s += time.perf_counter() - began


@dataclass(frozen=True, slots=True)
class Receiver:
    """An open store with its matcher, which takes pages in."""

    scope: InstanceScope
    matching: ClockedMatchers

    @classmethod
    def open(cls, settings: Settings, bundle: Path, index: Path) -> "Receiver":
        """Open the bench's store, a bundle and an index, and be as ready as a worker that says so."""
        store, matcher = open_store(settings), Matcher.open(bundle, index)
        matcher.replay_golden()
        settle()
        return cls(scope_of(store), ClockedMatchers(lambda _: matcher, store))

    def take(self, import_id: str, page: Page) -> Taken:
        """Match and store one page."""
        began, held = time.time(), self.matching.held_s
        receive_page(self.scope, import_id, page, NOW, self.matching)
        return Taken(began, time.time(), self.matching.held_s - held)


ReceiverFiles = tuple[Settings, Path, Path]
"""What a receiver opens: the store's settings, the bundle, the index."""


def take_pages(files: ReceiverFiles, import_id: str, pages: Sequence[Page], processes: int) -> Iterator[Taken]:
    """Take pages in this process, or in several, all of them open before the first page is given out."""
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
"""What a process of the pool opened."""


def _open(settings: Settings, bundle: Path, index: Path, barrier: Barrier) -> None:
    _HERE.append(Receiver.open(settings, bundle, index))
    barrier.wait(OPENING_S)


def _take(import_id: str, page: Page) -> Taken:
    return _HERE[0].take(import_id, page)

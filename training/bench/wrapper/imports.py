"""Speed of an import of contacts, page by page, and the share of matching in it.

Pages are received one after the other, or by several processes like the workers of a service.
"""

import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.crm.shapes import Shape
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.rules.vocabulary import CrmObject
from serving.runtime.garbage import settle
from serving.runtime.settings import Settings
from serving.store.contracts import InstanceScope
from serving.store.opening import open_store
from serving.store.upgrade import migrate
from serving.sync.imports.imports import NewImport, complete_import, open_import
from serving.sync.imports.pages import Page, page_of, receive_page
from serving.sync.records.matching import Matchers
from serving.sync.services import LinkingServices
from training.bench.ground import GroundSize, RawRow, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, DatabaseOption, Profiles
from training.bench.plots import Bars, Row
from training.bench.wrapper.contract import NOW, make_contract, scope_of
from training.evaluation.workspace import BenchIncomplete, bench_home

IMPORT_ID = "bench"
EQUAL_PARTS, OPENING_S = 5, 120
NOTE = (
    "One import in pages as a sync service sends them, from the parsed page to the commit. matching: the independent "
    "pass; storing: reading the page, sealing, linking, events, the transaction, and waiting for those of other "
    "processes; both in seconds of all processes. both: wall seconds, from the start of the first page to the end of "
    "the last one."
)
GROWTH_NOTE = "The same import in equal parts: the cost of existing links for later pages."
STEPS = Bars(
    ("step",),
    {"seconds": "seconds"},
    "matching and storing: seconds of all processes; both: on the wall, from the first page to the last one.",
)
PARTS = Bars(
    ("from",), {"records_per_s": "records a second"}, "Each bar is one of the equal parts, by its first record."
)


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

    def take(self, page: Page) -> Taken:
        """Match and store one page."""
        began, held = time.time(), self.matching.held_s
        receive_page(self.scope, IMPORT_ID, page, NOW, self.services)
        return Taken(began, time.time(), self.matching.held_s - held)


ReceiverFiles = tuple[Settings, Path, Path]
"""The inputs of a receiver: settings of the store, bundle, index."""


def take_pages(files: ReceiverFiles, pages: Sequence[Page], processes: int) -> Iterator[Taken]:
    """Receive pages in this process, or in several, all of them ready before the first page."""
    if processes == 1:
        receiver = Receiver.open(*files)
        yield from (receiver.take(page) for page in pages)
        receiver.scope.store.close()
        return
    context = get_context("spawn")
    barrier = context.Barrier(processes)
    with ProcessPoolExecutor(processes, context, _open, (*files, barrier)) as pool:
        yield from pool.map(_take, pages)


_HERE: list[Receiver] = []
"""The receiver of a process of the pool."""


def _open(settings: Settings, bundle: Path, index: Path, barrier: Barrier) -> None:
    _HERE.append(Receiver.open(settings, bundle, index))
    barrier.wait(OPENING_S)


def _take(page: Page) -> Taken:
    return _HERE[0].take(page)


def import_(
    progress: Progress,
    *,
    records: Annotated[int, typer.Option("--records", min=50, help="Contacts that are imported.")] = 100_000,
    people: Profiles = 100_000,
    page: Annotated[int, typer.Option("--page", min=1, max=10_000, help="Contacts in a page.")] = 1_000,
    database: DatabaseOption = None,
    processes: Annotated[
        int, typer.Option("--processes", min=1, help="Workers that receive pages at the same time.")
    ] = 1,
) -> Iterator[BenchTable]:
    """Measure an import of contacts, and the share of matching in it."""
    ground = prepare_ground(GroundSize(Kind.PERSON, people, records), progress)
    pages = list(_pages(raw_rows(ground)[:records], page))
    bench_home().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=bench_home()) as folder:
        settings = Settings(home=Path(folder), database_url=database, workers=1)
        migrate(settings.store_url)
        with closing(open_store(settings)) as store:
            scope, dialect = make_contract(store), store.engine.dialect.name
            with scope.writing() as connection:
                open_import(connection, scope, NewImport(IMPORT_ID, CrmObject.CONTACT, Shape.CANONICAL, False), NOW)
        files = settings, bundle_for(Kind.PERSON, None), ground.index
        taken = []
        for one in take_pages(files, pages, processes):
            taken.append(one)
            progress("import", len(taken), len(pages))
        _complete(Receiver.open(*files), records)
        size = sum(path.stat().st_size for path in Path(folder).glob("store.db*")) if dialect == "sqlite" else None
    yield BenchTable("Import", list(_steps(taken, records)), NOTE, [STEPS])
    yield BenchTable("As the contract grows", list(_parts(taken, page, records)), GROWTH_NOTE, [PARTS])
    yield BenchTable("The store", [{"database": dialect, "bytes_per_record": size and round(size / records)}])


def _pages(rows: list[RawRow], size: int) -> Iterator[Page]:
    for number, begin in enumerate(range(0, len(rows), size), start=1):
        some = rows[begin : begin + size]
        yield page_of(number, some, json.dumps(some, default=str).encode())


def _complete(receiver: Receiver, records: int) -> None:
    """Complete the import; raises BenchIncomplete where some records were not applied."""
    applied: int = complete_import(receiver.scope, IMPORT_ID, NOW, receiver.services).counts.get("applied", 0)
    receiver.scope.store.close()
    if applied != records:
        raise BenchIncomplete(f"the import applied {applied} contacts, expected {records}")


def _steps(taken: Sequence[Taken], records: int) -> Iterator[Row]:
    busy, matching = sum(one.busy_s for one in taken), sum(one.matching_s for one in taken)
    whole = max(one.ended for one in taken) - min(one.began for one in taken)
    for name, seconds in (("matching", matching), ("storing", busy - matching)):
        yield {"step": name, "seconds": round(seconds, 2), "records_per_s": None, "share": round(seconds / busy, 3)}
    yield {"step": "both", "seconds": round(whole, 2), "records_per_s": round(records / whole), "share": None}


def _parts(taken: Sequence[Taken], page: int, records: int) -> Iterator[Row]:
    for begin, end in pairwise(len(taken) * part // EQUAL_PARTS for part in range(EQUAL_PARTS + 1)):
        first, last = begin * page, min(end * page, records)
        if last > first:
            part = taken[begin:end]
            seconds = max(one.ended for one in part) - min(one.began for one in part)
            yield {"from": first, "to": last, "records_per_s": round((last - first) / seconds)}

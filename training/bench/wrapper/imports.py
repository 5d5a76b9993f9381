"""Speed of an import of contacts, page by page, and the share of matching in it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.runtime.process import settle
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.store.upgrade import migrate
from serving.sync.imports.imports import complete_import
from serving.sync.imports.pages import receive_page
from serving.sync.records.matching import Matchers
from serving.sync.services import WrapperServices
from training.bench.ground import GroundSize, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, DatabaseOption, Profiles
from training.bench.plots import Bars, Row
from training.bench.wrapper.contract import IMPORT_ID, NOW, make_contract, pages_of
from training.evaluation.workspace import BenchIncomplete, bench_home

EQUAL_PARTS = 5
NOTE = (
    "One import in pages as a sync service sends them, from the parsed page to the commit. matching: the independent "
    "pass; storing: reading the page, sealing, linking, events and the transaction. both: from the start of the first "
    "page to the end of the last one."
)
GROWTH_NOTE = "The same import in equal parts: the cost of existing links for later pages."
STEPS = Bars(
    ("step",),
    {"seconds": "seconds"},
    "Seconds of all pages.",
)
PARTS = Bars(
    ("from",), {"records_per_s": "records a second"}, "Each bar is one of the equal parts, by its first record."
)


@dataclass(frozen=True, slots=True)
class Taken:
    """Start and end of a page in seconds, and the seconds of the matcher in it."""

    began: float
    ended: float
    matching_s: float


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


def import_(
    progress: Progress,
    *,
    records: Annotated[int, typer.Option("--records", min=50, help="Contacts that are imported.")] = 100_000,
    people: Profiles = 100_000,
    page: Annotated[int, typer.Option("--page", min=1, max=10_000, help="Contacts in a page.")] = 1_000,
    database: DatabaseOption = None,
) -> Iterator[BenchTable]:
    """Measure an import of contacts, and the share of matching in it."""
    ground = prepare_ground(GroundSize(Kind.PERSON, people, records), progress)
    pages = list(pages_of(raw_rows(ground)[:records], page))
    bench_home().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=bench_home()) as folder:
        settings = Settings(home=Path(folder), database_url=database, workers=1)
        migrate(settings.store_url)
        with closing(open_store(settings)) as store:
            matcher = Matcher.open(bundle_for(Kind.PERSON, None), ground.index)
            matcher.replay_golden()
            scope = make_contract(store)
            matching = ClockedMatchers(lambda _: matcher, store)
            services = WrapperServices(settings, store, matching, lambda: NOW, LISTENERS)
            taken = list[Taken]()
            settle()
            for one in pages:
                began = time.perf_counter()
                held = matching.held_s
                receive_page(scope, IMPORT_ID, one, NOW, services)
                taken.append(Taken(began, time.perf_counter(), matching.held_s - held))
                progress("import", len(taken), len(pages))
            applied = complete_import(scope, IMPORT_ID, NOW, services).counts.get("applied", 0)
            dialect = store.engine.dialect.name
        if applied != records:
            raise BenchIncomplete(f"the import applied {applied} contacts, expected {records}")
        size = sum(path.stat().st_size for path in Path(folder).glob("store.db*")) if dialect == "sqlite" else None
    yield BenchTable("Import", list(_steps(taken, records)), NOTE, [STEPS])
    yield BenchTable("As the contract grows", list(_parts(taken, page, records)), GROWTH_NOTE, [PARTS])
    yield BenchTable("The store", [{"database": dialect, "bytes_per_record": size and round(size / records)}])


def _steps(taken: Sequence[Taken], records: int) -> Iterator[Row]:
    busy = sum(one.ended - one.began for one in taken)
    matching = sum(one.matching_s for one in taken)
    whole = taken[-1].ended - taken[0].began
    for name, seconds in (("matching", matching), ("storing", busy - matching)):
        yield {"step": name, "seconds": round(seconds, 2), "records_per_s": None, "share": round(seconds / busy, 3)}
    yield {"step": "both", "seconds": round(whole, 2), "records_per_s": round(records / whole), "share": None}


def _parts(taken: Sequence[Taken], page: int, records: int) -> Iterator[Row]:
    for begin, end in pairwise(len(taken) * part // EQUAL_PARTS for part in range(EQUAL_PARTS + 1)):
        first = begin * page
        last = min(end * page, records)
        if last > first:
            seconds = taken[end - 1].ended - taken[begin].began
            yield {"from": first, "to": last, "records_per_s": round((last - first) / seconds)}

"""How fast contacts are imported, matched and stored, page by page, and what share of it is matching."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from data.progress import Progress
from features.kinds import Kind
from serving.crm.shapes import Shape
from serving.garbage import settle
from serving.matcher import Matcher
from serving.rules.words import CrmObject
from serving.settings import Settings
from serving.store.contracts import InstanceScope
from serving.store.opening import open_store
from serving.store.upgrade import migrate
from serving.sync.import_pages import Page, page_of, receive_page
from serving.sync.imports import NewImport, complete_import, open_import
from serving.sync.matching import Matchers
from training.bench_contract import NOW, make_contract
from training.bench_live import RawRow, bundle_for, raw_rows
from training.bench_place import BenchIncomplete, GroundSize, bench_home, prepare_ground
from training.bench_report import BenchResult, BenchTable, Row

IMPORT_ID = "bench"
PARTS = 5
NOTE = (
    "Seconds of one import in pages as a sync service sends them, from the parsed page to the commit, in one process. "
    "matching: the first pass; storing: reading the page, sealing, linking, events, the transaction."
)
GROWTH_NOTE = "The same import in equal parts: what the links that are there already cost the later ones."


@dataclass(frozen=True, slots=True)
class ImportBench:
    """How many contacts come in pages of which size, against how many members, into which database.

    `database_url` None: a SQLite file that is thrown away.
    """

    records: int = 100_000
    people: int = 100_000
    page: int = 1_000
    database_url: str | None = None


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


def bench_import(request: ImportBench, load_before: float, progress: Progress) -> BenchResult:
    """Import all contacts once into an empty store. Raises BenchIncomplete."""
    ground = prepare_ground(GroundSize(Kind.PERSON, request.people, request.records), progress)
    pages = list(_pages(raw_rows(ground)[: request.records], request.page))
    bench_home().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=bench_home()) as folder:
        settings = Settings(home=Path(folder), database_url=request.database_url, workers=1)
        migrate(settings.store_url)
        store = open_store(settings)
        matcher = Matcher.open(bundle_for(Kind.PERSON, None), ground.index)
        matching = ClockedMatchers(lambda _: matcher, store)
        scope = make_contract(store)
        with scope.writing() as connection:
            open_import(connection, scope, NewImport(IMPORT_ID, CrmObject.CONTACT, Shape.CANONICAL, False), NOW)
        settle()
        seconds = list(_imported(scope, matching, pages, progress))
        linked = _states(scope, matching, request.records)
        dialect = store.engine.dialect.name
        store.close()
        size = sum(path.stat().st_size for path in Path(folder).glob("store.db*")) if dialect == "sqlite" else None
    whole, matched = sum(seconds), matching.held_s
    steps = [_step("matching", matched, request, whole), _step("storing", whole - matched, request, whole)]
    tables = (
        BenchTable("Import", [*steps, _step("both", whole, request, whole)], NOTE),
        BenchTable("As the contract grows", list(_parts(seconds, request)), GROWTH_NOTE),
        BenchTable("The store", [{"database": dialect, "bytes_per_record": size and round(size / request.records)}]),
    )
    asked = {"records": request.records, "people": request.people, "page": request.page, "database": dialect}
    return BenchResult("import", asked | {"applied": linked}, tables, load_before)


def _pages(rows: list[RawRow], size: int) -> Iterator[Page]:
    for number, begin in enumerate(range(0, len(rows), size), start=1):
        some = rows[begin : begin + size]
        yield page_of(number, some, json.dumps(some, default=str).encode())


def _imported(scope: InstanceScope, matching: Matchers, pages: list[Page], progress: Progress) -> Iterator[float]:
    for done, page in enumerate(pages, start=1):
        began = time.perf_counter()
        receive_page(scope, IMPORT_ID, page, NOW, matching)
        yield time.perf_counter() - began
        progress("import", done, len(pages))


def _states(scope: InstanceScope, matching: Matchers, records: int) -> int:
    """Complete the import and return how many records it applied; raises BenchIncomplete when some are missing."""
    applied = complete_import(scope, IMPORT_ID, NOW, matching).counts.get("applied", 0)
    if applied != records:
        raise BenchIncomplete(f"the import applied {applied} contacts, expected {records}")
    return applied


def _step(name: str, seconds: float, request: ImportBench, whole: float) -> Row:
    return {
        "step": name,
        "seconds": round(seconds, 2),
        "records_per_s": round(request.records / seconds) if seconds else None,
        "share": round(seconds / whole, 3),
    }


def _parts(seconds: list[float], request: ImportBench) -> Iterator[Row]:
    bounds = [len(seconds) * part // PARTS for part in range(PARTS + 1)]
    for begin, end in pairwise(bounds):
        records = min(end * request.page, request.records) - begin * request.page
        if records > 0:
            rate = round(records / sum(seconds[begin:end]))
            yield {"from": begin * request.page, "to": begin * request.page + records, "records_per_s": rate}

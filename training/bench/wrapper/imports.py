"""Speed of an import of contacts, page by page, and the share of matching in it."""

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.crm.vendors import CANONICAL
from serving.rules.vocabulary import CrmObject
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.store.upgrade import migrate
from serving.sync.imports.imports import NewImport, complete_import, open_import
from serving.sync.imports.pages import Page, page_of
from training.bench.ground import SEED, GroundSize, prepare_ground
from training.bench.live import RawRow, bundle_for, raw_rows
from training.bench.results import BenchResult, BenchTable, Row
from training.bench.wrapper.contract import NOW, make_contract
from training.bench.wrapper.import_senders import Receiver, Taken, take_pages
from training.evaluation.workspace import BenchIncomplete, bench_home

IMPORT_ID = "bench"
PARTS = 5
NOTE = (
    "One import in pages as a sync service sends them, from the parsed page to the commit. matching: the independent "
    "pass; storing: reading the page, sealing, linking, events, the transaction, and waiting for those of other "
    "processes; both in seconds of all processes. both: wall seconds, from the start of the first page to the end of "
    "the last one."
)
GROWTH_NOTE = "The same import in equal parts: the cost of existing links for later pages."


@dataclass(frozen=True, slots=True)
class ImportBench:
    """The contacts, the members that they are matched with, the size of a page, and the database.

    `database_url` None: a temporary SQLite file. `processes`: workers that receive pages at the same time.
    """

    records: int = 100_000
    people: int = 100_000
    page: int = 1_000
    database_url: str | None = None
    processes: int = 1


def bench_import(request: ImportBench, load_before: float, progress: Progress) -> BenchResult:
    """Import all contacts once into an empty store. Raises BenchIncomplete."""
    ground = prepare_ground(GroundSize(Kind.PERSON, request.people, request.records), progress)
    pages = list(_pages(raw_rows(ground)[: request.records], request.page))
    bench_home().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=bench_home()) as folder:
        settings = Settings(home=Path(folder), database_url=request.database_url, workers=1)
        migrate(settings.store_url)
        with closing(open_store(settings)) as store:
            scope, dialect = make_contract(store), store.engine.dialect.name
            with scope.writing() as connection:
                open_import(connection, scope, NewImport(IMPORT_ID, CrmObject.CONTACT, CANONICAL, False), NOW)
        files = settings, bundle_for(Kind.PERSON, None), ground.index
        taken = []
        for one in take_pages(files, IMPORT_ID, pages, request.processes):
            taken.append(one)
            progress("import", len(taken), len(pages))
        applied = _complete(Receiver.open(*files), request.records)
        size = sum(path.stat().st_size for path in Path(folder).glob("store.db*")) if dialect == "sqlite" else None
    tables = (
        BenchTable("Import", list(_steps(taken, request)), NOTE),
        BenchTable("As the contract grows", list(_parts(taken, request)), GROWTH_NOTE),
        BenchTable("The store", [{"database": dialect, "bytes_per_record": size and round(size / request.records)}]),
    )
    settings_of_bench = {
        "records": request.records,
        "people": request.people,
        "page": request.page,
        "database": dialect,
        "seed": SEED,
    }
    return BenchResult(
        "import", settings_of_bench | {"processes": request.processes, "applied": applied}, tables, load_before
    )


def _pages(rows: list[RawRow], size: int) -> Iterator[Page]:
    for number, begin in enumerate(range(0, len(rows), size), start=1):
        some = rows[begin : begin + size]
        yield page_of(number, some, json.dumps(some, default=str).encode())


def _complete(receiver: Receiver, records: int) -> int:
    """Complete the import and return the number of applied records; raises BenchIncomplete where some are missing."""
    applied: int = complete_import(receiver.scope, IMPORT_ID, NOW, receiver.services).counts.get("applied", 0)
    receiver.scope.store.close()
    if applied != records:
        raise BenchIncomplete(f"the import applied {applied} contacts, expected {records}")
    return applied


def _steps(taken: Sequence[Taken], request: ImportBench) -> Iterator[Row]:
    busy, matching = sum(one.busy_s for one in taken), sum(one.matching_s for one in taken)
    whole = max(one.ended for one in taken) - min(one.began for one in taken)
    for name, seconds in (("matching", matching), ("storing", busy - matching)):
        yield {"step": name, "seconds": round(seconds, 2), "records_per_s": None, "share": round(seconds / busy, 3)}
    yield {"step": "both", "seconds": round(whole, 2), "records_per_s": round(request.records / whole), "share": None}


def _parts(taken: Sequence[Taken], request: ImportBench) -> Iterator[Row]:
    bounds = [len(taken) * part // PARTS for part in range(PARTS + 1)]
    for begin, end in pairwise(bounds):
        records = min(end * request.page, request.records) - begin * request.page
        if records > 0:
            part = taken[begin:end]
            rate = round(records / (max(one.ended for one in part) - min(one.began for one in part)))
            yield {"from": begin * request.page, "to": begin * request.page + records, "records_per_s": rate}

"""Speed of an import of contacts, page by page, and the share of matching in it."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.contract.imports.imports import NewImport, complete_import, open_import
from serving.contract.imports.pages import page_of, receive_page
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.crm.vendors import CANONICAL
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.runtime.process import settle
from serving.runtime.settings import Settings
from serving.store.connecting import CrmConnection, connect
from serving.store.contract_rows import NewContract, create_contract
from serving.store.contracts import InstanceScope, load_contract
from serving.store.opening import migrate_store, open_store
from serving.store.store import Store
from serving.vocabulary.terms import Crm, CrmObject, InstanceName
from training.bench.ground import GroundSize, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, Profiles
from training.bench.machine import Row
from training.evaluation.workspace import BenchIncomplete, bench_home
from training.worded_commands import option

BENCH = "bench"
"""The id of the contract, and that of the import."""
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EQUAL_PARTS = 5
NOTE = (
    "One import in pages as a sync service sends them, from the parsed page to the commit. matching: the independent "
    "pass; storing: reading the page, sealing, linking, events and the transaction. both: from the start of the first "
    "page to the end of the last one."
)
GROWTH_NOTE = "The same import in equal parts: the cost of existing links for later pages."


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


def import_contacts(
    progress: Progress,
    *,
    records: Annotated[int, option("--records", "Contacts that are imported.", min=50)] = 100_000,
    people: Profiles = 100_000,
    page: Annotated[int, option("--page", "Contacts in a page.", min=1, max=10_000)] = 1_000,
    database: Annotated[
        str | None, option("--database", "An empty PostgreSQL database; a SQLite file by default.")
    ] = None,
) -> Iterator[BenchTable]:
    """Measure an import of contacts, and the share of matching in it."""
    ground = prepare_ground(GroundSize(Kind.PERSON, people, records), progress)
    rows = raw_rows(ground)[:records]
    pages = [
        page_of(number, rows[start : start + page], json.dumps(rows[start : start + page], default=str).encode())
        for number, start in enumerate(range(0, records, page), 1)
    ]
    bench_home().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=bench_home()) as folder:
        settings = Settings(home=Path(folder), database_url=database, workers=1)
        migrate_store(settings)
        with closing(open_store(settings)) as store:
            matcher = Matcher.open(bundle_for(Kind.PERSON, None), ground.index)
            matcher.replay_golden()
            scope = connected_contract(store)
            matching = ClockedMatchers(lambda _: matcher)
            services = WrapperServices(settings, store, matching, lambda: NOW, LISTENERS)
            settle()
            ends = [time.perf_counter()]
            for each in pages:
                receive_page(scope, BENCH, each, NOW, services)
                ends.append(time.perf_counter())
                progress("import", each.number, len(pages))
            applied = complete_import(scope, BENCH, NOW, services).counts.get("applied", 0)
            dialect = store.engine.dialect.name
        if applied != records:
            raise BenchIncomplete(
                "the import applied {applied} contacts, expected {records}", applied=applied, records=records
            )
        size = sum(path.stat().st_size for path in Path(folder).glob("store.db*")) if dialect == "sqlite" else None
    yield BenchTable("Import", list(_steps(ends[-1] - ends[0], matching.held_s, records)), NOTE, ("seconds",))
    yield BenchTable("As the contract grows", list(_parts(ends, page, records)), GROWTH_NOTE, ("records_per_s",))
    yield BenchTable("The store", [{"database": dialect, "bytes_per_record": size and round(size / records)}])


def connected_contract(store: Store, of: CrmObject = CrmObject.CONTACT, name: str = BENCH) -> InstanceScope:
    """Make a contract that is connected to HubSpot, and open the import of its records, which has its name.

    Raises BenchIncomplete where the store has it already.
    """
    crm = CrmConnection(
        InstanceName.PRODUCTION, Crm.HUBSPOT, {"portal_id": name}, {"crm_admin": "U1", "agreed_at": NOW.isoformat()}
    )
    with store.writing() as connection:
        create_contract(connection, store.vault, NewContract(name, name), NOW)
        contract = load_contract(connection, name)
        if contract is None:
            raise BenchIncomplete("{url!r}: no contract could be made", url=store.engine.url)
        scope = InstanceScope(contract, connect(connection, store.vault, contract, crm, NOW), store)
    with scope.writing() as open_scope:
        open_import(open_scope, NewImport(name, of, CANONICAL, False), NOW)
    return scope


def _steps(whole: float, matching: float, records: int) -> Iterator[Row]:
    for name, seconds in (("matching", matching), ("storing", whole - matching)):
        yield {"step": name, "seconds": round(seconds, 2), "records_per_s": None, "share": round(seconds / whole, 3)}
    yield {"step": "both", "seconds": round(whole, 2), "records_per_s": round(records / whole), "share": None}


def _parts(ends: Sequence[float], page: int, records: int) -> Iterator[Row]:
    """Yield the equal parts of an import; `ends` are its start and the end of each page."""
    for begin, end in pairwise((len(ends) - 1) * part // EQUAL_PARTS for part in range(EQUAL_PARTS + 1)):
        first = begin * page
        last = min(end * page, records)
        if last > first:
            yield {"from": first, "to": last, "records_per_s": round((last - first) / (ends[end] - ends[begin]))}

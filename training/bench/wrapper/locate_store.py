"""The store that locating is measured on: one contract with a contact for each member of a universe, imported."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from sqlalchemy import func, select
from starlette.types import ASGIApp

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.http.application import ServiceParts, create_app
from serving.http.scoring_queue import ScoringQueue
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.rules.vocabulary import CrmObject
from serving.runtime.model_source import ServedModels
from serving.runtime.process import settle
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.store.store import Store
from serving.store.tables.records import name_spellings, record_hashes, records
from serving.store.upgrade import migrate
from serving.sync.imports.imports import complete_import
from serving.sync.imports.pages import receive_page
from serving.sync.records.blind_index import name_words
from serving.sync.records.matching import Matchers
from serving.sync.services import WrapperServices
from training.bench.ground import (
    PROFILES_A_RECORD,
    SHARED_RECORDS,
    GroundSize,
    bundle_for,
    draw_sample,
    prepare_ground,
)
from training.bench.wrapper.contract import (
    CONTRACT,
    IMPORT_ID,
    NOW,
    USER,
    headers_of,
    make_contract,
    pages_of,
    scope_of,
)
from training.evaluation.workspace import BenchIncomplete, bench_home

PAGE = 1_000
FEW = 50
"""Contacts of a page, and the members that they are matched with: few, since locating reads no candidates."""
_KEPT = ("full_name", "first_name", "middle_name", "last_name", "nickname", "email", "title", "company", "city")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LocateGround:
    """An open store with its application, the parts of a request, and the contacts' names."""

    store: Store
    app: ASGIApp
    headers: Mapping[str, str]
    contacts: Sequence[tuple[str, tuple[str, ...]]]
    """Ids, with the words of their names."""

    @property
    def path(self) -> str:
        """Return the path of the route that locates records."""
        return f"/v1/contracts/{CONTRACT}/records"


def open_locate_ground(size: int, database_url: str | None, progress: Progress) -> LocateGround:
    """Open the store with this many contacts, filled now or by an earlier run. Raises BenchIncomplete."""
    drawn = GroundSize(Kind.PERSON, size, max(1, min(SHARED_RECORDS, size // PROFILES_A_RECORD)))
    universe = draw_sample(drawn, progress) / "universe.parquet"
    home = bench_home() / f"locate-{size}"
    settings = Settings(home=home, database_url=database_url, rate_per_minute=10_000_000, workers=1)
    home.mkdir(parents=True, exist_ok=True)
    migrate(settings.store_url)
    store = open_store(settings)
    matcher = Matcher.open(
        bundle_for(Kind.PERSON, None), prepare_ground(GroundSize(Kind.PERSON, FEW, 1), progress).index
    )
    parts = WrapperServices(settings, store, Matchers(lambda _: matcher, store), lambda: NOW, LISTENERS)
    _import(parts, member_rows(universe, size), size, progress)
    app = create_app(ServiceParts(settings, ServedModels(), ScoringQueue(1), 60.0, parts))
    names = [(str(row["id"]), name_words(CrmObject.CONTACT, row)) for row in member_rows(universe, size)]
    settle()
    return LocateGround(store, app, headers_of(store), [one for one in names if one[1]])


def sizes_of(store: Store) -> Row:
    """Return how many rows the look-up of names has."""
    with store.reading() as connection:
        held = connection.execute(select(func.count()).select_from(record_hashes)).scalar_one()
        words = connection.execute(select(func.count(func.distinct(name_spellings.c.word_hash)))).scalar_one()
        spelt = connection.execute(select(func.count()).select_from(name_spellings)).scalar_one()
    named = {"table": "rows", "database": store.engine.dialect.name}
    return {**named, "keyed_hashes_of_records": held, "words": words, "spellings_of_words": spelt}


def _import(parts: WrapperServices, rows: Iterator[Row], size: int, progress: Progress) -> None:
    """Import the contacts page by page, from where an earlier run ended; all of them once. Raises BenchIncomplete."""
    with parts.store.reading() as connection:
        done = connection.execute(select(func.count()).select_from(records)).scalar_one()
    if done > size or done % PAGE not in (0, size % PAGE):
        raise BenchIncomplete(f"{parts.store.engine.url!r} holds {done} records, expected at most {size}: empty it")
    if done == size:
        return
    scope = scope_of(parts.store) if done else make_contract(parts.store)
    for page in islice(pages_of(rows, PAGE), done // PAGE, None):
        receive_page(scope, IMPORT_ID, page, NOW, parts)
        progress("contacts", min(page.number * PAGE, size), size)
    complete_import(scope, IMPORT_ID, NOW, parts)
    _settle_tables(parts.store)


def _settle_tables(store: Store) -> None:
    """Do at once what PostgreSQL's autovacuum does in the minutes after an import."""
    if not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("vacuum analyze")


def member_rows(universe: Path, most: int) -> Iterator[Row]:
    """Yield the first members of a universe as contacts: their names and what stands beside these."""
    file = pq.ParquetFile(universe)
    columns = [name for name in ("id", *_KEPT) if name in file.schema_arrow.names]
    rows = (row for batch in file.iter_batches(columns=columns) for row in batch.to_pylist())
    for row in islice(rows, most):
        yield {name: value for name, value in row.items() if value} | {"owner_id": USER}

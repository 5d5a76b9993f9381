"""The store that locating is measured on: one contract with a contact for each member of a universe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import pyarrow.parquet as pq
from sqlalchemy import func, select
from starlette.types import ASGIApp

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.http.application import ServiceParts, create_app
from serving.http.scoring_queue import ScoringQueue
from serving.listeners import LISTENERS
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject
from serving.runtime.garbage import settle
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings
from serving.store.bulk import insert_rows
from serving.store.contracts import InstanceScope
from serving.store.opening import open_store
from serving.store.store import Store
from serving.store.tables.contracts import contracts
from serving.store.tables.links import links
from serving.store.tables.records import name_spellings, record_hashes, records
from serving.store.upgrade import migrate
from serving.store.vault import DataKey
from serving.sync.records.blind_index import hashes_of, name_words
from serving.sync.records.matching import Matchers
from serving.sync.records.records import context_of, payload_of
from serving.sync.records.spellings import held_rows, write_held, write_spellings
from serving.sync.services import WrapperServices
from training.bench.ground import PROFILES_A_RECORD, SHARED_RECORDS, GroundSize, draw_sample
from training.bench.wrapper.contract import CONTRACT, INSTANCE, NOW, USER, headers_of, make_contract, scope_of
from training.evaluation.workspace import BenchIncomplete, bench_home

_KEPT = ("full_name", "first_name", "middle_name", "last_name", "nickname", "email", "title", "company", "city")
CHUNK = 20_000
Row = Mapping[str, Any]
Item = TypeVar("Item")


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
    _fill_once(store, member_rows(universe, size, ("id", *_KEPT)), size, progress)
    parts = WrapperServices(settings, store, Matchers(_no_matcher, store), lambda: NOW, LISTENERS)
    app = create_app(ServiceParts(settings, ServedModels(), ScoringQueue(1), 60.0, parts))
    names = [(str(row["id"]), _words(row)) for row in member_rows(universe, size, ("id", *_KEPT))]
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


def _no_matcher(kind: Kind) -> NoReturn:
    raise BenchIncomplete(f"got a request for the matcher of {kind}, expected none: locating uses no model")


def _words(row: Row) -> tuple[str, ...]:
    return name_words(CrmObject.CONTACT, _values(row))


def _values(row: Row) -> dict[str, str]:
    return {name: row[name] for name in _KEPT if row.get(name)}


def _fill_once(store: Store, rows: Iterator[Row], size: int, progress: Progress) -> None:
    """Write everything in one transaction unless an earlier run did: a killed run leaves nothing."""
    with store.reading() as connection:
        done = connection.execute(select(func.count()).select_from(records)).scalar_one()
        if connection.execute(select(records.c.marks).limit(1)).scalar_one_or_none() == []:
            raise BenchIncomplete(f"{store.engine.url!r} was filled by an earlier version of the bench: empty it")
    if done not in (0, size):
        raise BenchIncomplete(f"{store.engine.url!r} holds {done} records, expected none or {size}: empty it")
    if done:
        return
    scope, written = _contract(store), 0
    with store.writing(INSTANCE) as connection:
        key = store.vault.key(connection, scope.instance.key_id)
        for part in in_parts(rows):
            values = {str(row["id"]): _values(row) for row in part}
            hashes = {one: hashes_of(key, CrmObject.CONTACT, of) for one, of in values.items()}
            stored = [_record(scope, key, one, of) | {"marks": list(hashes[one])} for one, of in values.items()]
            insert_rows(connection, records, stored)
            insert_rows(connection, links, [_link(one) for one in values])
            held = ((RecordKey(CrmObject.CONTACT, one), of, hashes[one]) for one, of in values.items())
            write_held(connection, [row for one in held for row in held_rows(INSTANCE, key, *one)])
            words: dict[str, str] = {}
            for one, of in values.items():
                words.update(zip(name_words(CrmObject.CONTACT, of), hashes[one], strict=False))
            write_spellings(connection, INSTANCE, key, words)
            written += len(part)
            progress("contacts", written, size)
    _settle_tables(store)


def _contract(store: Store) -> InstanceScope:
    """Return the contract of the bench, which a killed run may have left without records."""
    with store.reading() as connection:
        has_one = connection.execute(select(func.count()).select_from(contracts)).scalar_one() > 0
    return scope_of(store) if has_one else make_contract(store)


def _settle_tables(store: Store) -> None:
    """Do at once what PostgreSQL's autovacuum does in the minutes after an import."""
    if not store.is_sqlite:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("vacuum analyze")


def _record(scope: InstanceScope, key: DataKey, record_id: str, values: Mapping[str, str]) -> dict[str, Any]:
    record = RecordKey(CrmObject.CONTACT, record_id)
    return {
        "instance_id": INSTANCE, "object": record.object.value, "id": record_id, "version": "1", "content_hash": "",
        "sealed": key.seal(payload_of(values), context_of(scope, record)), "received_at": NOW, "filled": len(values),
        "owner_id": USER, "visible_to": None,
    }  # fmt: skip


def _link(record_id: str) -> dict[str, Any]:
    return {
        "instance_id": INSTANCE, "object": CrmObject.CONTACT.value, "record_id": record_id, "kind": "person",
        "state": "unmatched", "probability": 0.0, "made_by": "model", "model_version": "bench", "basis": "shipped",
        "reasons": [], "since": NOW,
    }  # fmt: skip


def member_rows(universe: Path, most: int, columns: Sequence[str]) -> Iterator[Row]:
    """Yield the first members of a universe with some of their columns."""
    file = pq.ParquetFile(universe)
    batches = file.iter_batches(CHUNK, columns=[name for name in columns if name in file.schema_arrow.names])
    return islice((row for batch in batches for row in batch.to_pylist()), most)


def in_parts(items: Iterator[Item]) -> Iterator[list[Item]]:
    """Yield items in parts that one statement writes."""
    while part := list(islice(items, CHUNK)):
        yield part

"""Time of locating a record by what a user types of a name, on a contract with a contact for each member."""

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import httpx
import numpy as np
import pyarrow.parquet as pq
import typer
from sqlalchemy import func, select
from starlette.types import ASGIApp

from data.sample.errors import typo
from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.application import ServiceParts, create_app
from serving.contract.records.blind_index import name_words
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.http.scoring_queue import ScoringQueue
from serving.listeners import LISTENERS
from serving.matching.matcher import Matcher
from serving.runtime.model_source import ServedModels
from serving.runtime.process import settle
from serving.runtime.settings import Settings
from serving.store.store import Store
from serving.store.tables.records import name_spellings, record_hashes, records
from serving.vocabulary.terms import CrmObject
from training.bench.ground import (
    PROFILES_A_RECORD,
    SEED,
    SHARED_RECORDS,
    GroundSize,
    bundle_for,
    draw_sample,
    prepare_ground,
)
from training.bench.harness import BenchTable, DatabaseOption
from training.bench.live import LATENCY
from training.bench.plots import Row
from training.bench.wrapper.contract import (
    CONTRACT,
    NOW,
    USER,
    headers_of,
    import_pages,
    make_contract,
    migrated_store,
    pages_of,
    scope_of,
)
from training.evaluation.workspace import BenchIncomplete, bench_home

WARM_UP = 20
SHOWN = 10
SHORTEST = 3
PAGE = 1_000
FEW = 50
"""The members that contacts are matched with: few, since locating reads no candidates."""
NOTE = (
    "Milliseconds of one request through the whole application, with token, audit and JSON, for the first ten records; "
    "cpu: processor time of this process. first_ten: share of requests that show the record whose name was typed; "
    "the others have more than ten records that fit as well or better, as three letters of a frequent name do."
)
SIZES_NOTE = "Rows of the tables that locating reads."
_KEPT = ("full_name", "first_name", "middle_name", "last_name", "nickname", "email", "title", "company", "city")
Typed = Callable[[random.Random, str], str]


def _whole(dice: random.Random, word: str) -> str:
    del dice
    return word


def _three_letters(dice: random.Random, word: str) -> str:
    del dice
    return word[:SHORTEST]


def _beginning(dice: random.Random, word: str) -> str:
    return word[: dice.randrange(SHORTEST, max(len(word), SHORTEST + 1))]


SORTS: Mapping[str, tuple[Typed, ...]] = {
    "three letters of a word": (_three_letters,),
    "beginning of a word": (_beginning,),
    "misspelt word": (typo,),
    "two words": (_whole, _whole),
    "two misspelt words": (typo, typo),
    "word and beginning": (_whole, _beginning),
    "three letters of two words": (_three_letters, _three_letters),
}
"""What users type of a name, a function for each word, by what it is called in the table."""


def locate(
    progress: Progress,
    *,
    records: Annotated[int, typer.Option("--records", min=50, help="Contacts of the contract.")] = 1_000_000,
    calls: Annotated[int, typer.Option("--calls", min=10, help="Requests of each sort that are measured.")] = 300,
    database: DatabaseOption = None,
) -> Iterator[BenchTable]:
    """Measure locating a record by what a user types of its name: beginnings, misspellings, two words.

    The whole request; the store is kept for the next run.
    """
    drawn = GroundSize(Kind.PERSON, records, max(1, min(SHARED_RECORDS, records // PROFILES_A_RECORD)))
    universe = draw_sample(drawn, progress) / "universe.parquet"
    home = bench_home() / f"locate-{records}"
    home.mkdir(parents=True, exist_ok=True)
    settings = Settings(home=home, database_url=database, rate_per_minute=10_000_000, workers=1)
    few = prepare_ground(GroundSize(Kind.PERSON, FEW, 1), progress)
    matcher = Matcher.open(bundle_for(Kind.PERSON, None), few.index)
    rows: list[Row] = []
    with migrated_store(settings) as store, asyncio.Runner() as runner:
        parts = WrapperServices(settings, store, Matchers(lambda _: matcher), lambda: NOW, LISTENERS)
        _import_all(parts, member_rows(universe, records), records, progress)
        app = create_app(ServiceParts(settings, ServedModels(), ScoringQueue(1), 60.0, parts))
        names = [(str(row["id"]), name_words(CrmObject.CONTACT, row)) for row in member_rows(universe, records)]
        headers = headers_of(store)
        settle()
        for name, typed in SORTS.items():
            queries = list(_queries([record for record in names if record[1]], typed, WARM_UP + calls))
            answers = [runner.run(_measured(app, headers, *query)) for query in queries][WARM_UP:]
            rows.append(_row(name, *zip(*answers, strict=True)))
            progress("sorts of queries", len(rows), len(SORTS))
        yield BenchTable("Locating a record", rows, NOTE, LATENCY)
        yield BenchTable("The tables", [sizes_of(store)], SIZES_NOTE)


def _import_all(parts: WrapperServices, rows: Iterator[Row], size: int, progress: Progress) -> None:
    """Import the contacts page by page, from where an earlier run ended; all of them once. Raises BenchIncomplete."""
    store = parts.store
    with store.reading() as connection:
        done = connection.execute(select(func.count()).select_from(records)).scalar_one()
    if done > size or done % PAGE not in (0, size % PAGE):
        raise BenchIncomplete(f"{store.engine.url!r} holds {done} records, expected at most {size}: empty it")
    if done == size:
        return
    scope = scope_of(store) if done else make_contract(store)
    pages = islice(pages_of(rows, PAGE), done // PAGE, None)
    import_pages(scope, pages, parts, lambda page: progress("contacts", min(page.number * PAGE, size), size))
    if not store.is_sqlite:  # at once what PostgreSQL's autovacuum does in the minutes after an import
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("vacuum analyze")


def member_rows(universe: Path, most: int) -> Iterator[dict[str, Any]]:
    """Yield the first members of a universe as contacts: their names and what stands beside these."""
    file = pq.ParquetFile(universe)
    columns = [name for name in ("id", *_KEPT) if name in file.schema_arrow.names]
    rows = (row for batch in file.iter_batches(columns=columns) for row in batch.to_pylist())
    for row in islice(rows, most):
        yield {name: value for name, value in row.items() if value} | {"owner_id": USER}


def sizes_of(store: Store) -> Row:
    """Return how many rows the look-up of names has."""
    counted = {
        "keyed_hashes_of_records": select(func.count()).select_from(record_hashes),
        "words": select(func.count(func.distinct(name_spellings.c.word_hash))),
        "spellings_of_words": select(func.count()).select_from(name_spellings),
    }
    with store.reading() as connection:
        counts = {name: connection.execute(query).scalar_one() for name, query in counted.items()}
    return {"table": "rows", "database": store.engine.dialect.name, **counts}


def _queries(
    names: Sequence[tuple[str, Sequence[str]]], typed: Sequence[Typed], count: int
) -> Iterator[tuple[str, str]]:
    """Yield ids of random contacts with what is typed of their names."""
    dice = random.Random(SEED)
    named = dice.sample(names, min(10 * count, len(names)))
    long_enough = [(contact, [word for word in words if len(word) >= SHORTEST]) for contact, words in named]
    for record_id, words in [contact for contact in long_enough if contact[1]][:count]:
        chosen = dice.sample(words, min(len(typed), len(words)))
        yield record_id, " ".join(change(dice, word) for change, word in zip(typed, chosen, strict=False))


async def _measured(app: ASGIApp, headers: Mapping[str, str], record_id: str, text: str) -> tuple[float, float, bool]:
    """Return the wall time and the processor time of a request in milliseconds, and whether it shows the record."""
    transport = httpx.ASGITransport(app)
    began = (time.perf_counter(), time.process_time())
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
        answer = await client.get(f"/v1/contracts/{CONTRACT}/records", params={"q": text, "limit": SHOWN})
    wall = time.perf_counter() - began[0]
    cpu = time.process_time() - began[1]
    answer.raise_for_status()
    return 1000 * wall, 1000 * cpu, record_id in {item["id"] for item in answer.json()["items"]}


def _row(name: str, wall: Sequence[float], cpu: Sequence[float], is_shown: Sequence[bool]) -> Row:
    figures = {f"p{rank}_ms": round(float(np.percentile(wall, rank)), 2) for rank in (50, 95, 99)}
    return {
        "step": name,
        **figures,
        "cpu_p95_ms": round(float(np.percentile(cpu, 95)), 2),
        "first_ten": round(sum(is_shown) / len(is_shown), 3),
    }

"""Time of locating a record by what a user types of a name, on a contract with many contacts."""

import asyncio
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

import httpx
import numpy as np
import typer

from data.sample.errors import typo
from data.tables.progress import Progress
from training.bench.ground import SEED
from training.bench.harness import BenchTable, DatabaseOption
from training.bench.live import LATENCY
from training.bench.plots import Row
from training.bench.wrapper.contract import USER
from training.bench.wrapper.locate_store import LocateGround, open_locate_ground, sizes_of

WARM_UP = 20
SHOWN = 10
SHORTEST = 3
NOTE = (
    "Milliseconds of one request through the whole application, with token, audit and JSON, for the first ten records; "
    "cpu: processor time of this process. first_ten: share of requests that show the record whose name was typed; "
    "the others have more than ten records that fit as well or better, as three letters of a frequent name do."
)
SIZES_NOTE = "Rows of the tables that locating reads."
Typed = Callable[[random.Random, Sequence[str]], str]


def _three_letters(dice: random.Random, words: Sequence[str]) -> str:
    return dice.choice(words)[:SHORTEST]


def _beginning(dice: random.Random, words: Sequence[str]) -> str:
    word = dice.choice(words)
    return word[: dice.randrange(SHORTEST, max(len(word), SHORTEST + 1))]


def _misspelt(dice: random.Random, words: Sequence[str]) -> str:
    return typo(dice, dice.choice(words))


def _two_words(dice: random.Random, words: Sequence[str]) -> str:
    return " ".join(dice.sample(list(words), min(2, len(words))))


def _two_misspelt(dice: random.Random, words: Sequence[str]) -> str:
    return " ".join(typo(dice, one) for one in _two_words(dice, words).split())


def _two_beginnings(dice: random.Random, words: Sequence[str]) -> str:
    return " ".join(one[:SHORTEST] for one in _two_words(dice, words).split())


def _word_and_beginning(dice: random.Random, words: Sequence[str]) -> str:
    first, *rest = _two_words(dice, words).split()
    return " ".join([first, *(_beginning(dice, [one]) for one in rest)])


SORTS: Mapping[str, Typed] = {
    "three letters of a word": _three_letters,
    "beginning of a word": _beginning,
    "misspelt word": _misspelt,
    "two words": _two_words,
    "two misspelt words": _two_misspelt,
    "word and beginning": _word_and_beginning,
    "three letters of two words": _two_beginnings,
}
"""What users type of a name, by what it is called in the table."""


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
    ground = open_locate_ground(records, database, progress)
    rows: list[Row] = []
    with asyncio.Runner() as runner:
        for name, typed in SORTS.items():
            queries = list(_queries(ground, typed, WARM_UP + calls))
            rows.append(_row(name, [runner.run(_measured(ground, *query)) for query in queries][WARM_UP:]))
            progress("sorts of queries", len(rows), len(SORTS))
    yield BenchTable("Locating a record", rows, NOTE, [LATENCY])
    yield BenchTable("The tables", [sizes_of(ground.store)], SIZES_NOTE)
    ground.store.close()


@dataclass(frozen=True, slots=True)
class _Answered:
    wall_ms: float
    cpu_ms: float
    is_shown: bool


def _queries(ground: LocateGround, typed: Typed, count: int) -> Iterator[tuple[str, str]]:
    """Yield ids of random contacts with what is typed of their names."""
    dice = random.Random(SEED)
    named = dice.sample(ground.contacts, min(10 * count, len(ground.contacts)))
    long_enough = [(one, [word for word in words if len(word) >= SHORTEST]) for one, words in named]
    for record_id, words in [one for one in long_enough if one[1]][:count]:
        yield record_id, typed(dice, words)


async def _measured(ground: LocateGround, record_id: str, text: str) -> _Answered:
    transport = httpx.ASGITransport(ground.app)
    began = (time.perf_counter(), time.process_time())
    headers = {**ground.headers, "Acting-User": USER}
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", headers=headers) as client:
        answer = await client.get(ground.path, params={"q": text, "limit": SHOWN})
    wall = time.perf_counter() - began[0]
    cpu = time.process_time() - began[1]
    answer.raise_for_status()
    return _Answered(1000 * wall, 1000 * cpu, record_id in {one["id"] for one in answer.json()["items"]})


def _row(name: str, answered: Sequence[_Answered]) -> Row:
    wall = [one.wall_ms for one in answered]
    cpu = [one.cpu_ms for one in answered]
    figures = {f"p{rank}_ms": round(float(np.percentile(wall, rank)), 2) for rank in (50, 95, 99)}
    shown = sum(one.is_shown for one in answered) / len(answered)
    return {
        "step": name,
        **figures,
        "cpu_p95_ms": round(float(np.percentile(cpu, 95)), 2),
        "first_ten": round(shown, 3),
    }

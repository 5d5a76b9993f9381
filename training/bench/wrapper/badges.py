"""Time of a page of badges on a contract with many links: the look-up alone, and the whole request."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.sync.effects.badges import badges_of
from training.bench.ground import SEED
from training.bench.live import Moment, between, percentiles
from training.bench.results import BenchResult, BenchTable
from training.bench.wrapper.badges_store import BadgeGround, open_badge_ground
from training.bench.wrapper.contract import USER

WARM_UP = 20
NOTE = (
    "Milliseconds of one call for this many random linked members. badges: links, sealed records and the network are "
    "looked up and compared; request: the same through the whole application, with token, audit and JSON; cpu: "
    "processor time, which does not grow when others use the machine."
)


@dataclass(frozen=True, slots=True)
class BadgeBench:
    """The links of the contract, the badges of a call, the number of calls, and the store.

    `database_url` None: a SQLite file that is kept for the next run.
    """

    links: int = 1_000_000
    profiles: int = 1_000
    calls: int = 300
    database_url: str | None = None


def bench_badges(request: BadgeBench, load_before: float, progress: Progress) -> BenchResult:
    """Measure calls for random members; the first ones warm up."""
    ground = open_badge_ground(request.links, request.database_url, progress)
    draw = random.Random(SEED)
    pages = [draw.sample(ground.members, request.profiles) for _ in range(WARM_UP + request.calls)]
    rows = [
        percentiles("badges", _seconds(lambda ids: _look_up(ground, ids), pages)),
        percentiles("request", _request_seconds(ground, pages)),
    ]
    settings = {"links": request.links, "profiles": request.profiles, "calls": request.calls, "seed": SEED}
    return BenchResult(
        "badges",
        settings | {"database": ground.parts.store.engine.dialect.name},
        (BenchTable("Badges", rows, NOTE),),
        load_before,
    )


def _seconds(call: Callable[[Sequence[str]], object], pages: Sequence[Sequence[str]]) -> list[Moment]:
    seconds = []
    for ids in pages:
        began = _now()
        call(ids)
        seconds.append(between(began, _now()))
    return seconds[WARM_UP:]


def _now() -> Moment:
    """Read the wall clock and that of the process: a request is answered in another thread."""
    return time.perf_counter(), time.process_time()


def _look_up(ground: BadgeGround, ids: Sequence[str]) -> object:
    with ground.parts.store.reading() as connection:
        return badges_of(connection, ground.scope, (Kind.PERSON, ids), USER, ground.parts.matching)


def _request_seconds(ground: BadgeGround, pages: Sequence[Sequence[str]]) -> list[Moment]:
    with asyncio.Runner() as runner:
        return _seconds(lambda ids: runner.run(_request(ground, ids)), pages)


async def _request(ground: BadgeGround, ids: Sequence[str]) -> Any:
    transport = httpx.ASGITransport(ground.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.post(ground.path, json={"kind": "person", "profiles": list(ids)}, headers=ground.headers)
    answer.raise_for_status()
    return answer

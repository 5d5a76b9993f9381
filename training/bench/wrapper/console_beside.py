"""`/v1/match` over HTTP while people have the console open: two workers, in turns alone and beside visitors."""

import asyncio
import multiprocessing
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import cycle, islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import httpx
import numpy as np

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.console.sessions import Visitor, make_link
from serving.rules.vocabulary import InstanceName
from serving.store.store import Store
from training.bench.ground import GroundSize, prepare_ground
from training.bench.http import HttpBench, match_request, send_all
from training.bench.live import bundle_for, raw_rows
from training.bench.results import Row
from training.bench.service import WORKERS, PairToServe, ServedStore, serving, working
from training.bench.wrapper.contract import CONTRACT, USER

ROUNDS, PEOPLE, PAGE_EVERY_S = 4, 3, 2.0
"""Turns of each sort; people with the console open, each of whom opens another page so often."""
PACES: Mapping[str, float] = {"one after the other": 0.0, "50 a second": 0.02}
"""How records are sent, with the seconds from one to the next."""
RECORDS, PEOPLE_OF_A_FIRM, POLL_S, AGAIN = 500, 20, 0.5, "data-again"
NOTE = (
    f"Records to /v1/match over one connection: a service of {WORKERS} workers, `onematch work` beside it; in turns "
    f"alone and while {PEOPLE} people open another page each {PAGE_EVERY_S:g} s. by turn: the 95th percentile of each "
    "turn. pages: what people waited for a page. Clients and service share the machine's cores, which one record after "
    "the other keeps busy."
)

Seconds = Sequence[float]


@dataclass(frozen=True, slots=True)
class MatchBeside:
    """The links of the contract, the store's folder and database, the seconds of a turn, and the pages."""

    links: int
    home: Path
    database_url: str | None
    seconds: float
    pages: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Visits:
    """What people of one process visit: the address, each one's link, and the pages."""

    address: str
    links: Sequence[str]
    pages: Sequence[str]


def bench_beside(request: MatchBeside, store: Store, progress: Progress) -> list[Row]:
    """Measure one record at a time, alone and with the console open, in alternating turns."""
    ground = prepare_ground(GroundSize(Kind.PERSON, request.links, 1), progress)
    served = ServedStore(request.home, request.database_url)
    rows = list[Row]()
    companies = prepare_ground(GroundSize(Kind.COMPANY, max(20, request.links // PEOPLE_OF_A_FIRM), 1), progress)
    pairs = [PairToServe(one.kind, bundle_for(one.kind, None), one.index) for one in (ground, companies)]
    with working(pairs, served), serving(pairs, served) as service:
        bench = HttpBench(service.address, Kind.PERSON, raw_rows(ground)[:RECORDS], connections=1, seconds=1.0)
        requests = [match_request(bench, [row]) for row in bench.rows]
        asyncio.run(send_all(bench, requests))
        with _visitors(_Visits(service.address, _links(store), request.pages)) as people:
            for pace, pace_s in PACES.items():
                measured = replace(bench, seconds=request.seconds, pace_s=pace_s)
                alone, beside, waited = list[Seconds](), list[Seconds](), list[Seconds]()
                for turn in range(ROUNDS):
                    progress(f"match beside the console, {pace}", turn, ROUNDS)
                    alone.append(asyncio.run(send_all(measured, requests)))
                    people.send("go")
                    beside.append(asyncio.run(send_all(measured, requests)))
                    people.send("rest")
                    waited.append(people.recv())
                named = {"alone": alone, "with the console open": beside, "pages": waited}
                rows += [_figures(f"{name}, {pace}", turns) for name, turns in named.items()]
    return rows


def _figures(name: str, turns: Sequence[Seconds]) -> Row:
    seconds = [one for turn in turns for one in turn]
    ranks = {f"p{rank}_ms": _at(rank, seconds) for rank in (50, 95, 99)}
    return {"step": name, "requests": len(seconds), **ranks, "p95_ms by turn": [_at(95, turn) for turn in turns]}


def _at(rank: int, seconds: Seconds) -> float:
    return round(float(np.percentile(seconds, rank)) * 1000, 2)


def _links(store: Store) -> list[str]:
    visitor, now = Visitor(CONTRACT, InstanceName.PRODUCTION, USER), datetime.now(UTC)
    with store.writing() as connection:
        return [make_link(connection, visitor, now) for _ in range(PEOPLE)]


@contextmanager
def _visitors(visits: _Visits) -> Iterator["Connection[Any, Any]"]:
    """Open the console in a process of its own; it visits between `go` and `rest`, and then sends what it waited."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_visit, args=(there, visits), daemon=True)
    process.start()
    there.close()
    try:
        here.recv()
        yield here
    finally:
        here.close()
        process.join(30)


def _visit(told: "Connection[Any, Any]", visits: _Visits) -> None:
    people = [_entered(visits, link) for link in visits.links]
    for path in visits.pages:  # until each shows its figures
        while AGAIN in people[0].get(f"/console{path}").text:
            time.sleep(POLL_S)
    told.send("ready")
    places = [cycle(islice(cycle(visits.pages), place, place + len(visits.pages))) for place in range(len(people))]
    try:
        while told.recv() == "go":
            _visit_until(told, people, places)
    except EOFError:
        return


def _entered(visits: _Visits, link: str) -> httpx.Client:
    person = httpx.Client(base_url=visits.address, follow_redirects=True, timeout=60)
    person.post("/console/enter", data={"link": link}).raise_for_status()
    return person


def _visit_until(told: "Connection[Any, Any]", people: Sequence[httpx.Client], places: Sequence[Any]) -> None:
    """Let each person open a page every other moment until `rest` is told; send the seconds of each page."""
    waited, rest = list[float](), threading.Event()

    def walk(number: int) -> None:
        rest.wait(PAGE_EVERY_S * number / len(people))
        while not rest.is_set():
            began = time.perf_counter()
            people[number].get(f"/console{next(places[number])}").raise_for_status()
            waited.append(time.perf_counter() - began)
            rest.wait(PAGE_EVERY_S)

    threads = [threading.Thread(target=walk, args=(number,)) for number in range(len(people))]
    for one in threads:
        one.start()
    told.recv()
    rest.set()
    for one in threads:
        one.join()
    told.send(waited)

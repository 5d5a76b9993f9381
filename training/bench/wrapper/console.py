"""Time of the console's pages on a contract with many links: first visits, later ones, and answers of the review."""

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import unescape

import httpx
from sqlalchemy import delete, func, select, update

from data.tables.progress import Progress
from serving.console.application import with_console
from serving.console.sessions import Visitor, make_link
from serving.rules.vocabulary import InstanceName, RecordState
from serving.store.tables.links import links
from serving.store.tables.work import leases, readings
from training.bench.ground import SEED
from training.bench.live import Moment, between, percentiles
from training.bench.results import BenchResult, BenchTable, Row
from training.bench.wrapper.badges_store import BadgeGround, open_badge_ground
from training.bench.wrapper.console_beside import NOTE as BESIDE_NOTE
from training.bench.wrapper.console_beside import MatchBeside, bench_beside
from training.bench.wrapper.contract import CONTRACT, INSTANCE, NOW, USER

IN_REVIEW, UNMATCHED = 7, 11
"""One link in this many is a question, and one in this many has no profile."""
NOTE = (
    "Milliseconds of one visit in process, with session, token, audit and templates. first: the first visit of a "
    "contract of which nothing is kept; made_s: seconds until it shows figures, which are made beside it (the worker "
    "makes them after an import). Later visits show what is kept. kB: the page with its stylesheet and script, "
    "uncompressed. cpu: processor time. An answer of the review is sent while the next question, fetched ahead, is "
    "shown; without script both follow each other. The links have no stored candidates, so that review and wrong "
    "links read fewer values than those of a real import."
)
POLL_S, OK = 0.2, 200
_STILL = "data-again"
_AHEAD = re.compile(r'data-ahead="([^"]+)"')
_STATIC = ("/console/static/console.css", "/console/static/console.js")


@dataclass(frozen=True, slots=True)
class ConsoleBench:
    """The links of the contract, the visits of each page, and the store."""

    links: int = 100_000
    visits: int = 40
    database_url: str | None = None
    seconds: float = 15.0
    """Of each turn of `/v1/match`, alone and beside visitors."""


def bench_console(request: ConsoleBench, load_before: float, progress: Progress) -> BenchResult:
    """Visit every page of an admin, the first time and again."""
    ground = open_badge_ground(request.links, request.database_url, progress)
    _vary(ground)
    pages = _pages_of(ground.members[1])
    rows = asyncio.run(_measure(ground, request, pages, progress))
    home = ground.parts.settings.home
    beside = MatchBeside(request.links, home, request.database_url, request.seconds, list(pages.values()))
    matched = bench_beside(beside, ground.parts.store, progress)
    asked = {"links": request.links, "visits": request.visits, "seed": SEED,
             "database": ground.parts.store.engine.dialect.name}  # fmt: skip
    tables = (BenchTable("Pages", rows, NOTE), BenchTable("Beside /v1/match", matched, BESIDE_NOTE))
    return BenchResult("console", asked, tables, load_before)


def _vary(ground: BadgeGround) -> None:
    """Make questions and unmatched records of some links, unless an earlier run did."""
    wanted = select(func.count()).where(links.c.instance_id == INSTANCE, links.c.state == RecordState.REVIEW.value)
    with ground.parts.store.reading() as connection:
        if connection.execute(wanted).scalar_one():
            return
    draw = random.Random(SEED)
    with ground.scope.writing() as connection:
        for number, member in enumerate(ground.members):
            if number % IN_REVIEW and number % UNMATCHED:
                continue
            mine = links.c.instance_id == INSTANCE, links.c.object == "contact", links.c.record_id == member
            in_review = number % IN_REVIEW == 0
            state = RecordState.REVIEW.value if in_review else RecordState.UNMATCHED.value
            values = {"state": state, "probability": round(draw.uniform(0.3, 0.98), 6)}
            connection.execute(
                update(links).where(*mine).values(**values if in_review else values | {"profile_id": None})
            )


def _pages_of(member: str) -> Mapping[str, str]:
    return {
        "overview": "/overview", "review": "/review", "records": "/records",
        "record": f"/records/contact/{member}", "wrong links": "/wrong-links",
        "profile": f"/profiles/person/{member}", "quality": "/quality", "settings": "/settings",
    }  # fmt: skip


async def _measure(
    ground: BadgeGround, request: ConsoleBench, pages: Mapping[str, str], progress: Progress
) -> list[Row]:
    app = with_console(ground.app, ground.parts.store, lambda: NOW)
    with ground.scope.writing() as connection:
        connection.execute(delete(readings).where(readings.c.instance_id == INSTANCE))
    with ground.parts.store.writing() as connection:
        connection.execute(delete(leases))  # of services that an earlier run ended
        token = make_link(connection, Visitor(CONTRACT, InstanceName.PRODUCTION, USER), NOW)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", follow_redirects=True) as browser:
        await browser.post("/console/enter", data={"link": token})
        static = sum([len((await browser.get(path)).content) for path in _STATIC])
        rows = []
        for place, (name, path) in enumerate(pages.items()):
            progress("pages", place, len(pages) + 1)
            rows.append(await _page(browser, name, path, request.visits, static))
        return rows + await _answers(browser, request.visits)


async def _page(browser: httpx.AsyncClient, name: str, path: str, visits: int, static: int) -> Row:
    began = time.perf_counter()
    first, answer = await _timed(lambda: browser.get(f"/console{path}"))
    while _STILL in answer.text:
        await asyncio.sleep(POLL_S)
        answer = await browser.get(f"/console{path}")
    made = time.perf_counter() - began
    later = [(await _timed(lambda: browser.get(f"/console{path}")))[0] for _ in range(visits)]
    size = round((len(answer.content) + static) / 1000, 1)
    return {
        **_figures(name, later), "first_ms": round(first[0] * 1000, 1), "made_s": round(made, 1), "kB": size,
        "status": answer.status_code,
    }  # fmt: skip


def _figures(name: str, moments: list[Moment]) -> Row:
    """Return the percentiles with the one that the pages are held to."""
    ordered = sorted(wall for wall, _ in moments)
    at_95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
    return {**percentiles(name, moments), "p95_ms": round(at_95 * 1000, 1)}


async def _answers(browser: httpx.AsyncClient, visits: int) -> list[Row]:
    """Answer questions: what is sent, the next question fetched ahead, and both as a browser without script has it."""
    page = (await browser.get("/console/review")).text
    sent, ahead, both = list[Moment](), list[Moment](), list[Moment]()
    for _ in range(visits):
        fields = dict(re.findall(r'name="(object|record_id|form_token)" value="([^"]*)"', page))
        answered = {**fields, "kind": "person", "verdict": "nobody"}
        fetched, _ = await _timed(partial(browser.get, unescape(_AHEAD.findall(page)[0])))
        moment, answer = await _timed(
            partial(browser.post, "/console/review/answer", data=answered, follow_redirects=False)
        )
        following, answer = await _timed(partial(browser.get, answer.headers["location"]))
        sent.append(moment)
        ahead.append(fetched)
        both.append((moment[0] + following[0], moment[1] + following[1]))
        page = answer.text
    named = {"answer": sent, "next question, fetched ahead": ahead, "answer and next question": both}
    none = {"first_ms": None, "made_s": None, "kB": None}
    return [{**_figures(name, moments), **none, "status": OK} for name, moments in named.items()]


async def _timed(call: Callable[[], Awaitable[httpx.Response]]) -> tuple[Moment, httpx.Response]:
    began = time.perf_counter(), time.process_time()
    answer = await call()
    return between(began, (time.perf_counter(), time.process_time())), answer

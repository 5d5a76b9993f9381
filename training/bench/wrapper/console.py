"""Time of the console's pages on a contract with many links: first visits, later ones, and answers of the review."""

import asyncio
import random
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial

import httpx
from sqlalchemy import func, select, update

from data.tables.progress import Progress
from serving.console.application import with_console
from serving.console.sessions import Visitor, make_link
from serving.rules.vocabulary import InstanceName, RecordState
from serving.store.tables.links import links
from training.bench.ground import SEED
from training.bench.live import Moment, between, percentiles
from training.bench.results import BenchResult, BenchTable, Row
from training.bench.wrapper.badges_store import BadgeGround, open_badge_ground
from training.bench.wrapper.contract import CONTRACT, INSTANCE, NOW, USER

IN_REVIEW, UNMATCHED = 7, 11
"""One link in this many is a question, and one in this many has no profile."""
NOTE = (
    "Milliseconds of one visit in process, with session, token, audit and templates. first: the first visit, whose "
    "reading is made within it; later visits show what is kept. kB: the page with its stylesheet and script, "
    "uncompressed. cpu: processor time, which does not grow when others use the machine. The links have no stored "
    "candidates, so that review and wrong links read fewer values than those of a real import."
)
_STATIC = ("/console/static/console.css", "/console/static/console.js")


@dataclass(frozen=True, slots=True)
class ConsoleBench:
    """The links of the contract, the visits of each page, and the store."""

    links: int = 100_000
    visits: int = 40
    database_url: str | None = None


def bench_console(request: ConsoleBench, load_before: float, progress: Progress) -> BenchResult:
    """Visit every page of an admin, the first time and again."""
    ground = open_badge_ground(request.links, request.database_url, progress)
    _vary(ground)
    rows = asyncio.run(_measure(ground, request, progress))
    asked = {"links": request.links, "visits": request.visits, "seed": SEED,
             "database": ground.parts.store.engine.dialect.name}  # fmt: skip
    return BenchResult("console", asked, (BenchTable("Pages", rows, NOTE),), load_before)


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


async def _measure(ground: BadgeGround, request: ConsoleBench, progress: Progress) -> list[Row]:
    app = with_console(ground.app, ground.parts.store, lambda: NOW)
    with ground.parts.store.writing() as connection:
        token = make_link(connection, Visitor(CONTRACT, InstanceName.PRODUCTION, USER), NOW)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1", follow_redirects=True) as browser:
        await browser.get(f"/console/enter?link={token}")
        static = sum([len((await browser.get(path)).content) for path in _STATIC])
        member = ground.members[1]
        pages = {
            "overview": "/overview", "review": "/review", "records": "/records",
            "record": f"/records/contact/{member}", "wrong links": "/wrong-links",
            "profile": f"/profiles/person/{member}", "quality": "/quality", "settings": "/settings",
        }  # fmt: skip
        rows = []
        for place, (name, path) in enumerate(pages.items()):
            progress("pages", place, len(pages) + 1)
            rows.append(await _page(browser, name, path, request.visits, static))
        rows.append(await _answers(browser, request.visits))
        return rows


async def _page(browser: httpx.AsyncClient, name: str, path: str, visits: int, static: int) -> Row:
    first, answer = await _timed(lambda: browser.get(f"/console{path}"))
    later = [(await _timed(lambda: browser.get(f"/console{path}")))[0] for _ in range(visits)]
    size = round((len(answer.content) + static) / 1000, 1)
    return {**percentiles(name, later), "first_ms": round(first[0] * 1000, 1), "kB": size, "status": answer.status_code}


async def _answers(browser: httpx.AsyncClient, visits: int) -> Row:
    """Answer questions: what a browser without script waits for, the redirect to the next question with it."""
    page = (await browser.get("/console/review")).text
    moments = []
    for _ in range(visits):
        fields = dict(re.findall(r'name="(object|record_id|form_token)" value="([^"]*)"', page))
        answered = {**fields, "kind": "person", "verdict": "nobody"}
        moment, answer = await _timed(partial(browser.post, "/console/review/answer", data=answered))
        moments.append(moment)
        page = answer.text
    return {**percentiles("answer and next question", moments), "first_ms": None, "kB": None, "status": 200}


async def _timed(call: Callable[[], Awaitable[httpx.Response]]) -> tuple[Moment, httpx.Response]:
    began = time.perf_counter(), time.process_time()
    answer = await call()
    return between(began, (time.perf_counter(), time.process_time())), answer

"""A large contract: no first visit computes within the request, and the worker makes what is shown before any visit."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlalchemy import func, select

from serving.kept_readings import keep_readings, renew_readings
from serving.store.jobs import WORK, take_lease
from serving.store.readings import LARGE, asked_readings
from serving.store.tables.work import readings
from tests.serving.console.conftest import Visiting
from tests.support.databases import ON_BOTH
from tests.support.many_links import add_contacts
from tests.support.sync_tenant import Sync
from tests.support.tenant import ADMIN

PAGES = ("/overview", "/review", "/wrong-links", "/quality")


@pytest.fixture
def begun(sync: Sync) -> Iterator[list[Callable[[], None]]]:
    """What would run beside the requests of a contract with more than LARGE links."""
    add_contacts(sync.tenant, LARGE + 60)
    kept = sync.tenant.parts.readings
    waiting = list[Callable[[], None]]()
    before = kept.begin
    kept.begin = waiting.append
    yield waiting
    kept.begin = before


def kept_now(sync: Sync) -> int:
    with sync.tenant.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(readings)).scalar_one()


def made_at(sync: Sync) -> dict[str, datetime]:
    with sync.tenant.store.reading() as connection:
        return {row.name: row.made_at for row in connection.execute(select(readings.c.name, readings.c.made_at))}


@ON_BOTH
def test_a_first_visit_computes_nothing_within_the_request_and_says_so(
    sync: Sync, visit: Visiting, begun: list[Callable[[], None]]
) -> None:
    admin = visit(ADMIN)

    first = {path: admin.get(f"/console{path}") for path in PAGES}

    assert {path: page.status_code for path, page in first.items()} == dict.fromkeys(PAGES, 200)
    assert [path for path, page in first.items() if "data-again" not in page.text] == []
    assert (kept_now(sync), len(begun)) == (0, len(PAGES))
    for one in begun:
        one()
    assert "data-again" not in admin.get("/console/overview").text


def test_what_visits_find_old_is_made_anew_by_the_worker_and_not_by_the_service(
    sync: Sync, visit: Visiting, begun: list[Callable[[], None]]
) -> None:
    parts = sync.tenant.parts
    clock = sync.tenant.clock
    keep_readings(parts, clock())
    now = clock.forward(minutes=20)
    with parts.store.writing() as connection:
        take_lease(connection, WORK, "the worker", now)
    admin = visit(ADMIN)
    for path in PAGES:
        admin.get(f"/console{path}")
    before = made_at(sync)
    for one in begun:
        one()
    left = made_at(sync)
    renew_readings(parts, now)
    after = made_at(sync)
    made_anew = {name for name, at in after.items() if at == now}

    assert left == before
    assert {"overview", "review/person", "curve/person", "suspects"} <= made_anew
    with parts.store.reading() as connection:
        assert asked_readings(connection) == {}

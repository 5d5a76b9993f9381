"""Readings of large contracts: kept with their time, made anew beside the request, never of another contract."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, func, select

from serving.store.jobs import WORK, take_lease
from serving.store.readings import MADE_WITHIN, Readings, WantedReading, asked_readings, forget_readings
from serving.store.tables.links import links
from serving.store.tables.work import readings
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync
from tests.support.tenant import Tenant

LARGE = WantedReading("count", large=1)


class Beside:
    """Collects what would run beside the request."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def run(self) -> None:
        for one in self.waiting:
            one()
        self.waiting.clear()


@pytest.fixture
def two(sync: Sync) -> Sync:
    """A contract with two links."""
    for member in ("M1", "M2"):
        sync.put("contact", id=f"of-{member}", **contact(member))
    return sync


def count(connection: Connection) -> Any:
    return connection.execute(select(func.count()).select_from(links)).scalar_one()


def test_a_small_contract_s_reading_is_made_at_once_and_not_kept(two: Sync) -> None:
    found = Readings().read(two.tenant.scope, WantedReading("count"), two.tenant.clock(), count)

    assert (found.body, found.made_at) == (2, two.tenant.clock())
    with two.tenant.store.reading() as connection:
        assert connection.execute(select(readings)).all() == []


def test_a_large_contract_s_reading_is_kept_and_made_anew_beside_the_request(two: Sync) -> None:
    beside = Beside()
    clock = two.tenant.clock
    kept = Readings(beside.waiting.append)
    first = kept.read(two.tenant.scope, LARGE, clock(), count)
    two.put("contact", id="of-M3", **contact("M3"))

    fresh = kept.read(two.tenant.scope, LARGE, clock.forward(seconds=30), count)
    began_early = len(beside.waiting)
    stale = [kept.read(two.tenant.scope, LARGE, clock.forward(minutes=2), count) for _ in range(2)]
    began = len(beside.waiting)
    beside.run()
    after = kept.read(two.tenant.scope, LARGE, clock(), count)

    assert [one.body for one in (first, fresh, *stale)] == [2, 2, 2, 2]
    assert (began_early, began) == (0, 1)
    assert after.body == 3
    assert after.made_at is not None
    assert first.made_at is not None
    assert after.made_at > first.made_at


def test_of_two_processes_that_show_a_stale_reading_one_makes_it(two: Sync) -> None:
    beside = (Beside(), Beside())
    clock = two.tenant.clock
    scope = two.tenant.scope
    made = list[str]()
    first, second = (Readings(one.waiting.append) for one in beside)

    def noted(name: str, meanwhile: Callable[[], object] = list) -> Callable[[Connection], Any]:
        def make(connection: Connection) -> Any:
            made.append(name)
            meanwhile()
            return count(connection)

        return make

    first.read(scope, LARGE, clock(), count)
    now = clock.forward(minutes=2)
    first.read(scope, LARGE, now, noted("first", beside[1].run))
    second.read(scope, LARGE, now, noted("second while the first makes it"))
    beside[0].run()
    later = clock.forward(minutes=2)
    for kept in (first, second):
        kept.read(scope, LARGE, later, noted("the one that comes first"))
    for one in beside:
        one.run()

    assert made == ["first", "the one that comes first"]


def test_a_stale_reading_is_left_to_the_worker_until_it_is_late(two: Sync) -> None:
    beside = Beside()
    clock = two.tenant.clock
    scope = two.tenant.scope
    kept = Readings(beside.waiting.append)
    made_at = [kept.read(scope, LARGE, clock(), count).made_at]

    asked = list[list[str]]()
    for later in (timedelta(minutes=2), MADE_WITHIN / 2, MADE_WITHIN):
        now = clock.forward(seconds=later.total_seconds())
        with two.tenant.store.writing() as connection:
            take_lease(connection, WORK, "the worker", now)
        made_at.append(kept.read(scope, LARGE, now, count).made_at)
        beside.run()
        with two.tenant.store.reading() as connection:
            asked.append(list(asked_readings(connection).get(scope.instance.id, {})))
    made_at.append(kept.read(scope, LARGE, now, count).made_at)

    assert asked == [["count"], ["count"], []]
    assert made_at == [made_at[0]] * 4 + [now]


def test_only_the_visited_contract_s_reading_is_left_to_the_worker(
    two: Sync, new_tenant: Callable[..., Tenant]
) -> None:
    """S24: the other's stays as it is until somebody visits it."""
    beside = Beside()
    clock = two.tenant.clock
    mine = two.tenant.scope
    other = Sync(new_tenant(contract_id="contract-2"))
    other.put("contact", id="of-M1", **contact("M1"))
    other.put("contact", id="of-M2", **contact("M2"))
    kept = Readings(beside.waiting.append)
    for scope in (mine, other.tenant.scope):
        kept.read(scope, LARGE, clock(), count)

    now = clock.forward(minutes=2)
    with two.tenant.store.writing() as connection:
        take_lease(connection, WORK, "the worker", now)
    kept.read(mine, LARGE, now, count)
    beside.run()

    with two.tenant.store.reading() as connection:
        assert set(asked_readings(connection)) == {mine.instance.id}


def test_another_stamp_is_made_within_the_request(two: Sync) -> None:
    kept = Readings()
    scope = two.tenant.scope
    now = two.tenant.clock()
    kept.read(scope, WantedReading("count", "model-1", large=1), now, count)
    two.put("contact", id="of-M3", **contact("M3"))

    assert kept.read(scope, WantedReading("count", "model-2", large=1), now, count).body == 3


def test_a_long_first_reading_is_begun_and_not_waited_for(two: Sync) -> None:
    beside = Beside()
    kept = Readings(beside.waiting.append)
    wanted = WantedReading("count", waits=False, large=0)

    first = kept.read(two.tenant.scope, wanted, two.tenant.clock(), count)
    beside.run()

    assert (first.body, first.made_at) == (None, None)
    assert kept.read(two.tenant.scope, wanted, two.tenant.clock(), count).body == 2


def test_a_reading_that_fails_leaves_the_kept_one_and_may_begin_again(two: Sync) -> None:
    beside = Beside()
    clock = two.tenant.clock
    kept = Readings(beside.waiting.append)
    kept.read(two.tenant.scope, LARGE, clock(), count)

    def broken(_: Connection) -> Any:
        raise RuntimeError("no")

    kept.read(two.tenant.scope, LARGE, clock.forward(minutes=2), broken)
    beside.run()
    again = kept.read(two.tenant.scope, LARGE, clock(), count)
    beside.run()

    assert again.body == 2
    assert kept.read(two.tenant.scope, LARGE, clock(), count).made_at == clock()


def test_what_is_kept_is_sealed_and_forgotten_after_a_day(two: Sync) -> None:
    Readings().read(two.tenant.scope, LARGE, two.tenant.clock(), lambda _: ["contact", "a secret id"])
    with two.tenant.store.reading() as connection:
        [row] = connection.execute(select(readings)).all()
    with two.tenant.store.writing() as connection:
        forget_readings(connection, two.tenant.clock() + timedelta(days=2))
        left = connection.execute(select(readings)).all()

    assert b"secret" not in row.sealed
    assert left == []

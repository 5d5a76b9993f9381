"""Readings of large contracts: kept with their time, made anew beside the request, never of another contract."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from serving.store.contracts import InstanceScope, OpenScope
from serving.store.jobs import WORK, take_lease
from serving.store.readings import MADE_WITHIN, Make, Reading, Readings, asked_readings, forget_readings
from serving.store.tables.links import links
from serving.store.tables.work import readings
from tests.support.small_network import contact
from tests.support.sync_tenant import Sync


def large(scope: InstanceScope, make: Make | None = None) -> Reading:
    return Reading(scope, "count", make or count, large=1)


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


def count(scope: OpenScope) -> Any:
    return scope.execute(select(func.count()).select_from(links)).scalar_one()


def test_a_small_contract_s_reading_is_made_at_once_and_not_kept(two: Sync) -> None:
    found = Readings().read(Reading(two.tenant.scope, "count", count), two.tenant.clock())

    assert (found.body, found.made_at) == (2, two.tenant.clock())
    with two.tenant.store.reading() as connection:
        assert connection.execute(select(readings)).all() == []


def test_a_large_contract_s_reading_is_kept_and_made_anew_beside_the_request(two: Sync) -> None:
    beside = Beside()
    clock = two.tenant.clock
    kept = Readings(beside.waiting.append)
    first = kept.read(large(two.tenant.scope), clock())
    two.put("contact", id="of-M3", **contact("M3"))

    fresh = kept.read(large(two.tenant.scope), clock.forward(seconds=30))
    began_early = len(beside.waiting)
    stale = [kept.read(large(two.tenant.scope), clock.forward(minutes=2)) for _ in range(2)]
    began = len(beside.waiting)
    beside.run()
    after = kept.read(large(two.tenant.scope), clock())

    assert [one.body for one in (first, fresh, *stale)] == [2, 2, 2, 2]
    assert (began_early, began) == (0, 1)
    assert after.body == 3
    assert after.made_at is not None
    assert first.made_at is not None
    assert after.made_at > first.made_at


def test_a_stale_reading_is_left_to_the_worker_until_it_is_late(two: Sync) -> None:
    beside = Beside()
    clock = two.tenant.clock
    scope = two.tenant.scope
    kept = Readings(beside.waiting.append)
    made_at = [kept.read(large(scope), clock()).made_at]

    asked = list[list[str]]()
    for later in (timedelta(minutes=2), MADE_WITHIN / 2, MADE_WITHIN):
        now = clock.forward(seconds=later.total_seconds())
        with two.tenant.store.writing() as connection:
            take_lease(connection, WORK, "the worker", now)
        made_at.append(kept.read(large(scope), now).made_at)
        beside.run()
        with two.tenant.store.reading() as connection:
            asked.append(list(asked_readings(connection).get(scope.instance.id, {})))
    made_at.append(kept.read(large(scope), now).made_at)

    assert asked == [["count"], ["count"], []]
    assert made_at == [made_at[0]] * 4 + [now]


def test_another_stamp_is_made_within_the_request(two: Sync) -> None:
    kept = Readings()
    scope = two.tenant.scope
    now = two.tenant.clock()
    kept.read(Reading(scope, "count", count, "model-1", large=1), now)
    two.put("contact", id="of-M3", **contact("M3"))

    assert kept.read(Reading(scope, "count", count, "model-2", large=1), now).body == 3


def test_a_reading_that_fails_leaves_the_kept_one_and_may_begin_again(two: Sync) -> None:
    beside = Beside()
    clock = two.tenant.clock
    kept = Readings(beside.waiting.append)
    kept.read(large(two.tenant.scope), clock())

    def broken(_: OpenScope) -> Any:
        raise RuntimeError("no")

    kept.read(large(two.tenant.scope, broken), clock.forward(minutes=2))
    beside.run()
    again = kept.read(large(two.tenant.scope), clock())
    beside.run()

    assert again.body == 2
    assert kept.read(large(two.tenant.scope), clock()).made_at == clock()


def test_what_is_kept_is_sealed_and_forgotten_after_a_day(two: Sync) -> None:
    Readings().read(large(two.tenant.scope, lambda _: ["contact", "a secret id"]), two.tenant.clock())
    with two.tenant.store.reading() as connection:
        [row] = connection.execute(select(readings)).all()
    with two.tenant.store.writing() as connection:
        forget_readings(connection, two.tenant.clock() + timedelta(days=2))
        left = connection.execute(select(readings)).all()

    assert b"secret" not in row.sealed
    assert left == []

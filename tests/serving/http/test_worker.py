"""One worker does the background work; a second one waits and takes over when the first ends."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from serving.contract.records.services import WrapperServices
from serving.runtime.model_source import ModelNotReady
from serving.store.contracts import Disconnected
from serving.store.jobs import (
    CANCELLED,
    DONE,
    FAILED,
    HELD,
    RUNNING,
    WAITING,
    Job,
    NewJob,
    cancel_jobs,
    claim,
    drop_lease,
    enqueue,
    load_job,
    take_lease,
)
from serving.store.store import Store
from serving.worker import Task, Worker, WorkTable
from tests.support.databases import ON_BOTH
from tests.support.tenant import START, Clock

pytestmark = ON_BOTH


@dataclass
class Done:
    """The work that was done, by worker."""

    jobs: list[str] = field(default_factory=list)
    rounds: list[str] = field(default_factory=list)

    def table(self, who: str, error: Exception | None = None) -> WorkTable:
        def do(_: WrapperServices, job: Job) -> Mapping[str, Any]:
            self.jobs.append(f"{who} {job.id}")
            if error is not None:
                raise error
            return {"counted": 1}

        def come_round(_: WrapperServices, __: datetime) -> int:
            self.rounds.append(who)
            return 0

        return WorkTable({"report": do}, [Task("round", 0.01, come_round)])


def put(store: Store, job_id: str, due_at: datetime | None = None, kind: str = "report") -> None:
    with store.writing() as connection:
        enqueue(connection, NewJob(kind, None, "me", id=job_id, due_at=due_at), START)


def state(store: Store, job_id: str) -> str:
    with store.reading() as connection:
        job = load_job(connection, job_id)
    assert job is not None
    return job.state


def until(is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + 300
    while not is_so() and time.monotonic() < limit:
        time.sleep(0.01)
    assert is_so()


def test_jobs_are_done_in_their_order_when_they_are_due(parts: WrapperServices, clock: Clock) -> None:
    done = Done()
    worker = Worker(parts, done.table("w"))
    put(parts.store, "b")
    put(parts.store, "later", START + timedelta(hours=1))
    put(parts.store, "a")
    put(parts.store, "unknown", kind="nothing we know")

    while worker.turn():
        pass
    first = list(done.jobs)
    clock.forward(hours=1)
    worker.turn()

    assert first == ["w a", "w b"]
    assert done.jobs[2:] == ["w later"]
    assert (state(parts.store, "a"), state(parts.store, "unknown")) == (DONE, WAITING)


@pytest.mark.parametrize(
    ("error", "after"),
    [(ValueError("a value"), FAILED), (Disconnected("gone"), CANCELLED), (ModelNotReady("none"), WAITING)],
)
def test_a_job_that_raises_ends_without_its_message_or_waits_for_a_model(
    parts: WrapperServices, error: Exception, after: str
) -> None:
    """D24."""
    put(parts.store, "a")

    Worker(parts, Done().table("w", error)).turn()

    with parts.store.reading() as connection:
        job = load_job(connection, "a")
    assert job is not None
    assert job.state == after
    assert "a value" not in str(job.result)


def test_a_cancelled_job_stays_cancelled(parts: WrapperServices) -> None:
    """D24."""
    put(parts.store, "a")

    def cancelled_meanwhile(_: WrapperServices, __: Job) -> None:
        with parts.store.writing() as connection:
            connection.exec_driver_sql("update jobs set instance_id = 'i'")
            cancel_jobs(connection, "i", "deletion", START)

    Worker(parts, WorkTable({"report": cancelled_meanwhile}, [])).turn()

    assert state(parts.store, "a") == CANCELLED


def test_a_lease_is_held_until_it_expires_or_is_released(store: Store) -> None:
    with store.writing() as connection:
        taken = [
            take_lease(connection, "work", "a", START),
            take_lease(connection, "work", "b", START + HELD),
            take_lease(connection, "work", "a", START + HELD / 2),
            take_lease(connection, "work", "b", START + HELD),
            take_lease(connection, "work", "b", START + HELD * 1.5),
            take_lease(connection, "work", "a", START + HELD * 2),
        ]
        drop_lease(connection, "work", "a")
        drop_lease(connection, "work", "b")
        taken.append(take_lease(connection, "work", "a", START + HELD * 2))

    assert taken == [True, True, False, True, True, False, True]


def test_a_second_worker_does_nothing_until_the_first_ends(
    parts: WrapperServices,
) -> None:
    done = Done()
    first, second = (Worker(parts, done.table(who), holder=who) for who in ("first", "second"))
    threads = [threading.Thread(target=worker.run) for worker in (first, second)]

    threads[0].start()
    until(lambda: "first" in done.rounds)
    threads[1].start()
    for number in range(5):
        put(parts.store, f"j{number}")
    until(lambda: len(done.jobs) == 5)
    first.stop()
    threads[0].join(20)
    put(parts.store, "last")
    second.take_over()
    until(lambda: "second last" in done.jobs and "second" in done.rounds)
    second.stop()
    threads[1].join(20)

    assert sorted(done.jobs) == ["first j0", "first j1", "first j2", "first j3", "first j4", "second last"]
    assert "second" not in done.rounds[: done.rounds.index("second")]


def test_an_unfinished_job_of_an_ended_worker_is_done_again(parts: WrapperServices, clock: Clock) -> None:
    put(parts.store, "a")
    with parts.store.writing() as connection:
        take_lease(connection, "work", "gone", START)
        claim(connection, ["report"], START)
    done = Done()
    worker = Worker(parts, done.table("w"))

    waits = worker.take_over()
    clock.forward(seconds=31)
    takes_over = worker.take_over()
    worker.turn()

    assert (waits, takes_over, done.jobs) == (False, True, ["w a"])


def test_a_worker_that_stood_still_neither_ends_nor_begins_a_job_of_who_took_over(
    parts: WrapperServices, clock: Clock
) -> None:
    put(parts.store, "a")
    done = Done()
    second = Worker(parts, done.table("second"))

    def stand_still(_: WrapperServices, __: Job) -> Mapping[str, Any]:
        put(parts.store, "b")
        clock.forward(seconds=31)
        second.take_over()
        with parts.store.writing() as connection:
            claim(connection, ["report"], clock())
        return {"counted": 0}

    first = Worker(parts, WorkTable({"report": stand_still}, []))
    first.take_over()
    first.turn()
    first.turn()
    left = state(parts.store, "a"), state(parts.store, "b")
    second.turn()

    assert left == (RUNNING, WAITING)
    assert done.jobs == ["second b"]


def test_a_failed_task_stops_no_other_task(parts: WrapperServices) -> None:
    done = Done()

    def fail(_: WrapperServices, __: datetime) -> int:
        raise ValueError

    table = done.table("w")
    worker = Worker(parts, WorkTable(table.jobs, [Task("fails", 1, fail), *table.tasks]))

    assert worker.turn() is False
    assert done.rounds == ["w"]

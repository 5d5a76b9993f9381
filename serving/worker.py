"""The background work of `onematch work`: its table of jobs and periodic tasks, and the loops that run them."""

import threading
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import Connection

from features.schema.value_class import value_class
from serving.access.idempotency import forget_old
from serving.contract.activities.activities import expire_activities
from serving.contract.activities.deliver import deliver_due
from serving.contract.activities.grants import refresh_due
from serving.contract.badges.movers import MOVERS
from serving.contract.creation.creation import recover_creations
from serving.contract.events.events import prune_events
from serving.contract.imports.freshness import notice_silence
from serving.contract.imports.kept_deletions import erase_kept
from serving.contract.imports.record_rows import forget_tombstones
from serving.contract.leaving.deletion import JOBS as COPIES
from serving.contract.leaving.deletion import delete_due
from serving.contract.linking.recompute import RECOMPUTE, notice_guarantees, notice_models, run_recompute
from serving.contract.network.universe import NETWORK, notice_indexes, run_network
from serving.contract.records.report_jobs import REPORT, run_report
from serving.contract.records.services import WrapperServices
from serving.contract.reports.drift import DRIFT, PLANNED_EVERY_S, plan_the_day, run_drift
from serving.contract.reports.mover_shares import plan_movers, run_movers
from serving.contract.reports.roi import ROI, run_roi
from serving.kept_readings import keep_readings, renew_readings
from serving.runtime.event_log import log_event, log_failure, log_refusal
from serving.runtime.model_source import ModelNotReady
from serving.store.contracts import Disconnected
from serving.store.disk_full import is_full
from serving.store.jobs import (
    CANCELLED,
    DONE,
    FAILED,
    HELD,
    RUNNING,
    WAITING,
    WORK,
    Job,
    claim,
    drop_lease,
    finish,
    holder_of,
    load_job,
    postpone,
    release_running,
    take_lease,
)
from serving.store.readings import forget_readings
from serving.store.vault import KeyDestroyed

POLL_S = 0.25
RENEW_S = HELD.total_seconds() / 3
SILENT_S = 4 * HELD.total_seconds()
"""A loop that has not turned for so long is stuck: the worker is to be started anew."""
TRY_AGAIN = timedelta(seconds=30)
"""How long a job waits for another attempt after it found no model."""

JobFunction = Callable[[WrapperServices, Job], Mapping[str, Any] | None]
"""Does one job and returns its result; an exception fails the job."""
TaskFunction = Callable[[WrapperServices, datetime], object]
"""Does the work that is due; a number above 0 means that there may be more."""


@value_class
class Task:
    """A periodic task."""

    name: str
    every_s: float
    function: TaskFunction


@value_class
class WorkTable:
    """A worker's functions by kind of job, and its periodic tasks."""

    jobs: Mapping[str, JobFunction]
    tasks: Sequence[Task]


def work_table(more: Sequence[Task] = ()) -> WorkTable:
    """Return every job and task of the wrapper, and what its caller hands it of rooms that serving does not know."""
    jobs: dict[str, JobFunction] = {**COPIES, REPORT: run_report, ROI: run_roi, MOVERS: run_movers}
    jobs |= {RECOMPUTE: run_recompute, NETWORK: run_network, DRIFT: run_drift}
    return WorkTable(
        jobs,
        [
            Task("deliver", 0.2, deliver_due),
            Task("refresh_grants", 5, refresh_due),
            Task("expire_activities", 3600, expire_activities),
            Task("notice_models", 30, notice_models),
            Task("notice_indexes", 30, notice_indexes),
            Task("notice_guarantees", 3600, notice_guarantees),
            Task("plan_drift", PLANNED_EVERY_S, plan_the_day),
            Task("plan_movers", PLANNED_EVERY_S, plan_movers),
            Task("recover_creations", 60, recover_creations),
            Task("delete", 300, delete_due),
            Task("prune_events", 3600, prune_events),
            Task("notice_silence", 300, notice_silence),
            Task("forget_tombstones", 3600, forget_tombstones),
            Task("erase_kept_deletions", 3600, erase_kept),
            Task("forget_idempotency", 3600, forget_idempotency),
            Task("keep_readings", 60, keep_readings),
            Task("renew_readings", 1, renew_readings),
            *more,
        ],
    )


def forget_idempotency(parts: WrapperServices, now: datetime) -> int:
    """Delete stored answers and readings whose time is over."""
    with parts.store.writing() as connection:
        forget_old(connection, now)
        forget_readings(connection, now)
    return 0


@dataclass(slots=True)
class Worker:
    """Works while it holds the lease; another worker waits until the lease is released or expires.

    Each task has a thread, and the jobs have one, so that a long job delays no delivery (S65).
    """

    parts: WrapperServices
    table: WorkTable
    holder: str = field(default_factory=lambda: uuid.uuid4().hex)
    _unended: tuple[Job, str, Mapping[str, Any] | None] | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _holds: threading.Event = field(default_factory=threading.Event)
    _turned_at: float = field(default_factory=time.monotonic)
    _is_away: bool = True

    @property
    def is_alive(self) -> bool:
        """Whether the loop of the lease turns; a transaction may wait for the database meanwhile."""
        return time.monotonic() - self._turned_at < SILENT_S

    @property
    def state(self) -> str:
        """`working` with the lease, `waiting` while another worker has it, `away` while the store does not answer."""
        return "away" if self._is_away else "working" if self._holds.is_set() else "waiting"

    def run(self) -> None:
        """Work until `stop` is called."""
        loops: list[Callable[[], None]] = [partial(self._repeat, task) for task in self.table.tasks]
        threads = [threading.Thread(target=loop, daemon=True) for loop in [*loops, self._do_jobs]]
        for thread in threads:
            thread.start()
        try:
            self._keep_lease()
        finally:
            self.stop()
            for thread in threads:
                thread.join()
            with self.parts.store.writing() as connection:
                drop_lease(connection, WORK, self.holder)

    def stop(self) -> None:
        """End after the current jobs and tasks."""
        self._stop.set()

    def turn(self) -> bool:
        """Do every task and one job once, in this thread; return whether there may be more to do."""
        has_more = [self._do_task(task) for task in self.table.tasks]
        return self._do_job() or any(has_more)

    def take_over(self) -> bool:
        """Take or renew the lease; return whether it is held. Jobs of the former holder wait again."""
        with self.parts.store.writing() as connection:
            has_it = take_lease(connection, WORK, self.holder, self.parts.clock())
            if has_it and not self._holds.is_set():
                release_running(connection)
        if has_it:
            self._holds.set()
        else:
            self._holds.clear()
        return has_it

    def _keep_lease(self) -> None:
        while not self._stop.is_set():
            self._turned_at = time.monotonic()
            try:
                self.take_over()
                self._is_away = False
            except Exception as error:  # noqa: BLE001 - a store that cannot be reached for a while must not end the worker
                self._holds.clear()
                self._is_away = True
                log_failure("lease_failed", error)
            self._stop.wait(RENEW_S)

    def _repeat(self, task: Task) -> None:
        while not self._stop.is_set():
            has_more = self._holds.is_set() and self._do_task(task)
            if not has_more:
                self._stop.wait(task.every_s if self._holds.is_set() else POLL_S)

    def _do_jobs(self) -> None:
        while not self._stop.is_set():
            if not self._holds.is_set() or not self._do_job():
                self._stop.wait(POLL_S)

    def _do_task(self, task: Task) -> bool:
        try:
            done = task.function(self.parts, self.parts.clock())
        except ModelNotReady:
            return False
        except Exception as error:  # noqa: BLE001 - a failed task runs again
            log_failure("task_failed", error, task=task.name)
            return False
        return isinstance(done, int) and done > 0

    def _do_job(self) -> bool:
        try:
            self._write_end()
            with self.parts.store.writing() as connection:
                job = (
                    claim(connection, self.table.jobs.keys(), self.parts.clock())
                    if self._may_go_on(connection)
                    else None
                )
            if job is not None:
                self._unended = (job, *self._outcome(job))
                self._write_end()
        except Exception as error:  # noqa: BLE001 - a store that cannot be reached for a while must not end the worker
            log_failure("jobs_failed", error)
            return False
        return job is not None

    def _write_end(self) -> None:
        """Write the end of the current job; where that fails, such as on a full disk, it is tried again later."""
        if self._unended is None:
            return
        job, state, result = self._unended
        with self.parts.store.reading() as connection:
            stored = load_job(connection, job.id)
        if stored is not None and stored.state == RUNNING:
            now = self.parts.clock()
            with self.parts.store.writing() as connection:
                if not self._may_go_on(connection):
                    pass
                elif state == WAITING:
                    postpone(connection, job.id, now + TRY_AGAIN)
                else:
                    finish(connection, job.id, result, now, state=state)
            if state != WAITING:
                log_event("job_ended", job=job.id, kind=job.kind, state=state)
        self._unended = None

    def _may_go_on(self, connection: Connection) -> bool:
        """Whether nobody took the lease meanwhile: a process that stood still for longer does not know it yet."""
        return not self._holds.is_set() or holder_of(connection, WORK) in (self.holder, None)

    def _outcome(self, job: Job) -> tuple[str, Mapping[str, Any] | None]:
        try:
            return DONE, self.table.jobs[job.kind](self.parts, job)
        except ModelNotReady as error:
            log_event("job_postponed", job=job.id, kind=job.kind, reason=str(error))
            return WAITING, None
        except (Disconnected, KeyDestroyed):
            return CANCELLED, {"error": "disconnected"}
        except Exception as error:  # noqa: BLE001 - a failed job must not stop the others
            if is_full(error):
                log_refusal("job_postponed", job=job.id, kind=job.kind, reason="a disk is full")
                return WAITING, None
            log_failure("job_failed", error, job=job.id, kind=job.kind)
            return FAILED, {"error": type(error).__name__}

"""Jobs that outlast a request, run by `onematch work` one after the other, and the leases of workers."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update

from features.schema.value_class import value_class
from serving.store.tables.contracts import instances
from serving.store.tables.work import jobs, leases
from serving.store.upserts import older_than, upsert
from serving.vocabulary.terms import InstanceName

WAITING = "waiting"
RUNNING = "running"
DONE = "done"
FAILED = "failed"
CANCELLED = "cancelled"
WORK = "work"
"""The lease of the worker that does the background work."""
HELD = timedelta(seconds=30)
"""How long a lease is held without being renewed."""


@value_class
class NewJob:
    """A job to enqueue; it is due at `due_at`, or at once without one."""

    kind: str
    contract_id: str | None
    starter: str
    """The client that may read it and fetch its file."""
    instance_id: str | None = None
    request: Mapping[str, Any] | None = None
    due_at: datetime | None = None
    id: str | None = None
    """With an id, enqueuing the job again changes nothing."""


@value_class
class Job:
    """One job; `result["file"]` names the file that its starter may fetch."""

    id: str
    contract_id: str | None
    instance_id: str | None
    kind: str
    request: Mapping[str, Any]
    state: str
    progress: Mapping[str, Any]
    result: Mapping[str, Any] | None
    starter: str
    made_at: datetime
    due_at: datetime | None
    ended_at: datetime | None


def enqueue(connection: Connection, job: NewJob, now: datetime) -> str:
    """Add a job for `onematch work`, unless there is one of its id; return the id."""
    job_id = job.id or uuid.uuid4().hex
    row = {
        **asdict(job),
        "id": job_id,
        "request": dict(job.request or {}),
        "state": WAITING,
        "progress": {},
        "made_at": now,
    }
    upsert(connection, jobs, [row], update=[])
    return job_id


def claim(connection: Connection, kinds: Collection[str], now: datetime) -> Job | None:
    """Return the oldest due job and mark it as running; None without one."""
    is_due = or_(jobs.c.due_at.is_(None), jobs.c.due_at <= now)
    waiting = select(jobs).filter_by(state=WAITING).where(jobs.c.kind.in_(kinds), is_due)
    row = connection.execute(waiting.order_by(jobs.c.made_at, jobs.c.id).limit(1).with_for_update()).one_or_none()
    if row is None:
        return None
    connection.execute(update(jobs).filter_by(id=row.id).values(state=RUNNING))
    return _job(row)


def progress(connection: Connection, job_id: str, figures: Mapping[str, Any]) -> None:
    """Store the progress of a job: counts by name."""
    connection.execute(update(jobs).filter_by(id=job_id).values(progress=dict(figures)))


def finish(
    connection: Connection, job_id: str, result: Mapping[str, Any] | None, now: datetime, *, state: str = DONE
) -> None:
    """End a waiting or running job; a cancelled job stays cancelled."""
    running = update(jobs).filter_by(id=job_id).where(jobs.c.state.in_((WAITING, RUNNING)))
    connection.execute(running.values(state=state, result=None if result is None else dict(result), ended_at=now))


def cancel_jobs(connection: Connection, instance_id: str, but: str, now: datetime) -> None:
    """Cancel the waiting and running jobs of an instance, but those of a kind."""
    unended = update(jobs).filter_by(instance_id=instance_id).where(jobs.c.state.in_((WAITING, RUNNING)))
    connection.execute(unended.where(jobs.c.kind != but).values(state=CANCELLED, ended_at=now))


def postpone(connection: Connection, job_id: str, until: datetime) -> None:
    """Return a running job to waiting, due at a moment."""
    running = update(jobs).filter_by(id=job_id, state=RUNNING)
    connection.execute(running.values(state=WAITING, due_at=until))


def release_running(connection: Connection) -> None:
    """Return every running job to waiting, after its worker has ended."""
    connection.execute(update(jobs).filter_by(state=RUNNING).values(state=WAITING))


def load_job(connection: Connection, job_id: str) -> Job | None:
    """Return a job by its id; None without one."""
    row = connection.execute(select(jobs).filter_by(id=job_id)).one_or_none()
    return None if row is None else _job(row)


def list_jobs(
    connection: Connection,
    contract_id: str,
    name: InstanceName,
    starter: str | None,
    *,
    after: tuple[datetime, str] | None,
    limit: int,
) -> list[Job]:
    """Return jobs of a contract, the newest first: its own and those of the instances of a name.

    `starter` None: of everybody.
    """
    of_name = select(instances.c.id).filter_by(contract_id=contract_id, name=name)
    query = (
        select(jobs)
        .filter_by(contract_id=contract_id)
        .where(or_(jobs.c.instance_id.is_(None), jobs.c.instance_id.in_(of_name)))
    )
    if starter is not None:
        query = query.filter_by(starter=starter)
    listed = older_than(query, (jobs.c.made_at, jobs.c.id), after).limit(limit)
    return [_job(row) for row in connection.execute(listed)]


def is_worked(connection: Connection, now: datetime) -> bool:
    """Whether a worker holds the lease of the background work."""
    until = connection.execute(select(leases.c.until).filter_by(name=WORK)).scalar_one_or_none()
    return until is not None and until > now


def holder_of(connection: Connection, name: str) -> str | None:
    """Return who holds a lease, or held it last; the row is locked until the transaction ends. None if it is free."""
    held = select(leases.c.holder).filter_by(name=name).with_for_update()
    return connection.execute(held).scalar_one_or_none()


def take_lease(connection: Connection, name: str, holder: str, now: datetime, held: timedelta = HELD) -> bool:
    """Take a lease for a time from now if it is free, expired or held by the same holder; return whether it is held."""
    row = connection.execute(select(leases).filter_by(name=name).with_for_update()).one_or_none()
    if row is not None and row.holder != holder and row.until > now:
        return False
    upsert(connection, leases, [{"name": name, "holder": holder, "until": now + held}])
    return True


def drop_lease(connection: Connection, name: str, holder: str) -> None:
    """Release a lease before it expires."""
    connection.execute(delete(leases).filter_by(name=name, holder=holder))


def _job(row: Row[Any]) -> Job:
    return Job(**row._mapping)

"""The work of `onematch work` for leaving: requested copies and due deletions."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from serving.leaving.copies import run_copy
from serving.leaving.deletion import Deletion, delete_contract, delete_instance
from serving.leaving.disconnect import DELETION, EXPORT, RETURN
from serving.runtime.event_log import log_event, log_failure
from serving.store.jobs import DONE, WAITING, Job, load_job
from serving.store.store import Store
from serving.store.tables.work import jobs
from serving.sync.services import WrapperServices

JOBS = {EXPORT: run_copy, RETURN: run_copy}
"""Jobs by kind, without deletions: a failed deletion must run again."""


def delete_due(parts: WrapperServices, now: datetime) -> None:
    """Run the due deletions; a failed one runs again next time and blocks no other."""
    home = parts.settings.home_layout
    deletion = Deletion(parts.store, home.job_files, now, home)
    for job in _planned(parts.store, jobs.c.state == WAITING, jobs.c.due_at <= now):
        try:
            _run(deletion, job)
        except Exception as error:  # noqa: BLE001 - the other deletions have deadlines too
            log_failure("deletion_failed", error, job=job.id)


def delete_now(deletion: Deletion, contract_id: str) -> list[str]:
    """Run every planned deletion of a contract, also finished ones; return the ids of the certificates."""
    planned = _planned(deletion.store, jobs.c.contract_id == contract_id)
    for job in planned:
        _run(deletion, job)
    return [job.id for job in planned]


def _planned(store: Store, *conditions: ColumnElement[bool]) -> list[Job]:
    """Return deletion jobs, instances before their contract."""
    with store.reading() as connection:
        wanted = select(jobs.c.id).filter_by(kind=DELETION).where(*conditions)
        ordered = wanted.order_by(jobs.c.instance_id.is_(None), jobs.c.due_at, jobs.c.id)
        found = [load_job(connection, job_id) for job_id in connection.execute(ordered).scalars()]
    return [job for job in found if job is not None]


def _run(deletion: Deletion, job: Job) -> None:
    if job.instance_id is not None:
        delete_instance(deletion, job.instance_id)
    elif job.contract_id is not None:
        delete_contract(deletion, job.contract_id)
    with deletion.store.writing() as connection:
        done = update(jobs).filter_by(id=job.id)
        connection.execute(done.values(state=DONE, result={"certificate": job.id}, ended_at=deletion.now))
    log_event("deleted", job=job.id)

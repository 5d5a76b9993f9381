"""Copies of a customer's data: an export while connected, a return after leaving (S79, S80)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from features.schema.errors import OnematchError
from serving.leaving.copy_rows import values_of
from serving.leaving.disconnect import EXPORT, RETURN, move_deletion
from serving.leaving.workbook import Workbook
from serving.rules.contract.leaving import Copy
from serving.rules.contract.sheets import row_of, sheets
from serving.store.contracts import (
    CONNECTED,
    Contract,
    Disconnected,
    Instance,
    load_scope,
)
from serving.store.jobs import CANCELLED, DONE, RUNNING, WAITING, Job, NewJob, enqueue, load_job
from serving.store.sealed_files import SealedFiles
from serving.store.store import Store
from serving.store.tables.contracts import keys
from serving.store.tables.work import jobs
from serving.sync.services import WrapperServices


class NothingLeft(OnematchError):
    """The requested data was deleted or never existed."""


def request_copy(connection: Connection, contract: Contract, instance: Instance, asker: NewJob, now: datetime) -> str:
    """Add a job that copies an instance's data; return its id.

    A deletion waits for a return, at most until its deadline (D26). Raises NothingLeft.
    """
    if instance.state != CONNECTED:
        _require_readable(connection, instance)
        for owner_id, left_at in _leaving(contract, instance):
            move_deletion(connection, owner_id, left_at, Copy.WAITING)
    return enqueue(connection, asker, now)


def kind_of_copy(instance: Instance) -> str:
    """Return the job kind of a copy: export of a connected instance, return of a disconnected one."""
    return EXPORT if instance.state == CONNECTED else RETURN


def run_copy(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Write the copy of a job into its sealed file. Raises KeyDestroyed, Disconnected."""
    files = SealedFiles(parts.settings.home_layout.job_files)
    with parts.store.reading() as connection:
        scope = load_scope(connection, parts.store, job.instance_id or "")
        if scope is None or (job.kind == EXPORT and scope.instance.state != CONNECTED):
            raise Disconnected("the instance of the job is gone")
        key = scope.key(connection)
        with files.writing(job.id, key) as out, Workbook(out, "onematch.xlsx") as book:
            rows = {
                sheet.title: book.add(
                    sheet.title,
                    sheet.columns,
                    (row_of(sheet, values) for values in values_of(connection, scope, sheet)),
                )
                for sheet in sheets(sso=scope.contract.sso)
            }
    _keep_only_if_wanted(parts.store, files, job)
    return {"file": f"onematch-{scope.instance.name}.zip", "media_type": "application/zip", "rows": rows}


def note_collected(store: Store, job: Job, now: datetime) -> None:
    """Start the deletion when every requested return has been fetched completely."""
    if job.kind != RETURN or job.instance_id is None:
        return
    with store.writing(job.instance_id) as connection:
        fetched = {**(job.result or {}), "collected_at": now.isoformat()}
        connection.execute(update(jobs).filter_by(id=job.id).values(result=fetched))
        scope = load_scope(connection, store, job.instance_id)
        for owner_id, left_at in _leaving(scope.contract, scope.instance) if scope else ():
            if not _uncollected(connection, owner_id):
                move_deletion(connection, owner_id, left_at, Copy.COLLECTED)


def _require_readable(connection: Connection, instance: Instance) -> None:
    gone = select(keys.c.destroyed_at).filter_by(id=instance.key_id)
    if connection.execute(gone).scalar_one() is not None:
        raise NothingLeft(f"the data of the {instance.name} instance was deleted")


def _leaving(contract: Contract, instance: Instance) -> list[tuple[str, datetime]]:
    """Return the owners whose deletions wait for a return: the instance, and the contract if it ended."""
    owners = [(instance.id, instance.disconnected_at), (contract.id, contract.terminated_at)]
    return [(owner_id, left_at) for owner_id, left_at in owners if left_at is not None]


def _uncollected(connection: Connection, owner_id: str) -> bool:
    mine = (jobs.c.instance_id == owner_id) | (jobs.c.contract_id == owner_id)
    wanted = select(jobs.c.state, jobs.c.result).filter_by(kind=RETURN).where(mine)
    return any(
        row.state in (WAITING, RUNNING) or (row.state == DONE and "collected_at" not in (row.result or {}))
        for row in connection.execute(wanted)
    )


def _keep_only_if_wanted(store: Store, files: SealedFiles, job: Job) -> None:
    """Remove the file of an export that was cancelled during its run. Raises Disconnected."""
    with store.reading() as connection:
        found = load_job(connection, job.id)
    if found is None or found.state == CANCELLED:
        files.remove(job.id)
        raise Disconnected("the instance was disconnected while its copy was written")

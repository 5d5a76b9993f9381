"""Disconnecting an instance and terminating a contract: reads and writes end, the deletion is planned (D24, S79)."""

from datetime import datetime

from sqlalchemy import Connection, select, update

from serving.access.idempotency import empty_answers_of, forget_answers_about, forget_answers_of
from serving.contract.leaving.rules import Copy, delete_by, deletion_starts_at, state_after_leaving
from serving.store.contracts import CONNECTED, DISCONNECTING, Instance, load_instance
from serving.store.jobs import WAITING, NewJob, cancel_jobs, enqueue
from serving.store.store import Store
from serving.store.tables.contracts import contracts, instances
from serving.store.tables.work import activities, jobs
from serving.vocabulary.terms import ActivityState

DELETION = "deletion"
EXPORT = "export"
RETURN = "return"
_OURS = "onematch"
"""The starter of jobs that no caller requested."""


def disconnect(connection: Connection, instance: Instance, now: datetime) -> None:
    """Disconnect an instance in a transaction on it; a repeat changes nothing.

    The epoch rises, which stops older work at its next write.
    """
    current = load_instance(connection, instance.id)
    if current is None or current.state != CONNECTED:
        return
    ended = {"state": DISCONNECTING, "epoch": current.epoch + 1}
    ended |= {"disconnected_at": now, "delete_due_at": delete_by(now)}
    connection.execute(update(instances).filter_by(id=current.id).values(**ended))
    empty_answers_of(connection, current.id)
    forget_answers_about(connection, current.contract_id, [f"instances/{current.id}"])
    _cancel_activities(connection, current.id)
    cancel_jobs(connection, current.id, DELETION, now)
    plan_deletion(connection, current.contract_id, current.id, now)


def terminate(store: Store, contract_id: str, now: datetime) -> list[str]:
    """Terminate a contract and disconnect its instances; return the ids of those with data. Idempotent."""
    with store.writing() as connection:
        running = update(contracts).filter_by(id=contract_id, terminated_at=None)
        if connection.execute(running.values(terminated_at=now)).rowcount:
            forget_answers_of(connection, contract_id)
        query = select(instances.c.id).filter_by(contract_id=contract_id, deleted_at=None)
        instance_ids = list(connection.execute(query.order_by(instances.c.connected_at, instances.c.id)).scalars())
        plan_deletion(connection, contract_id, None, now)
    for instance_id in instance_ids:
        with store.writing(instance_id) as connection:
            instance = load_instance(connection, instance_id)
            if instance is not None and instance.state == CONNECTED:
                disconnect(connection, instance, now)
    return instance_ids


def plan_deletion(connection: Connection, contract_id: str, instance_id: str | None, now: datetime) -> None:
    """Add the job that deletes an instance or a whole contract at its time; a repeat changes nothing."""
    due_at = deletion_starts_at(now, Copy.NOT_ASKED)
    job = NewJob(DELETION, contract_id, _OURS, instance_id, due_at=due_at, id=deletion_of(instance_id or contract_id))
    enqueue(connection, job, now)


def move_deletion(connection: Connection, owner_id: str, left_at: datetime, copy: Copy) -> None:
    """Move a waiting deletion to the time that fits the state of the customer's copy (D26)."""
    planned = update(jobs).filter_by(id=deletion_of(owner_id), state=WAITING)
    connection.execute(planned.values(due_at=deletion_starts_at(left_at, copy)))


def deletion_of(owner_id: str) -> str:
    """Return the id of the job that deletes an instance or a contract."""
    return f"deletion-{owner_id}"


def _cancel_activities(connection: Connection, instance_id: str) -> None:
    for state in ActivityState:
        after = state_after_leaving(state)
        if after is not state:
            cancelled = update(activities).filter_by(instance_id=instance_id, state=state)
            connection.execute(cancelled.values(state=after, reason="disconnected", next_at=None, expires_at=None))

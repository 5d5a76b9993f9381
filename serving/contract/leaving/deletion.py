"""Deleting an instance or a contract; a repeat continues an interrupted deletion (S78, D26).

Rows that stay after a disconnect lose the CRM's ids and names.
"""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    Table,
    cast,
    delete,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.access.admission import OPERATOR
from serving.access.audit import REDACTED
from serving.access.idempotency import forget_answers_about
from serving.contract.leaving.certificates import Subject, changing, close_certificate, count, open_certificate
from serving.contract.leaving.copies import run_copy
from serving.contract.leaving.disconnect import DELETION, EXPORT, RETURN
from serving.contract.leaving.rules import FATES, Fate
from serving.contract.records.services import WrapperServices
from serving.runtime.event_log import log_event, log_failure
from serving.runtime.home import Home
from serving.store.contracts import CONNECTED, DELETED, load_instance
from serving.store.jobs import DONE, WAITING
from serving.store.sealed_files import SealedFiles
from serving.store.store import Store
from serving.store.tables.contracts import contracts, instances, preferences, seats, users
from serving.store.tables.links import saves, statements
from serving.store.tables.records import imports
from serving.store.tables.schema import METADATA
from serving.store.tables.work import audit, jobs

_EMPTY = "{}"
_SEAT, _FORMER = _RENAMED = ("seat-", "former-")
Redaction = Callable[[Connection, str, str], int]
"""Redacts the rows of a contract's instance; returns how many it changed."""


def redact_saves(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Replace the CRM's user in saves by the seat, and remove the opportunity."""
    is_of_instance = saves.c.instance_id == instance_id
    nothing = literal("gone-").concat(cast(saves.c.seq, String))
    named = update(saves).where(is_of_instance, saves.c.opportunity_id != nothing)
    changed = connection.execute(named.values(opportunity_id=nothing)).rowcount
    _rename_users(connection, saves, contract_id, is_of_instance)
    return changed


def redact_audit(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Remove records and users from the audit trail; client, action and time stay."""
    named = or_(cast(audit.c.subject, String) != _EMPTY, audit.c.acting_user.is_not(None))
    emptied = update(audit).filter_by(contract_id=contract_id, instance_id=instance_id).where(named)
    return connection.execute(emptied.values(**REDACTED, acting_user=None)).rowcount


def redact_preferences(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Replace the CRM's user in preferences by the seat, unless another instance still has the user."""
    is_gone = preferences.c.user_id.not_in(_users_elsewhere(contract_id, instance_id))
    return _rename_users(connection, preferences, contract_id, preferences.c.contract_id == contract_id, is_gone)


def redact_seats(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Free the seats of users that no other instance has."""
    is_gone = seats.c.user_id.not_in(_users_elsewhere(contract_id, instance_id))
    held = update(seats).filter_by(contract_id=contract_id).where(seats.c.user_id.is_not(None), is_gone)
    return connection.execute(held.values(user_id=None, state="free", assigned_at=None)).rowcount


def redact_instance(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Remove the CRM's addresses, the consent, and the client at its token endpoint."""
    named = or_(
        cast(instances.c.urls, String) != _EMPTY,
        cast(instances.c.consent, String) != _EMPTY,
        instances.c.oauth_client.is_not(None),
    )
    emptied = update(instances).filter_by(id=instance_id, contract_id=contract_id).where(named)
    return connection.execute(emptied.values(urls={}, consent={}, oauth_client=None)).rowcount


REDACTIONS: dict[str, Redaction] = {
    "saves": redact_saves,
    "audit": redact_audit,
    "preferences": redact_preferences,
    "seats": redact_seats,
    "instances": redact_instance,
}
"""By table; a test compares it with the table of rules."""


def _users_elsewhere(contract_id: str, instance_id: str) -> Select[str]:
    others = select(instances.c.id).filter_by(contract_id=contract_id, state=CONNECTED)
    return select(users.c.id).where(users.c.instance_id.in_(others.where(instances.c.id != instance_id)))


def _rename_users(connection: Connection, table: Table, contract_id: str, *where: ColumnElement[bool]) -> int:
    """Replace users by their seats, or by random names; return how many rows changed. A renamed one keeps its name."""
    held = connection.execute(select(seats.c.user_id, seats.c.id).filter_by(contract_id=contract_id))
    seat_of = {row.user_id: f"{_SEAT}{row.id}" for row in held}
    changed = 0
    for user_id in connection.execute(select(table.c.user_id).where(*where).distinct()).scalars().all():
        if not user_id.startswith(_RENAMED):
            name = seat_of.get(user_id) or f"{_FORMER}{secrets.token_hex(8)}"
            renamed = update(table).where(*where, table.c.user_id == user_id).values(user_id=name)
            changed += connection.execute(renamed).rowcount
    return changed


ROWS_AT_ONCE = 10_000
"""The most rows that one transaction deletes, which limits how long other customers' writes wait."""


class StillConnected(OnematchError):
    """The instance to delete is connected, or the contract is not terminated."""


@value_class
class Deletion:
    """The store and time of a deletion, and the home with the files of jobs and the served models."""

    store: Store
    now: datetime
    home: Home


def delete_instance(deletion: Deletion, instance_id: str) -> None:
    """Destroy an instance's key, delete its imported and derived data, certify it. Raises StillConnected."""
    store = deletion.store
    with store.writing(instance_id) as connection:
        instance = load_instance(connection, instance_id)
        if instance is None:
            return
        if instance.state == CONNECTED or instance.disconnected_at is None:
            raise StillConnected(
                "got instance {instance_id}, which is connected, expected a disconnected one", instance_id=instance.id
            )
        subject = Subject(instance.contract_id, instance_id, instance.disconnected_at)
        _begin(connection, deletion, subject, instance.key_id)
        forget_answers_about(connection, instance.contract_id, [f"instances/{instance_id}"])
    _clear(deletion, subject)
    with store.writing(instance_id) as connection:
        left = update(instances).filter_by(id=instance_id, deleted_at=None)
        connection.execute(left.values(state=DELETED, deleted_at=deletion.now))
        close_certificate(connection, store.vault, subject, deletion.now, deletion.home)
    scrub(store)


def delete_contract(deletion: Deletion, contract_id: str) -> None:
    """Delete every instance of a terminated contract, then the contract; certify it. Raises StillConnected."""
    store = deletion.store
    with store.writing() as connection:
        contract = connection.execute(select(contracts).filter_by(id=contract_id)).one_or_none()
        if contract is None:
            return
        if contract.terminated_at is None:
            raise StillConnected(
                "got contract {contract_id}, which is not terminated, expected a terminated one",
                contract_id=contract_id,
            )
        subject = Subject(contract_id, None, contract.terminated_at)
        _begin(connection, deletion, subject, contract.key_id)
        forget_answers_about(connection, OPERATOR, [f"contracts/{contract_id}"])
        query = select(instances.c.id).filter_by(contract_id=contract_id)
        instance_ids = connection.execute(query).scalars().all()
    for instance_id in instance_ids:
        delete_instance(deletion, instance_id)
    _clear(deletion, subject)
    with store.writing() as connection:
        close_certificate(connection, store.vault, subject, deletion.now, deletion.home)
        connection.execute(delete(contracts).filter_by(id=contract_id))
    scrub(store)


def scrub(store: Store) -> None:
    """Empty SQLite's write-ahead log, which still holds earlier pages.

    Deleted rows are overwritten (`secure_delete`). If a reader blocks this, the log holds sealed bytes without a key
    until the next deletion or until it is overwritten.
    """
    if store.is_sqlite:
        with store.engine.connect() as connection:
            connection.exec_driver_sql("commit")  # SQLite refuses a checkpoint inside a transaction
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)").all()


def _begin(connection: Connection, deletion: Deletion, subject: Subject, key_id: str) -> None:
    """Open the certificate and destroy the key first, so that data left by an interruption cannot be read."""
    open_certificate(connection, subject, deletion.now)
    deletion.store.vault.destroy(connection, key_id, deletion.now)
    with changing(connection, subject) as document:
        document.setdefault("keys_destroyed", {}).setdefault(key_id, deletion.now.isoformat())


def _clear(deletion: Deletion, subject: Subject) -> None:
    """Remove the files of jobs, then the rows that name them and all others, each table by its fate."""
    store = deletion.store
    files = SealedFiles(deletion.home.job_files)
    with store.writing(subject.instance_id) as connection:
        names = connection.execute(select(jobs.c.id).filter_by(**subject.owner)).scalars().all()
        with changing(connection, subject) as document:
            document["files_removed"] = sorted({*document["files_removed"], *filter(files.has, names)})
    for name in names:
        files.remove(name)
    for name, (on_disconnect, on_termination) in FATES.items():
        fate = on_disconnect if subject.instance_id else on_termination
        if fate is Fate.DELETED and name != contracts.name:
            _empty(deletion, subject, METADATA.tables[name])
        elif fate is Fate.REDACTED and subject.instance_id:
            with store.writing(subject.instance_id) as connection:
                changed = REDACTIONS[name](connection, subject.contract_id, subject.instance_id)
                count(connection, subject, "redacted", name, changed)


def _empty(deletion: Deletion, subject: Subject, table: Table) -> None:
    """Delete a table's rows of an instance, or of a contract, in short transactions that count the rows."""
    if subject.instance_id is None:
        condition = of_contract(table, subject.contract_id)
    else:
        condition = of_instance(table, subject.instance_id)
    if condition is None:
        return
    if table is jobs and subject.instance_id is not None:
        condition = condition & (jobs.c.kind != DELETION)  # the job of this deletion ends after it
    key = list(table.primary_key.columns)
    some = select(*key).where(condition).limit(ROWS_AT_ONCE)
    # PostgreSQL plans a row in a sub-select once; SQLite has row values since 3.15.
    is_one_of_them = key[0].in_(some) if len(key) == 1 else tuple_(*key).in_(some)
    is_label = statements.c.is_label if table is statements else literal(False)
    deletes = delete(table).where(is_one_of_them).returning(is_label)
    labels: Sequence[bool] = [False] * ROWS_AT_ONCE
    while len(labels) == ROWS_AT_ONCE:
        with deletion.store.writing(subject.instance_id) as connection:
            labels = connection.execute(deletes).scalars().all()
            count(connection, subject, "deleted", table.name, len(labels))
            count(connection, subject, "training_rows_removed", None, sum(labels))


def of_instance(table: Table, instance_id: str) -> ColumnElement[bool]:
    """Return the condition that a row belongs to an instance."""
    for name in ("instance_id", "caller"):
        if name in table.c:
            return table.c[name] == instance_id
    if "import_id" in table.c:
        return table.c.import_id.in_(select(imports.c.id).filter_by(instance_id=instance_id))
    return table.c.id == instance_id


def of_contract(table: Table, contract_id: str) -> ColumnElement[bool] | None:
    """Return the condition that a row belongs to a contract; None if rows reference instances alone."""
    for name in ("contract_id", "caller"):
        if name in table.c:
            return table.c[name] == contract_id
    return table.c.id == contract_id if table is contracts else None


JOBS = {EXPORT: run_copy, RETURN: run_copy}
"""Jobs by kind, without deletions: a failed deletion must run again."""


def delete_due(parts: WrapperServices, now: datetime) -> None:
    """Run the due deletions; a failed one runs again next time and blocks no other."""
    deletion = Deletion(parts.store, now, parts.settings.home_layout)
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


def _planned(store: Store, *conditions: ColumnElement[bool]) -> Sequence[Row[Any, Any, Any]]:
    """Return deletion jobs, instances before their contract."""
    query = select(jobs.c.id, jobs.c.instance_id, jobs.c.contract_id).filter_by(kind=DELETION).where(*conditions)
    with store.reading() as connection:
        return connection.execute(query.order_by(jobs.c.instance_id.is_(None), jobs.c.due_at, jobs.c.id)).all()


def _run(deletion: Deletion, job: Row[Any, Any, Any]) -> None:
    if job.instance_id is not None:
        delete_instance(deletion, job.instance_id)
    else:
        delete_contract(deletion, job.contract_id)
    with deletion.store.writing() as connection:
        done = update(jobs).filter_by(id=job.id)
        connection.execute(done.values(state=DONE, result={"certificate": job.id}, ended_at=deletion.now))
    log_event("deleted", job=job.id)

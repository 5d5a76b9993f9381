"""Deleting an instance or a contract; a repeat continues an interrupted deletion (S78, D26).

Rows that stay after a disconnect lose the CRM's ids and names.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import (
    ColumnElement,
    Connection,
    String,
    Table,
    and_,
    cast,
    delete,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from features.schema.errors import OnematchError
from serving.access.admission import OPERATOR
from serving.access.idempotency import forget_answers_about
from serving.contract.leaving.certificates import (
    Subject,
    changing,
    close_certificate,
    count,
    open_certificate,
    rows_in_models,
)
from serving.contract.leaving.copies import run_copy
from serving.contract.leaving.disconnect import DELETION, EXPORT, RETURN
from serving.contract.leaving.rules import TABLE, Fate, delete_by
from serving.contract.records.services import WrapperServices
from serving.runtime.event_log import log_event, log_failure
from serving.runtime.home import Home
from serving.store.contracts import CONNECTED, DELETED, Instance, load_instance
from serving.store.jobs import DONE, WAITING, Job, load_job
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
    owners = set(connection.execute(select(saves.c.user_id).where(is_of_instance).distinct()).scalars())
    for user_id, name in _new_names(connection, contract_id, owners).items():
        connection.execute(update(saves).filter_by(user_id=user_id).where(is_of_instance).values(user_id=name))
    return changed


def redact_audit(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Remove records and users from the audit trail; client, action and time stay."""
    conditions = {"contract_id": contract_id, "instance_id": instance_id}
    named = (
        update(audit)
        .filter_by(**conditions)
        .where(or_(cast(audit.c.subject, String) != _EMPTY, audit.c.acting_user.is_not(None)))
    )
    return connection.execute(named.values(subject={}, acting_user=None)).rowcount


def redact_preferences(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Replace the CRM's user in preferences by the seat, unless another instance still has the user."""
    is_of_contract = preferences.c.contract_id == contract_id
    named = set(connection.execute(select(preferences.c.user_id).where(is_of_contract).distinct()).scalars())
    gone = named - _users_elsewhere(connection, contract_id, instance_id)
    changed = 0
    for user_id, name in _new_names(connection, contract_id, gone).items():
        renamed = update(preferences).filter_by(user_id=user_id).where(is_of_contract).values(user_id=name)
        changed += connection.execute(renamed).rowcount
    return changed


def redact_seats(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Free the seats of users that no other instance has."""
    elsewhere = _users_elsewhere(connection, contract_id, instance_id)
    assigned = and_(seats.c.contract_id == contract_id, seats.c.user_id.is_not(None))
    held = connection.execute(select(seats.c.id, seats.c.user_id).where(assigned)).all()
    freed = [seat.id for seat in held if seat.user_id not in elsewhere]
    for seat_id in freed:
        free = update(seats).filter_by(contract_id=contract_id, id=seat_id)
        connection.execute(free.values(user_id=None, state="free", assigned_at=None))
    return len(freed)


def redact_instance(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Remove the CRM's addresses, the consent, and the client at its token endpoint."""
    by_id = {"id": instance_id, "contract_id": contract_id}
    named = or_(
        cast(instances.c.urls, String) != _EMPTY,
        cast(instances.c.consent, String) != _EMPTY,
        instances.c.oauth_client.is_not(None),
    )
    emptied = update(instances).filter_by(**by_id).where(named).values(urls={}, consent={}, oauth_client=None)
    return connection.execute(emptied).rowcount


REDACTIONS: dict[str, Redaction] = {
    "saves": redact_saves,
    "audit": redact_audit,
    "preferences": redact_preferences,
    "seats": redact_seats,
    "instances": redact_instance,
}
"""By table; a test compares it with the table of rules."""


def _users_elsewhere(connection: Connection, contract_id: str, instance_id: str) -> set[str]:
    others = (
        select(instances.c.id).filter_by(contract_id=contract_id, state=CONNECTED).where(instances.c.id != instance_id)
    )
    return set(connection.execute(select(users.c.id).where(users.c.instance_id.in_(others))).scalars())


def _new_names(connection: Connection, contract_id: str, user_ids: set[str]) -> dict[str, str]:
    """Return the seat of each user, or a random name; users that were renamed before keep their name."""
    held = connection.execute(select(seats.c.user_id, seats.c.id).filter_by(contract_id=contract_id))
    seat_of = {row.user_id: f"{_SEAT}{row.id}" for row in held if row.user_id}
    return {
        user_id: seat_of.get(user_id) or f"{_FORMER}{secrets.token_hex(8)}"
        for user_id in sorted(user_ids)
        if not user_id.startswith(_RENAMED)
    }


ROWS_AT_ONCE = 10_000
"""The most rows that one transaction deletes, which limits how long other customers' writes wait."""
_OWNED_THROUGH = ("instance_id", "caller")
_DELETION = "deletion"


class StillConnected(OnematchError):
    """The instance to delete is connected, or the contract is not terminated."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """The store, files and time of a deletion; with a `home` the certificate counts rows in the served models."""

    store: Store
    job_files: Path
    now: datetime
    home: Home | None = None


def delete_instance(deletion: Deletion, instance_id: str) -> None:
    """Destroy an instance's key, delete its imported and derived data, certify it. Raises StillConnected."""
    store = deletion.store
    now = deletion.now
    with store.writing(instance_id) as connection:
        instance = load_instance(connection, instance_id)
        if instance is None:
            return
        subject = _of(instance)
        open_certificate(connection, subject, now)
        _destroy(connection, store, subject, instance.key_id, now)
        forget_answers_about(connection, instance.contract_id, [f"instances/{instance_id}"])
    _remove_files(deletion, subject, instance_id)
    for line in TABLE:
        table = METADATA.tables[line.table]
        if line.on_disconnect is Fate.DELETED:
            _empty(deletion, subject, table, instance_id)
        elif line.on_disconnect is Fate.REDACTED:
            with store.writing(instance_id) as connection:
                changed = REDACTIONS[table.name](connection, instance.contract_id, instance_id)
                count(connection, subject, "stripped", table.name, changed)
    with store.writing(instance_id) as connection:
        left = update(instances).filter_by(id=instance_id, deleted_at=None)
        connection.execute(left.values(state=DELETED, deleted_at=now))
        _note_models(connection, deletion, subject)
        close_certificate(connection, store.vault, subject, now)
    scrub(store)


def delete_contract(deletion: Deletion, contract_id: str) -> None:
    """Delete every instance of a terminated contract, then the contract; certify it. Raises StillConnected."""
    store = deletion.store
    now = deletion.now
    with store.writing() as connection:
        contract = connection.execute(select(contracts).filter_by(id=contract_id)).one_or_none()
        if contract is None:
            return
        if contract.terminated_at is None:
            raise StillConnected(f"got contract {contract_id}, which is not terminated, expected a terminated one")
        subject = Subject(contract_id, None, contract.terminated_at, delete_by(contract.terminated_at))
        open_certificate(connection, subject, now)
        _destroy(connection, store, subject, contract.key_id, now)
        forget_answers_about(connection, OPERATOR, [f"contracts/{contract_id}"])
        query = select(instances.c.id).filter_by(contract_id=contract_id)
        instance_ids = connection.execute(query).scalars().all()
    for instance_id in instance_ids:
        delete_instance(deletion, instance_id)
    _remove_files(deletion, subject, None)
    for line in TABLE:
        table = METADATA.tables[line.table]
        if line.on_termination is Fate.DELETED and table is not contracts:
            _empty(deletion, subject, table, None)
    with store.writing() as connection:
        _note_models(connection, deletion, subject)
        close_certificate(connection, store.vault, subject, now)
        delete_some(connection, contracts, contracts.c.id == contract_id)
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


def _note_models(connection: Connection, deletion: Deletion, subject: Subject) -> None:
    """Add how many rows of the contract the served models hold; `onematch contracts unlearned` certifies none."""
    if deletion.home is not None:
        with changing(connection, subject) as document:
            document["models"] = rows_in_models(deletion.home, subject.contract_id)


def _of(instance: Instance) -> Subject:
    if instance.state == CONNECTED or instance.disconnected_at is None:
        raise StillConnected(f"got instance {instance.id}, which is connected, expected a disconnected one")
    left_at = instance.disconnected_at
    return Subject(instance.contract_id, instance.id, left_at, delete_by(left_at))


def _destroy(connection: Connection, store: Store, subject: Subject, key_id: str, now: datetime) -> None:
    """Destroy a key first, so that data left by an interrupted deletion cannot be read; its first time is kept."""
    store.vault.destroy(connection, key_id, now)
    with changing(connection, subject) as document:
        document.setdefault("keys_destroyed", {}).setdefault(key_id, now.isoformat())


def _remove_files(deletion: Deletion, subject: Subject, instance_id: str | None) -> None:
    """Remove the files of jobs, before the rows that name them."""
    files = SealedFiles(deletion.job_files)
    whose = jobs.c.contract_id == subject.contract_id if instance_id is None else jobs.c.instance_id == instance_id
    with deletion.store.writing(instance_id) as connection:
        names = connection.execute(select(jobs.c.id).where(whose)).scalars().all()
        with changing(connection, subject) as document:
            document["files_removed"] = sorted({*document["files_removed"], *filter(files.has, names)})
    for name in names:
        files.remove(name)


def _empty(deletion: Deletion, subject: Subject, table: Table, instance_id: str | None) -> None:
    """Delete a table's rows of an instance, or of a contract, in short transactions that count the rows."""
    condition = of_contract(table, subject.contract_id) if instance_id is None else of_instance(table, instance_id)
    if condition is None:
        return
    if table is jobs and instance_id is not None:
        condition = condition & (jobs.c.kind != _DELETION)  # the job of this deletion ends after it
    deleted = ROWS_AT_ONCE
    while deleted == ROWS_AT_ONCE:
        with deletion.store.writing(instance_id) as connection:
            labels = _labels(connection, subject.instance_id) if table is statements else 0
            deleted = delete_some(connection, table, condition)
            count(connection, subject, "deleted", table.name, deleted)
            labels -= _labels(connection, subject.instance_id) if table is statements else 0
            count(connection, subject, "training_rows_removed", None, labels)


def _labels(connection: Connection, instance_id: str | None) -> int:
    conditions = (statements.c.instance_id == instance_id, statements.c.is_label)
    return connection.execute(select(func.count()).select_from(statements).where(*conditions)).scalar_one()


def of_instance(table: Table, instance_id: str) -> ColumnElement[bool]:
    """Return the condition that a row belongs to an instance."""
    for name in _OWNED_THROUGH:
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
    return table.c.id == contract_id if table.name == "contracts" else None


def delete_some(connection: Connection, table: Table, condition: ColumnElement[bool]) -> int:
    """Delete some of the rows that meet a condition; return how many, fewer than ROWS_AT_ONCE when none is left."""
    key = list(table.primary_key.columns)
    some = select(*key).where(condition).limit(ROWS_AT_ONCE)
    # PostgreSQL plans a row in a sub-select once; SQLite has row values since 3.15.
    is_one_of_them = key[0].in_(some) if len(key) == 1 else tuple_(*key).in_(some)
    return connection.execute(delete(table).where(is_one_of_them)).rowcount


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
        query = select(jobs.c.id).filter_by(kind=DELETION).where(*conditions)
        ordered = query.order_by(jobs.c.instance_id.is_(None), jobs.c.due_at, jobs.c.id)
        planned = [load_job(connection, job_id) for job_id in connection.execute(ordered).scalars()]
    return [job for job in planned if job is not None]


def _run(deletion: Deletion, job: Job) -> None:
    if job.instance_id is not None:
        delete_instance(deletion, job.instance_id)
    elif job.contract_id is not None:
        delete_contract(deletion, job.contract_id)
    with deletion.store.writing() as connection:
        done = update(jobs).filter_by(id=job.id)
        connection.execute(done.values(state=DONE, result={"certificate": job.id}, ended_at=deletion.now))
    log_event("deleted", job=job.id)

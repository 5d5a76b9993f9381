"""Copies of a customer's data: an export while connected, a return after leaving (S79, S80).

Rows are read and unsealed in pages, ordered by id.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from features.schema.errors import OnematchError
from serving.contract.activities.intake import DISABLED
from serving.contract.activities.journal import unseal_text
from serving.contract.leaving.disconnect import EXPORT, RETURN, move_deletion
from serving.contract.leaving.rules import Copy
from serving.contract.leaving.workbook import Sheet, Workbook, row_of, sheets
from serving.contract.records.link_rows import read_links
from serving.contract.records.records import context_of, read_payloads
from serving.contract.records.services import WrapperServices
from serving.store.contracts import (
    CONNECTED,
    Disconnected,
    InstanceScope,
    OpenScope,
    load_scope,
    require_live,
    require_scope,
)
from serving.store.jobs import CANCELLED, DONE, RUNNING, WAITING, Job, NewJob, enqueue, load_job
from serving.store.sealed_files import SealedFiles
from serving.store.store import Store
from serving.store.tables.contracts import keys, users
from serving.store.tables.links import record_judgements, saves, statements
from serving.store.tables.records import records
from serving.store.tables.work import activities, activity_facts, jobs
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import CrmObject

Values = Mapping[str, str | None]


def values_of(scope: OpenScope, sheet: Sheet) -> Iterator[Values]:
    """Yield the rows of a sheet by column name. Raises KeyDestroyed."""
    if sheet.crm_object is CrmObject.USER:
        return _users(scope)
    if sheet.crm_object is not None:
        return _records(scope, sheet.crm_object)
    if sheet.title in _AS_STORED:
        table = _AS_STORED[sheet.title]
        stored = scope.parts(scope.own(table).order_by(table.c.seq))
        return (_texts(row, *sheet.columns) for rows in stored for row in rows)
    return _activities(scope)


def _records(scope: OpenScope, crm_object: CrmObject) -> Iterator[Values]:
    live = scope.own(records).filter_by(object=crm_object, deleted_at=None)
    for rows in scope.parts(live.order_by(records.c.id)):
        keys = [RecordKey(crm_object, row.id) for row in rows]
        payloads = read_payloads(scope, keys)
        links = read_links(scope, keys)
        for key in keys:
            yield {**payloads[key], "id": key.id, **_link(links.get(key))}


def _link(link: LinkRow | None) -> Values:
    if link is None:
        return {}
    return {
        "link_state": link.state,
        "linked_to": link.linked_profile,
        "linked_by": link.made_by,
        "probability": f"{link.probability:.6f}",
        "linked_since": link.since.isoformat(),
    }


def _users(scope: OpenScope) -> Iterator[Values]:
    for rows in scope.parts(scope.own(users).filter_by(deleted_at=None).order_by(users.c.id)):
        for row in rows:
            context = context_of(scope, RecordKey(CrmObject.USER, row.id))
            known = json.loads(scope.data_key.unseal(row.sealed, context)) if row.sealed else {}
            yield {**known, **_texts(row, "id", "active", "modified_at")}


def _activities(scope: OpenScope) -> Iterator[Values]:
    for rows in scope.parts(scope.own(activities).order_by(activities.c.id)):
        for row in rows:
            text = unseal_text(scope.data_key, scope, row.id, row.sealed) if row.sealed else None
            content = {"subject": text.subject, "body": text.body} if text else {}
            yield {**_texts(row, "id", "kind", "user_id", "profile_id", "state", "occurred_at"), **content}
    for rows in scope.parts(scope.own(activity_facts).order_by(activity_facts.c.id)):
        for row in rows:
            yield {**_texts(row, "id", "kind", "profile_id", "occurred_at"), "state": DISABLED}


_AS_STORED = {"judgements": statements, "same_records": record_judgements, "saves": saves}
"""The tables whose columns are those of a sheet, by its title."""


def _texts(row: Row[Any], *names: str) -> Values:
    return {name: _text(getattr(row, name)) for name in names}


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime) else str(value)


class NothingLeft(OnematchError):
    """The requested data was deleted or never existed."""


def request_copy(scope: OpenScope, starter: str, job_id: str, now: datetime) -> str:
    """Add a job that copies an instance's data and return its id: an export while it is connected, else a return.

    A deletion waits for a return, at most until its deadline (D26). Raises NothingLeft.
    """
    is_connected = scope.instance.state == CONNECTED
    if not is_connected:
        gone = select(keys.c.destroyed_at).filter_by(id=scope.instance.key_id)
        if scope.execute(gone).scalar_one() is not None:
            raise NothingLeft("the data of the {instance_name} instance was deleted", instance_name=scope.instance.name)
        for owner_id, left_at in _leaving(scope):
            move_deletion(scope.connection, owner_id, left_at, Copy.WAITING)
    kind = EXPORT if is_connected else RETURN
    return enqueue(scope.connection, NewJob(kind, scope.contract.id, starter, scope.instance_id, id=job_id), now)


def run_copy(parts: WrapperServices, job: Job) -> Mapping[str, Any]:
    """Write the copy of a job into its sealed file. Raises KeyDestroyed, Disconnected."""
    files = SealedFiles(parts.settings.home_layout.job_files)
    with parts.store.reading() as connection:
        scope = require_scope(connection, parts.store, job.instance_id).on(connection)
        if job.kind == EXPORT:
            require_live(connection, scope.instance)
        with files.writing(job.id, scope.data_key) as out, Workbook(out, "onematch.xlsx") as book:
            rows = {
                sheet.title: book.add(
                    sheet.title, sheet.columns, (row_of(sheet, values) for values in values_of(scope, sheet))
                )
                for sheet in sheets(sso=scope.contract.sso)
            }
    with parts.store.reading() as connection:
        current = load_job(connection, job.id)
    if current is None or current.state == CANCELLED:
        files.remove(job.id)
        raise Disconnected("the instance was disconnected while its copy was written")
    return {"file": f"onematch-{scope.instance.name}.zip", "media_type": "application/zip", "rows": rows}


def note_collected(store: Store, job: Job, now: datetime) -> None:
    """Start the deletion when every requested return has been fetched completely."""
    if job.kind != RETURN or job.instance_id is None:
        return
    with store.writing(job.instance_id) as connection:
        fetched = {**(job.result or {}), "collected_at": now.isoformat()}
        connection.execute(update(jobs).filter_by(id=job.id).values(result=fetched))
        scope = load_scope(connection, store, job.instance_id)
        for owner_id, left_at in _leaving(scope) if scope else ():
            if not _uncollected(connection, owner_id):
                move_deletion(connection, owner_id, left_at, Copy.COLLECTED)


def _leaving(scope: InstanceScope) -> list[tuple[str, datetime]]:
    """Return the owners whose deletions wait for a return: the instance, and the contract if it ended."""
    owners = [
        (scope.instance_id, scope.instance.disconnected_at),
        (scope.contract.id, scope.contract.terminated_at),
    ]
    return [(owner_id, left_at) for owner_id, left_at in owners if left_at is not None]


def _uncollected(connection: Connection, owner_id: str) -> bool:
    of_owner = (jobs.c.instance_id == owner_id) | (jobs.c.contract_id == owner_id)
    query = select(jobs.c.state, jobs.c.result).filter_by(kind=RETURN).where(of_owner)
    return any(
        row.state in (WAITING, RUNNING) or (row.state == DONE and "collected_at" not in (row.result or {}))
        for row in connection.execute(query)
    )

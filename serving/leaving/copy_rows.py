"""The rows of an export, read and unsealed in pages, ordered by id."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, select

from serving.rules.contract.sheets import Sheet
from serving.rules.linking.links import LinkRow, RecordKey
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import InstanceScope
from serving.store.tables.contracts import users
from serving.store.tables.links import record_judgements, saves, statements
from serving.store.tables.records import records
from serving.store.tables.work import activities, activity_facts
from serving.sync.records.link_rows import read_links
from serving.sync.records.records import context_of, read_payloads
from serving.writeback.intake import DISABLED
from serving.writeback.sealing import unseal_text

ROWS_AT_ONCE = 1000
Values = Mapping[str, str | None]


def values_of(connection: Connection, scope: InstanceScope, sheet: Sheet) -> Iterator[Values]:
    """Yield the rows of a sheet by column name. Raises KeyDestroyed."""
    if sheet.crm_object is CrmObject.USER:
        return _users(connection, scope)
    if sheet.crm_object is not None:
        return _records(connection, scope, sheet.crm_object)
    if sheet.title in _AS_STORED:
        table = _AS_STORED[sheet.title]
        pages = _pages(connection, scope, table, table.c.seq)
        return (_texts(row, *sheet.columns) for rows in pages for row in rows)
    return _activities(connection, scope)


def _records(connection: Connection, scope: InstanceScope, crm_object: CrmObject) -> Iterator[Values]:
    for rows in _pages(connection, scope, records, records.c.id, object=crm_object.value, deleted_at=None):
        keys = [RecordKey(crm_object, row.id) for row in rows]
        payloads = read_payloads(scope.on(connection), keys)
        links = read_links(scope.on(connection), keys)
        for key in keys:
            yield {**payloads[key], "id": key.id, **_link(links.get(key))}


def _link(link: LinkRow | None) -> Values:
    if link is None:
        return {}
    return {
        "link_state": link.state.value,
        "linked_to": link.linked_profile,
        "linked_by": link.made_by.value,
        "probability": f"{link.probability:.6f}",
        "linked_since": link.since.isoformat(),
    }


def _users(connection: Connection, scope: InstanceScope) -> Iterator[Values]:
    key = scope.key(connection)
    for rows in _pages(connection, scope, users, users.c.id, deleted_at=None):
        for row in rows:
            context = context_of(scope, RecordKey(CrmObject.USER, row.id))
            known = json.loads(key.unseal(row.sealed, context)) if row.sealed else {}
            yield {**known, **_texts(row, "id", "active", "modified_at")}


def _activities(connection: Connection, scope: InstanceScope) -> Iterator[Values]:
    key = scope.key(connection)
    for rows in _pages(connection, scope, activities, activities.c.id):
        for row in rows:
            text = unseal_text(key, scope, row.id, row.sealed) if row.sealed else None
            content = {"subject": text.subject, "body": text.body} if text else {}
            yield {**_texts(row, "id", "kind", "user_id", "profile_id", "state", "occurred_at"), **content}
    for rows in _pages(connection, scope, activity_facts, activity_facts.c.id):
        for row in rows:
            yield {**_texts(row, "id", "kind", "profile_id", "occurred_at"), "state": DISABLED}


_AS_STORED = {"judgements": statements, "same_records": record_judgements, "saves": saves}
"""The tables whose columns are those of a sheet, by its title."""


def _pages(
    connection: Connection, scope: InstanceScope, table: Table, key: ColumnElement[Any], **columns: Any
) -> Iterator[list[Row[Any]]]:
    wanted = select(table).filter_by(instance_id=scope.instance_id, **columns).order_by(key).limit(ROWS_AT_ONCE)
    rows = list(connection.execute(wanted))
    while rows:
        yield rows
        last = getattr(rows[-1], key.key or "")
        rows = list(connection.execute(wanted.where(key > last))) if len(rows) == ROWS_AT_ONCE else []


def _texts(row: Row[Any], *names: str) -> Values:
    return {name: _text(getattr(row, name)) for name in names}


def _text(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime) else str(value)

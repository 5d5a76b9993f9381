"""Records to read again: hints for the connector, which reads them and acknowledges them.

A webhook named the record, or the record names one that was merged, deleted or restored.

A hint is one row for a record, however often and in whatever order events name it. Its token changes with each
event, so that an acknowledgement does not remove a hint that came after the record was read.
"""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, tuple_

from serving.contract.records.records import values_of
from serving.store.contracts import OpenScope
from serving.store.tables.records import hints, records
from serving.store.upserts import upsert
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject


def note_hints(connection: Connection, instance_id: str, keys: Collection[RecordKey], now: datetime) -> None:
    """Note records to read again, in a transaction that holds the instance."""
    rows = [
        {"instance_id": instance_id, **key.columns, "token": uuid.uuid4().hex} | {"noted_at": now}
        for key in sorted(keys)
    ]
    upsert(connection, hints, rows)


def read_hints(scope: OpenScope, limit: int) -> Sequence[Row[Any]]:
    """Return the rows of the oldest hints."""
    query = scope.own(hints)
    return scope.execute(query.order_by(hints.c.noted_at, hints.c.object, hints.c.record_id).limit(limit)).all()


def remove_hints(scope: OpenScope, done: Iterable[tuple[CrmObject, str, str]]) -> int:
    """Remove hints by object, id and token; return how many were there with that token."""
    named = [(crm_object, record_id, token) for crm_object, record_id, token in done]
    if not named:
        return 0
    is_named = tuple_(hints.c.object, hints.c.record_id, hints.c.token).in_(named)
    return scope.delete(hints, is_named)


def list_references(
    scope: OpenScope, crm_object: CrmObject, after: str, limit: int
) -> list[tuple[str, Mapping[str, str] | None]]:
    """Return records with their columns in the order of their ids, None of those deleted in the last 30 days.

    Raises KeyDestroyed.
    """
    conditions = (
        records.c.instance_id == scope.instance_id,
        records.c.object == crm_object,
        records.c.id > after,
    )
    query = select(records.c.id, records.c.sealed).where(*conditions).order_by(records.c.id).limit(limit)
    key = scope.data_key
    return [
        (row.id, row.sealed and values_of(scope, RecordKey(crm_object, row.id), key, row.sealed))
        for row in scope.execute(query)
    ]

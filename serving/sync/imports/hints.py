"""Records to read again: hints for the connector, which reads them and acknowledges them.

A webhook named the record, or the record names one that was merged, deleted or restored.

A hint is one row for a record, however often and in whatever order events name it. Its token changes with each
event, so that an acknowledgement does not remove a hint that came after the record was read.
"""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select, tuple_

from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject
from serving.store.tables.records import hints
from serving.store.upserts import upsert


@dataclass(frozen=True, slots=True)
class Hint:
    """A record to read again."""

    object: CrmObject
    id: str
    token: str
    noted_at: datetime


def note_hints(connection: Connection, instance_id: str, keys: Collection[RecordKey], now: datetime) -> None:
    """Note records to read again, in a transaction that holds the instance."""
    rows = [
        {"instance_id": instance_id, **key.columns, "token": uuid.uuid4().hex} | {"noted_at": now}
        for key in sorted(keys)
    ]
    upsert(connection, hints, rows, ("instance_id", "object", "record_id"))


def read_hints(connection: Connection, instance_id: str, limit: int) -> Sequence[Hint]:
    """Return the oldest hints."""
    mine = select(hints).filter_by(instance_id=instance_id)
    rows = connection.execute(mine.order_by(hints.c.noted_at, hints.c.object, hints.c.record_id).limit(limit))
    return [Hint(CrmObject(row.object), row.record_id, row.token, row.noted_at) for row in rows]


def remove_hints(connection: Connection, instance_id: str, done: Iterable[tuple[CrmObject, str, str]]) -> int:
    """Remove hints by object, id and token; return how many were there with that token."""
    named = [(crm_object.value, record_id, token) for crm_object, record_id, token in done]
    if not named:
        return 0
    mine = tuple_(hints.c.object, hints.c.record_id, hints.c.token).in_(named)
    return connection.execute(delete(hints).filter_by(instance_id=instance_id).where(mine)).rowcount

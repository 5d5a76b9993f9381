"""Creations in the store, until the CRM's answer is known (D30)."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from serving.crm.appendix import COLUMNS, PersonFields
from serving.crm.requests import Creation
from serving.store.contracts import InstanceScope
from serving.store.tables.work import creations, written_fields
from serving.store.upserts import upsert
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject

CLOCKS_DIFFER = timedelta(seconds=60)
"""How far the CRM's clock, which dates its records, may lag behind ours."""
GIVEN_UP = timedelta(hours=1)
"""How long a creation with an unknown outcome blocks another one."""


class CreationState(StrEnum):
    """The state of a creation; a failed one has no row."""

    SENT = "sent"
    CREATED = "created"


@dataclass(frozen=True, slots=True)
class Begun:
    """One creation: the record to make, its profile and its user."""

    id: str
    object: CrmObject
    profile_id: str
    user_id: str
    fields: PersonFields
    at: datetime
    record_id: str | None = None

    @property
    def creation(self) -> Creation:
        """The creation as the CRM's bodies take it."""
        return Creation(self.object, self.fields, self.at - CLOCKS_DIFFER)

    @property
    def key(self) -> RecordKey | None:
        """The created record; None while the outcome is unknown."""
        return None if self.record_id is None else RecordKey(self.object, self.record_id)


def begin(connection: Connection, scope: InstanceScope, begun: Begun) -> None:
    """Store a creation before it is sent, with the fields that a search for it needs."""
    sealed = scope.key(connection).seal(json.dumps(asdict(begun.fields)).encode(), _context(scope, begun.id))
    row = {
        "instance_id": scope.instance_id,
        "id": begun.id,
        "object": begun.object,
        "profile_id": begun.profile_id,
        "user_id": begun.user_id,
        "state": CreationState.SENT,
        "record_id": None,
        "sealed": sealed,
        "at": begun.at,
    }
    upsert(connection, creations, [row], ["instance_id", "id"])


def read_begun(connection: Connection, scope: InstanceScope, creation_id: str) -> Begun | None:
    """Return a creation by its id."""
    query = select(creations).filter_by(instance_id=scope.instance_id, id=creation_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else _begun(connection, scope, row)


def other_under_way(connection: Connection, scope: InstanceScope, begun: Begun) -> bool:
    """Return whether another creation from the same profile is unresolved; it blocks for GIVEN_UP at most."""
    query = (
        select(creations.c.id)
        .filter_by(instance_id=scope.instance_id, profile_id=begun.profile_id, state=CreationState.SENT)
        .where(creations.c.id != begun.id, creations.c.at > begun.at - GIVEN_UP)
    )
    return connection.execute(query.limit(1)).one_or_none() is not None


def unresolved(connection: Connection, before: datetime) -> list[tuple[str, str]]:
    """Return (instance, id) of the creations that were sent before a moment and have no outcome."""
    query = (
        select(creations.c.instance_id, creations.c.id)
        .filter_by(state=CreationState.SENT)
        .where(creations.c.at <= before)
    )
    return [(row.instance_id, row.id) for row in connection.execute(query.order_by(creations.c.at, creations.c.id))]


def store_created(connection: Connection, scope: InstanceScope, begun: Begun, record_id: str) -> None:
    """Store the created record and delete the fields that were sent."""
    done = {"state": CreationState.CREATED, "record_id": record_id, "sealed": None}
    connection.execute(update(creations).where(*_by_id(scope, begun.id)).values(**done))


def forget(connection: Connection, scope: InstanceScope, begun: Begun) -> None:
    """Delete a creation that made no record."""
    conditions = (*_by_id(scope, begun.id), creations.c.state == CreationState.SENT)
    connection.execute(delete(creations).where(*conditions))


def _begun(connection: Connection, scope: InstanceScope, row: Row[Any]) -> Begun:
    fields = PersonFields()
    if row.sealed is not None:
        fields = PersonFields(**json.loads(scope.key(connection).unseal(row.sealed, _context(scope, row.id))))
    return Begun(
        id=row.id,
        object=CrmObject(row.object),
        profile_id=row.profile_id,
        user_id=row.user_id,
        fields=fields,
        at=row.at,
        record_id=row.record_id,
    )


def _by_id(scope: InstanceScope, creation_id: str) -> tuple[Any, ...]:
    return creations.c.instance_id == scope.instance_id, creations.c.id == creation_id


def _context(scope: InstanceScope, creation_id: str) -> str:
    return f"creation/{scope.instance_id}/{creation_id}"


def columns_of(given: PersonFields) -> dict[str, str]:
    """Return fields by canonical column."""
    return {COLUMNS[name]: value for name, value in given.named().items() if name in COLUMNS}


def note_fields(
    connection: Connection, scope: InstanceScope, key: RecordKey, given: PersonFields, now: datetime
) -> None:
    """Store the keyed hashes of the values that were written into a record."""
    data_key = scope.key(connection)
    conditions = {"instance_id": scope.instance_id, **key.columns, "at": now}
    rows = [
        {**conditions, "field": name, "value_hash": data_key.keyed_hash(value)}
        for name, value in columns_of(given).items()
    ]
    upsert(connection, written_fields, rows, ["instance_id", "object", "record_id", "field"])

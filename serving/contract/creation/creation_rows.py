"""Creations in the store, until the CRM's answer is known (D30)."""

import json
from dataclasses import asdict
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from features.schema.value_class import value_class
from serving.crm.appendix import COLUMNS, PersonFields
from serving.crm.requests import Creation
from serving.store.contracts import InstanceScope, OpenScope
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


@value_class
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


def begin(scope: OpenScope, begun: Begun) -> None:
    """Store a creation before it is sent, with the fields that a search for it needs."""
    sealed = scope.data_key.seal(json.dumps(asdict(begun.fields)).encode(), _context(scope, begun.id))
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
    upsert(scope.connection, creations, [row])


def read_begun(scope: OpenScope, creation_id: str) -> Begun | None:
    """Return a creation by its id."""
    row = scope.execute(scope.own(creations).filter_by(id=creation_id)).one_or_none()
    return None if row is None else _begun(scope, row)


def other_under_way(scope: OpenScope, begun: Begun) -> bool:
    """Return whether another creation from the same profile is unresolved; it blocks for GIVEN_UP at most."""
    sent = scope.own(creations.c.id).filter_by(profile_id=begun.profile_id, state=CreationState.SENT)
    others = sent.where(creations.c.id != begun.id, creations.c.at > begun.at - GIVEN_UP)
    return scope.execute(others.limit(1)).one_or_none() is not None


def unresolved(connection: Connection, before: datetime) -> list[tuple[str, str]]:
    """Return (instance, id) of the creations that were sent before a moment and have no outcome."""
    query = (
        select(creations.c.instance_id, creations.c.id)
        .filter_by(state=CreationState.SENT)
        .where(creations.c.at <= before)
    )
    return [(row.instance_id, row.id) for row in connection.execute(query.order_by(creations.c.at, creations.c.id))]


def store_created(scope: OpenScope, begun: Begun, record_id: str) -> None:
    """Store the created record and delete the fields that were sent."""
    done = {"state": CreationState.CREATED, "record_id": record_id, "sealed": None}
    scope.execute(scope.change(creations, id=begun.id).values(**done))


def forget(scope: OpenScope, begun: Begun) -> None:
    """Delete a creation that made no record."""
    scope.delete(creations, id=begun.id, state=CreationState.SENT)


def _begun(scope: OpenScope, row: Row[Any]) -> Begun:
    fields = PersonFields()
    if row.sealed is not None:
        fields = PersonFields(**json.loads(scope.data_key.unseal(row.sealed, _context(scope, row.id))))
    return Begun(
        id=row.id,
        object=CrmObject(row.object),
        profile_id=row.profile_id,
        user_id=row.user_id,
        fields=fields,
        at=row.at,
        record_id=row.record_id,
    )


def _context(scope: InstanceScope, creation_id: str) -> str:
    return f"creation/{scope.instance_id}/{creation_id}"


def columns_of(given: PersonFields) -> dict[str, str]:
    """Return fields by canonical column."""
    return {COLUMNS[name]: value for name, value in given.named().items() if name in COLUMNS}


def note_fields(scope: OpenScope, key: RecordKey, given: PersonFields, now: datetime) -> None:
    """Store the keyed hashes of the values that were written into a record."""
    data_key = scope.data_key
    of_record = {"instance_id": scope.instance_id, **key.columns, "at": now}
    rows = [
        {**of_record, "field": name, "value_hash": data_key.keyed_hash(value)}
        for name, value in columns_of(given).items()
    ]
    upsert(scope.connection, written_fields, rows)

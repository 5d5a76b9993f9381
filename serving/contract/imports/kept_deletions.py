"""What an approved import deleted, as it was before: sealed for as long as the approval can be taken back (D9)."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, literal, select

from serving.contract.imports.incoming import Incoming, Op
from serving.contract.records.keys import of_records
from serving.contract.records.records import values_of
from serving.contract.records.services import WrapperServices
from serving.store.contracts import OpenScope
from serving.store.tables.contracts import users
from serving.store.tables.records import imports, kept_deletions, records
from serving.store.upserts import among
from serving.vocabulary.held_imports import TAKEN_BACK_WITHIN
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from serving.vocabulary.versions import Edition

_MINE = ("instance_id", "object", "import_id")
Kept = Sequence[Row[Any]]


def keep_deleted(scope: OpenScope, import_id: str, crm_object: CrmObject, ids: Collection[str]) -> None:
    """Copy records, or users, before they are deleted."""
    source = users if crm_object is CrmObject.USER else records
    named = [column for column in source.c if column.name in kept_deletions.c and column.name not in _MINE]
    conditions = [source.c.instance_id == scope.instance_id, among(source.c.id, sorted(ids))]
    if source is records:
        conditions.append(records.c.object == crm_object)
    copied = select(literal(scope.instance_id), literal(crm_object), literal(import_id), *named).where(*conditions)
    forget_kept(scope, [RecordKey(crm_object, record_id) for record_id in ids])
    scope.execute(kept_deletions.insert().from_select([*_MINE, *(column.name for column in named)], copied))


def forget_kept(scope: OpenScope, keys: Collection[RecordKey]) -> None:
    """Erase what is kept of records: the CRM has said something newer of them."""
    scope.delete(kept_deletions, of_records(kept_deletions, keys))


def read_kept(scope: OpenScope, import_id: str, limit: int) -> Kept:
    """Return some of the records that an import deleted."""
    query = select(kept_deletions).filter_by(import_id=import_id)
    return scope.execute(query.order_by(kept_deletions.c.id).limit(limit)).all()


def restorations(scope: OpenScope, kept: Kept) -> Iterator[Incoming]:
    """Yield the upserts that bring records back in the editions that they had."""
    data_key = scope.data_key
    for number, row in enumerate(kept, start=1):
        key = RecordKey.of(row)
        values = {} if row.sealed is None else values_of(scope, key, data_key, row.sealed)
        clear = {"id": row.id, "active": json.dumps(row.active)} if key.object is CrmObject.USER else {}
        edition = Edition(row.version or "", row.content_hash)
        was = {"modified_at": row.modified_at, "edition": edition, "named_at": row.named_at}
        yield Incoming(number, Op.UPSERT, key, clear | values, **was)


def restore_subjects(scope: OpenScope, kept: Kept) -> None:
    """Give users the keyed hashes of their subjects back, of which the values are not stored."""
    for row in kept:
        if row.subject_hash is not None:
            scope.execute(scope.change(users, id=row.id).values(subject_hash=row.subject_hash))


def erase_kept(parts: WrapperServices, now: datetime) -> None:
    """Erase what can no longer be taken back."""
    approved = select(imports.c.id).where(imports.c.approved_at <= now - TAKEN_BACK_WITHIN)
    with parts.store.writing() as connection:
        connection.execute(delete(kept_deletions).where(kept_deletions.c.import_id.in_(approved)))

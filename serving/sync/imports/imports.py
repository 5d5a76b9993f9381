"""Bulk imports: opened, filled page by page, completed; a full one deletes the records that it lacks (D22, D23)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, or_, select, update

from features.schema.errors import OnematchError
from serving.crm.capabilities import not_imported
from serving.crm.shapes import Shape
from serving.rules.linking.links import RecordKey
from serving.rules.row_warnings import Named, counted_warnings, first_named
from serving.rules.versions import Edition, missed_by_full_import
from serving.rules.vocabulary import Cause, CrmObject
from serving.store.contracts import InstanceScope
from serving.store.keyset import older_than
from serving.store.tables.contracts import users
from serving.store.tables.records import import_ids, imports, records
from serving.store.upserts import upsert
from serving.sync.imports.apply import Batch, apply
from serving.sync.imports.incoming import Incoming, Op, RowStatus
from serving.sync.imports.opportunity_rows import write_stages
from serving.sync.linking.relink import Relinking
from serving.sync.records.change_context import ChangeContext
from serving.sync.reports.drift_checks import plan_after_import
from serving.sync.services import LinkingServices

_DELETED_AT_ONCE = 1_000


class ImportState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DONE_WITH_REJECTS = "done_with_rejects"


class ImportUnknown(OnematchError):
    """There is no such import."""


class ObjectUnsupported(OnematchError):
    """The CRM's sync has no such object (S10)."""


class ShapeWrong(OnematchError):
    """A shape belongs to another CRM than the connected one."""


@dataclass(frozen=True, slots=True)
class NewImport:
    """The records to import: one object in one shape; a full import holds all records of it."""

    id: str
    object: CrmObject
    shape: Shape
    is_full: bool
    pipelines: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """One stored import; `counts` by row status, deletions and warnings."""

    id: str
    object: CrmObject
    shape: Shape
    is_full: bool
    state: ImportState
    opened_at: datetime
    completed_at: datetime | None
    counts: Mapping[str, int]
    warned: Named


def open_import(connection: Connection, scope: InstanceScope, new: NewImport, now: datetime) -> Import:
    """Open an import, once for its id. Raises ObjectUnsupported, ShapeWrong."""
    require_shape(scope, new.shape)
    reason = not_imported(scope.instance.crm, new.object)
    if reason is not None:
        raise ObjectUnsupported(f"got the object {new.object}: {reason}")
    row: dict[str, Any] = {
        "id": new.id,
        "instance_id": scope.instance.id,
        "object": new.object.value,
        "shape": new.shape.value,
        "is_full": new.is_full,
        "state": ImportState.OPEN.value,
        "opened_at": now,
        "counts": {},
        "warned": {},
    }
    upsert(connection, imports, [row], ["id"], [])
    write_stages(connection, scope.instance.id, new.pipelines)
    return load_import(connection, scope, new.id)


def require_shape(scope: InstanceScope, shape: Shape) -> None:
    """Raise ShapeWrong unless the connected CRM has the shape."""
    if shape is not Shape.CANONICAL and shape.value != scope.instance.crm.value:
        raise ShapeWrong(f"got the shape {shape} for a {scope.instance.crm} instance, expected its own or canonical")


def load_import(connection: Connection, scope: InstanceScope, import_id: str) -> Import:
    """Read an import; raises ImportUnknown."""
    wanted = select(imports).where(imports.c.id == import_id, imports.c.instance_id == scope.instance.id)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise ImportUnknown("got an id of no import of this instance")
    return _import(row)


def list_imports(
    connection: Connection, instance_id: str, after: tuple[datetime, str] | None, limit: int
) -> list[Import]:
    """Return at most `limit` imports of an instance after a key (opened at, id), the newest first."""
    mine = select(imports).where(imports.c.instance_id == instance_id)
    wanted = older_than(mine, (imports.c.opened_at, imports.c.id), after).limit(limit)
    return [_import(row) for row in connection.execute(wanted)]


def _import(row: Row[Any]) -> Import:
    return Import(
        row.id,
        CrmObject(row.object),
        Shape(row.shape),
        row.is_full,
        ImportState(row.state),
        row.opened_at,
        row.completed_at,
        row.counts,
        row.warned,
    )


def complete_import(scope: InstanceScope, import_id: str, now: datetime, services: LinkingServices) -> Import:
    """Complete an import; a full one deletes the records that it lacks unless they changed since it began.

    A completed import is returned as it is.
    """
    spared: set[str] = set()
    while True:
        with scope.writing() as connection:
            opened = load_import(connection, scope, import_id)
            if opened.state is not ImportState.OPEN:
                return opened
            found = _missing(connection, scope, opened) if opened.is_full else []
            missing = [one for one in found if one.key.id not in spared]
            if missing:
                context = ChangeContext(Cause.DELETE, now)
                spared |= _delete(Relinking(connection, scope, context, services), opened, missing)
                continue
            rejected = opened.counts.get(RowStatus.REJECTED, 0) + opened.counts.get(RowStatus.UNSUPPORTED, 0)
            state = ImportState.DONE_WITH_REJECTS if rejected else ImportState.DONE
            done = update(imports).where(imports.c.id == import_id).values(state=state.value, completed_at=now)
            connection.execute(done)
            plan_after_import(connection, scope, (import_id, opened.object), now)
            return load_import(connection, scope, import_id)


def _missing(connection: Connection, scope: InstanceScope, opened: Import) -> list[Incoming]:
    """Return deletions of some records that a full import lacks and that did not change since it began."""
    if opened.object is CrmObject.USER:
        known = select(users.c.id, users.c.version, users.c.content_hash).where(
            users.c.instance_id == scope.instance.id,
            users.c.deleted_at.is_(None),
            or_(users.c.modified_at.is_(None), users.c.modified_at < opened.opened_at),
        )
        return _deletions(connection, opened, known, users.c.id)
    known = select(records.c.id, records.c.version, records.c.content_hash).where(
        records.c.instance_id == scope.instance.id,
        records.c.object == opened.object.value,
        records.c.deleted_at.is_(None),
        records.c.received_at < opened.opened_at,
    )
    return _deletions(connection, opened, known, records.c.id)


def _deletions(
    connection: Connection, opened: Import, known: Select[Any], identity: ColumnElement[str]
) -> list[Incoming]:
    held = exists().where(import_ids.c.import_id == opened.id, import_ids.c.record_id == identity)
    rows = connection.execute(known.where(~held).order_by(identity).limit(_DELETED_AT_ONCE))
    return [
        Incoming(
            number,
            Op.DELETE,
            RecordKey(opened.object, row.id),
            {},
            edition=missed_by_full_import(Edition(row.version or "", row.content_hash), opened.opened_at),
        )
        for number, row in enumerate(rows, start=1)
    ]


def _delete(work: Relinking, opened: Import, missing: Sequence[Incoming]) -> set[str]:
    """Delete records that an import lacks; return the ids of those that stay: the last active admin."""
    applied = apply(work, Batch(missing))
    deleted = sum(one.status is RowStatus.APPLIED for one in applied.results)
    counts = Counter(opened.counts) + Counter({"deleted": deleted, **counted_warnings(applied.warnings)})
    whole = {"counts": dict(counts), "warned": first_named(opened.warned, applied.warnings)}
    work.connection.execute(update(imports).where(imports.c.id == opened.id).values(**whole))
    return {one.id for one in applied.results if one.id is not None and one.status is RowStatus.REJECTED}

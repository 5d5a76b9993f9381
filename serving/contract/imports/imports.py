"""Bulk imports: opened, filled page by page, completed; a full one deletes the records that it lacks (D22, D23)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, exists, func, or_, select

from features.schema.errors import OnematchError
from features.schema.texts import either
from features.schema.value_class import value_class
from serving.contract.events.events import EventType, publish
from serving.contract.imports.apply import Batch, apply
from serving.contract.imports.incoming import Incoming, Op, RowStatus
from serving.contract.imports.kept_deletions import forget_kept, keep_deleted, read_kept, restorations, restore_subjects
from serving.contract.imports.row_warnings import Named, counted_warnings, first_named
from serving.contract.linking.relink import Relinking
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.services import WrapperServices
from serving.crm.vendors import CANONICAL, VENDORS, Shape
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.contracts import users
from serving.store.tables.records import import_ids, import_pages, imports, records, rejects
from serving.store.upserts import older_than, upsert
from serving.vocabulary.held_imports import TAKEN_BACK_WITHIN, FullImport, HoldReason, reasons_to_hold
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Cause, CrmObject
from serving.vocabulary.versions import Edition, missed_by_full_import

DELETED_AT_ONCE = 1_000
_MAX_NAMED = 20


class ImportState(StrEnum):
    OPEN = "open"
    HELD = "held"
    """Complete, but it would delete so much that an admin decides; nothing is deleted (D22)."""
    APPROVED = "approved"
    """Approved, and not all is deleted yet."""
    DONE = "done"
    DONE_WITH_REJECTS = "done_with_rejects"
    DROPPED = "dropped"
    """Held once, and then dropped by an admin or outdated by a later full import."""
    TAKEN_BACK = "taken_back"


class ImportUnknown(OnematchError):
    """There is no such import."""


class ObjectUnsupported(OnematchError):
    """The CRM's sync has no such object (S10)."""


class PagesRefused(OnematchError):
    """Pages of the import were refused as a whole and were not sent again."""


class ShapeWrong(OnematchError):
    """A shape belongs to another CRM than the connected one."""


@value_class
class NewImport:
    """The records to import: one object in one shape; a full import holds all records of it."""

    id: str
    object: CrmObject
    shape: Shape
    is_full: bool
    is_strict: bool = False
    is_authoritative: bool = False


@value_class
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
    is_strict: bool
    live_before: int
    """The live records that the CRM had sent of the object when it was opened."""
    held: Mapping[str, Any] | None
    """What it would delete (`missing`), of how many (`before`), and the reasons for which it waits (`because`)."""
    approved_at: datetime | None
    is_authoritative: bool
    """Whether its rows go before newer copies, deletions and merges: the CRM was restored from a backup."""


def open_import(scope: OpenScope, new: NewImport, now: datetime) -> Import:
    """Open an import, once for its id. Raises ObjectUnsupported, ShapeWrong."""
    require_shape(scope, new.shape)
    reason = VENDORS[scope.instance.crm].not_imported(new.object)
    if reason is not None:
        raise ObjectUnsupported("got the object {object}: {reason}", object=new.object, reason=reason)
    row = asdict(new) | {
        "instance_id": scope.instance_id,
        "live_before": _count(scope, _live(scope, new.object), "version") if new.is_full else 0,
        "state": ImportState.OPEN,
        "opened_at": now,
        "counts": {},
        "warned": {},
    }
    upsert(scope.connection, imports, [row], [])
    return load_import(scope, new.id)


def require_shape(scope: InstanceScope, shape: Shape) -> None:
    """Raise ShapeWrong unless the connected CRM has the shape."""
    if shape is not CANONICAL and shape.value != scope.instance.crm:
        raise ShapeWrong(
            "got the shape {shape} for a {crm} instance, expected its own or canonical",
            shape=shape,
            crm=scope.instance.crm,
        )


def load_import(scope: OpenScope, import_id: str) -> Import:
    """Read an import; raises ImportUnknown."""
    query = scope.own(imports).filter_by(id=import_id)
    row = scope.execute(query).one_or_none()
    if row is None:
        raise ImportUnknown("got an id of no import of this instance")
    return _import(row)


def list_imports(scope: OpenScope, after: tuple[datetime, str] | None, limit: int) -> list[Import]:
    """Return at most `limit` imports of an instance after a key (opened at, id), the newest first."""
    of_instance = scope.own(imports)
    query = older_than(of_instance, (imports.c.opened_at, imports.c.id), after).limit(limit)
    return [_import(row) for row in scope.execute(query)]


def _import(row: Row[Any]) -> Import:
    fields = {name: value for name, value in row._mapping.items() if name != "instance_id"}
    kinds = {"object": CrmObject(row.object), "shape": Shape(row.shape), "state": ImportState(row.state)}
    return Import(**fields | kinds)


def complete_import(scope: InstanceScope, import_id: str, now: datetime, services: WrapperServices) -> Import:
    """Complete an import; a full one deletes the records that it lacks unless they changed since it began.

    One that would delete much is held instead (D22). A completed import is returned as it is. Raises PagesRefused.
    """
    with scope.writing() as open_scope:
        opened = load_import(open_scope, import_id)
        if opened.state is not ImportState.OPEN:
            return opened
        _require_whole_pages(open_scope, opened)
        if opened.is_full:
            _drop_earlier(open_scope, opened)
            read = _full_import(open_scope, opened)
            if because := reasons_to_hold(read, scope.contract.settings):
                return _hold(open_scope, opened, read, because, now)
    return delete_missing(scope, import_id, ImportState.OPEN, now, services)


def _require_whole_pages(scope: OpenScope, opened: Import) -> None:
    conditions = (import_pages.c.import_id == opened.id, import_pages.c.refused.is_not(None))
    refused = select(import_pages.c.number).where(*conditions).order_by(import_pages.c.number)
    if numbers := scope.execute(refused.limit(_MAX_NAMED)).scalars().all():
        raise PagesRefused(
            "got the end of an import whose pages {numbers} were refused, expected each again "
            "under its number, an empty one if its rows came under others",
            numbers=", ".join(map(str, numbers)),
        )


def _drop_earlier(scope: OpenScope, opened: Import) -> None:
    """Drop the held imports of the object that began before this one: it says more of what is gone."""
    held = scope.change(imports, object=opened.object, state=ImportState.HELD)
    scope.execute(held.where(imports.c.opened_at <= opened.opened_at).values(state=ImportState.DROPPED))


def _full_import(scope: OpenScope, opened: Import) -> FullImport:
    unreadable = select(rejects.c.seq).filter_by(import_id=opened.id, record_id=None).limit(1)
    missing = _missing(scope, opened)
    return FullImport(
        _count(scope, missing, "id"),
        _count(scope, missing, "version"),
        opened.live_before,
        sum(opened.counts.get(status, 0) for status in (RowStatus.APPLIED, RowStatus.UNCHANGED, RowStatus.STALE)),
        scope.execute(unreadable).one_or_none() is not None,
    )


def _hold(
    scope: OpenScope,
    opened: Import,
    read: FullImport,
    because: Sequence[HoldReason],
    now: datetime,
) -> Import:
    held = {"missing": read.missing, "before": read.before, "because": list(because)}
    set_state(scope, opened.id, ImportState.HELD, completed_at=now, held=held)
    named = {"import": opened.id, "object": opened.object, "instance": scope.instance.name}
    publish(scope, EventType.IMPORT_HELD, [held | named], now)
    return load_import(scope, opened.id)


def set_state(scope: OpenScope, import_id: str, state: ImportState, **more: object) -> None:
    """Set an import's state, and more of its columns."""
    scope.execute(scope.change(imports, id=import_id).values(state=state, **more))


def add_counts(scope: OpenScope, opened: Import, counts: Mapping[str, int], warned: Named) -> None:
    """Add to an import's counts, and to the records that are named for its warnings."""
    total = dict(Counter(opened.counts) + Counter(counts))
    set_state(scope, opened.id, opened.state, counts=total, warned=first_named(opened.warned, warned))


def delete_missing(
    scope: InstanceScope, import_id: str, state: ImportState, now: datetime, services: WrapperServices
) -> Import:
    """Delete what a full import of that state lacks, and end it; what an approved one deletes is kept sealed first."""
    spared: set[str] = set()
    while True:
        with scope.writing() as open_scope:
            opened = load_import(open_scope, import_id)
            if opened.state is not state:
                return opened
            deletions = _deletions(open_scope, opened, _missing(scope, opened)) if opened.is_full else []
            missing = [deletion for deletion in deletions if deletion.key.id not in spared]
            if missing:
                context = ChangeContext(Cause.DELETE, now)
                spared |= _delete(Relinking(open_scope, context, services), opened, missing)
                continue
            rejected = opened.counts.get(RowStatus.REJECTED, 0) + opened.counts.get(RowStatus.UNSUPPORTED, 0)
            done = ImportState.DONE_WITH_REJECTS if rejected else ImportState.DONE
            set_state(open_scope, import_id, done, completed_at=now)
            for listener in services.listeners.of_imports:
                listener(open_scope, import_id, opened.object, now)
            return load_import(open_scope, import_id)


def _live(scope: InstanceScope, crm_object: CrmObject) -> Select[Any]:
    """Return the query of an object's live records, or users, with their editions."""
    table = users if crm_object is CrmObject.USER else records
    by_instance = {"instance_id": scope.instance_id, "deleted_at": None}
    query = select(table.c.id, table.c.version, table.c.content_hash).filter_by(**by_instance).order_by(table.c.id)
    return query if table is users else query.where(records.c.object == crm_object)


def _missing(scope: InstanceScope, opened: Import) -> Select[Any]:
    """Return the query of the records that a full import lacks and that did not change since it began."""
    table = records
    unchanged = records.c.received_at < opened.opened_at
    if opened.object is CrmObject.USER:
        table = users
        unchanged = or_(users.c.modified_at.is_(None), users.c.modified_at < opened.opened_at)
    is_sent = exists().where(import_ids.c.import_id == opened.id, import_ids.c.record_id == table.c.id)
    return _live(scope, opened.object).where(unchanged, ~is_sent)


def _count(scope: OpenScope, query: Select[Any], column: str) -> int:
    """Count the rows that have the column; a user whom the operator appointed has no version of the CRM's."""
    rows = query.order_by(None).subquery()
    counted: int = scope.execute(select(func.count(rows.c[column]))).scalar_one()
    return counted


def _deletions(scope: OpenScope, opened: Import, missing: Select[Any]) -> list[Incoming]:
    """Return deletions of some missing records."""
    return [
        Incoming(
            number,
            Op.DELETE,
            RecordKey(opened.object, row.id),
            {},
            edition=missed_by_full_import(Edition(row.version or "", row.content_hash), opened.opened_at),
        )
        for number, row in enumerate(scope.execute(missing.limit(DELETED_AT_ONCE)), start=1)
    ]


def _delete(work: Relinking, opened: Import, missing: Sequence[Incoming]) -> set[str]:
    """Delete records that an import lacks; return the ids of those that stay: the last active admin."""
    if opened.state is ImportState.APPROVED:
        keep_deleted(work.scope, opened.id, opened.object, [row.key.id for row in missing])
    applied = apply(work, Batch(missing))
    deleted = sum(result.status is RowStatus.APPLIED for result in applied.results)
    counts = {"deleted": deleted, **counted_warnings(applied.warnings)}
    add_counts(work.scope, opened, counts, applied.warnings)
    stay = {result.id for result in applied.results if result.id is not None and result.status is RowStatus.REJECTED}
    forget_kept(work.scope, [RecordKey(opened.object, record_id) for record_id in stay])
    return stay


_MAY_BE_APPROVED = (ImportState.HELD, ImportState.APPROVED)
"""An approval whose deletion was interrupted is given again."""
_MAY_BE_TAKEN_BACK = (ImportState.APPROVED, ImportState.DONE, ImportState.DONE_WITH_REJECTS, ImportState.TAKEN_BACK)


class ImportStateForbids(OnematchError):
    """The import is not held, or was not approved, or longer ago than an approval can be taken back."""


def approve_import(scope: InstanceScope, import_id: str, now: datetime, services: WrapperServices) -> Import:
    """Delete what a held import lacks; its payloads stay sealed for 7 days. Raises ImportStateForbids."""
    with scope.writing() as open_scope:
        _in_state(open_scope, import_id, _MAY_BE_APPROVED)
        set_state(open_scope, import_id, ImportState.APPROVED, approved_at=now)
    return delete_missing(scope, import_id, ImportState.APPROVED, now, services)


def drop_import(scope: InstanceScope, import_id: str) -> Import:
    """End a held import without any deletion; what its pages brought stays. Raises ImportStateForbids."""
    with scope.writing() as open_scope:
        _in_state(open_scope, import_id, (ImportState.HELD,))
        set_state(open_scope, import_id, ImportState.DROPPED)
        return load_import(open_scope, import_id)


def take_approval_back(scope: InstanceScope, import_id: str, now: datetime, services: WrapperServices) -> Import:
    """Restore what an approved import deleted, with its statements and links, unless the CRM said something newer.

    Raises ImportStateForbids.
    """
    while True:
        with scope.writing() as open_scope:
            taken = _in_state(open_scope, import_id, _MAY_BE_TAKEN_BACK)
            if taken.approved_at is None or now >= taken.approved_at + TAKEN_BACK_WITHIN:
                days = TAKEN_BACK_WITHIN.days
                raise ImportStateForbids(
                    "got an import without an approval of the last {days} days, expected one", days=days
                )
            kept = read_kept(open_scope, import_id, DELETED_AT_ONCE)
            batch = Batch(list(restorations(open_scope, kept)))
            applied = apply(Relinking(open_scope, ChangeContext(Cause.IMPORT, now), services), batch)
            restore_subjects(open_scope, kept)
            forget_kept(open_scope, [RecordKey(taken.object, row.id) for row in kept])
            restored = sum(result.status is RowStatus.APPLIED for result in applied.results)
            counts = dict(Counter(taken.counts) + Counter(restored=restored))
            set_state(open_scope, import_id, ImportState.TAKEN_BACK, counts=counts)
            if not kept:
                return load_import(open_scope, import_id)


def _in_state(scope: OpenScope, import_id: str, expected: tuple[ImportState, ...]) -> Import:
    opened = load_import(scope, import_id)
    if opened.state not in expected:
        raise ImportStateForbids(
            "got an import that is {state}, expected {expected}", state=opened.state, expected=either(expected)
        )
    return opened

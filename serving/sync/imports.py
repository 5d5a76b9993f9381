"""Bulk imports: opened, filled page by page, completed (D22, D23). A page that is committed stands."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, or_, select, update

from features.errors import OnematchError
from serving.crm.capabilities import not_imported
from serving.crm.shapes import Shape
from serving.rules.linking import RecordKey
from serving.rules.versions import Edition, missed_by_full_import
from serving.rules.words import Cause, CrmObject
from serving.store.contracts import InstanceScope
from serving.store.tables_contracts import users
from serving.store.tables_records import import_ids, import_pages, imports, records, rejects
from serving.store.upserts import upsert
from serving.sync.apply import Applied, Batch, apply, prepare
from serving.sync.incoming import Incoming, Op, Reading, RowResult, RowStatus, SentRow, read_rows
from serving.sync.matching import Matching
from serving.sync.occasion import Occasion
from serving.sync.opportunity_rows import write_stages
from serving.sync.relink import Relinking

LARGEST_PAGE = 10_000
_DELETED_AT_ONCE = 1_000


class ImportState(StrEnum):
    OPEN = "open"
    DONE = "done"
    DONE_WITH_REJECTS = "done_with_rejects"


class ImportUnknown(OnematchError):
    """There is no such import."""


class ImportClosed(OnematchError):
    """An import was completed and takes no more pages."""


class PageConflict(OnematchError):
    """A page with this number came before with another content."""


class ObjectUnsupported(OnematchError):
    """The CRM's sync has no such object (S10)."""


class ShapeWrong(OnematchError):
    """A shape belongs to another CRM than the connected one."""


class PageTooLarge(OnematchError):
    """A page has more rows than a page may have."""


@dataclass(frozen=True, slots=True)
class NewImport:
    """What is imported: one object in one shape; a full import is all that there is of it."""

    id: str
    object: CrmObject
    shape: Shape
    is_full: bool
    pipelines: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class Import:
    """One import as it stands; `counts` by row status, deletions and warnings."""

    id: str
    object: CrmObject
    shape: Shape
    is_full: bool
    state: ImportState
    opened_at: datetime
    completed_at: datetime | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PageReceipt:
    """What became of a page; sent again, the same."""

    number: int
    counts: Mapping[str, int]
    rejects: Sequence[RowResult]


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
    }
    upsert(connection, imports, [row], ["id"], [])
    write_stages(connection, scope.instance.id, new.pipelines)
    return load_import(connection, scope, new.id)


def require_shape(scope: InstanceScope, shape: Shape) -> None:
    """Raise ShapeWrong unless the connected CRM speaks in the shape."""
    if shape is not Shape.CANONICAL and shape.value != scope.instance.crm.value:
        raise ShapeWrong(f"got the shape {shape} for a {scope.instance.crm} instance, expected its own or canonical")


def load_import(connection: Connection, scope: InstanceScope, import_id: str) -> Import:
    """Read an import; raises ImportUnknown."""
    wanted = select(imports).where(imports.c.id == import_id, imports.c.instance_id == scope.instance.id)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        raise ImportUnknown("got an id of no import of this instance")
    return Import(
        row.id,
        CrmObject(row.object),
        Shape(row.shape),
        row.is_full,
        ImportState(row.state),
        row.opened_at,
        row.completed_at,
        row.counts,
    )


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was sent: its number, its rows, and the hash of its bytes."""

    number: int
    rows: Sequence[object]
    content_hash: str


def page_of(number: int, rows: Sequence[object], body: bytes) -> Page:
    """Make a page of a request's body; raises PageTooLarge."""
    if len(rows) > LARGEST_PAGE:
        raise PageTooLarge(f"got {len(rows)} rows, expected at most {LARGEST_PAGE} in a page")
    return Page(number, rows, hashlib.sha256(body).hexdigest())


def receive_page(scope: InstanceScope, import_id: str, page: Page, now: datetime, matching: Matching) -> PageReceipt:
    """Take a page in, in one transaction; one that came before is answered as then.

    Raises ImportUnknown, ImportClosed, PageConflict, Disconnected.
    """
    with scope.store.reading() as connection:
        opened = load_import(connection, scope, import_id)
        known = _receipt(connection, opened, page)
    if known is not None:
        return known
    reading = Reading(scope.instance.crm, opened.shape, {scope.contract.settings.revenue_field})
    sent = [SentRow(Op.UPSERT, opened.object, row) for row in page.rows]
    batch = Batch(list(read_rows(sent, reading)))
    occasion = Occasion(Cause.IMPORT, now)
    preparation = prepare(scope, batch, occasion, matching)
    with scope.writing() as connection:
        opened = load_import(connection, scope, import_id)
        known = _receipt(connection, opened, page)
        if known is not None:
            return known
        applied = apply(Relinking(connection, scope, occasion, matching), batch, preparation)
        return _record(connection, scope, _Taken(opened, page, applied), now)


def complete_import(scope: InstanceScope, import_id: str, now: datetime, matching: Matching) -> Import:
    """Finish an import; a full one deletes what it lacked, but for what changed since it began. Again: the same."""
    while True:
        with scope.writing() as connection:
            opened = load_import(connection, scope, import_id)
            if opened.state is not ImportState.OPEN:
                return opened
            lacked = _lacked(connection, scope, opened) if opened.is_full else []
            if lacked:
                occasion = Occasion(Cause.DELETE, now)
                _delete(Relinking(connection, scope, occasion, matching), opened, lacked)
                continue
            rejected = opened.counts.get(RowStatus.REJECTED, 0) + opened.counts.get(RowStatus.UNSUPPORTED, 0)
            state = ImportState.DONE_WITH_REJECTS if rejected else ImportState.DONE
            done = update(imports).where(imports.c.id == import_id).values(state=state.value, completed_at=now)
            connection.execute(done)
            return load_import(connection, scope, import_id)


def list_rejects(connection: Connection, import_id: str, after: int, limit: int) -> Sequence[Row[Any]]:
    """Return the rejected rows of an import behind a number, in order."""
    wanted = select(rejects).where(rejects.c.import_id == import_id, rejects.c.seq > after)
    return connection.execute(wanted.order_by(rejects.c.seq).limit(limit)).all()


def counted(results: Iterable[RowResult]) -> dict[str, int]:
    """Count rows by what became of them."""
    counts: dict[str, int] = {}
    for result in results:
        counts[result.status.value] = counts.get(result.status.value, 0) + 1
    return counts


def write_rejects(
    connection: Connection,
    scope: InstanceScope,
    results: Iterable[RowResult],
    now: datetime,
    where: tuple[str | None, int | None] = (None, None),
) -> None:
    """Keep which rows could not be used and why; `where`: the import and the page, neither for the stream."""
    rows = [
        {"instance_id": scope.instance.id, "import_id": where[0], "page": where[1], "row": one.row, "at": now}
        | {"record_id": one.id, "reason": one.reason or one.status.value}
        for one in results
        if one.status in {RowStatus.REJECTED, RowStatus.UNSUPPORTED}
    ]
    if rows:
        connection.execute(rejects.insert(), rows)


def _receipt(connection: Connection, opened: Import, page: Page) -> PageReceipt | None:
    """Return what became of a page that came before; raises ImportClosed, PageConflict."""
    before = select(import_pages).where(import_pages.c.import_id == opened.id, import_pages.c.number == page.number)
    row = connection.execute(before).one_or_none()
    if row is None:
        if opened.state is not ImportState.OPEN:
            raise ImportClosed(f"got page {page.number} of an import that is {opened.state}")
        return None
    if row.content_hash != page.content_hash:
        raise PageConflict(f"got page {page.number} again with another content, expected a new number")
    return PageReceipt(page.number, row.counts, _rejects_of(connection, opened.id, page.number))


def _rejects_of(connection: Connection, import_id: str, number: int) -> list[RowResult]:
    wanted = select(rejects).where(rejects.c.import_id == import_id, rejects.c.page == number).order_by(rejects.c.seq)
    return [RowResult(row.row, row.record_id, RowStatus.REJECTED, row.reason) for row in connection.execute(wanted)]


def _record(connection: Connection, scope: InstanceScope, taken: "_Taken", now: datetime) -> PageReceipt:
    opened, page, results = taken.opened, taken.page, taken.applied.results
    counts = counted(results) | taken.applied.warnings
    row = {"import_id": opened.id, "number": page.number, "content_hash": page.content_hash}
    connection.execute(import_pages.insert().values(**row, received_at=now, counts=counts))
    total = {name: opened.counts.get(name, 0) + counts.get(name, 0) for name in {*opened.counts, *counts}}
    connection.execute(update(imports).where(imports.c.id == opened.id).values(counts=total))
    write_rejects(connection, scope, results, now, (opened.id, page.number))
    if opened.is_full:
        held = sorted({one.id for one in results if one.id is not None})
        upsert(connection, import_ids, [{"import_id": opened.id, "record_id": one} for one in held], _HELD, [])
    return PageReceipt(page.number, counts, _rejects_of(connection, opened.id, page.number))


@dataclass(frozen=True, slots=True)
class _Taken:
    opened: Import
    page: Page
    applied: Applied


_HELD = ("import_id", "record_id")


def _lacked(connection: Connection, scope: InstanceScope, opened: Import) -> list[Incoming]:
    """Return deletions of some of the records that a full import lacked and that did not change since it began."""
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


def _delete(work: Relinking, opened: Import, lacked: Sequence[Incoming]) -> None:
    applied = apply(work, Batch(lacked))
    deleted = sum(one.status is RowStatus.APPLIED for one in applied.results)
    counts = dict(opened.counts) | {"deleted": opened.counts.get("deleted", 0) + deleted}
    work.connection.execute(update(imports).where(imports.c.id == opened.id).values(counts=counts))

"""Pages of bulk imports and requests of the change stream: each in one transaction (S12, D23)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.contract.imports.apply import Applied, Batch, apply, prepare, take_pipelines
from serving.contract.imports.freshness import count_delays
from serving.contract.imports.freshness_rules import delays_of, updates_of
from serving.contract.imports.imports import Import, ImportState, add_counts, load_import, require_shape
from serving.contract.imports.incoming import Op, RowReading, RowResult, RowStatus, SentRow, read_rows
from serving.contract.imports.row_warnings import Named, counted_warnings, first_named
from serving.contract.linking.relink import Relinking
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.services import WrapperServices
from serving.crm.vendors import CANONICAL, Shape
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.records import import_ids, import_pages, rejects
from serving.store.upserts import insert_rows, upsert
from serving.vocabulary.terms import Cause

MAX_CHANGES = 1_000
Rejects = Sequence[Row[Any]]


class TooManyChanges(OnematchError):
    """A request has more changes than one may have."""


class ImportClosed(OnematchError):
    """An import was completed and takes no more pages."""


class PageConflict(OnematchError):
    """A page with this number was received before with another content."""


@value_class
class Page:
    """One page as it was sent: its number, its rows, and the hash of its bytes."""

    number: int
    rows: Sequence[object]
    content_hash: str


@value_class
class PageReceipt:
    """The result of a page, the same for a repeated one."""

    counts: Mapping[str, int]
    warned: Named
    rejects: Rejects


def page_of(number: int, rows: Sequence[object], body: bytes) -> Page:
    """Make a page of a request's rows and its body."""
    return Page(number, rows, hashlib.sha256(body).hexdigest())


def receive_page(
    scope: InstanceScope, import_id: str, page: Page, now: datetime, services: WrapperServices
) -> PageReceipt:
    """Apply a page in one transaction; a repeated page gets the first answer.

    Raises ImportUnknown, ImportClosed, PageConflict, Disconnected.
    """
    with scope.reading() as open_scope:
        opened = load_import(open_scope, import_id)
        known = _receipt(open_scope, opened, page)
    if known is not None:
        return known
    reading = RowReading.of(scope, opened.shape, now, is_strict=opened.is_strict)
    sent = [SentRow(Op.UPSERT, opened.object, row) for row in page.rows]
    batch = Batch(list(read_rows(sent, reading)), opened.is_authoritative)
    context = ChangeContext(Cause.IMPORT, now)
    prepared = prepare(scope, batch, context, services.matching)
    with scope.writing() as open_scope:
        opened = load_import(open_scope, import_id)
        known = _receipt(open_scope, opened, page)
        if known is not None:
            return known
        applied = apply(Relinking(open_scope, context, services, prepared), batch)
        news = updates_of(applied.news, scope.instance.connected_at) if opened.is_full else applied.news
        count_delays(open_scope, delays_of(news, now), now)
        return _record(open_scope, opened, page, applied, now)


def list_rejects(
    scope: OpenScope, import_id: str, *, page: int | None = None, after: int = 0, limit: int | None = None
) -> Rejects:
    """Return the rejected rows of an import, or of one page of it, after a number, in order."""
    query = select(rejects).filter_by(import_id=import_id).where(rejects.c.seq > after)
    if page is not None:
        query = query.filter_by(page=page)
    return scope.execute(query.order_by(rejects.c.seq).limit(limit)).all()


def write_rejects(
    scope: OpenScope,
    results: Iterable[RowResult],
    now: datetime,
    where: tuple[str | None, int | None] = (None, None),
) -> None:
    """Store the rejected rows with their reasons; `where`: the import and the page, neither for the stream."""
    rows = [
        {"instance_id": scope.instance_id, "import_id": where[0], "page": where[1], "row": result.row, "at": now}
        | {"record_id": result.id, "reason": result.reason or result.status}
        for result in results
        if result.status in {RowStatus.REJECTED, RowStatus.UNSUPPORTED}
    ]
    insert_rows(scope.connection, rejects, rows)


def _receipt(scope: OpenScope, opened: Import, page: Page) -> PageReceipt | None:
    """Return the result of a page that was received before; raises ImportClosed, PageConflict."""
    before = select(import_pages).filter_by(import_id=opened.id, number=page.number)
    row = scope.execute(before).one_or_none()
    if row is None or row.refused is not None:
        if opened.state is not ImportState.OPEN:
            raise ImportClosed("got page {number} of an import that is {state}", number=page.number, state=opened.state)
        return None
    if row.content_hash != page.content_hash:
        raise PageConflict("got page {number} again with another content, expected a new number", number=page.number)
    return PageReceipt(row.counts, row.warned, list_rejects(scope, opened.id, page=page.number))


def _record(scope: OpenScope, opened: Import, page: Page, applied: Applied, now: datetime) -> PageReceipt:
    counts = Counter(result.status for result in applied.results) + Counter(counted_warnings(applied.warnings))
    warned = first_named(applied.warnings)
    row = _page_row(opened, page, now) | {"counts": counts, "warned": warned, "refused": None}
    upsert(scope.connection, import_pages, [row])
    add_counts(scope, opened, counts, warned)
    write_rejects(scope, applied.results, now, (opened.id, page.number))
    if opened.is_full:
        held = sorted({result.id for result in applied.results if result.id is not None})
        upsert(
            scope.connection,
            import_ids,
            [{"import_id": opened.id, "record_id": record_id} for record_id in held],
            [],
        )
    return PageReceipt(counts, warned, list_rejects(scope, opened.id, page=page.number))


def note_refused_page(scope: InstanceScope, import_id: str, page: Page, reason: str, now: datetime) -> None:
    """Store that a page was refused as a whole, unless it was received; its import cannot be completed without it.

    Raises ImportUnknown, Disconnected.
    """
    with scope.writing() as open_scope:
        opened = load_import(open_scope, import_id)
        if opened.state is ImportState.OPEN:
            row = _page_row(opened, page, now) | {"counts": {}, "warned": {}, "refused": reason}
            upsert(open_scope.connection, import_pages, [row], [])


def _page_row(opened: Import, page: Page, now: datetime) -> dict[str, object]:
    return {"import_id": opened.id, "number": page.number, "content_hash": page.content_hash, "received_at": now}


def receive_changes(
    scope: InstanceScope,
    rows: Sequence[SentRow],
    now: datetime,
    services: WrapperServices,
    shape: Shape = CANONICAL,
    pipelines: Sequence[Mapping[str, Any]] = (),
    *,
    is_strict: bool = False,
    is_authoritative: bool = False,
) -> Applied:
    """Apply a request of the change stream in one transaction, with the same result as pages of an import (S12).

    Raises ShapeWrong, Disconnected.
    """
    require_shape(scope, shape)
    reading = RowReading.of(scope, shape, now, is_strict=is_strict)
    batch = Batch(list(read_rows(rows, reading)), is_authoritative)
    context = ChangeContext(_cause(rows), now)
    prepared = prepare(scope, batch, context, services.matching)
    with scope.writing() as open_scope:
        work = Relinking(open_scope, context, services, prepared)
        take_pipelines(work, pipelines)
        applied = apply(work, batch)
        write_rejects(open_scope, applied.results, now)
        count_delays(open_scope, delays_of(applied.news, now), now)
    return applied


def _cause(rows: Sequence[SentRow]) -> Cause:
    """Return the cause of a batch: deletion or merge where all rows are, else import."""
    ops = [row.op for row in rows]
    if ops and all(op is Op.DELETE for op in ops):
        return Cause.DELETE
    return Cause.MERGE if ops and all(op in {Op.MERGE, Op.CONVERT} for op in ops) else Cause.IMPORT

"""Bulk imports (S8): open one, send its pages, complete it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from difflib import get_close_matches
from typing import Annotated, Any

from fastapi import Depends, Header, Path, Request
from pydantic import BaseModel, Field

from features.schema.texts import wording
from serving.contract.imports.apply import take_pipelines
from serving.contract.imports.imports import (
    Import,
    ImportState,
    ImportStateForbids,
    ImportUnknown,
    NewImport,
    ObjectUnsupported,
    PagesRefused,
    ShapeWrong,
    approve_import,
    complete_import,
    drop_import,
    list_imports,
    load_import,
    open_import,
    take_approval_back,
)
from serving.contract.imports.pages import (
    ImportClosed,
    PageConflict,
    list_rejects,
    note_refused_page,
    page_of,
    receive_page,
)
from serving.contract.imports.row_warnings import ADVICE, MAX_NAMED, Named, RowWarning
from serving.contract.linking.relink import Relinking
from serving.contract.records.calls import Call, ShownValue, SyncCall, example, needs, routes
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.link_answers import RecordName
from serving.crm.page_bodies import CSV, LARGEST_PAGE, NDJSON, PARQUET, PageTooLarge, PageUnreadable, rows_of
from serving.crm.reading import OBJECT_COLUMNS
from serving.crm.vendors import CANONICAL, Shape
from serving.http.paging import Listing, WantedPage, listing
from serving.http.wire.problems import ProblemKind, Problems
from serving.vocabulary.held_imports import TAKEN_BACK_WITHIN, HoldReason
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Cause, CrmObject, Scope

PROBLEMS: Problems = {
    ImportStateForbids: ProblemKind(409, "import-state-forbids", "The import's state does not allow that"),
    PagesRefused: ProblemKind(409, "pages-refused", "Pages of the import were refused"),
    ImportUnknown: ProblemKind(404, "import-unknown", "There is no such import"),
    ImportClosed: ProblemKind(409, "import-closed", "The import is complete"),
    PageConflict: ProblemKind(409, "page-conflict", "The page came before with another content"),
    PageTooLarge: ProblemKind(413, "page-too-large", "The page holds too much"),
    PageUnreadable: ProblemKind(422, "page-unreadable", "The page cannot be read"),
    ObjectUnsupported: ProblemKind(422, "object-unsupported", "The CRM's sync has no such object"),
    ShapeWrong: ProblemKind(422, "shape-wrong", "The shape is another CRM's"),
}
ImportId = Annotated[str, Path(max_length=64)]
PageNumber = Annotated[int, Path(ge=1, le=1_000_000)]
Counts = dict[str, int]
_PAGE = {
    "oneOf": [
        {"type": "array", "items": {}, "maxItems": LARGEST_PAGE},
        {"type": "object", "description": "rows, or a CRM's own answer: results (HubSpot), items (Oracle Sales)"},
    ]
}
_ALL_COLUMNS = sorted({name for columns in OBJECT_COLUMNS.values() for name in columns})
STRICT = "reject rows with unknown columns, times more than a day ahead and misreadable numbers, in place of a warning"
AUTHORITATIVE = (
    "the CRM's present state, as read by id or after it was restored from a backup: "
    "goes before newer copies, deletions and merges"
)
_ROWS = {"rows": [{"id": "17", "first_name": "Ann", "last_name": "Lee", "modified_at": "2026-03-01T12:00:00Z"}]}
_FILE = {"schema": {"type": "string", "format": "binary"}}
_CONTENT = {"application/json": {"schema": _PAGE, "example": _ROWS}, CSV: _FILE, NDJSON: _FILE, PARQUET: _FILE}
_BODY = {"requestBody": {"required": True, "content": _CONTENT}}


async def _body(request: Request) -> bytes:
    return await request.body()


RawBody = Annotated[bytes, Depends(_body)]
ContentType = Annotated[str, Header(alias="content-type", max_length=200)]


class Pipeline(BaseModel, extra="allow", coerce_numbers_to_str=True):
    """A pipeline with its stages, as HubSpot gives it."""

    id: str = Field(max_length=200)
    stages: list["PipelineStage"] = Field(default=[], max_length=1000)


class PipelineStage(BaseModel, extra="allow", populate_by_name=True, coerce_numbers_to_str=True):
    """A stage: its order among the others, and whether a deal in it is closed, and won (probability 1.0)."""

    id: str = Field(max_length=200)
    display_order: int | None = Field(default=None, alias="displayOrder", ge=-(2**31), lt=2**31)
    metadata: dict[str, object] | None = Field(
        default=None, description="`isClosed`, `probability`; others do not count"
    )


class ImportAsked(BaseModel, extra="forbid"):
    """The object and format of an import."""

    object: CrmObject
    shape: Shape = CANONICAL
    full: bool = Field(default=False, description="all records: completing it deletes those not sent")
    pipelines: list[Pipeline] = Field(default=[], max_length=1000, description="of opportunities")
    strict: bool = Field(default=False, description=STRICT)
    authoritative: bool = Field(default=False, description=AUTHORITATIVE)


class WarningShown(BaseModel):
    """A warning about accepted rows: its name, their count, their records (at most 20), and what to send instead."""

    name: RowWarning
    column: str | None = None
    count: int
    records: list[RecordName] = Field(max_length=MAX_NAMED)
    advice: str


class HeldShown(BaseModel):
    """Why a full import waits for an admin: it would delete `missing` of `before` records."""

    missing: int
    before: int
    because: list[HoldReason]


class ImportShown(BaseModel):
    """An import with its counts of rows by result, deletions and warnings; `held` stays after the decision."""

    id: str
    object: CrmObject
    shape: Shape
    full: bool
    strict: bool
    authoritative: bool
    state: ImportState
    opened_at: datetime
    completed_at: datetime | None
    counts: Counts
    warnings: list[WarningShown]
    held: HeldShown | None
    approved_at: datetime | None
    undo_until: datetime | None


class RejectShown(ShownValue):
    """A rejected row."""

    page: int | None = None
    row: int
    record_id: str | None
    reason: str


class PageTaken(BaseModel):
    """The result of a page."""

    state: str = "received"
    number: int
    counts: Counts
    warnings: list[WarningShown]
    rejects: list[RejectShown]


router = routes("import")
DecidingCall = Annotated[Call, needs(Scope.ADMIN, once=True)]
FollowingCall = Annotated[Call, needs(Scope.SYNC, Scope.ADMIN)]


def stored_pipelines(pipelines: list[Pipeline]) -> list[Mapping[str, Any]]:
    """Return pipelines as they are stored."""
    return [pipeline.model_dump(by_alias=True, exclude_none=True) for pipeline in pipelines]


def shown_warnings(counts: Mapping[str, int], named: Named) -> list[WarningShown]:
    """Return the warnings among counts, in the order in which they are declared, with the records named for each."""
    return [
        _warning(name, key, count, named)
        for name in RowWarning
        for key, count in sorted(counts.items())
        if key.partition(":")[0] == name and count
    ]


def _warning(name: RowWarning, key: str, count: int, named: Named) -> WarningShown:
    column = key.partition(":")[2]
    nearest = get_close_matches(column, _ALL_COLUMNS, 1) if name is RowWarning.UNKNOWN_COLUMN else ()
    advice = " ".join((ADVICE[name], *(wording("{meant} is the nearest name.", meant=meant) for meant in nearest)))
    records = [RecordName.of(RecordKey.parse(record)) for record in named.get(key, ())]
    return WarningShown(name=name, column=column or None, count=count, records=records, advice=advice)


@router.post(
    "/imports",
    status_code=201,
    summary="Open an import",
    openapi_extra=example({"object": "contact", "full": True}),
)
def start(asked: ImportAsked, call: Annotated[Call, needs(Scope.SYNC, once=True)]) -> ImportShown:
    """Open an import of one object; its pages follow in any order."""
    new = NewImport(
        call.new_id("import"),
        asked.object,
        asked.shape,
        asked.full,
        is_strict=asked.strict,
        is_authoritative=asked.authoritative,
    )
    with call.writing() as scope:
        opened = open_import(scope, new, call.now)
        work = Relinking(scope, ChangeContext(Cause.IMPORT, call.now), call.services)
        take_pipelines(work, stored_pipelines(asked.pipelines))
    call.name(imports=[opened.id])
    return _shown(opened)


@router.put(
    "/imports/{import_id}/pages/{number}",
    summary="Send a page",
    openapi_extra=_BODY,
)
def take(
    import_id: ImportId,
    number: PageNumber,
    call: SyncCall,
    body: RawBody,
    content_type: ContentType = "application/json",
) -> PageTaken:
    """Receive a page; its rows are stored, matched and linked before the answer. Again: the same answer.

    A row replaces its whole record: a missing column is emptied.
    """
    try:
        page = page_of(number, rows_of(content_type, body), body)
    except (PageUnreadable, PageTooLarge) as refusal:
        note_refused_page(call.scope, import_id, page_of(number, (), body), str(refusal), call.now)
        raise
    receipt = receive_page(call.scope, import_id, page, call.now, call.services)
    call.name(imports=[import_id])
    return PageTaken(
        number=number,
        counts=dict(receipt.counts),
        warnings=shown_warnings(receipt.counts, receipt.warned),
        rejects=list(map(RejectShown.of, receipt.rejects)),
    )


@router.post("/imports/{import_id}/complete", status_code=202, summary="Complete an import")
def complete(import_id: ImportId, call: SyncCall) -> ImportShown:
    """Complete an import; a full one deletes records that it did not send, unless they changed since it began.

    One that would delete much of the object is `held` until an admin approves or drops it.
    """
    call.name(imports=[import_id])
    return _shown(complete_import(call.scope, import_id, call.now, call.services))


@router.post("/imports/{import_id}/approve", summary="Approve a held import")
def approve(import_id: ImportId, call: DecidingCall) -> ImportShown:
    """Delete what a held import did not send; until `undo_until` that can be taken back."""
    call.name(imports=[import_id])
    return _shown(approve_import(call.scope, import_id, call.now, call.services))


@router.post("/imports/{import_id}/drop", summary="Drop a held import")
def drop(import_id: ImportId, call: DecidingCall) -> ImportShown:
    """End a held import without a deletion; the rows that it sent stay."""
    call.name(imports=[import_id])
    return _shown(drop_import(call.scope, import_id))


@router.post("/imports/{import_id}/take-back", summary="Take the approval of an import back")
def take_back(import_id: ImportId, call: DecidingCall) -> ImportShown:
    """Restore what an approved import deleted, with its statements and links, within 7 days.

    What the CRM said of a record since then stands.
    """
    call.name(imports=[import_id])
    return _shown(take_approval_back(call.scope, import_id, call.now, call.services))


@router.get("/imports", summary="List imports")
def overview(page: WantedPage, call: FollowingCall) -> Listing[ImportShown]:
    """List the imports with their progress, the newest first."""
    with call.reading() as scope:
        imports = list_imports(scope, page.moment_key(), page.fetch)
    return call.listing(imports, page, _shown, "opened_at", "id", imports="id")


@router.get("/imports/{import_id}", summary="Show an import")
def show(import_id: ImportId, call: FollowingCall) -> ImportShown:
    """Show the progress of an import."""
    call.name(imports=[import_id])
    with call.reading() as scope:
        return _shown(load_import(scope, import_id))


@router.get("/imports/{import_id}/rejects", summary="List rejected rows")
def rejects(import_id: ImportId, page: WantedPage, call: FollowingCall) -> Listing[RejectShown]:
    """List the rejected rows with their reasons."""
    call.name(imports=[import_id])
    after = page.after_one(0)
    with call.reading() as scope:
        load_import(scope, import_id)
        rows = list_rejects(scope, import_id, after=after, limit=page.fetch)
    return listing(rows, page, RejectShown.of, "seq")


def _shown(opened: Import) -> ImportShown:
    named = {"full": opened.is_full, "strict": opened.is_strict, "authoritative": opened.is_authoritative}
    undo_until = opened.approved_at and opened.approved_at + TAKEN_BACK_WITHIN
    warnings = shown_warnings(opened.counts, opened.warned)
    return ImportShown.model_validate({**asdict(opened), **named, "warnings": warnings, "undo_until": undo_until})

"""The change stream (S12): upserts, patches, deletions, merges and conversions, in order."""

from hashlib import sha256
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field
from sqlalchemy import func

from serving.access.body_limits import at_most
from serving.contract.imports.incoming import Op, RowResult, SentRow
from serving.contract.imports.pages import MAX_CHANGES, TooManyChanges, receive_changes
from serving.contract.imports.routes import (
    AUTHORITATIVE,
    STRICT,
    Pipeline,
    WarningShown,
    shown_warnings,
    stored_pipelines,
)
from serving.contract.imports.row_warnings import counted_warnings, first_named
from serving.contract.records.calls import ShownValue, SyncCall, example, routes
from serving.crm.vendors import CANONICAL, Shape
from serving.http.paging import Listing, WantedPage, next_cursor
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.tables.contracts import users
from serving.store.tables.records import records
from serving.vocabulary.terms import CrmObject

PROBLEMS: Problems = {
    TooManyChanges: ProblemKind(413, "too-many-changes", "Too many changes in one request"),
}
Identity = Annotated[str, Field(max_length=200)]
_EXAMPLE = {
    "changes": [
        {"op": "upsert", "object": "contact", "record": {"id": "17", "first_name": "Ann", "last_name": "Lee"}},
        {"op": "patch", "object": "contact", "record": {"id": "19", "title": "Buyer", "phone": None}},
        {"op": "delete", "object": "contact", "id": "18", "modified_at": "2026-03-01T12:00:00Z"},
        {"op": "merge", "object": "account", "id": "4", "into": "5"},
        {"op": "convert", "object": "lead", "id": "9", "into": "17"},
    ]
}


class Change(BaseModel, extra="forbid"):
    """A change: `record` of an upsert or a patch; `id` of all others; `into` of a merge or a conversion.

    An `upsert` replaces the whole record: a missing column is emptied. A `patch` sets the canonical columns that it
    has, clears those that are null, and keeps the others; its record must exist.
    """

    op: Op
    object: CrmObject
    record: dict[str, Any] | None = Field(
        default=None, description="upsert: all columns, or the CRM's own object; patch: id and the columns that changed"
    )
    id: Identity | None = None
    into: Identity | None = None
    version: str | None = Field(default=None, max_length=64, description="a whole number or a time")
    modified_at: str | None = Field(default=None, max_length=64, description="ISO 8601, when no version is given")


class ChangesAsked(BaseModel, extra="forbid"):
    """At most 1,000 changes, applied in their order."""

    shape: Shape = CANONICAL
    changes: Annotated[
        list[Change],
        BeforeValidator(at_most(MAX_CHANGES, "changes", TooManyChanges)),
        Field(description=f"at most {MAX_CHANGES}"),
    ]
    pipelines: list[Pipeline] = Field(default=[], max_length=1000, description="of opportunities")
    strict: bool = Field(default=False, description=STRICT)
    authoritative: bool = Field(default=False, description=AUTHORITATIVE)


class ChangesTaken(BaseModel):
    """A result for each change, in order, and the warnings."""

    results: list[RowResult]
    warnings: list[WarningShown]


class RecordVersion(ShownValue):
    """A record by its id, with its version: a number of 30 digits, or a time in UTC with microseconds."""

    id: str
    version: str = Field(examples=["2026-03-02T09:00:00.000000+00:00"])


class RecordVersions(Listing[RecordVersion]):
    """A page of versions; the first one has the digest of all."""

    digest: str | None


router = routes("import")


@router.get("/versions", summary="List ids and versions of an object")
def versions(
    object: CrmObject,  # noqa: A002 - the parameter's name in the URL
    page: WantedPage,
    call: SyncCall,
) -> RecordVersions:
    """List the records that are held of an object, by id, so that a sync service can compare its own with them.

    `digest` is the SHA-256 (hexadecimal) of one line for each record, in UTF-8: id, zero byte, version, line feed;
    the lines are sorted by their bytes. A record that Create record made has the version 0 until it is sent.
    """
    table = users if object is CrmObject.USER else records
    with call.reading() as scope:
        version = func.coalesce(func.substr(table.c.version, 2), "")
        query = scope.own(table.c.id, version.label("version")).filter_by(deleted_at=None)
        query = query.filter_by(object=object) if table is records else query
        rows = scope.execute(page.behind(query, table.c.id)).all()
        text = "" if page.after else "".join(sorted(f"{row.id}\0{row.version}\n" for row in scope.execute(query)))
    digest = None if page.after else sha256(text.encode()).hexdigest()
    items = list(map(RecordVersion.of, rows[: page.limit]))
    return RecordVersions(items=items, next_cursor=next_cursor(rows, page, lambda row: [row.id]), digest=digest)


@router.post("/changes", summary="Send changes", openapi_extra=example(_EXAMPLE))
def take(asked: ChangesAsked, call: SyncCall) -> ChangesTaken:
    """Apply changes in one transaction; they are stored, matched and linked before the answer."""
    rows = [SentRow(kind=change.object, **change.model_dump(exclude={"object"})) for change in asked.changes]
    applied = receive_changes(
        scope=call.scope,
        rows=rows,
        now=call.now,
        services=call.services,
        shape=asked.shape,
        pipelines=stored_pipelines(asked.pipelines),
        is_strict=asked.strict,
        is_authoritative=asked.authoritative,
    )
    named = zip(asked.changes, applied.results, strict=True)
    call.name(records=[f"{change.object}/{result.id}" for change, result in named if result.id])
    counts = counted_warnings(applied.warnings)
    return ChangesTaken(results=[*applied.results], warnings=shown_warnings(counts, first_named(applied.warnings)))

"""The change stream (S12): upserts, patches, deletions, merges and conversions, in order."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, BeforeValidator, Field

from serving.access.body_limits import at_most
from serving.crm.vendors import CANONICAL, Shape
from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.http.routes.imports import (
    AUTHORITATIVE,
    STRICT,
    Pipeline,
    WarningShown,
    shown_warnings,
    stored_pipelines,
)
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.row_warnings import RowWarning, counted_warnings, first_named
from serving.rules.vocabulary import CrmObject, Scope
from serving.sync.imports.changes import MOST_CHANGES, Changes, TooManyChanges, receive_changes
from serving.sync.imports.incoming import Op, RowStatus, SentRow
from serving.sync.services import WrapperServices

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
    record: Annotated[
        dict[str, Any] | None,
        Field(description="upsert: all columns, or the CRM's own object; patch: id and the columns that changed"),
    ] = None
    id: Identity | None = None
    into: Identity | None = None
    version: Annotated[str | None, Field(max_length=64, description="a whole number or a time")] = None
    modified_at: Annotated[str | None, Field(max_length=64, description="ISO 8601, when no version is given")] = None


class ChangesAsked(BaseModel, extra="forbid"):
    """At most 1,000 changes, applied in their order."""

    shape: Shape = CANONICAL
    changes: Annotated[
        list[Change],
        BeforeValidator(at_most(MOST_CHANGES, "changes", TooManyChanges)),
        Field(description=f"at most {MOST_CHANGES}"),
    ]
    pipelines: Annotated[list[Pipeline], Field(max_length=1000, description="of opportunities")] = []
    strict: Annotated[bool, Field(description=STRICT)] = False
    authoritative: Annotated[bool, Field(description=AUTHORITATIVE)] = False


class OddColumnShown(BaseModel, from_attributes=True):
    """A column of a row that looks wrong, and the one that was perhaps meant."""

    warning: RowWarning
    column: str
    nearest: str | None


class ChangeTaken(BaseModel):
    """The result of a change, by its position in the request; a change with a `warning` is applied."""

    row: int
    id: str | None
    status: RowStatus
    reason: str | None = None
    warning: RowWarning | None = None
    columns: Annotated[list[OddColumnShown], Field(description="columns that look wrong")] = []


class ChangesTaken(BaseModel):
    """A result for each change, in order, and the warnings."""

    results: list[ChangeTaken]
    warnings: list[WarningShown]


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["import"], responses=refusals())

    @router.post("/changes", summary="Send changes", openapi_extra=example(_EXAMPLE))
    def take(asked: ChangesAsked, call: Annotated[Call, needs(parts, Scope.SYNC)]) -> ChangesTaken:
        """Apply changes in one transaction; they are stored, matched and linked before the answer."""
        rows = [
            SentRow(one.op, one.object, one.record, one.id, one.into, one.version, one.modified_at)
            for one in asked.changes
        ]
        changes = Changes(
            asked.shape, rows, stored_pipelines(asked.pipelines), asked.strict, is_authoritative=asked.authoritative
        )
        applied = receive_changes(call.scope, changes, call.now, parts.linking)
        named = zip(asked.changes, applied.results, strict=True)
        call.name(records=[f"{change.object}/{result.id}" for change, result in named if result.id])
        counts = counted_warnings(applied.warnings)
        results = [ChangeTaken.model_validate(one, from_attributes=True) for one in applied.results]
        return ChangesTaken(results=results, warnings=shown_warnings(counts, first_named(applied.warnings)))

    return router

"""Judgements in batches: what would change, all of it at once, and back as a whole."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, BeforeValidator, Field
from sqlalchemy import Row

from data.labels.label_rows import Verdict
from serving.access.body_limits import at_most
from serving.contract.linking.relink import Relinking
from serving.contract.linking.statements import Author, author_of
from serving.contract.records.calls import (
    Call,
    JudgedId,
    JudgingCall,
    PathId,
    ShownValue,
    UserCall,
    answers,
    example,
    routes,
)
from serving.contract.records.keys import visible_among
from serving.contract.records.link_answers import LinkShown, RecordName, shown_link
from serving.contract.review.judgement_batches import (
    MAX_ROWS,
    BatchResult,
    BatchUnknown,
    JudgedStatus,
    RowProblem,
    TooManyJudgements,
    judge_batch,
    list_batches,
    try_out,
    undo_batch,
)
from serving.http.docs import read_examples
from serving.http.paging import Listing, WantedPage, listing
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.contracts import OpenScope
from serving.vocabulary.links import RecordKey, Statement
from serving.vocabulary.terms import Linkable, RecordState, Scope, StatementSource

PROBLEMS: Problems = {
    BatchUnknown: ProblemKind(404, "batch-unknown", "There is no such batch"),
    TooManyJudgements: ProblemKind(413, "too-many-judgements", "Too many judgements in one request"),
}
_EXAMPLES = read_examples(__file__)


class RowJudged(BaseModel, extra="forbid"):
    """One verdict on a record; `profile_id` is left out with nobody; `lifted` withdraws the last statement."""

    object: Linkable
    record_id: JudgedId
    verdict: Verdict
    profile_id: JudgedId | None = None


class BatchJudged(BaseModel, extra="forbid"):
    """Verdicts that hold together, at most 1,000."""

    judgements: Annotated[
        list[RowJudged],
        BeforeValidator(at_most(MAX_ROWS, "judgements", TooManyJudgements)),
        Field(min_length=1, description=f"at most {MAX_ROWS}"),
    ]


class RowShown(BaseModel):
    """What became of a row, by its place in the request; `link` is the record's link afterwards.

    A dry run shows no link of a record that the user may not see in the CRM (S33).
    """

    row: int
    record: RecordName
    status: JudgedStatus
    problem: RowProblem | None
    link: LinkShown | None


class LinkState(ShownValue):
    """A state with its profile."""

    state: RecordState
    profile_id: str | None


class LinkMoved(ShownValue):
    """A record whose link changed, also one that no row names; null where it had or has none.

    A dry run lists no record that the user may not see in the CRM (S33): what it would be linked to says what it holds.
    """

    record: RecordName = Field(validation_alias="key")
    before: LinkState | None
    after: LinkState | None


class BatchShown(BaseModel):
    """The results by row and every changed link; `undo_id` is null where nothing was stored."""

    undo_id: str | None
    rows: list[RowShown]
    changed: list[LinkMoved]


class BatchListed(ShownValue):
    """A batch that was applied; once undone it has the moment."""

    undo_id: str = Field(validation_alias="id")
    at: datetime
    undone_at: datetime | None
    rows: int


router = routes("links", "/judgements/batch")


@router.post(
    "",
    summary="Judge many pairs",
    responses=answers(_EXAMPLES["judged"]),
    openapi_extra=example(_EXAMPLES["judgements"]),
)
def take(
    asked: BatchJudged,
    call: JudgingCall,
    dry_run: Annotated[bool, Query(description="return what would change; store nothing")] = False,
) -> BatchShown:
    """Apply the valid rows together, for all users of the contract; the others are rejected by their number."""
    batch_id = call.new_id("judgement trial" if dry_run else "judgement batch")

    def apply(scope: OpenScope) -> BatchResult:
        author = author_of(scope, call.actor)
        work = Relinking.of_statement(scope, call.now, call.services)
        stated = [_stated(author, work, judgement) for judgement in asked.judgements]
        return judge_batch(work, stated, batch_id)

    if dry_run:
        call.leaves_no_answer()
        result = try_out(call.scope, apply)
        with call.reading() as scope:
            return _shown(scope, call, result, is_trial=True)
    with call.writing() as scope:
        return _shown(scope, call, apply(scope))


@router.get("", summary="List batches of judgements", responses=answers(_EXAMPLES["batches"]))
def batches(page: WantedPage, call: UserCall) -> Listing[BatchListed]:
    """List the acting user's batches, for an admin those of all users, the newest first."""
    with call.reading() as scope:
        stored = list_batches(scope, _whose(scope, call), page.moment_key(), page.fetch)
    return listing(stored, page, _listed, "at", "id")


@router.post("/{undo_id}/undo", summary="Undo a batch of judgements", responses=answers(_EXAMPLES["judged"]))
def undo(undo_id: PathId, call: UserCall) -> BatchShown:
    """Undo a whole batch: links are as if it had never been; what was stated since then holds. Repeatable."""
    with call.writing() as scope:
        work = Relinking.of_statement(scope, call.now, call.services)
        return _shown(scope, call, undo_batch(work, undo_id, _whose(scope, call)))


def _listed(batch: Row[Any]) -> BatchListed:
    return BatchListed.of({**batch._mapping, "rows": len(batch.stated)})


def _stated(author: Author, work: Relinking, judged: RowJudged) -> Statement:
    """Return a row's statement; a rejection is no answer of the queue: nobody drew these records at random."""
    source = StatementSource.CONFIRMATION if judged.verdict is Verdict.MATCH else StatementSource.REJECTION
    key = RecordKey(judged.object, judged.record_id)
    return author.states(work, source, judged.verdict, key, judged.profile_id)


def _whose(scope: OpenScope, call: Call) -> str | None:
    """Return whose batches a call may see: None with an admin's token (all), else the acting user's pseudonym."""
    is_admin = Scope.ADMIN in call.caller.scopes
    return None if is_admin else author_of(scope, call.actor).user_pseudonym


def _shown(scope: OpenScope, call: Call, result: BatchResult, *, is_trial: bool = False) -> BatchShown:
    keys = sorted({*(row.key for row in result.rows), *(change.key for change in result.changes)})
    visible = visible_among(scope, keys, call.actor)
    call.name(records=sorted(key.name for key in keys))
    return BatchShown(
        undo_id=result.undo_id,
        rows=[
            RowShown(
                row=row.row,
                record=RecordName.of(row.key),
                status=row.status,
                problem=row.problem,
                link=shown_link(row.link, is_visible=row.key in visible)
                if row.link is not None and (row.key in visible or not is_trial)
                else None,
            )
            for row in result.rows
        ],
        changed=[LinkMoved.of(change) for change in result.changes if change.key in visible or not is_trial],
    )

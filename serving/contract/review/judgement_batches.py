"""Judgements in batches: tried out, applied together, and undone together.

An undo deletes the batch's statements and relinks their records. Links are a function of what is stated (D3), so that
they are as if the batch had never been; what others stated meanwhile holds. The batch keeps what it had stated.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, func, select

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.contract.linking.relink import Relinking, relink
from serving.contract.linking.statements import ProfileMissing, RecordUnknown, refusals_of, state
from serving.contract.records.link_rows import read_links
from serving.contract.records.network_rows import ProfileUnknown
from serving.contract.records.records import read_aliases
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.links import judgement_batches, statements
from serving.store.upserts import among, older_than
from serving.vocabulary.links import LinkChange, LinkRow, RecordKey, Statement
from serving.vocabulary.terms import CrmObject

MAX_ROWS = 1_000


class BatchUnknown(OnematchError):
    """The instance has no such batch, or it is another user's."""


class TooManyJudgements(OnematchError):
    """A batch has more rows than MAX_ROWS."""


class JudgedStatus(StrEnum):
    """What became of a row."""

    APPLIED = "applied"
    REJECTED = "rejected"
    UNDONE = "undone"
    OVERRULED = "overruled"
    """Undone, but another statement decides the record now."""


class RowProblem(StrEnum):
    """Why a row was rejected."""

    RECORD_UNKNOWN = "record-unknown"
    PROFILE_UNKNOWN = "profile-unknown"
    PROFILE_MISSING = "profile-missing"


_PROBLEMS: Mapping[type[OnematchError], RowProblem] = {
    RecordUnknown: RowProblem.RECORD_UNKNOWN,
    ProfileUnknown: RowProblem.PROFILE_UNKNOWN,
    ProfileMissing: RowProblem.PROFILE_MISSING,
}


@value_class
class JudgedResult:
    """What became of one row; `link` is its record's link afterwards."""

    row: int
    key: RecordKey
    status: JudgedStatus
    problem: RowProblem | None = None
    link: LinkRow | None = None


@value_class
class BatchResult:
    """The results by row, and every link that changed; `undo_id` is null where nothing was stored."""

    undo_id: str | None
    rows: tuple[JudgedResult, ...]
    changes: tuple[LinkChange, ...]


class _TriedOut(Exception):
    """Rolls a trial back."""


def try_out(scope: InstanceScope, apply: Callable[[OpenScope], BatchResult]) -> BatchResult:
    """Return what a batch would do, by doing it in a transaction that is rolled back."""
    with suppress(_TriedOut), scope.writing() as open_scope:
        result = apply(open_scope)
        raise _TriedOut
    return replace(result, undo_id=None)


def judge_batch(work: Relinking, stated: Sequence[Statement], batch_id: str) -> BatchResult:
    """State the valid rows together, in their order, relink once, and keep them as a batch.

    A batch of that id that is there already is answered and not stated again: its answer was lost on the way.
    """
    merged = read_aliases(work.scope, {row.key for row in stated})
    stated = [replace(row, key=merged.get(row.key, row.key)) for row in stated]
    live = read_links(work.scope, {row.key for row in stated})
    refusals = refusals_of(work, stated, live)
    valid = [row for number, row in enumerate(stated) if number not in refusals]
    newest = work.scope.execute(select(func.max(statements.c.seq))).scalar() or 0
    is_new = _find(work.scope, batch_id) is None
    changes = state(work, valid, live) if is_new else []
    if valid and is_new:
        _keep(work, batch_id, valid[0].user_pseudonym, newest)
    links = read_links(work.scope, {row.key for row in valid})
    results = [
        JudgedResult(number, row.key, JudgedStatus.REJECTED, _PROBLEMS[type(refusals[number])])
        if number in refusals
        else JudgedResult(number, row.key, JudgedStatus.APPLIED, None, links.get(row.key))
        for number, row in enumerate(stated)
    ]
    return BatchResult(batch_id if valid else None, tuple(results), tuple(changes))


def undo_batch(work: Relinking, batch_id: str, pseudonym: str | None) -> BatchResult:
    """Undo a batch as a whole; a repeat changes nothing. `pseudonym`: whose it must be, None: anybody's.

    Raises BatchUnknown.
    """
    row = _find(work.scope, batch_id)
    if row is None:
        raise BatchUnknown("got an undo id that this instance does not have")
    if pseudonym is not None and row.user_pseudonym != pseudonym:
        raise BatchUnknown("got the batch of another user, expected one's own, or an admin's token")
    numbers = [statement["seq"] for statement in row.stated]
    present = _stated(work, numbers)
    changes: list[LinkChange] = []
    if row.undone_at is None:
        work.scope.delete(statements, among(statements.c.seq, numbers))
        changes = relink(work, set(present.values()))
        undone = work.scope.change(judgement_batches, id=batch_id)
        work.scope.execute(undone.values(undone_at=work.context.now))
    return BatchResult(batch_id, tuple(_undone(work, row.stated, present)), tuple(changes))


def list_batches(
    scope: OpenScope, pseudonym: str | None, after: tuple[datetime, str] | None, limit: int
) -> Sequence[Row[Any]]:
    """Return batches of an instance, of a user or of all, the newest first: behind a key, at most so many."""
    query = scope.own(judgement_batches)
    if pseudonym is not None:
        query = query.filter_by(user_pseudonym=pseudonym)
    listed = older_than(query, (judgement_batches.c.at, judgement_batches.c.id), after)
    return scope.execute(listed.limit(limit)).all()


def _keep(work: Relinking, batch_id: str, user_pseudonym: str | None, newest: int) -> None:
    """Store the batch with the statements after a number: the instance is held, so that they are its own."""
    columns = [statements.c[name] for name in ("seq", "object", "record_id", "profile_id", "verdict")]
    new = work.scope.own(*columns).where(statements.c.seq > newest).order_by(statements.c.seq)
    stated = [dict(row._mapping) for row in work.scope.execute(new)]
    row = {"id": batch_id, "instance_id": work.scope.instance_id, "user_pseudonym": user_pseudonym, "stated": stated}
    work.scope.execute(judgement_batches.insert().values(**row, at=work.context.now))


def _find(scope: OpenScope, batch_id: str) -> Row[Any] | None:
    return scope.execute(scope.own(judgement_batches).filter_by(id=batch_id)).one_or_none()


def _stated(work: Relinking, numbers: Sequence[int]) -> dict[int, RecordKey]:
    """Return the present records of those statements that are there: merges move them (D10)."""
    query = work.scope.own(statements.c.seq, statements.c.object, statements.c.record_id).where(
        among(statements.c.seq, numbers)
    )
    rows = work.scope.execute(query)
    return {row.seq: RecordKey.named_by(row) for row in rows}


def _undone(work: Relinking, stated: Sequence[Mapping[str, Any]], moved: Mapping[int, RecordKey]) -> list[JudgedResult]:
    keys = [
        moved.get(statement["seq"], RecordKey(CrmObject(statement["object"]), statement["record_id"]))
        for statement in stated
    ]
    current = read_aliases(work.scope, set(keys))
    links = read_links(work.scope, {current.get(key, key) for key in keys})
    results = []
    for number, key in enumerate(keys):
        link = links.get(current.get(key, key))
        decided = link is not None and link.statement_seq is not None
        results.append(
            JudgedResult(number, key, JudgedStatus.OVERRULED if decided else JudgedStatus.UNDONE, None, link)
        )
    return results

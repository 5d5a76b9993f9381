"""Judgements in batches: tried out, applied together, and undone together.

An undo deletes the batch's statements and relinks their records. Links are a function of what is stated (D3), so that
they are as if the batch had never been; what others stated meanwhile holds. The batch keeps what it had stated.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, func, select, update

from data.labels.label_rows import Verdict
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.contract.linking.relink import Relinking, relink
from serving.contract.linking.statements import Author, state
from serving.contract.records.keys import columns_of_records
from serving.contract.records.link_rows import read_links
from serving.contract.records.network_rows import Topic, unknown_profiles
from serving.contract.records.records import read_aliases
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.links import judgement_batches, statements
from serving.store.tables.records import records
from serving.store.upserts import among, older_than
from serving.vocabulary.links import LinkChange, LinkRow, RecordKey, Statement
from serving.vocabulary.terms import KIND_OF, CrmObject, StatementSource

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


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """One row: a record, the verdict, and the profile that it is about (none with nobody)."""

    key: RecordKey
    verdict: Verdict
    profile_id: str | None


@dataclass(frozen=True, slots=True)
class JudgedResult:
    """What became of one row; `link` is its record's link afterwards."""

    row: int
    key: RecordKey
    status: JudgedStatus
    problem: RowProblem | None = None
    link: LinkRow | None = None


@dataclass(frozen=True, slots=True)
class BatchResult:
    """The results by row, and every link that changed; `undo_id` is null where nothing was stored."""

    undo_id: str | None
    rows: tuple[JudgedResult, ...]
    changes: tuple[LinkChange, ...]


@dataclass(frozen=True, slots=True)
class StoredBatch:
    """One batch as it is listed."""

    id: str
    at: datetime
    undone_at: datetime | None
    rows: int


class _TriedOut(Exception):
    """Rolls a trial back."""


def try_out(scope: InstanceScope, apply: Callable[[OpenScope], BatchResult]) -> BatchResult:
    """Return what a batch would do, by doing it in a transaction that is rolled back."""
    with suppress(_TriedOut), scope.writing() as open_scope:
        result = apply(open_scope)
        raise _TriedOut
    return replace(result, undo_id=None)


def judge_batch(work: Relinking, rows: Sequence[JudgedRow], author: Author, batch_id: str) -> BatchResult:
    """State the valid rows together, in their order, relink once, and keep them as a batch.

    A batch of that id that is there already is answered and not stated again: its answer was lost on the way.
    """
    current = _current(work, rows)
    problems = _problems(work, current)
    valid = [row for number, row in enumerate(current) if number not in problems]
    newest = work.connection.execute(select(func.max(statements.c.seq))).scalar() or 0
    is_new = _find(work.scope, batch_id) is None
    changes = state(work, [_stated_by(author, work, row) for row in valid]) if is_new else []
    if valid and is_new:
        _keep(work, batch_id, author, newest)
    links = read_links(work.scope, {row.key for row in valid})
    results = [
        JudgedResult(number, row.key, JudgedStatus.REJECTED, problems[number])
        if number in problems
        else JudgedResult(number, row.key, JudgedStatus.APPLIED, None, links.get(row.key))
        for number, row in enumerate(current)
    ]
    return BatchResult(batch_id if valid else None, tuple(results), tuple(changes))


def undo_batch(work: Relinking, batch_id: str, pseudonym: str | None) -> BatchResult:
    """Undo a batch as a whole; a repeat changes nothing. `pseudonym`: whose it must be, None: anybody's.

    Raises BatchUnknown.
    """
    row = _find(work.scope, batch_id)
    if row is None:
        raise BatchUnknown("got an undo id that this instance does not have")
    if pseudonym is not None and row.user_mark != pseudonym:
        raise BatchUnknown("got the batch of another user, expected one's own, or an admin's token")
    numbers = [statement["seq"] for statement in row.stated]
    present = _stated(work, numbers)
    changes: list[LinkChange] = []
    if row.undone_at is None:
        of_instance = statements.c.instance_id == work.instance_id
        work.connection.execute(delete(statements).where(of_instance, among(statements.c.seq, numbers)))
        changes = relink(work, set(present.values()))
        undone = update(judgement_batches).filter_by(id=batch_id)
        work.connection.execute(undone.values(undone_at=work.context.now))
    return BatchResult(batch_id, tuple(_undone(work, row.stated, present)), tuple(changes))


def list_batches(
    scope: OpenScope, pseudonym: str | None, page: tuple[tuple[datetime, str] | None, int]
) -> list[StoredBatch]:
    """Return batches of an instance, of a user or of all, the newest first: behind a key, at most so many."""
    after, limit = page
    query = scope.own(judgement_batches)
    if pseudonym is not None:
        query = query.filter_by(user_mark=pseudonym)
    listed = older_than(query, (judgement_batches.c.at, judgement_batches.c.id), after).limit(limit)
    return [StoredBatch(row.id, row.at, row.undone_at, len(row.stated)) for row in scope.execute(listed)]


def _current(work: Relinking, rows: Sequence[JudgedRow]) -> list[JudgedRow]:
    """Return the rows with the surviving records of merged ones (D10)."""
    merged = read_aliases(work.scope, {row.key for row in rows})
    return [JudgedRow(merged.get(row.key, row.key), row.verdict, row.profile_id) for row in rows]


def _problems(work: Relinking, rows: Sequence[JudgedRow]) -> dict[int, RowProblem]:
    live = columns_of_records(work.scope, {row.key for row in rows}, records.c.deleted_at)
    unknown = {kind: _unknown_profiles(work, kind, rows) for kind in Kind}
    problems: dict[int, RowProblem] = {}
    for number, row in enumerate(rows):
        if row.key not in live or live[row.key].deleted_at is not None:
            problems[number] = RowProblem.RECORD_UNKNOWN
        elif row.verdict in {Verdict.MATCH, Verdict.NOT_MATCH} and row.profile_id is None:
            problems[number] = RowProblem.PROFILE_MISSING
        elif row.profile_id in unknown[KIND_OF[row.key.object]]:
            problems[number] = RowProblem.PROFILE_UNKNOWN
    return problems


def _unknown_profiles(work: Relinking, kind: Kind, rows: Sequence[JudgedRow]) -> frozenset[str]:
    """Return the profiles of matches that the network does not have; one that closed can still be rejected."""
    named = {row.profile_id for row in rows if row.verdict is Verdict.MATCH and KIND_OF[row.key.object] is kind}
    return unknown_profiles(
        work.connection, work.matching, kind, {profile_id for profile_id in named if profile_id}, Topic.LINKS
    )


def _stated_by(author: Author, work: Relinking, row: JudgedRow) -> Statement:
    """Return a row's statement; a rejection is no answer of the queue: nobody drew these records at random."""
    source = StatementSource.CONFIRMATION if row.verdict is Verdict.MATCH else StatementSource.REJECTION
    return author.states(work, source, row.verdict, row.key, row.profile_id)


def _keep(work: Relinking, batch_id: str, author: Author, newest: int) -> None:
    """Store the batch with the statements after a number: the instance is held, so that they are its own."""
    columns = [statements.c[name] for name in ("seq", "object", "record_id", "profile_id", "verdict")]
    new = work.scope.own(*columns).where(statements.c.seq > newest).order_by(statements.c.seq)
    stated = [dict(row._mapping) for row in work.scope.execute(new)]
    row = {"id": batch_id, "instance_id": work.instance_id, "user_mark": author.user_pseudonym, "stated": stated}
    work.connection.execute(judgement_batches.insert().values(**row, at=work.context.now))


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

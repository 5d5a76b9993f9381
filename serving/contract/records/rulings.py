"""Statements and rulings on records, read from the store in terms of the network's present profiles."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, select

from data.labels.label_rows import Verdict
from features.schema.kinds import Kind
from serving.contract.records.keys import of_records
from serving.store.contracts import OpenScope
from serving.store.tables.links import profile_notes, statements
from serving.store.upserts import among
from serving.vocabulary.links import RecordKey, Ruling, Statement, ruling_of
from serving.vocabulary.terms import StatementSource

OPEN = "open"
CLOSED = "closed"
MERGED = "merged"
ABSENT = "absent"
_LATER = statements.alias("later")
HOLDS = (statements.c.verdict != Verdict.LIFTED) & ~(
    select(_LATER.c.seq)
    .where(*(_LATER.c[name] == statements.c[name] for name in ("instance_id", "object", "record_id")))
    .where(_LATER.c.verdict == Verdict.LIFTED, _LATER.c.seq > statements.c.seq)
    .where(_LATER.c.profile_id.is_(None) | (_LATER.c.profile_id == statements.c.profile_id))
    .exists()
)
"""Whether a row of `statements` is a statement that no later one lifted."""


def rulings_of(scope: OpenScope, keys: Collection[RecordKey]) -> dict[RecordKey, Ruling]:
    """Return the rulings on those records that have statements."""
    stated = statements_of(scope, keys)
    fates = {
        kind: fates_of(
            scope.connection,
            kind,
            {statement.profile_id for statement in stated if statement.kind is kind and statement.profile_id},
        )
        for kind in {statement.kind for statement in stated}
    }
    by_key: defaultdict[RecordKey, list[Statement]] = defaultdict(list)
    for statement in stated:
        current = _current(statement, fates[statement.kind])
        if current is not None:
            by_key[statement.key].append(current)
    return {key: ruling_of(theirs) for key, theirs in by_key.items()}


def refusing(scope: OpenScope, keys: Collection[RecordKey], profile_id: str) -> frozenset[RecordKey]:
    """Return those records of which a user said that they are not a profile, or nobody: they are not offered for it."""
    return frozenset(
        key
        for key, ruling in rulings_of(scope, keys).items()
        if profile_id in ruling.rejected or ruling.nobody is not None
    )


def statements_of(scope: OpenScope, keys: Collection[RecordKey]) -> list[Statement]:
    """Return all statements on some records, in the order of their numbers."""
    if not keys:
        return []
    query = scope.own(statements).where(of_records(statements, keys))
    return [statement_of(row) for row in scope.execute(query.order_by(statements.c.seq))]


def effective_rows(scope: OpenScope, kind: Kind) -> Sequence[Row[Any]]:
    """Return the rows of an instance's statements on one kind that hold, in their order."""
    return scope.execute(scope.own(statements).filter_by(kind=kind).where(HOLDS).order_by(statements.c.seq)).all()


def statement_of(row: Row[Any]) -> Statement:
    """Read a row of the table."""
    return Statement(
        key=RecordKey.named_by(row),
        kind=Kind(row.kind),
        verdict=Verdict(row.verdict),
        source=StatementSource(row.source),
        profile_id=row.profile_id,
        at=row.at,
        seq=row.seq,
        because=row.because,
        user_pseudonym=row.user_pseudonym,
        is_label=row.is_label,
        weight=row.weight,
    )


def fates_of(connection: Connection, kind: Kind, profiles: Iterable[str]) -> dict[str, str | None]:
    """Return the fates of those profiles of a kind that are gone: the survivor of a merge, None when closed (D13)."""
    fates: dict[str, str | None] = {}
    left = set(profiles)
    while left:
        gone = (
            select(profile_notes.c.profile_id, profile_notes.c.state, profile_notes.c.into_id)
            .filter_by(kind=kind)
            .where(among(profile_notes.c.profile_id, sorted(left)), profile_notes.c.state != OPEN)
        )
        next_fates = {row.profile_id: row.into_id if row.state == MERGED else None for row in connection.execute(gone)}
        fates |= next_fates
        left = {into for into in next_fates.values() if into is not None and into not in fates}
    return {profile: _survivor(profile, fates) for profile in fates}


def _survivor(profile: str, fates: Mapping[str, str | None]) -> str | None:
    current: str | None = profile
    visited: set[str] = set()
    while current is not None and current in fates and current not in visited:
        visited.add(current)
        current = fates[current]
    return None if current in visited else current


def _current(statement: Statement, fates: Mapping[str, str | None]) -> Statement | None:
    """Return a statement on a merged profile as one on its survivor, None on a closed one until it opens again."""
    if statement.profile_id is None or statement.profile_id not in fates:
        return statement
    survivor = fates[statement.profile_id]
    return None if survivor is None else replace(statement, profile_id=survivor)

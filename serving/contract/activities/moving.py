"""Accepted corrections (D8): each part moves to the linked record idempotently, then its journal entry."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, update

from features.schema.errors import OnematchError
from serving.contract.activities.calls import (
    CrmUnavailable,
    addressed,
    bodies_of,
    call_crm,
    failure_of,
    located,
    require_client,
)
from serving.contract.activities.corrections import propose_after_delivery
from serving.contract.activities.finding import SoughtActivity, find_written
from serving.contract.activities.journal import JournalEntry, entries_of
from serving.contract.activities.targeting import Addressee, addressee
from serving.crm.crm_client import CrmClient, Reply
from serving.crm.delivery import DeliveryOutcome
from serving.crm.requests import ActivityPiece, CrmRecord, WrittenObject
from serving.crm.routing import Correction
from serving.store.contracts import InstanceScope, NotHere
from serving.store.tables.work import activities, corrections, written
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityKind, CrmObject


class CorrectionClosed(OnematchError):
    """A correction is already made or declined."""


class NowhereToGo(OnematchError):
    """No record is linked that the activity could move to."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One correction: its row with its activity, the parts to move, source and target."""

    row: Row[Any]
    entries: Sequence[JournalEntry]
    source: CrmRecord
    target: Addressee
    account_id: str | None


def find_correction(connection: Connection, instance_id: str, correction_id: str, user_id: str | None) -> Row[Any]:
    """Return a correction, of a user's activity if one is given; raises NotHere."""
    query = with_activities(instance_id).where(corrections.c.id == correction_id)
    if user_id is not None:
        query = query.where(activities.c.user_id == user_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotHere("there is no such correction")
    return row


def with_activities(instance_id: str) -> Any:
    """Return the query of corrections with the kind, user, marker and acceptance of their activities."""
    same = (activities.c.instance_id == corrections.c.instance_id) & (activities.c.id == corrections.c.activity_id)
    columns = (activities.c.kind, activities.c.user_id, activities.c.marker, activities.c.accepted_at)
    return select(corrections, *columns).join(activities, same).where(corrections.c.instance_id == instance_id)


def correct(scope: InstanceScope, row: Row[Any], actor: str, now: datetime) -> None:
    """Move the parts of a correction to its record; a repeat after an interruption continues.

    Raises CorrectionClosed, NowhereToGo, GrantMissing, CrmUnavailable, CrmRefused, RecordGone, WrongPath.
    """
    with scope.writing() as open_scope:
        plan = _plan(open_scope.connection, scope, row)
    client = require_client(scope, actor, now)
    for entry in plan.entries:
        crm_id = _move(scope, client, plan, entry)
        with scope.writing() as open_scope:
            _journal(open_scope.connection, scope.instance_id, entry, plan.target.key, crm_id)
    with scope.writing() as open_scope:
        _close(open_scope.connection, row.id, Correction.CORRECTED, now)
        # the link may have changed meanwhile
        propose_after_delivery(open_scope.connection, scope, row.activity_id, now)


def decline(connection: Connection, row: Row[Any], now: datetime) -> None:
    """Decline a correction: nothing moves. Raises CorrectionClosed."""
    _require_open(row)
    _close(connection, row.id, Correction.DECLINED, now)


def _plan(connection: Connection, scope: InstanceScope, row: Row[Any]) -> Plan:
    _require_open(row)
    target = None if row.to_id is None else addressee(connection, scope, RecordKey(CrmObject(row.to_object), row.to_id))
    if target is None:
        raise NowhereToGo("got a correction without a record to move to, expected one that is linked")
    key = RecordKey(CrmObject(row.from_object), row.from_id)
    source = addressee(connection, scope, key)
    entries = entries_of(connection, scope.instance_id, [row.activity_id]).get(row.activity_id, [])
    there = source.record if source else CrmRecord(key.object, key.id)
    account_id = target.account_named_in(ActivityKind(row.kind), scope)
    return Plan(row, [entry for entry in entries if entry.record == key], there, target, account_id)


def _move(scope: InstanceScope, client: CrmClient, plan: Plan, entry: JournalEntry) -> str:
    """Move one part to the target; return its id there. The last call removes it from the source."""
    bodies = bodies_of(scope)
    existing = WrittenObject(entry.crm_object, entry.crm_id, plan.source)
    requests = bodies.move(existing, plan.target.record, plan.account_id)
    for request in requests:
        call_crm(client, request, gone_is_fine=request.method == "DELETE")
    return entry.crm_id if requests else _copy_note(scope, client, plan, existing)


def _copy_note(scope: InstanceScope, client: CrmClient, plan: Plan, existing: WrittenObject) -> str:
    bodies = bodies_of(scope)
    target = addressed(client, bodies, plan.target.record)
    there = located(client, bodies, existing)
    read = None if there is None else call_crm(client, bodies.note_request(there), gone_is_fine=True)
    if there is None or read is None or read.outcome is DeliveryOutcome.GONE:
        piece = bodies.note_piece(plan.row.marker, target, plan.row.user_id, plan.row.marker)
        return (
            _existing_note(scope, client, plan, piece) or existing.crm_id
        )  # an earlier call moved it and its answer was lost
    copy = bodies.note_copy(read.body, target, plan.row.user_id, plan.row.marker)
    if copy is None:
        raise CrmUnavailable("got an incomplete note from the CRM, expected a retry later")
    crm_id = _existing_note(scope, client, plan, copy) or bodies.written_id(
        copy.crm_object, call_crm(client, copy.create).body
    )
    if crm_id is None:
        raise CrmUnavailable("got an incomplete answer from the CRM, expected a retry later")
    call_crm(client, bodies.removal(there), gone_is_fine=True)
    return crm_id


def _existing_note(scope: InstanceScope, client: CrmClient, plan: Plan, piece: ActivityPiece) -> str | None:
    """Return the id of a note that the target already has.

    Raises GrantMissing, CrmUnavailable, CrmRefused, RecordGone, WrongPath.
    """
    sought = SoughtActivity(plan.row.activity_id, plan.target.key, plan.row.accepted_at)
    existing = find_written(scope, client, piece, sought)
    if isinstance(existing, Reply):
        raise failure_of(existing.outcome)
    return existing


def _journal(connection: Connection, instance_id: str, entry: JournalEntry, target: RecordKey, crm_id: str) -> None:
    conditions = {"instance_id": instance_id, "activity_id": entry.activity_id, "part": entry.part}
    there = {**target.columns, "crm_id": crm_id}
    connection.execute(update(written).filter_by(**conditions).values(**there))


def _require_open(row: Row[Any]) -> None:
    if row.state != Correction.PROPOSED:
        raise CorrectionClosed(f"got a correction that is {row.state}, expected one that is proposed")


def _close(connection: Connection, correction_id: str, state: Correction, now: datetime) -> None:
    closed = update(corrections).filter_by(id=correction_id)
    connection.execute(closed.values(state=state, closed_at=now))

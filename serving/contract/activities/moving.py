"""Accepted corrections (D8): each part moves to the linked record idempotently, then its journal entry."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.activities.calls import (
    CrmUnavailable,
    SoughtActivity,
    addressed,
    call_crm,
    failure_of,
    find_written,
    located,
    require_client,
)
from serving.contract.activities.corrections import propose
from serving.contract.activities.journal import JournalEntry, entries_of
from serving.contract.activities.targeting import addressee, named_account
from serving.crm.crm_client import CrmClient, Reply
from serving.crm.requests import ActivityPiece, CrmRecord, WrittenObject
from serving.crm.retries import DeliveryOutcome
from serving.crm.routing import Correction
from serving.store.contracts import InstanceScope, NotHere, OpenScope
from serving.store.tables.work import activities, corrections, written
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityKind, CrmObject


class CorrectionClosed(OnematchError):
    """A correction is already made or declined."""


class NowhereToGo(OnematchError):
    """No record is linked that the activity could move to."""


@value_class
class Plan:
    """One correction: its row with its activity, the parts to move, source and target."""

    row: Row[Any]
    entries: Sequence[JournalEntry]
    source: CrmRecord
    target: CrmRecord
    account_id: str | None


def find_correction(scope: OpenScope, correction_id: str, user_id: str | None) -> Row[Any]:
    """Return a correction, of a user's activity if one is given; raises NotHere."""
    query = with_activities(scope).where(corrections.c.id == correction_id)
    if user_id is not None:
        query = query.where(activities.c.user_id == user_id)
    row = scope.execute(query).one_or_none()
    if row is None:
        raise NotHere("there is no such correction")
    return row


def with_activities(scope: InstanceScope) -> Any:
    """Return the query of corrections with the kind, user, profile, marker and acceptance of their activities."""
    its = activities.c
    is_its = (its.instance_id == corrections.c.instance_id) & (its.id == corrections.c.activity_id)
    query = select(corrections, its.kind, its.user_id, its.profile_kind, its.profile_id, its.marker, its.accepted_at)
    return query.join(activities, is_its).where(corrections.c.instance_id == scope.instance_id)


def correct(scope: InstanceScope, row: Row[Any], actor: str, now: datetime) -> None:
    """Move the parts of a correction to its record; a repeat after an interruption continues.

    Raises CorrectionClosed, NowhereToGo, GrantMissing, CrmUnavailable, CrmRefused, RecordGone, WrongPath.
    """
    with scope.writing() as open_scope:
        plan = _plan(open_scope, row)
    client = require_client(scope, actor, now)
    for entry in plan.entries:
        crm_id = _move(scope, client, plan, entry)
        with scope.writing() as open_scope:
            _journal(open_scope, entry, plan.target.key, crm_id)
    with scope.writing() as open_scope:
        moved = open_scope.change(activities, id=row.activity_id)
        open_scope.execute(moved.values(**plan.target.key.columns))
        _close(open_scope, row.id, Correction.CORRECTED, now)
        # the link may have changed meanwhile
        propose(open_scope, Kind(row.profile_kind), [row.profile_id], now)


def decline(scope: OpenScope, row: Row[Any], now: datetime) -> None:
    """Decline a correction: nothing moves. Raises CorrectionClosed."""
    _require_open(row)
    _close(scope, row.id, Correction.DECLINED, now)


def _plan(scope: OpenScope, row: Row[Any]) -> Plan:
    _require_open(row)
    target = None if row.to_id is None else addressee(scope, RecordKey(CrmObject(row.to_object), row.to_id))
    if target is None:
        raise NowhereToGo("got a correction without a record to move to, expected one that is linked")
    key = RecordKey(CrmObject(row.from_object), row.from_id)
    source = addressee(scope, key) or CrmRecord(key.object, key.id)
    entries = entries_of(scope, [row.activity_id]).get(row.activity_id, [])
    account_id = named_account(scope, ActivityKind(row.kind), target)
    return Plan(row, [entry for entry in entries if entry.record == key], source, target, account_id)


def _move(scope: InstanceScope, client: CrmClient, plan: Plan, entry: JournalEntry) -> str:
    """Move one part to the target; return its id there. The last call removes it from the source."""
    bodies = client.bodies
    existing = WrittenObject(entry.crm_object, entry.crm_id, plan.source)
    requests = bodies.move(existing, plan.target, plan.account_id)
    for request in requests:
        call_crm(client, request, gone_is_fine=request.method == "DELETE")
    return entry.crm_id if requests else _copy_note(scope, client, plan, existing)


def _copy_note(scope: InstanceScope, client: CrmClient, plan: Plan, existing: WrittenObject) -> str:
    bodies = client.bodies
    target = addressed(client, plan.target)
    there = located(client, existing)
    read = None if there is None else call_crm(client, bodies.note_request(there), gone_is_fine=True)
    if there is None or read is None or read.outcome is DeliveryOutcome.GONE:
        # an earlier call moved it and its answer was lost
        piece = bodies.note_piece(plan.row.marker, target, plan.row.user_id, plan.row.marker)
        return _existing_note(scope, client, plan, piece) or existing.crm_id
    copy = bodies.note_copy(read.body, target, plan.row.user_id, plan.row.marker)
    if copy is None:
        raise CrmUnavailable("got an incomplete note from the CRM, expected a retry later")
    crm_id = _existing_note(scope, client, plan, copy)
    crm_id = crm_id or bodies.written_id(copy.crm_object, call_crm(client, copy.create).body)
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


def _journal(scope: OpenScope, entry: JournalEntry, target: RecordKey, crm_id: str) -> None:
    entries = scope.change(written, activity_id=entry.activity_id, part=entry.part)
    scope.execute(entries.values(**target.columns, crm_id=crm_id))


def _require_open(row: Row[Any]) -> None:
    if row.state != Correction.PROPOSED:
        raise CorrectionClosed("got a correction that is {state}, expected one that is proposed", state=row.state)


def _close(scope: OpenScope, correction_id: str, state: Correction, now: datetime) -> None:
    scope.execute(scope.change(corrections, id=correction_id).values(state=state, closed_at=now))

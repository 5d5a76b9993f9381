"""The outbox: due activities, claims on them, and the result of each attempt (S70)."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from features.schema.kinds import Kind
from serving.contract.activities.journal import JournalEntry, append_entries, entries_of, forget_entry, unseal_text
from serving.contract.activities.switchboard import read_switchboard
from serving.contract.activities.targeting import Addressee, TargetProfile, addressee, link_to
from serving.contract.saves.opportunity_rules import today_in
from serving.crm.activities import WAITING, ActivityPart, Switch, first_closed, subject_line
from serving.crm.crm_client import Reply
from serving.crm.delivery import LONGEST_CALL, Attempt, DeliveryOutcome, Step, step_after
from serving.crm.requests import CrmRecord, Outgoing
from serving.store.contracts import CONNECTED, InstanceScope, load_instance
from serving.store.tables.work import activities
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import ActivityKind, ActivityState

DUE = (ActivityState.QUEUED, ActivityState.RETRYING, ActivityState.SENDING)
"""States with a due time; an interrupted SENDING is due after the longest call."""


@dataclass(frozen=True, slots=True)
class DeliveryClaim:
    """A claimed activity. `must_search`: an earlier attempt has an unknown outcome, so the CRM is searched first."""

    id: str
    profile: TargetProfile
    outgoing: Outgoing
    to: Addressee
    account_id: str | None
    must_search: bool
    written: frozenset[ActivityPart]
    number: int
    accepted_at: datetime
    sent_at: datetime | None
    """When a write was last begun; None before the first, and for attempts of versions that did not store it."""

    def attempt(self, now: datetime) -> Attempt:
        """Return the attempt for the next step; its outcome stays unknown until the search has found the parts."""
        return Attempt(self.number, in_doubt=self.must_search, now=now)


@dataclass(frozen=True, slots=True)
class Ended:
    """The result of an attempt: its outcome, the parts that it wrote or found, and the CRM's last answer."""

    outcome: DeliveryOutcome
    entries: tuple[JournalEntry, ...] = ()
    reply: Reply | None = None


def due_instances(connection: Connection, now: datetime) -> dict[str, int]:
    """Return the number of due activities of each instance that has any."""
    due = (activities.c.state.in_(DUE), activities.c.next_at <= now)
    counted = select(activities.c.instance_id, func.count().label("waiting")).where(*due)
    by_instance = counted.group_by(activities.c.instance_id)
    return {row.instance_id: row.waiting for row in connection.execute(by_instance)}


def claim_next(
    connection: Connection, scope: InstanceScope, now: datetime, only: str | None = None
) -> DeliveryClaim | tuple[str, ActivityState] | None:
    """Claim the due activity that happened last; None if none is due. The transaction locks the instance.

    Of one that ended without a call return the id and the state.
    `only` restricts the claim to one activity. Instance, switches, grant and link are read again right before
    sending (D8, D24, D27, D29). The newest activity is first, so that a back-fill does not delay a seller (S65).
    """
    due = (
        select(activities)
        .filter_by(instance_id=scope.instance_id)
        .where(activities.c.state.in_(DUE), activities.c.next_at <= now)
    )
    if only is not None:
        due = due.filter_by(id=only)
    row = connection.execute(due.order_by(activities.c.occurred_at.desc(), activities.c.id).limit(1)).one_or_none()
    if row is None:
        return None
    claim = _prepare(connection, scope, row, now)
    if isinstance(claim, DeliveryClaim):
        _begin(connection, scope, row, claim, now)
        return claim
    _store(connection, scope.instance_id, row.id, claim)
    return row.id, claim.state


def is_on_linked_record(connection: Connection, scope: InstanceScope, claim: DeliveryClaim) -> bool:
    """Whether the activity was written to the record that is linked now."""
    link = link_to(connection, scope.instance_id, claim.profile)
    return link is not None and link.key == claim.to.key


def end_attempt(
    connection: Connection,
    scope: InstanceScope,
    claim: DeliveryClaim,
    ended: Ended,
    attempt: Attempt,
) -> Step:
    """Append the parts to the journal and store the next step; a disconnected instance gets no retry (D24)."""
    outcome = ended.outcome
    live = load_instance(connection, scope.instance_id)
    is_closed = live is None or live.state != CONNECTED or live.epoch != scope.instance.epoch
    step = step_after(
        DeliveryOutcome.CLOSED if is_closed and outcome is not DeliveryOutcome.WRITTEN else outcome, attempt
    )
    if live is not None:
        append_entries(connection, scope.instance_id, ended.entries, attempt.now)
    conditions = (activities.c.state == ActivityState.SENDING, activities.c.attempts == claim.number)
    _store(connection, scope.instance_id, claim.id, step, *conditions, reply=ended.reply)
    return step


def _prepare(connection: Connection, scope: InstanceScope, row: Row[Any], now: datetime) -> DeliveryClaim | Step:
    attempt = Attempt(row.attempts + 1, in_doubt=row.in_doubt, now=now)
    closed = _closed_switch(connection, scope, row, now)
    if closed in WAITING:
        return step_after(WAITING[closed], attempt)
    if closed is not None:
        return Step(ActivityState.CANCELLED, closed, row.in_doubt)
    written = entries_of(connection, scope.instance_id, [row.id]).get(row.id, [])
    to = _addressee(connection, scope, row, written)
    if to is None:
        return step_after(DeliveryOutcome.NO_TARGET, attempt)
    text = unseal_text(scope.key(connection), scope, row.id, row.sealed)
    kind = ActivityKind(row.kind)
    if not text.subject:  # accepted before activities without a subject got one
        day = today_in(scope.contract.time_zone, row.occurred_at)
        text = replace(text, subject=subject_line(kind, "", day))
    outgoing = Outgoing(kind, text, row.user_id, row.occurred_at, row.marker)
    account_id = to.account_named_in(kind, scope)
    gone = [entry for entry in written if entry.record != to.key]
    for entry in gone:  # with its record
        forget_entry(connection, scope.instance_id, entry)
    parts = frozenset(entry.part for entry in written if entry not in gone)
    return DeliveryClaim(
        id=row.id,
        profile=_profile(row),
        outgoing=outgoing,
        to=to,
        account_id=account_id,
        must_search=row.in_doubt,
        written=parts,
        number=attempt.number,
        accepted_at=row.accepted_at,
        sent_at=row.sent_at,
    )


def _closed_switch(connection: Connection, scope: InstanceScope, row: Row[Any], now: datetime) -> Switch | None:
    """Return the switch that stops an unsent activity: the user's own (S54) and a lost seat do as well (D27)."""
    board = read_switchboard(connection, scope, [row.user_id], now)
    if not board.has_active(row.user_id):
        return Switch.AUTHORIZATION  # D18
    return None if row.is_test else first_closed(board.of(row.user_id, ActivityKind(row.kind)))


def _addressee(
    connection: Connection, scope: InstanceScope, row: Row[Any], written: Collection[JournalEntry]
) -> Addressee | None:
    """Return the record that may already hold the activity or a part (D31, D32), else the linked one."""
    if row.in_doubt and row.record_id is not None:
        key = RecordKey.named_by(row)
        return addressee(connection, scope, key) or Addressee(CrmRecord(key.object, key.id), None)
    for entry in written:
        if (partly_written := addressee(connection, scope, entry.record)) is not None:
            return partly_written
    link = link_to(connection, scope.instance_id, _profile(row))
    return addressee(connection, scope, link.key) if link else None


def _profile(row: Row[Any]) -> TargetProfile:
    return TargetProfile(Kind(row.profile_kind), row.profile_id)


def _begin(connection: Connection, scope: InstanceScope, row: Row[Any], claim: DeliveryClaim, now: datetime) -> None:
    """Store that a call follows: after an interruption the CRM is searched before sending (D31)."""
    begun = {"state": ActivityState.SENDING, "attempts": claim.number, "in_doubt": True, "expires_at": None}
    begun |= {**claim.to.key.columns, "next_at": now + LONGEST_CALL}
    begun |= {} if claim.must_search else {"sent_at": now}
    conditions = {"instance_id": scope.instance_id, "id": row.id}
    connection.execute(update(activities).filter_by(**conditions).values(**begun))


def _store(
    connection: Connection, instance_id: str, activity_id: str, step: Step, *still: Any, reply: Reply | None = None
) -> None:
    values = {
        "state": step.state,
        "reason": step.reason,
        "in_doubt": step.in_doubt,
        "next_at": step.next_at,
        "expires_at": step.expires_at,
        "crm_status": reply and reply.status,
        "crm_message": reply and reply.message,
    }
    if step.state in (ActivityState.DELIVERED, ActivityState.CANCELLED):
        values["sealed"] = None  # the text is no longer needed
    conditions = {"instance_id": instance_id, "id": activity_id}
    connection.execute(update(activities).filter_by(**conditions).where(*still).values(**values))

"""The outbox: due activities, claims on them, and the result of each attempt (S70)."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select

from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.activities.journal import (
    JournalEntry,
    append_entries,
    change_activities,
    entries_of,
    forget_entry,
    unseal_text,
)
from serving.contract.activities.switchboard import read_switchboard
from serving.contract.activities.targeting import addressee, link_to, named_account
from serving.crm.activities import WAITING, ActivityPart, Switch, first_closed
from serving.crm.crm_client import Reply
from serving.crm.requests import CrmRecord, Outgoing
from serving.crm.retries import LONGEST_CALL, Attempt, DeliveryOutcome, Step, step_after
from serving.store.contracts import CONNECTED, OpenScope, load_instance
from serving.store.tables.work import activities
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import ActivityKind, ActivityState

DUE = (ActivityState.QUEUED, ActivityState.RETRYING, ActivityState.SENDING)
"""States with a due time; an interrupted SENDING is due after the longest call."""


@value_class
class DeliveryClaim:
    """A claimed activity: its row before the attempt, what is written and where, and the parts that are written.

    Where `row.in_doubt`, an earlier attempt has an unknown outcome, so the CRM is searched first.
    """

    row: Row[Any]
    profile: ProfileKey
    outgoing: Outgoing
    to: CrmRecord
    account_id: str | None
    written: frozenset[ActivityPart]

    @property
    def number(self) -> int:
        """The number of the attempt."""
        return int(self.row.attempts) + 1


@value_class
class Ended:
    """The result of an attempt: the CRM's last answer with its outcome, and the parts that were written or found."""

    reply: Reply
    entries: tuple[JournalEntry, ...] = ()


def due_instances(connection: Connection, now: datetime) -> dict[str, int]:
    """Return the number of due activities of each instance that has any."""
    due = (activities.c.state.in_(DUE), activities.c.next_at <= now)
    counted = select(activities.c.instance_id, func.count().label("waiting")).where(*due)
    by_instance = counted.group_by(activities.c.instance_id)
    return {row.instance_id: row.waiting for row in connection.execute(by_instance)}


def claim_next(
    scope: OpenScope, now: datetime, only: str | None = None
) -> DeliveryClaim | tuple[str, ActivityState] | None:
    """Claim the due activity that happened last; None if none is due. The transaction locks the instance.

    Of one that ended without a call return the id and the state.
    `only` restricts the claim to one activity. Instance, switches, grant and link are read again right before
    sending (D8, D24, D27, D29). The newest activity is first, so that a back-fill does not delay a seller (S65).
    """
    due = scope.own(activities).where(activities.c.state.in_(DUE), activities.c.next_at <= now)
    if only is not None:
        due = due.filter_by(id=only)
    row = scope.execute(due.order_by(activities.c.occurred_at.desc(), activities.c.id).limit(1)).one_or_none()
    if row is None:
        return None
    claim = _prepare(scope, row, now)
    if isinstance(claim, DeliveryClaim):
        _begin(scope, claim, now)
        return claim
    _store(scope, row.id, claim, now)
    return row.id, claim.state


def is_on_linked_record(scope: OpenScope, claim: DeliveryClaim) -> bool:
    """Whether the activity was written to the record that is linked now."""
    link = link_to(scope, claim.profile)
    return link is not None and link.key == claim.to.key


def end_attempt(
    scope: OpenScope,
    claim: DeliveryClaim,
    ended: Ended,
    now: datetime,
) -> Step:
    """Append the parts to the journal and store the next step; a disconnected instance gets no retry (D24)."""
    outcome = ended.reply.outcome
    attempt = Attempt(claim.number, claim.row.in_doubt, now, ended.reply.retry_after)
    live = load_instance(scope.connection, scope.instance_id)
    is_closed = live is None or live.state != CONNECTED or live.epoch != scope.instance.epoch
    step = step_after(
        DeliveryOutcome.CLOSED if is_closed and outcome is not DeliveryOutcome.WRITTEN else outcome, attempt
    )
    if live is not None:
        append_entries(scope, ended.entries, now)
    conditions = (activities.c.state == ActivityState.SENDING, activities.c.attempts == claim.number)
    _store(scope, claim.row.id, step, now, *conditions, reply=ended.reply)
    return step


def _prepare(scope: OpenScope, row: Row[Any], now: datetime) -> DeliveryClaim | Step:
    attempt = Attempt(row.attempts + 1, in_doubt=row.in_doubt, now=now)
    closed = _closed_switch(scope, row, now)
    if closed in WAITING:
        return step_after(DeliveryOutcome(closed), attempt)
    if closed is not None:
        return Step(ActivityState.CANCELLED, closed, row.in_doubt)
    written = entries_of(scope, [row.id]).get(row.id, [])
    to = _addressee(scope, row, written)
    if to is None:
        return step_after(DeliveryOutcome.NO_TARGET, attempt)
    text = unseal_text(scope.data_key, scope, row.id, row.sealed)
    kind = ActivityKind(row.kind)
    outgoing = Outgoing(kind, text, row.user_id, row.occurred_at, row.marker)
    account_id = named_account(scope, kind, to)
    gone = [entry for entry in written if entry.record != to.key]
    for entry in gone:  # with its record
        forget_entry(scope, entry)
    parts = frozenset(entry.part for entry in written if entry not in gone)
    return DeliveryClaim(row=row, profile=_profile(row), outgoing=outgoing, to=to, account_id=account_id, written=parts)


def _closed_switch(scope: OpenScope, row: Row[Any], now: datetime) -> Switch | None:
    """Return the switch that stops an unsent activity: the user's own (S54) and a lost seat do as well (D27)."""
    board = read_switchboard(scope, [row.user_id], now)
    if not board.has_active(row.user_id):
        return Switch.GRANT  # D18
    return None if row.is_test else first_closed(board.of(row.user_id, ActivityKind(row.kind)))


def _addressee(scope: OpenScope, row: Row[Any], written: Collection[JournalEntry]) -> CrmRecord | None:
    """Return the record that may already hold the activity or a part (D31, D32), else the linked one."""
    if row.in_doubt and row.record_id is not None:
        key = RecordKey.named_by(row)
        return addressee(scope, key) or CrmRecord(key.object, key.id)
    for entry in written:
        if (partly_written := addressee(scope, entry.record)) is not None:
            return partly_written
    link = link_to(scope, _profile(row))
    return addressee(scope, link.key) if link else None


def _profile(row: Row[Any]) -> ProfileKey:
    return ProfileKey(Kind(row.profile_kind), row.profile_id)


def _begin(scope: OpenScope, claim: DeliveryClaim, now: datetime) -> None:
    """Store that a call follows: after an interruption the CRM is searched before sending (D31)."""
    begun = {"state": ActivityState.SENDING, "attempts": claim.number, "in_doubt": True, "expires_at": None}
    begun |= {**claim.to.key.columns, "next_at": now + LONGEST_CALL}
    begun |= {} if claim.row.in_doubt else {"sent_at": now}
    scope.execute(scope.change(activities, id=claim.row.id).values(**begun))


def _store(
    scope: OpenScope, activity_id: str, step: Step, now: datetime, *still: Any, reply: Reply | None = None
) -> None:
    values = {**asdict(step), "crm_status": reply and reply.status, "crm_message": reply and reply.message}
    if step.state in (ActivityState.DELIVERED, ActivityState.CANCELLED):
        values["sealed"] = None  # the text is no longer needed
    same = scope.change(activities, id=activity_id)
    change_activities(scope, same.where(*still).values(**values), now)

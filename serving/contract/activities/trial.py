"""The admin's test note (S59): sent even while writeback is off, marked as a test, and removable."""

from datetime import datetime
from enum import StrEnum

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.contract.activities.activities import StoredActivity, find_activity
from serving.contract.activities.calls import (
    SoughtActivity,
    addressed,
    call_crm,
    client_for,
    failure_of,
    find_written,
    located,
    require_client,
)
from serving.contract.activities.deliver import deliver_one
from serving.contract.activities.grants import users_with_a_grant
from serving.contract.activities.intake import NewActivity, Receipt, accept_activities, require_taken
from serving.contract.activities.journal import change_activities, forget_entry
from serving.contract.activities.targeting import link_to
from serving.contract.records.matching import Matchers
from serving.contract.records.network_rows import Topic, require_profile
from serving.crm.activities import Text
from serving.crm.crm_client import Reply
from serving.crm.requests import CrmRecord, WrittenObject
from serving.crm.retries import DeliveryOutcome
from serving.store.contracts import InstanceScope
from serving.store.tables.work import activities
from serving.vocabulary.links import ProfileKey
from serving.vocabulary.terms import ActivityKind, ActivityState

TEXT = Text("Test note", "An admin wrote this note to test that activities reach the CRM. It can be removed.")


class NotLinked(OnematchError):
    """The member has no linked record for a test note."""


class Recovery(StrEnum):
    """Whether a test note is found by the way that recovers a lost answer (S59, D31)."""

    FOUND = "found"
    NOT_YET = "not_yet"
    """The CRM's search does not have it, which may take minutes (HubSpot)."""
    CANNOT_SEARCH = "cannot_search"
    """The CRM refused the search or did not answer it: an activity whose answer is lost would be a dead letter."""


def make_test_note(activity_id: str, member_id: str, admin_id: str, now: datetime) -> NewActivity:
    """Return the test note for a member."""
    profile = ProfileKey(Kind.PERSON, member_id)
    return NewActivity(
        id=activity_id,
        kind=ActivityKind.NOTE,
        user_id=admin_id,
        profile=profile,
        text=TEXT,
        degree=None,
        occurred_at=now,
        is_test=True,
    )


def write_test_note(scope: InstanceScope, note: NewActivity, now: datetime, matching: Matchers) -> Receipt:
    """Store a test note and send it now; raises NotLinked, GrantMissing, ActivityIdReused, ProfileUnknown."""
    with scope.writing() as open_scope:
        require_profile(open_scope.connection, matching, note.profile.kind, note.profile.id, Topic.ACTIVITIES)
        if not users_with_a_grant(open_scope, [note.user_id], now):
            raise failure_of(DeliveryOutcome.NO_GRANT)
        if link_to(open_scope, note.profile) is None:
            raise NotLinked("got a member without a linked record, expected one that is linked")
        receipt = require_taken(accept_activities(open_scope, [note], now, matching)[0])
    deliver_one(scope, note.id, now, client_for)
    return receipt


def recovery_of(scope: InstanceScope, note: NewActivity, now: datetime) -> Recovery | None:
    """Return whether a delivered test note is found as one with a lost answer would be (D31); None if undelivered."""
    with scope.reading() as open_scope:
        stored = find_activity(open_scope, note.id, None)
    if stored.state is not ActivityState.DELIVERED or stored.target is None:
        return None
    target = stored.target
    try:
        client = require_client(scope, note.user_id, now)
        record = addressed(client, CrmRecord(target.object, target.id))
    except OnematchError:
        return Recovery.CANNOT_SEARCH
    sought = SoughtActivity(note.id, target, stored.row.accepted_at)
    outcomes = [
        find_written(scope, client, piece, sought)
        for piece in client.bodies.pieces(note.outgoing(stored.row.marker), record, None)
    ]
    if any(isinstance(outcome, Reply) for outcome in outcomes):
        return Recovery.CANNOT_SEARCH
    return Recovery.NOT_YET if None in outcomes else Recovery.FOUND


def take_back(scope: InstanceScope, note: StoredActivity, now: datetime) -> None:
    """Remove a delivered test note from the CRM, part by part; a repeat continues after an interruption.

    Raises GrantMissing, CrmUnavailable, CrmRefused, WrongPath.
    """
    client = require_client(scope, note.row.user_id, now)
    for entry in note.written:
        record = CrmRecord(entry.record.object, entry.record.id)
        there = located(client, WrittenObject(entry.crm_object, entry.crm_id, record))
        if there is not None:
            call_crm(client, client.bodies.removal(there), gone_is_fine=True)
        with scope.writing() as open_scope:
            forget_entry(open_scope, entry)
    with scope.writing() as open_scope:
        same = open_scope.change(activities, id=note.id)
        change_activities(open_scope, same.values(state=ActivityState.CANCELLED, reason="removed"), now)

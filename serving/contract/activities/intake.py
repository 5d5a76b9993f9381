"""Intake of activities: the decision on each, and its sealed row until the CRM holds it (S50 to S70)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, select

from features.schema.errors import OnematchError
from serving.access.callers import ActingUserWrong
from serving.contract.activities.calls import bodies_of
from serving.contract.activities.journal import SAMPLE_MARKER, content_hash, marker_of, seal_text
from serving.contract.activities.switchboard import Switchboard, read_switchboard
from serving.contract.activities.targeting import TargetProfile, addressee
from serving.contract.records.link_rows import linked_records
from serving.contract.records.matching import Matchers
from serving.contract.records.network_rows import NO_PROFILE, ProfileUnknown, Topic, unknown_profiles
from serving.contract.saves.opportunity_rules import today_in
from serving.crm.activities import (
    WAITING,
    ActivityContradiction,
    Degree,
    Switch,
    Text,
    admit,
    contradiction_of,
    subject_line,
    switches_of_a_test,
)
from serving.crm.delivery import ACTIVITIES_KEPT_FOR
from serving.crm.requests import CrmRequest, Outgoing
from serving.crm.routing import Unsupported, target_of, unsupported_profile
from serving.crm.vendors import VENDORS
from serving.store.contracts import InstanceScope
from serving.store.tables.work import activities, activity_facts
from serving.store.upserts import among, upsert
from serving.vocabulary.links import LinkRow
from serving.vocabulary.terms import ActivityKind, ActivityState
from serving.vocabulary.versions import not_ahead

DISABLED = "disabled"
"""The answer for an activity that a switch excludes; of it at most a fact for ROI is stored (D27, S71)."""


_CONTRADICTIONS = {
    ActivityContradiction.DEGREE_MISSING: "got no degree of connection, expected one with an InMail or a message",
    ActivityContradiction.INMAIL_TO_A_CONNECTION: "got an InMail to a 1st-degree connection, expected a message",
    ActivityContradiction.MESSAGE_TO_A_NON_CONNECTION: "got a message to a non-connection, expected an InMail",
    ActivityContradiction.SUBJECT_TOO_LONG: (
        "got a subject that is too long, expected at most 500 characters with its prefix"
    ),
    ActivityContradiction.TEXT_TOO_LONG: (
        "got a text that is too long, expected at most 65,000 characters with its subject, and at most 65,536 as the "
        "CRM stores it: HubSpot's HTML has five characters for an ampersand"
    ),
}
_WAITS_FOR = {outcome: switch for switch, outcome in WAITING.items()}
"""The switch that an activity waits for, by the reason that is stored with it."""


_REUSED = "got an activity id that was used with other content, expected a new id"


class ActivityContradicts(OnematchError):
    """An activity is contradictory (S67), or longer than a CRM accepts (S70)."""


class ActivityUnsupported(OnematchError):
    """The CRM does not support such an activity (S10, S51, S56, S58)."""


class ActivityIdReused(OnematchError):
    """The id of an activity was used with other content (S70)."""


@dataclass(frozen=True, slots=True)
class NewActivity:
    """A new activity of the seller `user_id` (S63)."""

    id: str
    kind: ActivityKind
    user_id: str
    profile: TargetProfile
    text: Text
    degree: Degree | None
    occurred_at: datetime
    is_test: bool = False

    @property
    def content(self) -> dict[str, Any]:
        """The content that must be equal when an id is sent again."""
        return {
            "kind": self.kind,
            "user": self.user_id,
            "profile": [self.profile.kind, self.profile.id],
            "text": [self.text.subject, self.text.body],
            "degree": self.degree and self.degree,
            "at": None if self.is_test else self.occurred_at.astimezone(UTC).isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Receipt:
    """The decision on an activity: its state, `refusal` if it is not stored or waits, and the `link` to its record."""

    id: str
    state: ActivityState | None
    refusal: Unsupported | Switch | None = None
    link: LinkRow | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """The data for deciding on several activities, read once."""

    scope: InstanceScope
    switchboard: Switchboard
    links: Mapping[TargetProfile, LinkRow]
    unknown: Collection[TargetProfile]
    """Those of no profile in the network."""
    now: datetime

    def decide(self, activity: NewActivity) -> Receipt:
        """Decide on one activity; raises ActivityContradicts, ActingUserWrong, ProfileUnknown."""
        text = as_written(self.scope, activity)
        wrong = contradiction_of(activity.kind, activity.degree, text)
        sample = Outgoing(activity.kind, text, activity.user_id, activity.occurred_at, SAMPLE_MARKER)
        if wrong is None and bodies_of(self.scope).outgrows(sample):
            wrong = ActivityContradiction.TEXT_TOO_LONG
        if wrong is not None:
            raise ActivityContradicts(_CONTRADICTIONS[wrong])
        if not self.switchboard.has_active(activity.user_id):
            raise ActingUserWrong("got an acting user who is no active user of the instance, expected one who is")
        if activity.profile in self.unknown:
            raise ProfileUnknown(NO_PROFILE)
        link = self.links.get(activity.profile)
        switches = self.switchboard.of(activity.user_id, activity.kind)
        if activity.is_test:
            switches = switches_of_a_test(switches)
        takes = VENDORS[self.scope.instance.crm].takes
        unsupported = unsupported_profile(activity.kind, takes, activity.profile.kind)
        refusal, state = admit(unsupported, switches, has_target=target_of(link) is not None)
        return Receipt(activity.id, state, refusal, link)


def prepare(
    connection: Connection,
    scope: InstanceScope,
    new: Collection[NewActivity],
    now: datetime,
    matching: Matchers,
) -> Intake:
    """Read the data for deciding on these activities."""
    board = read_switchboard(connection, scope, {activity.user_id for activity in new}, now)
    links: dict[TargetProfile, LinkRow] = {}
    unknown: set[TargetProfile] = set()
    for kind in {activity.profile.kind for activity in new}:
        ids = {activity.profile.id for activity in new if activity.profile.kind is kind}
        linked = linked_records(connection, scope.instance_id, kind, ids)
        links |= {TargetProfile(kind, profile_id): link for profile_id, link in linked.items()}
        nowhere = unknown_profiles(connection, matching, kind, ids - linked.keys(), Topic.ACTIVITIES)
        unknown |= {TargetProfile(kind, profile_id) for profile_id in nowhere}
    return Intake(scope, board, links, unknown, now)


def accept_activities(
    connection: Connection,
    scope: InstanceScope,
    new: Collection[NewActivity],
    now: datetime,
    matching: Matchers,
) -> list[Receipt | OnematchError]:
    """Store admitted activities; return for each, in order, its receipt or the error that refuses it.

    A known id with the same content gets its present state; nothing is stored twice (S70).
    """
    intake = prepare(connection, scope, new, now, matching)
    key = scope.key(connection)
    known = _known(connection, scope.instance_id, [activity.id for activity in new])
    receipts: list[Receipt | OnematchError] = []
    for activity in new:
        try:
            digest = content_hash(key, activity.content)
            if activity.id in known:
                before, receipt = known[activity.id]
                again = replace(receipt, link=intake.links.get(activity.profile))
                receipts.append(again if before == digest else ActivityIdReused(_REUSED))
                continue
            receipt = intake.decide(activity)
            activity = replace(activity, occurred_at=not_ahead(activity.occurred_at, now))
        except (ActivityContradicts, ActingUserWrong, ProfileUnknown) as refused:
            receipts.append(refused)
            continue
        receipts.append(receipt)
        if receipt.state is not None:
            known[activity.id] = (digest, receipt)
            row = _row(intake, activity, receipt) | {
                "content_hash": digest,
                "marker": marker_of(key, activity.id),
                "sealed": seal_text(key, scope, activity.id, as_written(scope, activity)),
            }
            connection.execute(activities.insert(), row)
        elif isinstance(receipt.refusal, Switch) and not activity.is_test:
            note_fact(
                connection=connection,
                scope=scope,
                activity_id=activity.id,
                kind=activity.kind,
                profile=activity.profile,
                occurred_at=activity.occurred_at,
            )
    return receipts


def require_taken(receipt: Receipt | OnematchError) -> Receipt:
    """Return a receipt, or raise the refusal; raises ActivityUnsupported for an unsupported activity."""
    if isinstance(receipt, OnematchError):
        raise receipt
    if isinstance(receipt.refusal, Unsupported):
        raise ActivityUnsupported(f"got an activity that the CRM does not support: {receipt.refusal}")
    return receipt


def as_written(scope: InstanceScope, activity: NewActivity) -> Text:
    """Return the text for the CRM, whose subject line says what the activity is (S69)."""
    day = today_in(scope.contract.time_zone, activity.occurred_at)
    return replace(activity.text, subject=subject_line(activity.kind, activity.text.subject, day))


def _known(connection: Connection, instance_id: str, ids: Collection[str]) -> dict[str, tuple[str, Receipt]]:
    """Return the stored activities of some ids: the hash of their content, and what would be answered again."""
    table = activities.c
    query = select(table.id, table.content_hash, table.state, table.reason).where(
        table.instance_id == instance_id, among(table.id, ids)
    )
    known: dict[str, tuple[str, Receipt]] = {}
    for row in connection.execute(query):
        receipt = Receipt(row.id, ActivityState(row.state), _WAITS_FOR.get(row.reason))
        known[row.id] = (row.content_hash, receipt)
    return known


def _row(intake: Intake, activity: NewActivity, receipt: Receipt) -> dict[str, Any]:
    is_queued = receipt.state is ActivityState.QUEUED
    record = receipt.link.key if receipt.link else None
    return {
        "instance_id": intake.scope.instance_id,
        "id": activity.id,
        "kind": activity.kind,
        "user_id": activity.user_id,
        "profile_kind": activity.profile.kind,
        "profile_id": activity.profile.id,
        "occurred_at": activity.occurred_at,
        "accepted_at": intake.now,
        "state": receipt.state and receipt.state,
        "reason": WAITING[receipt.refusal].value if isinstance(receipt.refusal, Switch) else None,
        "object": record and record.object,
        "record_id": record and record.id,
        "epoch": intake.scope.instance.epoch,
        "attempts": 0,
        "in_doubt": False,
        "next_at": intake.now if is_queued else None,
        "expires_at": None if is_queued else intake.now + ACTIVITIES_KEPT_FOR,
        "is_test": activity.is_test,
    }


def note_fact(
    connection: Connection,
    scope: InstanceScope,
    activity_id: str,
    kind: ActivityKind,
    profile: TargetProfile,
    occurred_at: datetime,
) -> None:
    """Store that an activity happened, once for its id; nothing without an approval of ROI reports."""
    if scope.contract.settings.roi is None:
        return
    row = {"instance_id": scope.instance_id, "id": activity_id, "kind": kind, "occurred_at": occurred_at}
    row |= {"profile_kind": profile.kind, "profile_id": profile.id}
    upsert(connection, activity_facts, [row], ("instance_id", "id"), update=[])


def forget_facts(connection: Connection, instance_id: str) -> None:
    """Delete an instance's facts."""
    connection.execute(delete(activity_facts).filter_by(instance_id=instance_id))


@dataclass(frozen=True, slots=True)
class Preview:
    """The decision on an activity, and the requests to the CRM."""

    receipt: Receipt
    requests: tuple[CrmRequest, ...]


def preview(
    connection: Connection, scope: InstanceScope, activity: NewActivity, now: datetime, matching: Matchers
) -> Preview:
    """Decide on an activity without storing or sending it.

    Raises ActivityContradicts, ActivityUnsupported, ActingUserWrong, ProfileUnknown.
    """
    receipt = require_taken(prepare(connection, scope, [activity], now, matching).decide(activity))
    to = addressee(connection, scope, receipt.link.key) if receipt.link else None
    if to is None:
        return Preview(receipt, ())
    marker = marker_of(scope.key(connection), activity.id)
    text = as_written(scope, activity)
    outgoing = Outgoing(activity.kind, text, activity.user_id, not_ahead(activity.occurred_at, now), marker)
    account_id = to.account_named_in(activity.kind, scope)
    pieces = bodies_of(scope).pieces(outgoing, to.record, account_id)
    return Preview(receipt, tuple(piece.create for piece in pieces))

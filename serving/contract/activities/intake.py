"""Intake of activities: the decision on each, and its sealed row until the CRM holds it (S50 to S70)."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.access.callers import ActingUserWrong
from serving.contract.activities.calls import bodies_of
from serving.contract.activities.journal import SAMPLE_MARKER, change_activities, content_hash, marker_of, seal_text
from serving.contract.activities.switchboard import Switchboard, read_switchboard
from serving.contract.activities.targeting import addressee, named_account
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
from serving.crm.requests import CrmRequest, Outgoing
from serving.crm.retries import ACTIVITIES_KEPT_FOR
from serving.crm.routing import Unsupported, target_of, unsupported_profile
from serving.crm.vendors import VENDORS
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.work import activities, activity_facts
from serving.store.upserts import among, upsert
from serving.vocabulary.links import LinkRow, ProfileKey
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
_REUSED = "got an activity id that was used with other content, expected a new id"


class ActivityContradicts(OnematchError):
    """An activity is contradictory (S67), or longer than a CRM accepts (S70)."""


class ActivityUnsupported(OnematchError):
    """The CRM does not support such an activity (S10, S51, S56, S58)."""


class ActivityIdReused(OnematchError):
    """The id of an activity was used with other content (S70)."""


@value_class
class NewActivity:
    """A new activity of the seller `user_id` (S63)."""

    id: str
    kind: ActivityKind
    user_id: str
    profile: ProfileKey
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
            "profile": list(self.profile),
            "text": [self.text.subject, self.text.body],
            "degree": self.degree,
            "at": None if self.is_test else self.occurred_at.astimezone(UTC).isoformat(),
        }

    def outgoing(self, marker: str) -> Outgoing:
        """Return the activity as the CRM's bodies take it."""
        return Outgoing(self.kind, self.text, self.user_id, self.occurred_at, marker)


@value_class
class Receipt:
    """The decision on an activity: its state, `refusal` if it is not stored or waits, and the `link` to its record."""

    id: str
    state: ActivityState | None
    refusal: Unsupported | Switch | None = None
    link: LinkRow | None = None


@value_class
class Intake:
    """The data for deciding on several activities, read once."""

    scope: InstanceScope
    switchboard: Switchboard
    links: Mapping[ProfileKey, LinkRow]
    unknown: Collection[ProfileKey]
    """Those of no profile in the network."""
    now: datetime

    def decide(self, activity: NewActivity) -> Receipt:
        """Decide on one activity as it is written; raises ActivityContradicts, ActingUserWrong, ProfileUnknown."""
        wrong = contradiction_of(activity.kind, activity.degree, activity.text)
        if wrong is None and bodies_of(self.scope).outgrows(activity.outgoing(SAMPLE_MARKER)):
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
    scope: OpenScope,
    new: Collection[NewActivity],
    now: datetime,
    matching: Matchers,
) -> Intake:
    """Read the data for deciding on these activities."""
    board = read_switchboard(scope, {activity.user_id for activity in new}, now)
    links: dict[ProfileKey, LinkRow] = {}
    unknown: set[ProfileKey] = set()
    for kind in {activity.profile.kind for activity in new}:
        ids = {activity.profile.id for activity in new if activity.profile.kind is kind}
        linked = linked_records(scope, kind, ids)
        links |= {ProfileKey(kind, profile_id): link for profile_id, link in linked.items()}
        nowhere = unknown_profiles(scope.connection, matching, kind, ids - linked.keys(), Topic.ACTIVITIES)
        unknown |= {ProfileKey(kind, profile_id) for profile_id in nowhere}
    return Intake(scope, board, links, unknown, now)


def accept_activities(
    scope: OpenScope,
    new: Collection[NewActivity],
    now: datetime,
    matching: Matchers,
) -> list[Receipt | OnematchError]:
    """Store admitted activities; return for each, in order, its receipt or the error that refuses it.

    A known id with the same content gets its present state; nothing is stored twice (S70).
    """
    intake = prepare(scope, new, now, matching)
    key = scope.data_key
    known = _known(scope, [activity.id for activity in new])
    receipts: list[Receipt | OnematchError] = []
    for activity in new:
        digest = content_hash(key, activity.content)
        if activity.id in known:
            before, receipt = known[activity.id]
            again = replace(receipt, link=intake.links.get(activity.profile))
            receipts.append(again if before == digest else ActivityIdReused(_REUSED))
            continue
        written = as_written(scope, activity, now)
        try:
            receipt = intake.decide(written)
        except (ActivityContradicts, ActingUserWrong, ProfileUnknown) as refused:
            receipts.append(refused)
            continue
        receipts.append(receipt)
        if receipt.state is not None:
            known[activity.id] = (digest, receipt)
            row = _row(intake, written, receipt) | {
                "content_hash": digest,
                "marker": marker_of(key, activity.id),
                "sealed": seal_text(key, scope, activity.id, written.text),
            }
            change_activities(scope, activities.insert().values(row), now)
        elif isinstance(receipt.refusal, Switch) and not activity.is_test:
            note_fact(scope, written)
    return receipts


def require_taken(receipt: Receipt | OnematchError) -> Receipt:
    """Return a receipt, or raise the refusal; raises ActivityUnsupported for an unsupported activity."""
    if isinstance(receipt, OnematchError):
        raise receipt
    if isinstance(receipt.refusal, Unsupported):
        raise ActivityUnsupported("got an activity that the CRM does not support: {refusal}", refusal=receipt.refusal)
    return receipt


def as_written(scope: InstanceScope, activity: NewActivity, now: datetime) -> NewActivity:
    """Return the activity for the CRM: not ahead of now, with a subject line that says what it is (S69)."""
    occurred_at = not_ahead(activity.occurred_at, now)
    day = today_in(scope.contract.time_zone, occurred_at)
    subject = subject_line(activity.kind, activity.text.subject, day)
    return replace(activity, occurred_at=occurred_at, text=replace(activity.text, subject=subject))


def _known(scope: OpenScope, ids: Collection[str]) -> dict[str, tuple[str, Receipt]]:
    """Return the stored activities of some ids: the hash of their content, and what would be answered again."""
    table = activities.c
    query = scope.own(table.id, table.content_hash, table.state, table.reason).where(among(table.id, ids))
    known: dict[str, tuple[str, Receipt]] = {}
    for row in scope.execute(query):
        receipt = Receipt(row.id, ActivityState(row.state), Switch(row.reason) if row.reason in WAITING else None)
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
        "state": receipt.state,
        "reason": receipt.refusal,
        "object": record and record.object,
        "record_id": record and record.id,
        "epoch": intake.scope.instance.epoch,
        "attempts": 0,
        "in_doubt": False,
        "next_at": intake.now if is_queued else None,
        "expires_at": None if is_queued else intake.now + ACTIVITIES_KEPT_FOR,
        "is_test": activity.is_test,
    }


def note_fact(scope: OpenScope, activity: NewActivity) -> None:
    """Store that an activity happened, once for its id; nothing without an approval of ROI reports."""
    if scope.contract.settings.roi is None:
        return
    row = {
        "instance_id": scope.instance_id,
        "id": activity.id,
        "kind": activity.kind,
        "occurred_at": activity.occurred_at,
        "profile_kind": activity.profile.kind,
        "profile_id": activity.profile.id,
    }
    upsert(scope.connection, activity_facts, [row], update=[])


@value_class
class Preview:
    """The decision on an activity, and the requests to the CRM."""

    receipt: Receipt
    requests: tuple[CrmRequest, ...]


def preview(scope: OpenScope, activity: NewActivity, now: datetime, matching: Matchers) -> Preview:
    """Decide on an activity without storing or sending it.

    Raises ActivityContradicts, ActivityUnsupported, ActingUserWrong, ProfileUnknown.
    """
    written = as_written(scope, activity, now)
    receipt = require_taken(prepare(scope, [activity], now, matching).decide(written))
    to = addressee(scope, receipt.link.key) if receipt.link else None
    if to is None:
        return Preview(receipt, ())
    outgoing = written.outgoing(marker_of(scope.data_key, activity.id))
    pieces = bodies_of(scope).pieces(outgoing, to, named_account(scope, activity.kind, to))
    return Preview(receipt, tuple(piece.create for piece in pieces))

"""The event feed: events of links, badges and saves (S13) after a cursor, and the members in the CRM since (S39)."""

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, Select, delete, func

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.contract.badges.badges import SeenBadge, bare_badges
from serving.contract.records.change_context import LinkChanges
from serving.contract.records.keys import batched, unindexed
from serving.contract.records.link_rows import read_links
from serving.contract.records.services import WrapperServices
from serving.http.wire.formats import JsonObject
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.links import events, links, outdated_badges
from serving.store.upserts import among, insert_rows
from serving.vocabulary.links import LinkChange, LinkRow
from serving.vocabulary.terms import Badge, RecordState

KEPT = timedelta(days=30)
COMPARED_AT_ONCE = 1_000
_SLACK = timedelta(days=1)
"""An event has the time of its request, which may have begun before a cursor was given out."""


class CursorTooOld(OnematchError):
    """A cursor is older than the kept events, or belongs to an instance that is gone."""


class EventType(StrEnum):
    """The type of an event."""

    LINK_CHANGED = "link.changed"
    BADGE_CHANGED = "badge.changed"
    SAVE_CREATED = "save.created"
    MODEL_PROMOTED = "model.promoted"
    FRESHNESS_LATE = "freshness.late"
    IMPORT_HELD = "import.held"
    ACTIVITY_CANCELLED = "activity.cancelled"
    ACTIVITY_DEAD = "activity.dead"
    ACTIVITY_DELIVERED = "activity.delivered"
    ACTIVITY_NEEDS_TARGET = "activity.needs_target"
    ACTIVITY_PENDING_AUTH = "activity.pending_auth"


def publish(scope: OpenScope, of: EventType, happened: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Append events of a type to an instance's feed, in a transaction that holds the instance.

    `happened` holds ids and enum values, never a field's value. Writers of one instance are serialised, so that no
    number appears below one that was already read.
    """
    whose = {"contract_id": scope.contract.id, "instance_id": scope.instance_id, "at": now, "type": of}
    insert_rows(scope.connection, events, [{**whose, "data": dict(data)} for data in happened])


def read_feed(
    scope: OpenScope, after: int, limit: int, types: Sequence[EventType] = tuple(EventType), whose: str | None = None
) -> Sequence[Row[Any, Any, Any, Any]]:
    """Return at most `limit` events after a number, in order: number, type, data and moment.

    `whose`: of activities those of this user alone.
    """
    query = scope.own(events.c.seq, events.c.type, events.c.data, events.c.at)
    later = query.where(events.c.seq > after, events.c.type.in_(types))
    if whose is not None:
        is_own = events.c.data["user_id"].as_string() == whose
        later = later.where(is_own | events.c.type.not_like("activity.%"))
    return scope.execute(later.order_by(events.c.seq).limit(limit)).all()


def feed_head(scope: OpenScope) -> int:
    """Return the number of the newest event of an instance, 0 without one."""
    return scope.execute(scope.own(func.max(events.c.seq))).scalar() or 0


def require_kept(scope: InstanceScope, instance_id: str, at: datetime, now: datetime) -> None:
    """Raise CursorTooOld unless all events after a cursor of an instance, given out at a moment, are still kept."""
    if instance_id != scope.instance_id:
        raise CursorTooOld("got a cursor of an instance that was disconnected, expected one of this feed: read anew")
    if now - at >= KEPT:
        raise CursorTooOld(
            "got a cursor that was given out {days} days ago, expected under {most}",
            days=(now - at).days,
            most=KEPT.days,
        )


def prune_events(parts: WrapperServices, now: datetime) -> None:
    """Remove events that no cursor reaches."""
    with parts.store.writing() as connection:
        connection.execute(delete(events).where(events.c.at < now - KEPT - _SLACK))


def linked_members(scope: OpenScope, after: str, limit: int) -> list[str]:
    """Return at most `limit` linked members after an id, in the order of ids."""
    later = _members(scope).where(links.c.profile_id > after)
    return list(scope.execute(later.order_by(links.c.profile_id).limit(limit)).scalars())


def changed_members(scope: OpenScope, after: int, limit: int) -> tuple[list[str], list[str], int]:
    """Return the members that `limit` events after a number add and remove, sorted, and the number after these.

    Applied to any earlier set of members they give today's.
    """
    feed_rows = read_feed(scope, after, limit, [EventType.BADGE_CHANGED])
    touched = {row.data["profile_id"] for row in feed_rows if row.data["kind"] == Kind.PERSON}
    linked = set(scope.execute(_members(scope).where(among(links.c.profile_id, touched))).scalars())
    behind = feed_rows[-1].seq if len(feed_rows) == limit else max(after, feed_head(scope))
    return sorted(linked), sorted(touched - linked), behind


def _members(scope: OpenScope) -> Select[Any]:
    """Select the linked members of an instance."""
    of_people = scope.own(links.c.profile_id).filter_by(kind=Kind.PERSON)
    return of_people.where(unindexed(links.c.state) == RecordState.LINKED)


def publish_link_changes(scope: OpenScope, changed: LinkChanges) -> None:
    """Publish one event for each link whose state, profile, maker or winner changed."""
    happened = [
        {
            **change.key.columns,
            "kind": change.kind,
            "before": _shown(change.before),
            "after": _shown(change.after),
            "cause": changed.context.cause,
        }
        for change in changed.links
        if _is_visible(change)
    ]
    publish(scope, EventType.LINK_CHANGED, happened, changed.context.now)


def publish_badge_changes(scope: OpenScope, changed: LinkChanges) -> None:
    """Publish one event for each profile whose record changed, or whether its badge is out of date (S30)."""
    known = {change.key: change.after for change in changed.links}
    touched = [*read_links(scope, {*changed.touched} - known.keys()).values(), *map(known.get, changed.touched)]
    for kind in sorted(Kind):
        links_then = [change.profiles for change in changed.links if change.moved and change.kind is kind]
        moved = {profile_id for profiles in links_then for profile_id in profiles if profile_id}
        linked = {link.linked_profile or "" for link in touched if link and link.kind is kind} - {""}
        for some in batched(sorted(moved | linked), COMPARED_AT_ONCE):
            badges = bare_badges(scope, (kind, some), changed.matching)
            told = moved | _remember(scope, badges) if kind is Kind.PERSON else moved
            happened = [_badge_event(kind, badge) for badge in badges if badge.profile_id in told]
            publish(scope, EventType.BADGE_CHANGED, happened, changed.context.now)


def _remember(scope: OpenScope, members: Iterable[SeenBadge]) -> Set[str]:
    """Store whose badge is out of date, of some members; return those of whom that changed."""
    of_member = outdated_badges.c.profile_id
    named = among(of_member, [badge.profile_id for badge in members])
    before = {*scope.execute(scope.own(of_member).where(named)).scalars()}
    outdated = {badge.profile_id for badge in members if badge.badge is Badge.OUT_OF_DATE}
    if before - outdated:
        scope.delete(outdated_badges, among(of_member, before - outdated))
    new = [{"instance_id": scope.instance_id, "profile_id": profile_id} for profile_id in outdated - before]
    insert_rows(scope.connection, outdated_badges, new)
    return before ^ outdated


def _badge_event(kind: Kind, badge: SeenBadge) -> JsonObject:
    record = badge.record.columns if badge.record else {"object": None, "record_id": None}
    return {"kind": kind, "profile_id": badge.profile_id, "badge": badge.badge, **record}


def _is_visible(change: LinkChange) -> bool:
    """Whether a reader of the feed can see a difference: a record that is and stays unmatched shows none."""
    before = change.before
    after = change.after
    if before is None:
        return after is not None and after.profile_id is not None
    return after is None or before.state_key != after.state_key or before.winner != after.winner


def _shown(link: LinkRow | None) -> JsonObject | None:
    if link is None:
        return None
    winner = link.winner
    return {
        "state": link.state,
        "profile_id": link.profile_id,
        "probability": link.probability,
        "made_by": link.made_by,
        "winner": winner and winner.columns,
    }

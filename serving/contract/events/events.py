"""The event feed: events of links, badges and saves (S13) after a cursor, and the members in the CRM since (S39)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.contract.badges.rules import badge_of
from serving.contract.records.change_context import ChangeContext, LinkChanges
from serving.contract.records.keys import unindexed
from serving.contract.records.services import WrapperServices
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.links import events, links
from serving.store.upserts import among, insert_rows
from serving.vocabulary.links import LinkChange, LinkRow, RecordKey
from serving.vocabulary.terms import RecordState

KEPT = timedelta(days=30)
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
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class FeedPosition:
    """The position of a reader in an instance's feed: after `seq`, as of a moment."""

    instance_id: str
    seq: int
    at: datetime


@dataclass(frozen=True, slots=True)
class FilterChanges:
    """Members to add to and to remove from the set of those in the CRM, each sorted."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def publish(scope: OpenScope, of: EventType, happened: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Append events of a type to an instance's feed, in a transaction that holds the instance.

    `happened` holds ids and enum values, never a field's value. Writers of one instance are serialised, so that no
    number appears below one that was already read.
    """
    whose = {"contract_id": scope.contract.id, "instance_id": scope.instance_id, "at": now, "type": of.value}
    insert_rows(scope.connection, events, [{**whose, "data": dict(data)} for data in happened])


def read_feed(
    connection: Connection, position: FeedPosition, limit: int, types: Iterable[EventType] = tuple(EventType)
) -> Sequence[Row[Any, Any, Any, Any]]:
    """Return at most `limit` events after a position, in order: number, type, data and moment."""
    query = (
        select(events.c.seq, events.c.type, events.c.data, events.c.at)
        .filter_by(instance_id=position.instance_id)
        .where(events.c.seq > position.seq, events.c.type.in_([event_type.value for event_type in types]))
    )
    return connection.execute(query.order_by(events.c.seq).limit(limit)).all()


def feed_head(connection: Connection, instance_id: str) -> int:
    """Return the number of the newest event of an instance, 0 without one."""
    newest = select(func.max(events.c.seq)).filter_by(instance_id=instance_id)
    return connection.execute(newest).scalar() or 0


def require_kept(position: FeedPosition, scope: InstanceScope, now: datetime) -> None:
    """Raise CursorTooOld unless all events after a position are still kept."""
    if position.instance_id != scope.instance_id:
        raise CursorTooOld("got a cursor of an instance that was disconnected, expected one of this feed: read anew")
    if now - position.at >= KEPT:
        raise CursorTooOld(
            f"got a cursor that was given out {(now - position.at).days} days ago, expected under {KEPT.days}"
        )


def prune_events(connection: Connection, now: datetime) -> int:
    """Remove events that no cursor reaches; return how many."""
    return connection.execute(delete(events).where(events.c.at < now - KEPT - _SLACK)).rowcount


def prune(parts: WrapperServices, now: datetime) -> None:
    """Remove old events as a task of `onematch work`."""
    with parts.store.writing() as connection:
        prune_events(connection, now)


def linked_members(scope: OpenScope, after: str, limit: int) -> list[str]:
    """Return at most `limit` linked members after an id, in the order of ids."""
    query = (
        scope.own(links.c.profile_id)
        .filter_by(kind=Kind.PERSON.value)
        .where(unindexed(links.c.state) == RecordState.LINKED.value, links.c.profile_id > after)
    )
    return list(scope.execute(query.order_by(links.c.profile_id).limit(limit)).scalars())


def changed_members(connection: Connection, position: FeedPosition, limit: int) -> tuple[FilterChanges, int]:
    """Return the members that `limit` events after a position add and remove, and the position after these."""
    feed_rows = read_feed(connection, position, limit, [EventType.BADGE_CHANGED])
    touched = {row.data["profile_id"] for row in feed_rows if row.data["kind"] == Kind.PERSON.value}
    query = (
        select(links.c.profile_id)
        .filter_by(instance_id=position.instance_id, kind=Kind.PERSON.value)
        .where(among(links.c.profile_id, touched), unindexed(links.c.state) == RecordState.LINKED.value)
    )
    changes = changes_of(touched, set(connection.execute(query).scalars()))
    if len(feed_rows) < limit:
        return changes, max(position.seq, feed_head(connection, position.instance_id))
    return changes, feed_rows[-1].seq


def changes_of(touched: Iterable[str], linked: Collection[str]) -> FilterChanges:
    """Return what became of members whose links changed: applied to any earlier set they give today's."""
    members = set(touched)
    return FilterChanges(tuple(sorted(members.intersection(linked))), tuple(sorted(members.difference(linked))))


def publish_link_changes(scope: OpenScope, changed: LinkChanges) -> None:
    """Publish one event for each link whose state, profile, maker or winner changed."""
    happened = [_link_event(change, changed.context) for change in changed.links if _is_visible(change)]
    publish(scope, EventType.LINK_CHANGED, happened, changed.context.now)


def publish_badge_changes(scope: OpenScope, changed: LinkChanges) -> None:
    """Publish one event for each profile whose badge changed, however many links moved."""
    publish(scope, EventType.BADGE_CHANGED, badge_events(changed.links), changed.context.now)


def badge_events(changes: Sequence[LinkChange]) -> list[dict[str, Any]]:
    """Return the present badge of every profile that gained, lost or changed its record.

    A link counts as `in_crm` here: `out_of_date` depends on the day's values, which only the badge itself compares.
    """
    moved = [change for change in changes if change.moved]
    now: dict[tuple[Kind, str], RecordKey | None] = {}
    for change in moved:
        if change.before is not None and change.before.linked_profile is not None:
            now[change.kind, change.before.linked_profile] = None
    for change in moved:
        if change.after is not None and change.after.linked_profile is not None:
            now[change.kind, change.after.linked_profile] = change.key
    ordered = sorted(now.items(), key=lambda item: item[0])
    return [_badge_event(kind, profile_id, key) for (kind, profile_id), key in ordered]


def _badge_event(kind: Kind, profile_id: str, key: RecordKey | None) -> dict[str, Any]:
    badge = badge_of(kind, RecordState.LINKED if key else None)
    record = key.columns if key else {"object": None, "record_id": None}
    return {"kind": kind.value, "profile_id": profile_id, "badge": badge.value, **record}


def _is_visible(change: LinkChange) -> bool:
    """Whether a reader of the feed can see a difference: a record that is and stays unmatched shows none."""
    before = change.before
    after = change.after
    if before is None:
        return after is not None and after.profile_id is not None
    return after is None or before.state_key != after.state_key or before.winner != after.winner


def _link_event(change: LinkChange, context: ChangeContext) -> dict[str, Any]:
    return {
        **change.key.columns,
        "kind": change.kind.value,
        "before": _shown(change.before),
        "after": _shown(change.after),
        "cause": context.cause.value,
    }


def _shown(link: LinkRow | None) -> dict[str, Any] | None:
    if link is None:
        return None
    winner = link.winner
    return {
        "state": link.state.value,
        "profile_id": link.profile_id,
        "probability": link.probability,
        "made_by": link.made_by.value,
        "winner": winner and winner.columns,
    }

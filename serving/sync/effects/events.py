"""The event feed: what happened to links, badges and saves, in order, behind a cursor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, select

from features.schema.errors import OnematchError
from serving.store.bulk import insert_rows
from serving.store.contracts import InstanceScope
from serving.store.tables.links import events
from serving.sync.services import WrapperServices

KEPT = timedelta(days=30)
_SLACK = timedelta(days=1)
"""An event is as old as the request that made it, which may have begun before a cursor was given out."""


class CursorTooOld(OnematchError):
    """A cursor of the feed points before what is kept, or into the feed of an instance that is gone."""


class EventType(StrEnum):
    """What an event tells."""

    LINK_CHANGED = "link.changed"
    BADGE_CHANGED = "badge.changed"
    SAVE_CREATED = "save.created"
    MODEL_PROMOTED = "model.promoted"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened; `data` holds ids and words, never a field's value."""

    type: EventType
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One event as the feed gives it."""

    seq: int
    type: EventType
    data: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedPosition:
    """Where a reader of an instance's feed stands: behind `seq`, as of a moment."""

    instance_id: str
    seq: int
    at: datetime


def publish(connection: Connection, scope: InstanceScope, happened: Sequence[Event], now: datetime) -> None:
    """Append events to an instance's feed, in a transaction that holds the instance.

    Writers of one instance follow each other, so that a number never appears behind one that was already read.
    """
    whose = {"contract_id": scope.contract.id, "instance_id": scope.instance.id, "at": now}
    insert_rows(connection, events, [{**whose, "type": one.type.value, "data": dict(one.data)} for one in happened])


def read_feed(
    connection: Connection, position: FeedPosition, limit: int, types: Iterable[EventType] = tuple(EventType)
) -> list[FeedEvent]:
    """Return at most `limit` events behind a place, in order."""
    wanted = select(events.c.seq, events.c.type, events.c.data, events.c.at).where(
        events.c.instance_id == position.instance_id,
        events.c.seq > position.seq,
        events.c.type.in_([one.value for one in types]),
    )
    rows = connection.execute(wanted.order_by(events.c.seq).limit(limit))
    return [FeedEvent(row.seq, EventType(row.type), row.data, row.at) for row in rows]


def feed_head(connection: Connection, instance_id: str) -> int:
    """Return the number of the newest event of an instance, 0 without one."""
    newest = select(func.max(events.c.seq)).where(events.c.instance_id == instance_id)
    return connection.execute(newest).scalar() or 0


def require_kept(position: FeedPosition, scope: InstanceScope, now: datetime) -> None:
    """Raise CursorTooOld unless everything behind a place is still kept."""
    if position.instance_id != scope.instance.id:
        raise CursorTooOld("got a cursor of an instance that was disconnected, expected one of this feed: read anew")
    if now - position.at >= KEPT:
        raise CursorTooOld(
            f"got a cursor that was given out {(now - position.at).days} days ago, expected under {KEPT.days}"
        )


def prune_events(connection: Connection, now: datetime) -> int:
    """Remove events that no cursor reaches any more; return how many."""
    return connection.execute(delete(events).where(events.c.at < now - KEPT - _SLACK)).rowcount


def prune(parts: WrapperServices, now: datetime) -> int:
    """Do so as a task of `onematch work`; it is done at once."""
    with parts.store.writing() as connection:
        prune_events(connection, now)
    return 0

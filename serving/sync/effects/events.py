"""The event feed: events of links, badges and saves, in order, after a cursor."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, func, select

from features.schema.errors import OnematchError
from serving.store.contracts import InstanceScope
from serving.store.tables.links import events
from serving.store.upserts import insert_rows
from serving.sync.services import WrapperServices

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
class Event:
    """One event; `data` holds ids and enum values, never a field's value."""

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
    """The position of a reader in an instance's feed: after `seq`, as of a moment."""

    instance_id: str
    seq: int
    at: datetime


def publish(connection: Connection, scope: InstanceScope, happened: Sequence[Event], now: datetime) -> None:
    """Append events to an instance's feed, in a transaction that holds the instance.

    Writers of one instance are serialised, so that no number appears below one that was already read.
    """
    whose = {"contract_id": scope.contract.id, "instance_id": scope.instance_id, "at": now}
    insert_rows(connection, events, [{**whose, "type": one.type.value, "data": dict(one.data)} for one in happened])


def read_feed(
    connection: Connection, position: FeedPosition, limit: int, types: Iterable[EventType] = tuple(EventType)
) -> list[FeedEvent]:
    """Return at most `limit` events after a position, in order."""
    wanted = (
        select(events.c.seq, events.c.type, events.c.data, events.c.at)
        .filter_by(instance_id=position.instance_id)
        .where(events.c.seq > position.seq, events.c.type.in_([one.value for one in types]))
    )
    rows = connection.execute(wanted.order_by(events.c.seq).limit(limit))
    return [FeedEvent(row.seq, EventType(row.type), row.data, row.at) for row in rows]


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


def prune(parts: WrapperServices, now: datetime) -> int:
    """Remove old events as a task of `onematch work`; no work is left afterwards."""
    with parts.store.writing() as connection:
        prune_events(connection, now)
    return 0

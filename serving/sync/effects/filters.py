"""The members that are in the CRM, in pages, and the changes since a position of the feed."""

from sqlalchemy import Connection, select

from features.schema.kinds import Kind
from serving.rules.badges.filters import FilterChanges, changes_of
from serving.rules.vocabulary import RecordState
from serving.store.tables.links import links
from serving.store.upserts import among
from serving.sync.effects.events import EventType, FeedPosition, feed_head, read_feed
from serving.sync.records.keys import unindexed


def linked_members(connection: Connection, instance_id: str, after: str, limit: int) -> list[str]:
    """Return at most `limit` linked members after an id, in the order of ids."""
    wanted = (
        select(links.c.profile_id)
        .filter_by(instance_id=instance_id, kind=Kind.PERSON.value)
        .where(unindexed(links.c.state) == RecordState.LINKED.value, links.c.profile_id > after)
    )
    return list(connection.execute(wanted.order_by(links.c.profile_id).limit(limit)).scalars())


def changed_members(connection: Connection, position: FeedPosition, limit: int) -> tuple[FilterChanges, int]:
    """Return the members that `limit` events after a position add and remove, and the position after these."""
    found = read_feed(connection, position, limit, [EventType.BADGE_CHANGED])
    touched = {one.data["profile_id"] for one in found if one.data["kind"] == Kind.PERSON.value}
    wanted = (
        select(links.c.profile_id)
        .filter_by(instance_id=position.instance_id, kind=Kind.PERSON.value)
        .where(among(connection, links.c.profile_id, touched), unindexed(links.c.state) == RecordState.LINKED.value)
    )
    changes = changes_of(touched, set(connection.execute(wanted).scalars()))
    if len(found) < limit:
        return changes, max(position.seq, feed_head(connection, position.instance_id))
    return changes, found[-1].seq

"""What hangs on links and follows them in the same transaction: events, badges, saves, unsent activities (S13, D8)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from serving.rules.linking.links import LinkChange, LinkRow
from serving.store.contracts import InstanceScope
from serving.sync.effects.events import Event, EventType, publish
from serving.sync.effects.saves import renew_saves
from serving.sync.records.occasion import ChangeContext
from serving.sync.records.renewed import NOTHING_ELSE, OtherChanges
from serving.writeback.follow import follow_links


def after_links(
    connection: Connection,
    scope: InstanceScope,
    changes: Sequence[LinkChange],
    context: ChangeContext,
    other_changes: OtherChanges = NOTHING_ELSE,
) -> None:
    """Tell the feed of links that stand otherwise than before, and let saves and activities follow."""
    publish(connection, scope, [_event(change, context) for change in changes if _is_told(change)], context.now)
    if changes or other_changes.opportunity_ids or other_changes.records:
        renew_saves(connection, scope, changes, other_changes, context.now)
    if changes:
        follow_links(connection, scope, changes, context.now)


def _is_told(change: LinkChange) -> bool:
    """Whether anybody would notice: a record that is and stays unmatched is no news."""
    before, after = change.before, change.after
    if before is None:
        return after is not None and after.profile_id is not None
    return after is None or before.stands != after.stands or before.winner != after.winner


def _event(change: LinkChange, context: ChangeContext) -> Event:
    data = {
        "object": change.key.object.value,
        "record_id": change.key.id,
        "kind": change.kind.value,
        "before": _told(change.before),
        "after": _told(change.after),
        "cause": context.cause.value,
    }
    return Event(EventType.LINK_CHANGED, data)


def _told(link: LinkRow | None) -> dict[str, Any] | None:
    if link is None:
        return None
    winner = link.winner
    return {
        "state": link.state.value,
        "profile_id": link.profile_id,
        "probability": link.probability,
        "made_by": link.made_by.value,
        "winner": winner and {"object": winner.object.value, "record_id": winner.id},
    }

"""Events of changed links and of the badges that change with them (S13)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from features.schema.kinds import Kind
from serving.rules.badges.badges import badge_of
from serving.rules.linking.links import LinkChange, LinkRow, RecordKey
from serving.rules.vocabulary import RecordState
from serving.store.contracts import InstanceScope
from serving.sync.effects.events import Event, EventType, publish
from serving.sync.records.change_context import ChangeContext, LinkChanges


def publish_link_changes(connection: Connection, scope: InstanceScope, changed: LinkChanges) -> None:
    """Publish one event for each link whose state, profile, maker or winner changed."""
    happened = [_link_event(change, changed.context) for change in changed.links if _is_visible(change)]
    publish(connection, scope, happened, changed.context.now)


def publish_badge_changes(connection: Connection, scope: InstanceScope, changed: LinkChanges) -> None:
    """Publish one event for each profile whose badge changed, however many links moved."""
    publish(connection, scope, badge_events(changed.links), changed.context.now)


def badge_events(changes: Sequence[LinkChange]) -> list[Event]:
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
    found = sorted(now.items(), key=lambda item: item[0])
    return [_badge_event(kind, profile_id, key) for (kind, profile_id), key in found]


def _badge_event(kind: Kind, profile_id: str, key: RecordKey | None) -> Event:
    badge = badge_of(kind, RecordState.LINKED if key else None)
    record = key.columns if key else {"object": None, "record_id": None}
    return Event(
        EventType.BADGE_CHANGED, {"kind": kind.value, "profile_id": profile_id, "badge": badge.value, **record}
    )


def _is_visible(change: LinkChange) -> bool:
    """Whether a reader of the feed can see a difference: a record that is and stays unmatched shows none."""
    before, after = change.before, change.after
    if before is None:
        return after is not None and after.profile_id is not None
    return after is None or before.state_key != after.state_key or before.winner != after.winner


def _link_event(change: LinkChange, context: ChangeContext) -> Event:
    data = {
        **change.key.columns,
        "kind": change.kind.value,
        "before": _shown(change.before),
        "after": _shown(change.after),
        "cause": context.cause.value,
    }
    return Event(EventType.LINK_CHANGED, data)


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

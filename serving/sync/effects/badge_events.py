"""Which badges changed with links (S13): one event for each profile, whatever moved how often."""

from collections.abc import Sequence

from features.schema.kinds import Kind
from serving.rules.badges.badges import badge_of
from serving.rules.linking.links import LinkChange, RecordKey
from serving.rules.vocabulary import RecordState
from serving.sync.effects.events import Event, EventType


def badge_events(changes: Sequence[LinkChange]) -> list[Event]:
    """Return for every profile that gained, lost or changed its record what its badge is now.

    `out_of_date` depends on the day's values and is told by the badge itself; here a link means `in_crm`.
    """
    moved = [change for change in changes if change.moved]
    now: dict[tuple[Kind, str], RecordKey | None] = {}
    for change in moved:
        if change.before is not None and change.before.linked_profile is not None:
            now[change.kind, change.before.linked_profile] = None
    for change in moved:
        if change.after is not None and change.after.linked_profile is not None:
            now[change.kind, change.after.linked_profile] = change.key
    return [_event(kind, profile_id, key) for (kind, profile_id), key in sorted(now.items(), key=lambda one: one[0])]


def _event(kind: Kind, profile_id: str, key: RecordKey | None) -> Event:
    badge = badge_of(kind, RecordState.LINKED if key else None)
    record = {"object": key.object.value, "record_id": key.id} if key else {"object": None, "record_id": None}
    return Event(
        EventType.BADGE_CHANGED, {"kind": kind.value, "profile_id": profile_id, "badge": badge.value, **record}
    )

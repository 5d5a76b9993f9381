"""Activities after a change of links (D8): waiting ones get a target, written ones get a correction."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from features.schema.kinds import Kind
from serving.rules.linking.links import LinkChange, RecordKey
from serving.rules.routing.delivery import DeliveryOutcome
from serving.rules.vocabulary import ActivityState
from serving.store.contracts import InstanceScope
from serving.store.tables.work import activities, written, written_fields
from serving.store.upserts import among
from serving.sync.records.keys import unindexed
from serving.sync.records.links import linked_records
from serving.writeback.corrections import deleted_among, propose, readdress
from serving.writeback.targeting import TargetProfile


def follow_links(connection: Connection, scope: InstanceScope, changes: Sequence[LinkChange], now: datetime) -> None:
    """Queue activities whose target exists now, and propose corrections of those on another record.

    Queued and retried activities are routed again when they are sent, so they do not change here.
    """
    moved = [change for change in changes if change.moved]
    for key in deleted_among(connection, scope.instance_id, {change.key for change in moved}):
        _reopen(connection, scope.instance_id, key)
    for kind in sorted({change.kind for change in moved}):
        profiles = {profile for change in moved if change.kind is kind for profile in _profiles(change)}
        release(connection, scope.instance_id, kind, profiles, now)
        propose(connection, scope.instance_id, kind, profiles, now)


def reroute(
    connection: Connection, instance_id: str, profile: TargetProfile, refused: RecordKey, now: datetime
) -> None:
    """Queue what a record did not take if the link moved, or the record was deleted, during the delivery (D8, D9)."""
    for key in deleted_among(connection, instance_id, [refused]):
        _reopen(connection, instance_id, key)
    release(connection, instance_id, profile.kind, [profile.id], now)


def release(connection: Connection, instance_id: str, kind: Kind, profile_ids: Collection[str], now: datetime) -> None:
    """Queue the activities that wait for a target, if a record is linked to their profile now (D29)."""
    mine = {"instance_id": instance_id, "profile_kind": kind.value}
    waits = unindexed(activities.c.state) == ActivityState.NEEDS_TARGET.value
    of_profiles = among(connection, activities.c.profile_id, profile_ids)
    named = select(activities.c.profile_id).filter_by(**mine).where(waits, of_profiles)
    linked = linked_records(connection, instance_id, kind, set(connection.execute(named).scalars()))
    if linked:
        queued = {"state": ActivityState.QUEUED.value, "reason": None, "next_at": now, "expires_at": None}
        here = among(connection, activities.c.profile_id, list(linked))
        connection.execute(update(activities).filter_by(**mine).where(waits, here).values(**queued))


def move_written(connection: Connection, instance_id: str, source: RecordKey, target: RecordKey) -> None:
    """Move the activities of a merged record to the surviving one (D10, D11)."""
    _reopen(connection, instance_id, source)
    mine = {"instance_id": instance_id, **source.columns}
    for table in (written, activities):
        connection.execute(update(table).filter_by(**mine).values(**target.columns))
    readdress(connection, instance_id, source, target)
    connection.execute(delete(written_fields).filter_by(**mine))


def _reopen(connection: Connection, instance_id: str, key: RecordKey) -> None:
    """Let activities wait for a target that the CRM refused on a record which turns out to be gone (D9).

    HubSpot and Oracle answer 400 to an association with a record that does not exist, as to any wrong value.
    """
    refused = {"state": ActivityState.DEAD.value, "reason": DeliveryOutcome.REFUSED.value}
    waiting = {"state": ActivityState.NEEDS_TARGET.value, "reason": DeliveryOutcome.GONE.value}
    mine = update(activities).filter_by(instance_id=instance_id, **key.columns, **refused)
    connection.execute(mine.where(activities.c.sealed.is_not(None)).values(**waiting))


def _profiles(change: LinkChange) -> set[str]:
    sides = (change.before, change.after)
    return {side.linked_profile for side in sides if side is not None and side.linked_profile is not None}

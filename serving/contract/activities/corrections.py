"""Corrections: proposals to move activities whose record is no longer the linked one (D8).

A person accepts or declines each proposal.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, or_, select, update

from features.schema.kinds import Kind
from serving.contract.activities.journal import entries_of
from serving.contract.activities.targeting import TargetProfile
from serving.contract.records.keys import by_object, naming, unindexed
from serving.contract.records.link_rows import linked_records
from serving.crm.delivery import DeliveryOutcome
from serving.crm.routing import Closed, Correction, is_misplaced, is_put_forward
from serving.store.contracts import InstanceScope
from serving.store.tables.records import records
from serving.store.tables.work import activities, corrections, written, written_fields
from serving.store.upserts import among, upsert
from serving.vocabulary.links import LinkChange, RecordKey
from serving.vocabulary.terms import ActivityState, CrmObject


@dataclass(frozen=True, slots=True)
class _ActivityOnRecord:
    """An activity in the CRM, its profile and the record that it is on."""

    activity_id: str
    profile_id: str
    record: RecordKey


def propose_after_delivery(connection: Connection, scope: InstanceScope, activity_id: str, now: datetime) -> None:
    """Propose a correction if the link moved during the delivery."""
    conditions = {"instance_id": scope.instance_id, "id": activity_id}
    row = connection.execute(
        select(activities.c.profile_kind, activities.c.profile_id).filter_by(**conditions)
    ).one_or_none()
    if row is not None:
        propose(connection, scope.instance_id, Kind(row.profile_kind), [row.profile_id], now)


def propose(connection: Connection, instance_id: str, kind: Kind, profile_ids: Collection[str], now: datetime) -> None:
    """Update the proposals for activities of these profiles: one for each activity and record.

    A proposal is withdrawn when the record is the linked one again; a declined one returns only for another record.
    """
    on_records = _on_records(connection, instance_id, kind, profile_ids)
    if not on_records:
        return
    links = linked_records(connection, instance_id, kind, {activity.profile_id for activity in on_records})
    deleted = deleted_among(connection, instance_id, {activity.record for activity in on_records})
    of_activities = among(corrections.c.activity_id, {activity.activity_id for activity in on_records})
    earlier = {
        row.id: Closed(Correction(row.state), row.to_id and RecordKey(CrmObject(row.to_object), row.to_id))
        for row in connection.execute(select(corrections).filter_by(instance_id=instance_id).where(of_activities))
    }
    linked = {profile_id: link.key for profile_id, link in links.items()}
    misplaced = {
        activity
        for activity in on_records
        if is_misplaced(activity.record, linked.get(activity.profile_id), is_deleted=activity.record in deleted)
    }
    if right := [_id(instance_id, activity) for activity in on_records if activity not in misplaced]:
        withdrawn = delete(corrections).where(among(corrections.c.id, right))
        connection.execute(withdrawn.where(corrections.c.state == Correction.PROPOSED))
    rows = [
        {
            "id": _id(instance_id, activity),
            "instance_id": instance_id,
            "activity_id": activity.activity_id,
            "from_object": activity.record.object,
            "from_id": activity.record.id,
            "to_object": target and target.object,
            "to_id": target and target.id,
            "state": Correction.PROPOSED,
            "proposed_at": now,
            "closed_at": None,
        }
        for activity in on_records
        if activity in misplaced
        and is_put_forward(target := linked.get(activity.profile_id), earlier.get(_id(instance_id, activity)))
    ]
    upsert(connection, corrections, rows, ["id"], ["to_object", "to_id", "state", "proposed_at", "closed_at"])


def readdress(connection: Connection, instance_id: str, source: RecordKey, target: RecordKey) -> None:
    """Replace a merged record by the surviving one in all corrections (D10)."""
    from_it = naming((corrections.c.from_object, corrections.c.from_id), [source])
    to_it = naming((corrections.c.to_object, corrections.c.to_id), [source])
    conditions = (corrections.c.instance_id == instance_id, or_(*from_it, *to_it))
    rows = [dict(row._mapping) for row in connection.execute(select(corrections).where(*conditions))]
    connection.execute(delete(corrections).where(*conditions))
    for row in rows:
        for side in ("from", "to"):
            if (row[f"{side}_object"], row[f"{side}_id"]) == (source.object, source.id):
                row |= {f"{side}_object": target.object, f"{side}_id": target.id}
        record = RecordKey(CrmObject(row["from_object"]), row["from_id"])
        row["id"] = _id(instance_id, _ActivityOnRecord(row["activity_id"], "", record))
    kept = {row["id"]: row for row in rows if (row["from_object"], row["from_id"]) != (row["to_object"], row["to_id"])}
    upsert(connection, corrections, list(kept.values()), ["id"])


def _on_records(
    connection: Connection, instance_id: str, kind: Kind, profile_ids: Collection[str]
) -> list[_ActivityOnRecord]:
    query = (
        select(activities.c.id, activities.c.profile_id)
        .filter_by(instance_id=instance_id, profile_kind=kind)
        .where(among(activities.c.profile_id, profile_ids))
    )
    profiles = {row.id: row.profile_id for row in connection.execute(query)}
    entries_by_activity = entries_of(connection, instance_id, profiles) if profiles else {}
    on_records = {
        _ActivityOnRecord(name, profiles[name], entry.record)
        for name, of in entries_by_activity.items()
        for entry in of
    }
    return sorted(on_records, key=lambda activity: (activity.activity_id, activity.record))


def deleted_among(connection: Connection, instance_id: str, keys: Collection[RecordKey]) -> set[RecordKey]:
    """Return the records that are no longer live."""
    gone: set[RecordKey] = set()
    for crm_object, ids in by_object(keys).items():
        live = (
            select(records.c.id)
            .filter_by(instance_id=instance_id, object=crm_object, deleted_at=None)
            .where(among(records.c.id, ids))
        )
        gone |= {RecordKey(crm_object, record_id) for record_id in set(ids) - set(connection.execute(live).scalars())}
    return gone


def _id(instance_id: str, activity: _ActivityOnRecord) -> str:
    name = "\n".join((instance_id, activity.activity_id, activity.record.object, activity.record.id))
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def follow_links(connection: Connection, scope: InstanceScope, changes: Sequence[LinkChange], now: datetime) -> None:
    """Queue activities whose target exists now, and propose corrections of those on another record.

    Queued and retried activities are routed again when they are sent, so they do not change here.
    """
    moved = [change for change in changes if change.moved]
    for key in deleted_among(connection, scope.instance_id, {change.key for change in moved}):
        _reopen(connection, scope.instance_id, key)
    for kind in sorted({change.kind for change in moved}):
        profiles = {profile for change in moved if change.kind is kind for profile in change.profiles if profile}
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
    conditions = {"instance_id": instance_id, "profile_kind": kind}
    waits = unindexed(activities.c.state) == ActivityState.NEEDS_TARGET
    of_profiles = among(activities.c.profile_id, profile_ids)
    named = select(activities.c.profile_id).filter_by(**conditions).where(waits, of_profiles)
    linked = linked_records(connection, instance_id, kind, set(connection.execute(named).scalars()))
    if linked:
        queued = {"state": ActivityState.QUEUED, "reason": None, "next_at": now, "expires_at": None}
        here = among(activities.c.profile_id, list(linked))
        connection.execute(update(activities).filter_by(**conditions).where(waits, here).values(**queued))


def move_written(connection: Connection, instance_id: str, source: RecordKey, target: RecordKey) -> None:
    """Move the activities of a merged record to the surviving one (D10, D11)."""
    _reopen(connection, instance_id, source)
    conditions = {"instance_id": instance_id, **source.columns}
    for table in (written, activities):
        connection.execute(update(table).filter_by(**conditions).values(**target.columns))
    readdress(connection, instance_id, source, target)
    connection.execute(delete(written_fields).filter_by(**conditions))


def _reopen(connection: Connection, instance_id: str, key: RecordKey) -> None:
    """Let activities wait for a target that the CRM refused on a record which turns out to be gone (D9).

    HubSpot and Oracle answer 400 to an association with a record that does not exist, as to any wrong value.
    """
    refused = {"state": ActivityState.DEAD, "reason": DeliveryOutcome.REFUSED}
    waiting = {"state": ActivityState.NEEDS_TARGET, "reason": DeliveryOutcome.GONE}
    reopened = update(activities).filter_by(instance_id=instance_id, **key.columns, **refused)
    connection.execute(reopened.where(activities.c.sealed.is_not(None)).values(**waiting))

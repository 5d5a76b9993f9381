"""Corrections: proposals to move activities whose record is no longer the linked one (D8).

A person accepts or declines each proposal.
"""

import hashlib
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import or_, select

from features.schema.kinds import Kind
from serving.contract.activities.journal import change_activities, queued_at
from serving.contract.records.change_context import LinkChanges
from serving.contract.records.keys import columns_of_records, naming, unindexed
from serving.contract.records.link_rows import linked_records
from serving.crm.retries import DeliveryOutcome
from serving.crm.routing import Closed, Correction, is_misplaced, is_put_forward
from serving.store.contracts import OpenScope
from serving.store.tables.records import records
from serving.store.tables.work import activities, corrections, written, written_fields
from serving.store.upserts import among, upsert
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import ActivityState, CrmObject


def propose(scope: OpenScope, kind: Kind, profile_ids: Collection[str], now: datetime) -> None:
    """Update the proposals for activities of these profiles: one for each activity and record.

    A proposal is withdrawn when the record is the linked one again; a declined one returns only for another record.
    """
    on_records = _on_records(scope, kind, profile_ids)
    if not on_records:
        return
    links = linked_records(scope, kind, {profile_id for _, _, profile_id in on_records})
    deleted = deleted_among(scope, {record for _, record, _ in on_records})
    of_activities = among(corrections.c.activity_id, {activity_id for activity_id, _, _ in on_records})
    earlier = {
        row.id: Closed(Correction(row.state), row.to_id and RecordKey(CrmObject(row.to_object), row.to_id))
        for row in scope.execute(scope.own(corrections).where(of_activities))
    }
    right: list[str] = []
    proposed: list[Mapping[str, object]] = []
    for activity_id, record, profile_id in on_records:
        correction_id = _id(scope, activity_id, record)
        target = links[profile_id].key if profile_id in links else None
        if not is_misplaced(record, target, is_deleted=record in deleted):
            right.append(correction_id)
        elif is_put_forward(target, earlier.get(correction_id)):
            row = {
                "id": correction_id,
                "instance_id": scope.instance_id,
                "activity_id": activity_id,
                "from_object": record.object,
                "from_id": record.id,
                "to_object": target and target.object,
                "to_id": target and target.id,
                "state": Correction.PROPOSED,
                "proposed_at": now,
                "closed_at": None,
            }
            proposed.append(row)
    scope.delete(corrections, among(corrections.c.id, right), state=Correction.PROPOSED)
    upsert(scope.connection, corrections, proposed, ["to_object", "to_id", "state", "proposed_at", "closed_at"])


def readdress(scope: OpenScope, source: RecordKey, target: RecordKey) -> None:
    """Replace a merged record by the surviving one in all corrections (D10)."""
    sides = ((corrections.c.from_object, corrections.c.from_id), (corrections.c.to_object, corrections.c.to_id))
    names_it = or_(*(condition for side in sides for condition in naming(side, [source])))
    rows = scope.execute(scope.own(corrections).where(names_it)).all()
    scope.delete(corrections, names_it)
    kept: dict[str, dict[str, object]] = {}
    for row in rows:
        ends = ((row.from_object, row.from_id), (row.to_object, row.to_id))
        origin, goal = (target if end == source else end for end in ends)
        correction_id = _id(scope, row.activity_id, origin)
        if origin != goal:
            named = zip(("from_object", "from_id", "to_object", "to_id"), (*origin, *goal), strict=True)
            kept[correction_id] = {**row._mapping, "id": correction_id, **dict(named)}
    upsert(scope.connection, corrections, list(kept.values()))


def _on_records(scope: OpenScope, kind: Kind, profile_ids: Collection[str]) -> list[tuple[str, RecordKey, str]]:
    """Return the activities in the CRM of some profiles: each with a record that it is on, and its profile."""
    is_part = (written.c.instance_id == activities.c.instance_id) & (written.c.activity_id == activities.c.id)
    query = (
        select(activities.c.id, activities.c.profile_id, written.c.object, written.c.record_id)
        .join(written, is_part)
        .where(activities.c.instance_id == scope.instance_id, activities.c.profile_kind == kind)
        .where(among(activities.c.profile_id, profile_ids))
    )
    return sorted({(row.id, RecordKey.named_by(row), row.profile_id) for row in scope.execute(query)})


def deleted_among(scope: OpenScope, keys: Collection[RecordKey]) -> set[RecordKey]:
    """Return the records that are no longer live."""
    rows = columns_of_records(scope, keys, records.c.deleted_at)
    return {key for key in keys if key not in rows or rows[key].deleted_at is not None}


def _id(scope: OpenScope, activity_id: str, record: tuple[str, str]) -> str:
    return hashlib.sha256("\n".join((scope.instance_id, activity_id, *record)).encode()).hexdigest()[:32]


def follow_links(scope: OpenScope, changed: LinkChanges) -> None:
    """Queue activities whose target exists now, and propose corrections of those on another record.

    Queued and retried activities are routed again when they are sent, so they do not change here.
    """
    moved = [change for change in changed.links if change.moved]
    for key in deleted_among(scope, {change.key for change in moved if change.after is None}):
        _reopen(scope, key, changed.context.now)
    for kind in sorted({change.kind for change in moved}):
        profiles = {profile for change in moved if change.kind is kind for profile in change.profiles if profile}
        release(scope, kind, profiles, changed.context.now)
        propose(scope, kind, profiles, changed.context.now)


def reroute(scope: OpenScope, profile: ProfileKey, refused: RecordKey, now: datetime) -> None:
    """Queue what a record did not take if the link moved, or the record was deleted, during the delivery (D8, D9)."""
    for key in deleted_among(scope, [refused]):
        _reopen(scope, key, now)
    release(scope, profile.kind, [profile.id], now)


def release(scope: OpenScope, kind: Kind, profile_ids: Collection[str], now: datetime) -> None:
    """Queue the activities that wait for a target, if a record is linked to their profile now (D29)."""
    waits = unindexed(activities.c.state) == ActivityState.NEEDS_TARGET
    of_profiles = among(activities.c.profile_id, profile_ids)
    named = scope.own(activities.c.profile_id).filter_by(profile_kind=kind).where(waits, of_profiles)
    linked = linked_records(scope, kind, set(scope.execute(named).scalars()))
    if linked:
        waiting = scope.change(activities, profile_kind=kind).where(waits)
        scope.execute(waiting.where(among(activities.c.profile_id, linked)).values(**queued_at(now)))


def move_written(scope: OpenScope, source: RecordKey, target: RecordKey, now: datetime) -> None:
    """Move the activities of a merged record to the surviving one (D10, D11)."""
    _reopen(scope, source, now)
    for table in (written, activities):
        scope.execute(scope.change(table, **source.columns).values(**target.columns))
    readdress(scope, source, target)
    scope.delete(written_fields, **source.columns)


def _reopen(scope: OpenScope, key: RecordKey, now: datetime) -> None:
    """Let activities wait for a target that the CRM refused on a record which turns out to be gone (D9).

    HubSpot and Oracle answer 400 to an association with a record that does not exist, as to any wrong value.
    """
    refused = {"state": ActivityState.DEAD, "reason": DeliveryOutcome.REFUSED}
    waiting = {"state": ActivityState.NEEDS_TARGET, "reason": DeliveryOutcome.GONE}
    reopened = scope.change(activities, **key.columns, **refused)
    change_activities(scope, reopened.where(activities.c.sealed.is_not(None)).values(**waiting), now)

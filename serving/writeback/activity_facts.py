"""What ROI counts of an activity that a switch keeps out of the CRM (S71): neither its user nor its text.

Facts are stored only while an admin's approval of ROI reports stands, and deleted when it is withdrawn.
"""

from datetime import datetime

from sqlalchemy import Connection, delete

from serving.rules.vocabulary import ActivityKind
from serving.store.contracts import InstanceScope
from serving.store.tables.work import activity_facts
from serving.store.upserts import upsert
from serving.writeback.targeting import TargetProfile


def note_fact(
    connection: Connection,
    scope: InstanceScope,
    activity_id: str,
    kind: ActivityKind,
    profile: TargetProfile,
    occurred_at: datetime,
) -> None:
    """Store that an activity happened, once for its id; nothing without an approval of ROI reports."""
    if scope.contract.settings.roi is None:
        return
    row = {"instance_id": scope.instance_id, "id": activity_id, "kind": kind.value, "occurred_at": occurred_at}
    row |= {"profile_kind": profile.kind.value, "profile_id": profile.id}
    upsert(connection, activity_facts, [row], ("instance_id", "id"), update=[])


def forget_facts(connection: Connection, instance_id: str) -> None:
    """Delete an instance's facts."""
    connection.execute(delete(activity_facts).filter_by(instance_id=instance_id))

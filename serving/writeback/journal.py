"""The journal of the objects that we wrote into a CRM."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from serving.rules.linking.links import RecordKey
from serving.rules.routing.activities import ActivityPart
from serving.store.tables.work import written
from serving.store.upserts import among, upsert


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One part of an activity in the CRM; `found_again`: found by its marker after an unknown outcome (D31)."""

    activity_id: str
    part: ActivityPart
    record: RecordKey
    crm_object: str
    crm_id: str
    found_again: bool = False


def append_entries(connection: Connection, instance_id: str, entries: Collection[JournalEntry], now: datetime) -> None:
    """Append written parts; existing entries do not change."""
    rows = [_row(instance_id, entry, now) for entry in entries]
    upsert(connection, written, rows, ["instance_id", "activity_id", "part"], [])


def forget_entry(connection: Connection, instance_id: str, entry: JournalEntry) -> None:
    """Delete a part that the CRM no longer has."""
    mine = {"instance_id": instance_id, "activity_id": entry.activity_id, "part": entry.part.value}
    connection.execute(delete(written).filter_by(**mine))


def entries_of(
    connection: Connection, instance_id: str, activity_ids: Collection[str]
) -> dict[str, list[JournalEntry]]:
    """Return the parts of each activity in the CRM, first written first."""
    wanted = select(written).filter_by(instance_id=instance_id).where(among(written.c.activity_id, activity_ids))
    found: dict[str, list[JournalEntry]] = {}
    for row in connection.execute(wanted.order_by(written.c.seq)):
        found.setdefault(row.activity_id, []).append(_entry(row))
    return found


def _entry(row: Row[Any]) -> JournalEntry:
    record = RecordKey.named_by(row)
    return JournalEntry(
        activity_id=row.activity_id,
        part=ActivityPart(row.part),
        record=record,
        crm_object=row.crm_object,
        crm_id=row.crm_id,
        found_again=row.found_again,
    )


def _row(instance_id: str, entry: JournalEntry, now: datetime) -> dict[str, Any]:
    return {
        "instance_id": instance_id,
        "activity_id": entry.activity_id,
        "part": entry.part.value,
        **entry.record.columns,
        "crm_object": entry.crm_object,
        "crm_id": entry.crm_id,
        "found_again": entry.found_again,
        "at": now,
    }

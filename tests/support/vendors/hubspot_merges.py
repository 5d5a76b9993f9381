"""Merges of a HubSpot portal.

A merge yields a record with a new id, the primary record's values win, and the old ids lead to the new record:
https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies .
UNCONFIRMED: the new record has the time of the merge as last-modified date.
"""

from tests.support.vendors.hubspot_records import PortalRecords
from tests.support.vendors.hubspot_state import PortalRecord


def merge(records: PortalRecords, kind: str, primary_id: str, other_id: str) -> PortalRecord:
    """Make one record with a new id out of two; the primary one's values win."""
    primary = records.get(kind, primary_id, follow=False)
    other = records.get(kind, other_id, follow=False)
    merged = _merged(records, primary, other)
    records.associations.merge(primary, other, merged)
    for old_record in (primary, other):
        _replace(records, old_record, merged)
    records.stamp(merged)
    records.index(merged)
    return merged


def _merged(records: PortalRecords, primary: PortalRecord, other: PortalRecord) -> PortalRecord:
    olds = [part for record in (primary, other) for part in (*_merged_ids(record), record.id)]
    values = other.properties | primary.properties | {"hs_merged_object_ids": ";".join(olds)}
    merged = PortalRecord(
        kind=primary.kind,
        id=str(records.state.next_id),
        properties=values,
        created_at=min(primary.created_at, other.created_at),
        updated_at=records.clock.now(),
    )
    records.state.next_id += 1
    records.state.records[merged.key] = merged
    return merged


def _replace(records: PortalRecords, old: PortalRecord, merged: PortalRecord) -> None:
    state = records.state
    state.records.pop(old.key)
    state.forwards[old.key] = merged.id


def _merged_ids(record: PortalRecord) -> list[str]:
    return [part for part in record.properties.get("hs_merged_object_ids", "").split(";") if part]

"""Merges and privacy deletions of a HubSpot portal.

Merge yields a record with a new id, the primary record's values win, and the old ids lead to the new record:
https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies .
A privacy deletion leaves nothing and blocks the e-mail:
https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/gdpr/gdpr-delete-contact .
"""

from tests.support.vendors.hubspot_records import API, PortalRecords
from tests.support.vendors.hubspot_state import PortalRecord
from tests.support.vendors.hubspot_values import invalid, not_found


class PortalMerges:
    """Merge and purge the records of one portal."""

    def __init__(self, records: PortalRecords) -> None:
        self.records = records
        self.state = records.state

    def merge(self, kind: str, primary_id: str, other_id: str, *, source: str = API) -> PortalRecord:
        """Make one record with a new id out of two; the primary one's values win."""
        if primary_id == other_id:
            raise invalid("Cannot merge an object with itself")
        for old in (primary_id, other_id):
            if f"{kind}/{old}" in self.state.forwards:
                raise invalid(
                    f"{old} is a forward reference to {self.records.current(kind, old)}. It was merged already."
                )
        primary = self.records.get(kind, primary_id, follow=False)
        other = self.records.get(kind, other_id, follow=False)
        merged = self._merged(primary, other)
        self.records.associations.merge(primary, other, merged)
        self._replace(primary, merged)
        self._replace(other, merged)
        self.records.stamp(merged)
        self.records.announce(
            "merge",
            merged,
            source,
            {
                "objectId": int(primary_id),
                "primaryObjectId": int(primary_id),
                "mergedObjectIds": [int(other_id)],
                "newObjectId": int(merged.id),
                "numberOfPropertiesMoved": len(set(other.properties) - set(primary.properties)),
            },
        )
        if self.records.switches.merge_announces_deletion:
            self.records.emit("deletion", other, source, {"changeFlag": "DELETED"})
        self.records.index(merged)
        return merged

    def _merged(self, primary: PortalRecord, other: PortalRecord) -> PortalRecord:
        at = (
            self.records.clock.now()
            if self.records.switches.merge_touches_modified
            else max(primary.updated_at, other.updated_at)
        )
        olds = [part for record in (primary, other) for part in (*_merged_ids(record), record.id)]
        values = other.properties | primary.properties | {"hs_merged_object_ids": ";".join(olds)}
        emails = {other.properties.get("email"), *other.properties.get("hs_additional_emails", "").split(";")}
        more = sorted(email for email in emails - {None, "", values.get("email")} if email)
        if more:
            values["hs_additional_emails"] = ";".join(more)
        created = min(primary.created_at, other.created_at)
        merged = PortalRecord(
            kind=primary.kind, id=str(self.state.next_id), properties=values, created_at=created, updated_at=at
        )
        self.state.next_id += 1
        self.state.records[merged.key] = merged
        return merged

    def _replace(self, old: PortalRecord, merged: PortalRecord) -> None:
        self.state.records.pop(old.key)
        self.state.forwards[old.key] = merged.id
        self.state.emails = {
            email: merged.id if owner == old.id and old.kind == "contacts" else owner
            for email, owner in self.state.emails.items()
        }

    def purge(self, record_id: str, *, source: str = API) -> None:
        """Delete a contact for privacy: nothing of it stays and its e-mail is blocked."""
        record_id = self.records.current("contacts", record_id)
        record = self.state.records.pop(f"contacts/{record_id}", None)
        if record is None:
            raise not_found("contacts", record_id)
        self.records.associations.drop(record)
        emails = [email for email, owner in self.state.emails.items() if owner == record.id]
        for email in {*emails, record.properties.get("email", "")} - {""}:
            self.block(email)
        self.records.announce("privacyDeletion", record, source, {"changeFlag": "DELETED"})

    def block(self, email: str) -> None:
        self.state.emails.pop(email.strip().lower(), None)
        self.state.blocked_emails.append(email.strip().lower())


def _merged_ids(record: PortalRecord) -> list[str]:
    return [part for part in record.properties.get("hs_merged_object_ids", "").split(";") if part]

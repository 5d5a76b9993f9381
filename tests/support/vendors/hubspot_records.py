"""The records of a HubSpot portal and their associations: create, change, archive, restore, merge.

Archived contacts can be restored:
https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/delete-contact .
"Only one can be the primary company":
https://developers.hubspot.com/docs/api-reference/legacy/crm/associations/associate-records/guide .
A merge yields a record with a new id and the associations of both, the primary record's values win, the old ids lead
to the new record, and a second primary company loses its label:
https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies .
UNCONFIRMED: the new record has the time of the merge as last-modified date.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from tests.support.vendors.clock import VendorClock, wire_time
from tests.support.vendors.hubspot_schema import ASSOCIATION_TYPES, KINDS
from tests.support.vendors.hubspot_state import IndexedVersion, PortalRecord, PortalState
from tests.support.vendors.hubspot_values import checked, invalid, not_found


class PortalRecords:
    """Change the records of one portal; search shows a change `search_lag_s` later (the page says "a few moments")."""

    def __init__(self, state: PortalState, clock: VendorClock, search_lag_s: float) -> None:
        self.state = state
        self.clock = clock
        self.search_lag_s = search_lag_s

    # Reading.

    def find(self, kind: str, record_id: str, *, archived: bool = False) -> PortalRecord | None:
        """Return the record that an id leads to: a merged-away id to the merged record."""
        while (forward := self.state.forwards.get(f"{kind}/{record_id}")) is not None:
            record_id = forward
        record = self.state.records.get(f"{kind}/{record_id}")
        return record if record is not None and record.archived == archived else None

    def get(self, kind: str, record_id: str, *, archived: bool = False) -> PortalRecord:
        record = self.find(kind, record_id, archived=archived)
        if record is None:
            raise not_found(record_id)
        return record

    def listed(self, kind: str, *, archived: bool) -> list[PortalRecord]:
        """Return the records of a kind in the order of their ids."""
        found = [record for record in self.state.records.values() if record.kind == kind]
        return sorted((record for record in found if record.archived == archived), key=lambda record: int(record.id))

    def associated(self, record: PortalRecord, kind: str) -> dict[str, bool]:
        """Return the ids of the live records of a kind that this one is associated with, True for the primary one."""
        ends = self.state.associations.get(record.key, {}).items()
        others = ((self.state.records.get(key), is_primary) for key, is_primary in ends)
        return {
            other.id: is_primary
            for other, is_primary in others
            if other is not None and other.kind == kind and not other.archived
        }

    # Writing.

    def create(
        self, kind: str, given: Mapping[str, object], ends: Iterable[tuple[PortalRecord, list[int]]] = ()
    ) -> PortalRecord:
        """Make a record with its associations, or refuse both."""
        values = {name: text for name, text in self._values(kind, given).items() if text}
        for names in KINDS[kind].required:
            if not any(name in values for name in names):
                raise invalid(f"Error creating {kind}. Some required properties were not set: {names}")
        at = self.clock.now()
        record = self._added(PortalRecord(kind, str(self.state.next_id), values, at, at))
        for target, types in ends:
            self.associate(record, target, types)
        return self.touch(record)

    def _added(self, record: PortalRecord) -> PortalRecord:
        self.state.next_id += 1
        self.state.records[record.key] = record
        return record

    def update(self, kind: str, record_id: str, given: Mapping[str, object]) -> PortalRecord:
        """Set the given properties; an empty value takes a property away. UNCONFIRMED: a merged id is followed."""
        record = self.get(kind, record_id)
        before = record.properties
        record.properties = {name: text for name, text in {**before, **self._values(kind, given)}.items() if text}
        if record.properties != before:
            record.updated_at = self.clock.now()
        return self.touch(record)

    def archive(self, kind: str, record_id: str) -> PortalRecord:
        """Move a record to the recycle bin. UNCONFIRMED: its modified date moves."""
        record = self.get(kind, record_id)
        record.archived_at = record.updated_at = self.clock.now()
        return self.touch(record)

    def restore(self, kind: str, record_id: str) -> PortalRecord:
        """Take a record out of the recycle bin by hand."""
        record = self.get(kind, record_id, archived=True)
        record.archived_at = None
        record.updated_at = self.clock.now()
        return self.touch(record)

    def associate(self, record: PortalRecord, target: PortalRecord, types: Iterable[int] = ()) -> None:
        """Associate two records; UNCONFIRMED: the first company of a contact or deal becomes its primary one."""
        primary = ASSOCIATION_TYPES[record.kind, target.kind][1:]
        companies = self.associated(record, "companies") if primary else {}
        is_primary = bool(primary) and (not companies or not {*primary}.isdisjoint(types))
        for other in companies if is_primary else ():
            self._put(record.key, f"companies/{other}", False)
        self._put(record.key, target.key, is_primary or companies.get(target.id, False))
        self.touch(record)
        self.touch(target)

    def _put(self, one: str, other: str, is_primary: bool) -> None:
        self.state.associations.setdefault(one, {})[other] = is_primary
        self.state.associations.setdefault(other, {})[one] = is_primary

    def dissociate(self, record: PortalRecord, target: PortalRecord) -> None:
        """Remove all types between two records."""
        for one, other in ((record, target), (target, record)):
            self.state.associations.get(one.key, {}).pop(other.key, None)
            self.touch(one)

    def merge(self, kind: str, primary_id: str, other_id: str) -> PortalRecord:
        """Make one record with a new id out of two; the primary one's values and primary company win."""
        primary, other = (self.get(kind, record_id) for record_id in (primary_id, other_id))
        olds = [part for old in (primary, other) for part in (old.properties.get("hs_merged_object_ids"), old.id)]
        values = other.properties | primary.properties | {"hs_merged_object_ids": ";".join(filter(None, olds))}
        created_at = min(primary.created_at, other.created_at)
        merged = self._added(PortalRecord(kind, str(self.state.next_id), values, created_at, self.clock.now()))
        for old in (primary, other):
            del self.state.records[old.key]
            self.state.forwards[old.key] = merged.id
            for key, is_primary in self.state.associations.pop(old.key, {}).items():
                self.state.associations[key].pop(old.key)
                held = self.state.associations.get(merged.key, {})
                has_another = kind != "companies" and key.startswith("companies/") and any(held.values())
                self._put(merged.key, key, held.get(key, False) or (is_primary and not has_another))
        return self.touch(merged)

    # What every change does.

    def touch(self, record: PortalRecord) -> PortalRecord:
        """Calculate what the portal does, and index it. UNCONFIRMED: an association moves no last-modified date."""
        self._stamp(record)
        now = self.clock.now()
        shown = now - timedelta(seconds=self.search_lag_s)
        older = [version for version in record.versions if version.at <= shown][-1:]
        newer = [version for version in record.versions if version.at > shown]
        record.versions = [*older, *newer, IndexedVersion(now, dict(record.properties), record.archived)]
        return record

    def _values(self, kind: str, given: Mapping[str, object]) -> dict[str, str]:
        values = checked(given, KINDS[kind].properties)
        owner = values.get("hubspot_owner_id")
        if owner and owner not in {known.id for known in self.state.owners}:
            raise invalid(f"Owner {owner} does not exist")
        return values

    def _stamp(self, record: PortalRecord) -> None:
        kind = KINDS[record.kind]
        record.properties |= {
            "hs_object_id": record.id,
            kind.created: wire_time(record.created_at),
            kind.modified: wire_time(record.updated_at),
        }
        if record.kind == "deals":
            stages = {stage.id: stage for pipeline in self.state.pipelines for stage in pipeline.stages}
            stage = stages.get(record.properties["dealstage"])
            closed = stage is not None and stage.is_closed
            won = closed and stage is not None and float(stage.probability) == 1.0
            record.properties |= {"hs_is_closed": str(closed).lower(), "hs_is_closed_won": str(won).lower()}
        if record.kind == "contacts":
            record.properties.pop("associatedcompanyid", None)
            for company, is_primary in self.associated(record, "companies").items():
                record.properties |= {"associatedcompanyid": company} if is_primary else {}

"""The records of a HubSpot portal: create, change, archive and restore.

Archived contacts can be restored:
https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/delete-contact .
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.support.vendors.clock import VendorClock, wire_time
from tests.support.vendors.hubspot_associations import PortalAssociations
from tests.support.vendors.hubspot_schema import KINDS, PropertyDefinition, standard_properties
from tests.support.vendors.hubspot_state import IndexedVersion, PortalRecord, PortalState
from tests.support.vendors.hubspot_values import (
    HubSpotRefusal,
    checked,
    invalid,
    not_found,
)


class PortalRecords:
    """Change the records of one portal; search shows a change `search_lag_s` later (the page says "a few moments")."""

    def __init__(self, state: PortalState, clock: VendorClock, search_lag_s: float) -> None:
        self.state = state
        self.clock = clock
        self.search_lag_s = search_lag_s
        self.associations = PortalAssociations(state, self.touch)

    def definitions(self, kind: str) -> dict[str, PropertyDefinition]:
        known = standard_properties(kind)
        if kind == "deals":
            stages = [stage.id for pipeline in self.state.pipelines for stage in pipeline.stages]
            known["dealstage"] = known["dealstage"].model_copy(update={"options": stages})
            known["pipeline"] = known["pipeline"].model_copy(
                update={"options": [pipeline.id for pipeline in self.state.pipelines]}
            )
        return known

    # Reading.

    def current(self, kind: str, record_id: str) -> str:
        """Return the id under which a record lives now: a merged-away id leads to the merged record."""
        while (forward := self.state.forwards.get(f"{kind}/{record_id}")) is not None:
            record_id = forward
        return record_id

    def find(self, kind: str, record_id: str, *, archived: bool = False) -> PortalRecord | None:
        record = self.state.records.get(f"{kind}/{record_id}")
        return record if record is not None and record.archived == archived else None

    def get(self, kind: str, record_id: str, *, archived: bool = False, follow: bool = True) -> PortalRecord:
        record_id = self.current(kind, record_id) if follow else record_id
        record = self.find(kind, record_id, archived=archived)
        if record is None:
            raise not_found(kind, record_id)
        return record

    def followed(self, kind: str, record_id: str, *, archived: bool = False) -> PortalRecord | None:
        """Return the record that an id leads to, None where there is none."""
        return self.find(kind, self.current(kind, record_id), archived=archived)

    def listed(self, kind: str, *, archived: bool) -> list[PortalRecord]:
        """Return the records of a kind in the order of their ids."""
        found = [record for record in self.state.records.values() if record.kind == kind]
        return sorted((record for record in found if record.archived == archived), key=lambda record: int(record.id))

    # Writing.

    def create(self, kind: str, given: Mapping[str, object], associations: object) -> PortalRecord:
        """Make a record with its associations, or refuse both."""
        values = {name: text for name, text in self._values(kind, given).items() if text}
        self._check_required(kind, values)
        targets = self.associations.parse(kind, associations, self.followed)
        at = self.clock.now()
        record = PortalRecord(kind=kind, id=str(self.state.next_id), properties=values, created_at=at, updated_at=at)
        self.state.next_id += 1
        self.state.records[record.key] = record
        self.stamp(record)
        for target, types in targets:
            self.associations.add(record, target, types)
        self.index(record)
        return record

    def update(self, kind: str, record_id: str, given: Mapping[str, object]) -> PortalRecord:
        """Set the given properties; an empty value takes a property away. UNCONFIRMED: a merged id is followed."""
        record = self.get(kind, record_id)
        values = self._values(kind, given)
        changed = {name: text for name, text in values.items() if record.properties.get(name, "") != text}
        record.properties.update(changed)
        record.properties = {name: text for name, text in record.properties.items() if text}
        if changed:
            record.updated_at = self.clock.now()
        self.stamp(record)
        self.index(record)
        return record

    def archive(self, kind: str, record_id: str) -> PortalRecord:
        """Move a record to the recycle bin. UNCONFIRMED: its modified date moves."""
        record = self.get(kind, record_id)
        record.archived = True
        record.archived_at = self.clock.now()
        record.updated_at = record.archived_at
        self.stamp(record)
        self.index(record)
        return record

    def restore(self, kind: str, record_id: str) -> PortalRecord:
        """Take a record out of the recycle bin by hand."""
        record = self.get(kind, record_id, archived=True, follow=False)
        record.archived = False
        record.archived_at = None
        record.updated_at = self.clock.now()
        self.stamp(record)
        self.index(record)
        return record

    # What every change does.

    def touch(self, record: PortalRecord) -> None:
        """Follow an association change. UNCONFIRMED: it moves no last-modified date."""
        self.stamp(record)
        self.index(record)

    def _values(self, kind: str, given: Mapping[str, object]) -> dict[str, str]:
        values = checked(given, self.definitions(kind))
        owner = values.get("hubspot_owner_id", "")
        owners = {known.id for known in self.state.owners}
        if owner and owner not in owners:
            raise invalid(f"Owner {owner} does not exist", code="INVALID_OWNER_ID", properties=("hubspot_owner_id",))
        return values

    def _check_required(self, kind: str, values: Mapping[str, str]) -> None:
        known = KINDS[kind]
        missing = [name for name in known.required if not values.get(name)]
        if not missing and known.one_of and not any(values.get(name) for name in known.one_of):
            missing = list(known.one_of)
        if missing:
            message = f"Error creating {known.singular.upper()}. Some required properties were not set."
            raise HubSpotRefusal(400, message, "VALIDATION_ERROR", context={"properties": missing})

    def stamp(self, record: PortalRecord) -> None:
        """Set the values that the portal calculates."""
        kind = KINDS[record.kind]
        record.properties |= {
            "hs_object_id": record.id,
            kind.created: wire_time(record.created_at),
            kind.modified: wire_time(record.updated_at),
        }
        if record.kind == "deals":
            record.properties |= self._closed(record.properties.get("dealstage", ""))
        if record.kind == "contacts":
            company = self.associations.primary_company(record)
            record.properties.pop("associatedcompanyid", None)
            record.properties |= {} if company is None else {"associatedcompanyid": company}

    def _closed(self, stage_id: str) -> dict[str, str]:
        stages = {stage.id: stage for pipeline in self.state.pipelines for stage in pipeline.stages}
        stage = stages.get(stage_id)
        closed = stage is not None and stage.is_closed
        won = closed and stage is not None and float(stage.probability) == 1.0
        return {"hs_is_closed": str(closed).lower(), "hs_is_closed_won": str(won).lower()}

    def index(self, record: PortalRecord) -> None:
        """Hand the record to the search index, which shows it when the lag has passed."""
        at = self.clock.now()
        shown: datetime = at - timedelta(seconds=self.search_lag_s)
        older = [version for version in record.versions if version.at <= shown][-1:]
        newer = [version for version in record.versions if version.at > shown]
        latest = IndexedVersion(at=at, properties=dict(record.properties), archived=record.archived)
        record.versions = [*older, *newer, latest]

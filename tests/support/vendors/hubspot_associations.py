"""Associations of a HubSpot portal: types in both directions, one primary company, merges.

Types, labels and "only one can be the primary company":
https://developers.hubspot.com/docs/api-reference/legacy/crm/associations/associate-records/guide .
On a merge the associations of both records go to the new one, and a second primary one loses its label:
https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies .
"""

from collections.abc import Callable, Iterable, Mapping

from tests.support.vendors.hubspot_schema import KINDS, AssociationType, association_types, opposite
from tests.support.vendors.hubspot_state import AssociationRow, PortalRecord, PortalState
from tests.support.vendors.hubspot_values import invalid

Targets = list[tuple[PortalRecord, list[int]]]


class PortalAssociations:
    """Read and change the associations of one portal."""

    def __init__(self, state: PortalState, touch: Callable[[PortalRecord], None]) -> None:
        self.state = state
        self.touch = touch

    def primary_type(self, source: str, target: str) -> int | None:
        labels = [known.type_id for known in association_types(source, target) if known.label == "Primary"]
        return labels[0] if labels else None

    def parse(self, kind: str, associations: object, get: Callable[[str, str], PortalRecord | None]) -> Targets:
        """Read the `associations` of a create request: each must name a record and types that lead to it."""
        if associations is None:
            raise invalid("associations is required", code="REQUIRED_FIELD")
        if not isinstance(associations, list):
            raise invalid("associations must be a list")
        return [self._target(kind, entry, get) for entry in associations]

    def _target(
        self, kind: str, entry: object, get: Callable[[str, str], PortalRecord | None]
    ) -> tuple[PortalRecord, list[int]]:
        to = entry.get("to") if isinstance(entry, dict) else None
        types = entry.get("types") if isinstance(entry, dict) else None
        if not isinstance(to, dict) or "id" not in to or not isinstance(types, list) or not types:
            raise invalid("An association needs to.id and types")
        ids = [self.type_id(spec) for spec in types]
        target = self._kind_reached(kind, ids)
        record = get(target, str(to["id"])) if target is not None else None
        if target is None:
            raise invalid(f"No association type {ids} leads from {kind}")
        if record is None:
            raise invalid(f"{target} {to['id']} does not exist")
        return record, ids

    def type_id(self, spec: object) -> int:
        """Read an association type of a request, whose category and id are both required."""
        if not isinstance(spec, dict) or not {"associationCategory", "associationTypeId"} <= set(spec):
            raise invalid("An association type needs associationCategory and associationTypeId")
        return int(spec["associationTypeId"])

    def _kind_reached(self, kind: str, ids: Iterable[int]) -> str | None:
        for target in KINDS:
            if set(ids) <= {known.type_id for known in association_types(kind, target)}:
                return target
        return None

    def of(self, record: PortalRecord, target: str) -> Mapping[str, list[AssociationType]]:
        """Return the ids of the live records that this one is associated with, each with its types."""
        known = {type_.type_id: type_ for type_ in association_types(record.kind, target)}
        found: dict[str, list[AssociationType]] = {}
        for row in self.state.associations.get(record.key, []):
            other = self.state.records.get(f"{row.to_kind}/{row.to_id}")
            if row.to_kind == target and other is not None and not other.archived:
                found.setdefault(row.to_id, []).append(known[row.type_id])
        return found

    def primary_company(self, record: PortalRecord) -> str | None:
        companies = self.of(record, "companies")
        return next((id_ for id_, types in companies.items() if any(t.label == "Primary" for t in types)), None)

    def add(self, record: PortalRecord, target: PortalRecord, types: Iterable[int]) -> None:
        """Associate two records with types read from the first one; the unlabelled type comes with each."""
        plain = association_types(record.kind, target.kind)[0].type_id
        primary = self.primary_type(record.kind, target.kind)
        wanted = {plain, *types}
        if self._becomes_primary(record, target):
            wanted.add(self.primary_type(record.kind, target.kind) or plain)
        if primary is not None and primary in wanted:
            self._demote(record, target)
        for type_id in sorted(wanted):
            self._put(record, target, type_id)
            self._put(target, record, opposite(record.kind, target.kind, type_id))
        self.touch(record)
        self.touch(target)

    def _becomes_primary(self, record: PortalRecord, target: PortalRecord) -> bool:
        """Say whether this is the first company of a contact or deal, and so its primary one."""
        many, one = (record, target) if target.kind == "companies" else (target, record)
        if one.kind != "companies":
            return False
        return self.primary_type(many.kind, "companies") is not None and not self.of(many, "companies")

    def _demote(self, record: PortalRecord, target: PortalRecord) -> None:
        many = record if target.kind == "companies" else target
        primary = self.primary_type(many.kind, "companies")
        for other_id in list(self.of(many, "companies")):
            other = self.state.records[f"companies/{other_id}"]
            self._take(many, other, {primary} if primary is not None else set())

    def _put(self, record: PortalRecord, target: PortalRecord, type_id: int) -> None:
        rows = self.state.associations.setdefault(record.key, [])
        row = AssociationRow(to_kind=target.kind, to_id=target.id, type_id=type_id)
        if row not in rows:
            rows.append(row)

    def _take(self, record: PortalRecord, target: PortalRecord, types: set[int] | None) -> None:
        """Take types off both ends, all of them for None."""
        for one, other, named in (
            (record, target, types),
            (target, record, None if types is None else {opposite(record.kind, target.kind, t) for t in types}),
        ):
            rows = self.state.associations.get(one.key, [])
            self.state.associations[one.key] = [
                row
                for row in rows
                if (row.to_kind, row.to_id) != (other.kind, other.id)
                or (named is not None and row.type_id not in named)
            ]

    def remove(self, record: PortalRecord, target: PortalRecord) -> None:
        """Remove all types between two records."""
        if target.id in self.of(record, target.kind):
            self._take(record, target, None)
            self.touch(record)
            self.touch(target)

    def merge(self, primary: PortalRecord, other: PortalRecord, merged: PortalRecord) -> None:
        """Give the merged record what both had; the primary one's primary company stays the primary one."""
        for old in (primary, other):
            for row in self.state.associations.pop(old.key, []):
                target = self.state.records.get(f"{row.to_kind}/{row.to_id}")
                if target is None or target.key in {primary.key, other.key}:
                    continue
                self.state.associations[target.key] = [
                    back
                    for back in self.state.associations.get(target.key, [])
                    if (back.to_kind, back.to_id) != (old.kind, old.id)
                ]
                if old is other and self._is_second_primary(merged, target, row.type_id):
                    continue
                self._put(merged, target, row.type_id)
                self._put(target, merged, opposite(merged.kind, target.kind, row.type_id))

    def _is_second_primary(self, merged: PortalRecord, target: PortalRecord, type_id: int) -> bool:
        if type_id != self.primary_type(merged.kind, target.kind) or target.kind != "companies":
            return False
        return self.primary_company(merged) not in {None, target.id}

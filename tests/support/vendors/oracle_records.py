"""The rows of an Oracle Sales pod: create, change, delete, merge and move, by the API or by a user of the pod.

What a POST needs stands on the "Required Attributes and Path Parameters" pages, such as
https://docs.oracle.com/en/cloud/saas/sales/faaps/ATTRIB_Activities_Attributes_and_Path_Parameters.html : Subject and
ActivityFunctionCode, both dates for APPOINTMENT and CALLREPORT, the start of a task defaults to now; a contact has a
first or a last name. LOBs are base64: .../api-activities-large-object-lob-attributes-description.html .
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from tests.support.vendors.clock import VendorClock, wire_time
from tests.support.vendors.oracle_lobs import decoded
from tests.support.vendors.oracle_query import parse_time
from tests.support.vendors.oracle_schema import (
    FUNCTION_CODES,
    PARTIES,
    REFERENCES,
    RESOURCES,
    TIMED_CODES,
    AttributeType,
    OracleAttribute,
    OracleResource,
)
from tests.support.vendors.oracle_state import (
    MergedParty,
    OracleRow,
    OracleState,
    OracleSwitches,
    OracleWrite,
    Value,
    bad_request,
)

API = "API"
USER = "user"
LEAD_NOTE = ("VisibilityCode", "SourceObjectCode")
LEAD_NOTE_CURRENCY = ("CurrencyCode", "CurcyConvRateType", "CorpCurrencyCode")


class OracleRecords:
    """Change the rows of one pod; each change is journalled."""

    def __init__(self, state: OracleState, switches: OracleSwitches, clock: VendorClock) -> None:
        self.state = state
        self.switches = switches
        self.clock = clock

    # Reading.

    def rows(self, resource: OracleResource, parent: str = "") -> list[OracleRow]:
        """Return the rows that are there, in the order of their ids."""
        found = [
            row
            for row in self.state.rows.values()
            if (row.resource, row.parent) == (resource.name, parent) and self.is_there(row)
        ]
        return sorted(found, key=lambda row: row.id(resource.id))

    def listed(self, resource: OracleResource, parent: str = "") -> list[OracleRow]:
        """Return the rows that a collection shows now."""
        return [row for row in self.rows(resource, parent) if row.shown_at <= self.clock.now()]

    def is_there(self, row: OracleRow) -> bool:
        merged_away = row.merged_into is not None and self.switches.merged_party is MergedParty.GONE
        return not row.deleted and not merged_away

    def by_id(self, resource: str, id_: Value) -> OracleRow | None:
        row = self.state.rows.get(f"{resource}/{id_}")
        return row if row is not None and self.is_there(row) else None

    def values(self, resource: OracleResource, row: OracleRow) -> dict[str, Value]:
        """Return a row's values with those that other rows give it."""
        values: dict[str, Value] = dict.fromkeys(resource.attributes) | row.values
        if resource.name == "contacts":
            names = (values.get("FirstName"), values.get("LastName"))
            values["ContactName"] = " ".join(str(name) for name in names if name)
        for name, (reference, target, attribute) in resource.derived.items():
            other = self.by_id(target, values.get(reference))
            values[name] = None if other is None else self.values(RESOURCES[target], other).get(attribute)
        values |= {own: values.get(plain) for plain, own in resource.dates.items()}
        if resource.name in PARTIES:
            values["PartyStatus"] = "A" if row.merged_into is None else "M"
        return values

    # Writing.

    def create(
        self,
        resource: OracleResource,
        given: Mapping[str, object],
        *,
        parent: OracleRow | None = None,
        source: str = API,
    ) -> OracleRow:
        """Make a row, or refuse it."""
        values = self._checked(resource, given)
        self._check_required(resource, values, parent)
        id_ = self._next()
        values[resource.id] = id_
        numbers = {name for name in resource.attributes if name in _NUMBERS}
        for name in numbers & {resource.key, "LeadNumber", "ResourceNumber"}:
            values[name] = values.get(name) or f"{resource.prefix}_{id_ % 1_000_000}"
            self._check_unique(resource, name, values[name])
        now = self.clock.now()
        if values.get("ActivityFunctionCode") == "TASK":
            values["ActivityStartDate"] = values.get("ActivityStartDate") or wire_time(now)
        values |= {"CreatedBy": source, "CreationDate": wire_time(now), "LastUpdatedBy": source}
        above = "" if parent is None else self.key(parent)
        row = OracleRow(resource=resource.name, values=values, parent=above, shown_at=now)
        self.state.rows[f"{above}/{resource.name}/{id_}".lstrip("/")] = row
        self._touch(row, source)
        if parent is not None and self.switches.child_touches_parent:
            self._touch(parent, source)
        self._note("create", row, resource, source, values)
        return row

    def _next(self) -> int:
        self.state.next_id += 1
        return self.state.next_id

    def key(self, row: OracleRow) -> str:
        return f"{row.resource}/{row.id(RESOURCES[row.resource].id)}"

    def update(
        self,
        resource: OracleResource,
        row: OracleRow,
        given: Mapping[str, object],
        *,
        source: str = API,
        silent: bool = False,
    ) -> OracleRow:
        """Set values; `silent` leaves LastUpdateDate and the version as they are."""
        values = self._checked(resource, given, updating=True)
        row.values |= values
        if resource.name == "activities":
            self._check_activity(row.values)
        if not silent:
            self._touch(row, source)
        self._note("update", row, resource, source, values)
        return row

    def delete(self, resource: OracleResource, row: OracleRow, *, source: str = API) -> None:
        """Delete a row: it is 404 from now on and in no list."""
        row.deleted = True
        self._note("delete", row, resource, source, {})

    def restore(self, resource: OracleResource, row: OracleRow) -> OracleRow:
        """Bring a deleted row back, as an administrator does."""
        row.deleted = False
        self._touch(row, USER)
        self._note("restore", row, resource, USER, {})
        return row

    def merge(
        self, resource: OracleResource, survivor: OracleRow, loser: OracleRow, *, source: str = USER
    ) -> OracleRow:
        """Merge a party into another of its kind; what named the loser names the survivor."""
        lost = loser.id(resource.id)
        kept = survivor.id(resource.id)
        loser.merged_into = kept
        for row in self.state.rows.values():
            named = {name for name in row.values if REFERENCES.get(name) == resource.name and row.values[name] == lost}
            for name in named:
                row.values[name] = kept
            if named and self.switches.merge_touches_references:
                self._touch(row, source)
        for key, row in list(self.state.rows.items()):
            if row.parent == self.key(loser):
                row.parent = self.key(survivor)
                self.state.rows[key.replace(self.key(loser), self.key(survivor), 1)] = self.state.rows.pop(key)
        survivor.values |= {
            name: value for name, value in loser.values.items() if survivor.values.get(name) in {None, ""}
        }
        if self.switches.merge_touches_survivor:
            self._touch(survivor, source)
        self._note("merge", survivor, resource, source, {"merged": lost})
        return survivor

    def _touch(self, row: OracleRow, source: str) -> None:
        now: datetime = self.clock.now()
        row.values |= {"LastUpdateDate": wire_time(now), "LastUpdatedBy": source}
        row.version += 1
        row.shown_at = now + timedelta(seconds=self.switches.read_lag_s)

    def _note(
        self, operation: str, row: OracleRow, resource: OracleResource, source: str, values: Mapping[str, Value]
    ) -> None:
        write = OracleWrite(
            at=self.clock.now(),
            source=source,
            operation=operation,
            resource=resource.name,
            id=row.id(resource.id),
            values=dict(values),
        )
        self.state.writes.append(write)

    # What a payload must be.

    def _checked(
        self, resource: OracleResource, given: Mapping[str, object], *, updating: bool = False
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name, value in given.items():
            attribute = resource.attributes.get(name)
            if attribute is None and self.switches.unknown_in_body_ignored:
                continue
            if attribute is None:
                raise bad_request(f"The attribute {name} is not defined for {resource.name}", path=f"/{name}")
            if not attribute.updatable or (updating and name == resource.key):
                raise bad_request(f"The attribute {name} is read only", code="27008", path=f"/{name}")
            values[name] = self._value(attribute, value)
        for name in values:
            self._check_reference(name, values[name])
        return values

    def _value(self, attribute: OracleAttribute, value: object) -> Value:
        if value is None:
            return None
        if not isinstance(value, str | int | float | bool) or not _fits(attribute, value):
            message = f"The value {value} is not valid for the attribute {attribute.name}"
            raise bad_request(message, code="25009", path=f"/{attribute.name}")
        if attribute.longest is not None and len(str(value)) > attribute.longest:
            message = f"{attribute.name} is longer than {attribute.longest} characters"
            raise bad_request(message, path=f"/{attribute.name}")
        if attribute.type is AttributeType.LOB and self.switches.lob_must_be_base64:
            decoded(str(value), attribute.name)
        if attribute.type is AttributeType.DATETIME:
            at = parse_time(str(value))
            assert at is not None
            return wire_time(at)
        return value

    def _check_reference(self, name: str, value: Value) -> None:
        target = REFERENCES.get(name)
        if target is None or value is None or not self.switches.references_must_exist:
            return
        if self.by_id(target, value) is None:
            raise bad_request(f"{name} {value} names no row of {target}", path=f"/{name}")

    def _check_required(self, resource: OracleResource, values: Mapping[str, Value], parent: OracleRow | None) -> None:
        needed: Iterable[str] = [name for name, known in resource.attributes.items() if known.mandatory]
        if resource.name == "Note" and parent is not None and parent.resource == "leads":
            needed = [*needed, *LEAD_NOTE, *(LEAD_NOTE_CURRENCY if self.switches.lead_notes_need_all else ())]
        for name in needed:
            if values.get(name) is None or not str(values[name]).strip():
                raise bad_request(f"You must provide a value for the attribute {name}", code="27014", path=f"/{name}")
        if resource.name == "contacts" and not (values.get("FirstName") or values.get("LastName")):
            raise bad_request("You must provide FirstName or LastName", code="27014", path="/LastName")
        if resource.name == "activities":
            self._check_activity(values)

    def _check_activity(self, values: Mapping[str, Value]) -> None:
        code = values.get("ActivityFunctionCode")
        if code not in FUNCTION_CODES:
            raise bad_request(f"{code} is no ActivityFunctionCode", path="/ActivityFunctionCode")
        if not str(values.get("Subject") or "").strip():
            raise bad_request("You must provide a value for the attribute Subject", code="27014", path="/Subject")
        start = values.get("ActivityStartDate")
        end = values.get("ActivityEndDate")
        if code in TIMED_CODES and (start is None or end is None):
            name = "ActivityStartDate" if start is None else "ActivityEndDate"
            raise bad_request(f"You must provide a value for the attribute {name}", code="27014", path=f"/{name}")
        if start is not None and end is not None and str(end) < str(start):
            raise bad_request("The end is before the start", path="/ActivityEndDate")

    def _check_unique(self, resource: OracleResource, name: str, value: Value) -> None:
        if any(row.values.get(name) == value for row in self.rows(resource)):
            raise bad_request(f"{name} {value} exists already", code="25013", path=f"/{name}")


_NUMBERS = frozenset({"PartyNumber", "LeadNumber", "OptyNumber", "ActivityNumber", "ResourceNumber"})


def _fits(attribute: OracleAttribute, value: str | float) -> bool:
    if attribute.type is AttributeType.BOOLEAN:
        return isinstance(value, bool)
    if attribute.type in {AttributeType.INTEGER, AttributeType.NUMBER}:
        return not isinstance(value, bool) and re.fullmatch(r"-?\d+(\.\d+)?", str(value)) is not None
    if attribute.type in {AttributeType.DATE, AttributeType.DATETIME}:
        return isinstance(value, str) and parse_time(value) is not None
    return isinstance(value, str)

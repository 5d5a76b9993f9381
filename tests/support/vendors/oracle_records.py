"""The rows of an Oracle Sales pod: create, change, restore, merge and move.

What a POST needs stands on the "Required Attributes and Path Parameters" pages, such as
https://docs.oracle.com/en/cloud/saas/sales/faaps/ATTRIB_Activities_Attributes_and_Path_Parameters.html : Subject and
ActivityFunctionCode, the start of a task defaults to now; a contact has a first or a last name. LOBs are base64:
.../api-activities-large-object-lob-attributes-description.html .
"""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from tests.support.vendors.clock import VendorClock, wire_time
from tests.support.vendors.oracle_query import parse_time
from tests.support.vendors.oracle_schema import (
    FUNCTION_CODES,
    PARTIES,
    REFERENCES,
    RESOURCES,
    AttributeType,
    OracleAttribute,
    OracleResource,
)
from tests.support.vendors.oracle_state import OracleRow, OracleState, Value, bad_request

LEAD_NOTE = ("VisibilityCode", "SourceObjectCode")


class OracleRecords:
    """Change the rows of one pod; collections show a new or changed row `read_lag_s` later, items at once."""

    def __init__(self, state: OracleState, clock: VendorClock) -> None:
        self.state = state
        self.clock = clock
        self.read_lag_s = 0.0

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
        """UNCONFIRMED: a party that was merged into another is gone, not shown with the status M."""
        return not row.deleted and row.merged_into is None

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
            values[name] = values[name] if other is None else self.values(RESOURCES[target], other).get(attribute)
        values |= {own: values.get(plain) for plain, own in resource.dates.items()}
        if resource.name in PARTIES:
            values["PartyStatus"] = "A"
        return values

    # Writing.

    def create(
        self,
        resource: OracleResource,
        given: Mapping[str, object],
        *,
        parent: OracleRow | None = None,
    ) -> OracleRow:
        """Make a row, or refuse it. UNCONFIRMED: a new child leaves its parent's LastUpdateDate."""
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
        values["CreationDate"] = wire_time(now)
        above = "" if parent is None else self.key(parent)
        row = OracleRow(resource=resource.name, values=values, parent=above, shown_at=now)
        self.state.rows[f"{above}/{resource.name}/{id_}".lstrip("/")] = row
        self._touch(row)
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
        silent: bool = False,
    ) -> None:
        """Set values; `silent` leaves LastUpdateDate as it is."""
        values = self._checked(resource, given, updating=True)
        row.values |= values
        if resource.name == "activities":
            self._check_activity(row.values)
        if not silent:
            self._touch(row)

    def restore(self, row: OracleRow) -> None:
        """Bring a deleted row back, as an administrator does."""
        row.deleted = False
        self._touch(row)

    def merge(self, resource: OracleResource, survivor: OracleRow, loser: OracleRow) -> None:
        """Merge a party into another of its kind; what named the loser names the survivor.

        UNCONFIRMED: the survivor's LastUpdateDate moves, those of the rows that named the loser do not.
        """
        lost = loser.id(resource.id)
        kept = survivor.id(resource.id)
        loser.merged_into = kept
        for row in self.state.rows.values():
            named = {name for name in row.values if REFERENCES.get(name) == resource.name and row.values[name] == lost}
            for name in named:
                row.values[name] = kept
        for key, row in list(self.state.rows.items()):
            if row.parent == self.key(loser):
                row.parent = self.key(survivor)
                self.state.rows[key.replace(self.key(loser), self.key(survivor), 1)] = self.state.rows.pop(key)
        survivor.values |= {
            name: value for name, value in loser.values.items() if survivor.values.get(name) in {None, ""}
        }
        self._touch(survivor)

    def _touch(self, row: OracleRow) -> None:
        now: datetime = self.clock.now()
        row.values["LastUpdateDate"] = wire_time(now)
        row.shown_at = now + timedelta(seconds=self.read_lag_s)

    # What a payload must be.

    def _checked(
        self, resource: OracleResource, given: Mapping[str, object], *, updating: bool = False
    ) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name, value in given.items():
            attribute = resource.attributes.get(name)
            if attribute is None:
                raise bad_request(f"The attribute {name} is not defined for {resource.name}")
            if not attribute.updatable or (updating and name == resource.key):
                raise bad_request(f"The attribute {name} is read only")
            values[name] = self._value(attribute, value)
        for name in values:
            self._check_reference(name, values[name])
        return values

    def _value(self, attribute: OracleAttribute, value: object) -> Value:
        if value is None:
            return None
        if not isinstance(value, str | int | float | bool) or not _fits(attribute, value):
            message = f"The value {value} is not valid for the attribute {attribute.name}"
            raise bad_request(message)
        if attribute.longest is not None and len(str(value)) > attribute.longest:
            message = f"{attribute.name} is longer than {attribute.longest} characters"
            raise bad_request(message)
        if attribute.type is AttributeType.LOB:
            decoded(str(value), attribute.name)
        if attribute.type is AttributeType.DATETIME:
            at = parse_time(str(value))
            assert at is not None
            return wire_time(at)
        return value

    def _check_reference(self, name: str, value: Value) -> None:
        target = REFERENCES.get(name)
        if target is None or value is None:
            return
        if self.by_id(target, value) is None:
            raise bad_request(f"{name} {value} names no row of {target}")

    def _check_required(self, resource: OracleResource, values: Mapping[str, Value], parent: OracleRow | None) -> None:
        needed: Iterable[str] = [name for name, known in resource.attributes.items() if known.mandatory]
        if resource.name == "Note" and parent is not None and parent.resource == "leads":
            needed = [*needed, *LEAD_NOTE]
        for name in needed:
            if values.get(name) is None or not str(values[name]).strip():
                raise bad_request(f"You must provide a value for the attribute {name}")
        if resource.name == "contacts" and not (values.get("FirstName") or values.get("LastName")):
            raise bad_request("You must provide FirstName or LastName")
        if resource.name == "activities":
            self._check_activity(values)

    def _check_activity(self, values: Mapping[str, Value]) -> None:
        code = values.get("ActivityFunctionCode")
        if code not in FUNCTION_CODES:
            raise bad_request(f"{code} is no ActivityFunctionCode")
        if not str(values.get("Subject") or "").strip():
            raise bad_request("You must provide a value for the attribute Subject")
        start = values.get("ActivityStartDate")
        end = values.get("ActivityEndDate")
        if start is not None and end is not None and str(end) < str(start):
            raise bad_request("The end is before the start")

    def _check_unique(self, resource: OracleResource, name: str, value: Value) -> None:
        if any(row.values.get(name) == value for row in self.rows(resource)):
            raise bad_request(f"{name} {value} exists already")


_NUMBERS = frozenset({"PartyNumber", "LeadNumber", "OptyNumber", "ActivityNumber", "ResourceNumber"})


def _fits(attribute: OracleAttribute, value: str | float) -> bool:
    if attribute.type is AttributeType.BOOLEAN:
        return isinstance(value, bool)
    if attribute.type in {AttributeType.INTEGER, AttributeType.NUMBER}:
        return not isinstance(value, bool) and re.fullmatch(r"-?\d+(\.\d+)?", str(value)) is not None
    if attribute.type in {AttributeType.DATE, AttributeType.DATETIME}:
        return isinstance(value, str) and parse_time(value) is not None
    return isinstance(value, str)


def decoded(text: str, name: str) -> str:
    """Return the text of a LOB's base64; refuse what is no base64 of UTF-8."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise bad_request(f"The value of {name} is not base64 encoded") from error

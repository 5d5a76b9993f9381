"""The rows of an Oracle Sales pod: create, change, restore, merge and move.

What a POST needs stands on the "Required Attributes and Path Parameters" pages, such as
https://docs.oracle.com/en/cloud/saas/sales/faaps/ATTRIB_Activities_Attributes_and_Path_Parameters.html : Subject and
ActivityFunctionCode, the start of a task defaults to now; a contact has a first or a last name. LOBs are base64:
.../api-activities-large-object-lob-attributes-description.html .
"""

import base64
import re
from collections.abc import Mapping
from datetime import timedelta

from tests.support.vendors.clock import VendorClock, wire_time
from tests.support.vendors.oracle_query import parse_time
from tests.support.vendors.oracle_schema import (
    PARTIES,
    REFERENCES,
    RESOURCES,
    AttributeType,
    OracleAttribute,
    OracleResource,
)
from tests.support.vendors.oracle_state import OracleRow, OracleState, Value, bad_request

FUNCTION_CODES = frozenset({"TASK", "APPOINTMENT", "CALLREPORT"})
SUBJECT_CHARACTERS = 500
"""UNCONFIRMED."""


class OracleRecords:
    """Change the rows of one pod; collections show a new or changed row `read_lag_s` later, items at once."""

    def __init__(self, state: OracleState, clock: VendorClock) -> None:
        self.state = state
        self.clock = clock
        self.read_lag_s = 0.0

    # Reading.

    def rows(self, resource: OracleResource, parent: str = "") -> list[OracleRow]:
        """Return the rows that are there, in the order of their ids."""
        rows = self.state.rows.values()
        found = [row for row in rows if (row.resource, row.parent, row.gone) == (resource.name, parent, False)]
        return sorted(found, key=lambda row: row.id(resource.id))

    def listed(self, resource: OracleResource, parent: str = "") -> list[OracleRow]:
        """Return the rows that a collection shows now."""
        return [row for row in self.rows(resource, parent) if row.shown_at <= self.clock.now()]

    def by_id(self, resource: str, id_: Value) -> OracleRow | None:
        row = self.state.rows.get(f"{resource}/{id_}")
        return None if row is None or row.gone else row

    def values(self, resource: OracleResource, row: OracleRow) -> dict[str, Value]:
        """Return a row's values with those that other rows give it."""
        values: dict[str, Value] = dict.fromkeys(resource.attributes) | row.values
        if resource.name == "contacts":
            values["ContactName"] = " ".join(str(values[name]) for name in ("FirstName", "LastName") if values[name])
        for name, (reference, target, attribute) in resource.derived.items():
            other = self.by_id(target, values[reference])
            values[name] = values[name] if other is None else self.values(RESOURCES[target], other)[attribute]
        if resource.name in PARTIES:
            values["PartyStatus"] = "A"
        return values

    # Writing.

    def create(
        self, resource: OracleResource, given: Mapping[str, object], parent: OracleRow | None = None
    ) -> OracleRow:
        """Make a row, or refuse it. UNCONFIRMED: a new child leaves its parent's LastUpdateDate."""
        values = self._checked(resource, given)
        lead_note = ("VisibilityCode", "SourceObjectCode") if parent is not None and parent.resource == "leads" else ()
        for name in (*resource.mandatory, *lead_note):
            if not str(values.get(name) or "").strip():
                raise bad_request(f"You must provide a value for the attribute {name}")
        if resource.name == "contacts" and not (values.get("FirstName") or values.get("LastName")):
            raise bad_request("You must provide FirstName or LastName")
        self.state.next_id += 1
        values[resource.id] = self.state.next_id
        if resource.number:
            values[resource.number] = f"{resource.name[:3].upper()}_{self.state.next_id % 1_000_000}"
        now = self.clock.now()
        if values.get("ActivityFunctionCode") == "TASK":
            values["ActivityStartDate"] = values.get("ActivityStartDate") or wire_time(now)
        values["CreationDate"] = wire_time(now)
        above = "" if parent is None else self.key(parent)
        row = OracleRow(resource.name, values, above, now)
        self.state.rows[f"{above}/{resource.name}/{self.state.next_id}".lstrip("/")] = row
        return self.touch(row)

    def key(self, row: OracleRow) -> str:
        return f"{row.resource}/{row.id(RESOURCES[row.resource].id)}"

    def update(
        self, resource: OracleResource, row: OracleRow, given: Mapping[str, object], *, silent: bool = False
    ) -> None:
        """Set values; `silent` leaves LastUpdateDate as it is."""
        row.values |= self._checked(resource, given)
        if not silent:
            self.touch(row)

    def merge(self, resource: OracleResource, survivor: OracleRow, loser: OracleRow) -> None:
        """Merge a party into another of its kind; what named the loser names the survivor.

        UNCONFIRMED: the loser is gone, not shown with the status M; the survivor's LastUpdateDate moves, those of the
        rows that named the loser do not.
        """
        lost = loser.id(resource.id)
        loser.gone = True
        for row in self.state.rows.values():
            named = [name for name in row.values if REFERENCES.get(name) == resource.name and row.values[name] == lost]
            row.values |= dict.fromkeys(named, survivor.id(resource.id))
        survivor.values |= {name: value for name, value in loser.values.items() if not survivor.values.get(name)}
        self.touch(survivor)

    def touch(self, row: OracleRow) -> OracleRow:
        now = self.clock.now()
        row.values["LastUpdateDate"] = wire_time(now)
        row.shown_at = now + timedelta(seconds=self.read_lag_s)
        return row

    # What a payload must be.

    def _checked(self, resource: OracleResource, given: Mapping[str, object]) -> dict[str, Value]:
        values: dict[str, Value] = {}
        for name, value in given.items():
            attribute = resource.attributes.get(name)
            if attribute is None or not attribute.updatable:
                raise bad_request(f"The attribute {name} is read only or not defined for {resource.name}")
            values[name] = None if value is None else _value(attribute, value)
            target = REFERENCES.get(name)
            if target is not None and value is not None and self.by_id(target, values[name]) is None:
                raise bad_request(f"{name} {value} names no row of {target}")
        self._check_activity(values)
        return values

    def _check_activity(self, values: Mapping[str, Value]) -> None:
        if values.get("ActivityFunctionCode", "TASK") not in FUNCTION_CODES:
            raise bad_request(f"{values['ActivityFunctionCode']} is no ActivityFunctionCode")
        if len(str(values.get("Subject"))) > SUBJECT_CHARACTERS:
            raise bad_request(f"Subject is longer than {SUBJECT_CHARACTERS} characters")
        if str(values.get("ActivityEndDate") or "9") < str(values.get("ActivityStartDate") or ""):
            raise bad_request("The end is before the start")


def _value(attribute: OracleAttribute, value: object) -> Value:
    at = parse_time(str(value)) if attribute.type is AttributeType.TIME else None
    if attribute.type is AttributeType.NUMBER and re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        return value  # type: ignore[return-value]
    if at is not None:
        return wire_time(at)
    if attribute.type in {AttributeType.NUMBER, AttributeType.TIME} or not isinstance(value, str):
        raise bad_request(f"The value {value} is not valid for the attribute {attribute.name}")
    if attribute.type is AttributeType.LOB:
        decoded(value, attribute.name)
    return value


def decoded(text: str, name: str) -> str:
    """Return the text of a LOB's base64; refuse what is no base64 of UTF-8."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError as error:
        raise bad_request(f"The value of {name} is not base64 encoded") from error

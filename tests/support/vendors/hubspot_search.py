"""CRM search of a HubSpot portal: filters, operators, one sort, pages, the cap, and an index that lags.

Everything but the tokens of CONTAINS_TOKEN is stated by
https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm : 200 a page, 10,000 results, no archived
records, values without regard to case, oldest first. What nobody sends is refused: a second group of filters, more
than six filters, a second sort, other operators.
"""

import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from operator import eq, ge, gt

from tests.support.vendors.hubspot_records import PortalRecords
from tests.support.vendors.hubspot_schema import KINDS, ObjectKind, PropertyDefinition
from tests.support.vendors.hubspot_state import PortalRecord
from tests.support.vendors.hubspot_values import invalid, parse_time

FILTERS = 6
PAGE = 200
RESULTS = 10_000
SortKey = tuple[bool, float, str]
_COMPARISONS: Mapping[str, Callable[[SortKey, SortKey], bool]] = {"EQ": eq, "GT": gt, "GTE": ge}
Entry = tuple[PortalRecord, Mapping[str, str]]


class PortalSearch:
    """Answer search requests from what the index shows now."""

    def __init__(self, records: PortalRecords) -> None:
        self._records = records

    def answer(self, kind: ObjectKind, body: Mapping[str, object]) -> tuple[int, list[Entry], str | None]:
        """Return the total, one page of records as indexed, and where the next page starts."""
        limit, after = (int(str(body.get(name) or default)) for name, default in (("limit", 10), ("after", 0)))
        if limit > PAGE or after + limit > RESULTS:
            raise invalid(f"limit is at most {PAGE} and no page beyond {RESULTS}, got {limit} after {after}")
        groups = _rows(body.get("filterGroups"), 1)
        filters = _rows(groups[0].get("filters"), FILTERS) if groups else []
        tests = [_test(_definition(kind, wanted), wanted) for wanted in filters]
        found = [entry for entry in self._shown(kind.plural) if all(test(entry[1]) for test in tests)]
        found.sort(key=lambda entry: (entry[1][kind.created], int(entry[0].id)))
        for rule in _rows(body.get("sorts"), 1):
            definition = _definition(kind, rule)
            descending = rule.get("direction") == "DESCENDING"
            found.sort(key=lambda entry: _sortable(definition, entry[1].get(definition.name, "")), reverse=descending)
        following = str(after + limit) if after + limit < len(found) else None
        return len(found), found[after : after + limit], following

    def _shown(self, kind: str) -> list[Entry]:
        until = self._records.clock.now() - timedelta(seconds=self._records.search_lag_s)
        shown: list[Entry] = []
        for record in self._records.state.records.values():
            versions = [version for version in record.versions if record.kind == kind and version.at <= until]
            if versions and not versions[-1].archived:
                shown.append((record, versions[-1].properties))
        return shown


def _rows(listed: object, most: int) -> list[Mapping[str, object]]:
    rows = listed if isinstance(listed, list) else []
    if len(rows) > most:
        raise invalid(f"at most {most} are allowed, got {len(rows)}")
    return rows


def _definition(kind: ObjectKind, wanted: Mapping[str, object]) -> PropertyDefinition:
    name = str(wanted.get("propertyName"))
    if name not in KINDS[kind.plural].properties:
        raise invalid(f"There was a problem with the request: property {name} does not exist")
    return kind.properties[name]


def _test(definition: PropertyDefinition, wanted: Mapping[str, object]) -> Callable[[Mapping[str, str]], bool]:
    operator, value, name = str(wanted.get("operator")), str(wanted["value"]), definition.name
    if operator == "CONTAINS_TOKEN":
        return lambda values: value.lower() in re.findall(r"\w+", values.get(name, "").lower())
    if operator not in _COMPARISONS:
        raise invalid(f"Invalid operator {operator}")
    expected = _sortable(definition, value)
    return lambda values: name in values and _COMPARISONS[operator](_sortable(definition, values[name]), expected)


def _sortable(definition: PropertyDefinition, text: str) -> SortKey:
    if definition.type == "datetime":
        at = parse_time(text)
        return at is None, 0.0 if at is None else at.timestamp(), ""
    if definition.type == "number":
        return text == "", float(text or 0), ""
    return text == "", 0.0, text.lower()

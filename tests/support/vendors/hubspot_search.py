"""CRM search of a HubSpot portal: filters, operators, one sort, pages, the cap, and an index that lags.

Everything but the tokens of CONTAINS_TOKEN is stated by
https://developers.hubspot.com/docs/api-reference/latest/crm/search-the-crm : five groups, six filters each,
eighteen in all, one sort, 200 a page, 3,000 characters, 10,000 results, no archived records, values without
regard to case but for enumerations, oldest first. Operators that nobody sends are refused.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from operator import eq, ge, gt

from tests.support.vendors.hubspot_records import PortalRecords
from tests.support.vendors.hubspot_schema import KINDS, PropertyDefinition
from tests.support.vendors.hubspot_state import IndexedVersion, PortalRecord
from tests.support.vendors.hubspot_values import invalid, parse_time, text_of_html

GROUPS = 5
FILTERS = 6
FILTERS_IN_ALL = 18
SORTS = 1
PAGE = 200
CHARACTERS = 3_000
RESULTS = 10_000
OPERATORS = frozenset({"GT", "GTE", "EQ", "CONTAINS_TOKEN"})
SortKey = tuple[bool, float, str]
_COMPARISONS: Mapping[str, Callable[[SortKey, SortKey], bool]] = {
    "EQ": eq,
    "GT": gt,
    "GTE": ge,
}
Entry = tuple[PortalRecord, Mapping[str, str]]
Matcher = Callable[[Entry], bool]


class PortalSearch:
    """Answer search requests from what the index shows now."""

    def __init__(self, records: PortalRecords) -> None:
        self._records = records

    def answer(self, kind: str, body: Mapping[str, object], size: int) -> tuple[int, list[Entry], str | None]:
        """Return the total, one page of records as indexed, and where the next page starts."""
        if size > CHARACTERS:
            raise invalid(f"The request holds {size} characters, at most {CHARACTERS}")
        limit, after = self._page(body)
        matchers = self._groups(kind, body)
        found = [entry for entry in self._shown(kind) if not matchers or any(matcher(entry) for matcher in matchers)]
        found = self._sorted(kind, found, body.get("sorts"))
        page = found[after : after + limit]
        following = str(after + limit) if after + limit < len(found) else None
        return len(found), page, following

    def _page(self, body: Mapping[str, object]) -> tuple[int, int]:
        limit = body.get("limit", 10)
        after = body.get("after") or 0
        if not isinstance(limit, int) or not 0 <= limit <= PAGE:
            raise invalid(f"limit must be at most {PAGE}, got {limit}")
        if not re.fullmatch(r"\d+", str(after)):
            raise invalid(f"after must be an integer, got {after}")
        if int(str(after)) + limit > RESULTS:
            raise invalid(f"Cannot page beyond {RESULTS} results: after {after} with limit {limit}")
        return limit, int(str(after))

    def _shown(self, kind: str) -> list[Entry]:
        lag = timedelta(seconds=self._records.search_lag_s)
        until = self._records.clock.now() - lag
        shown: list[Entry] = []
        for record in self._records.state.records.values():
            version = _version(record, kind, until)
            if version is not None and not version.archived:
                shown.append((record, version.properties))
        return shown

    def _groups(self, kind: str, body: Mapping[str, object]) -> list[Matcher]:
        groups = body.get("filterGroups") or []
        if not isinstance(groups, list) or len(groups) > GROUPS:
            raise invalid(f"at most {GROUPS} filterGroups are allowed")
        lists = [group.get("filters", []) if isinstance(group, dict) else [] for group in groups]
        if any(len(filters) > FILTERS for filters in lists) or sum(map(len, lists)) > FILTERS_IN_ALL:
            raise invalid(f"at most {FILTERS} filters a group and {FILTERS_IN_ALL} in all are allowed")
        return [_every([self._filter(kind, wanted) for wanted in filters]) for filters in lists]

    def _filter(self, kind: str, wanted: Mapping[str, object]) -> Matcher:
        name = str(wanted.get("propertyName", ""))
        operator = str(wanted.get("operator", ""))
        if operator not in OPERATORS:
            raise invalid(f"Invalid operator {operator}")
        definition = self._records.definitions(kind).get(name)
        if definition is None:
            raise invalid(f"There was a problem with the request: property {name} does not exist or is not filterable")
        test = self._test(definition, operator, wanted)
        return lambda entry: test(entry[1].get(name, ""))

    def _test(
        self, definition: PropertyDefinition, operator: str, wanted: Mapping[str, object]
    ) -> Callable[[str], bool]:
        value = wanted.get("value")
        if value is None:
            raise invalid(f"{operator} needs a value")
        if operator == "CONTAINS_TOKEN":
            return self._tokens(str(value))
        return _compared(definition, operator, str(value))

    def _tokens(self, value: str) -> Callable[[str], bool]:
        pattern = [re.compile(".*".join(map(re.escape, token.split("*")))) for token in tokens(value)]

        def matches(text: str) -> bool:
            held = tokens(text_of_html(text))
            runs = range(len(held) - len(pattern) + 1)
            found = any(all(p.fullmatch(held[at + i]) for i, p in enumerate(pattern)) for at in runs)
            return found and bool(pattern)

        return matches

    def _sorted(self, kind: str, found: list[Entry], sorts: object) -> list[Entry]:
        rules = sorts if isinstance(sorts, list) else []
        if len(rules) > SORTS:
            raise invalid(f"at most {SORTS} sort is allowed")
        created = KINDS[kind].created
        found.sort(key=lambda entry: (entry[1].get(created, ""), int(entry[0].id)))
        if not rules:
            return found
        rule = rules[0] if isinstance(rules[0], dict) else {"propertyName": str(rules[0])}
        definition = self._records.definitions(kind).get(str(rule.get("propertyName", "")))
        if definition is None:
            raise invalid(f"Cannot sort by {rule.get('propertyName')}")
        descending = rule.get("direction") == "DESCENDING"
        found.sort(key=lambda entry: _sortable(definition, entry[1].get(definition.name, "")), reverse=descending)
        return found


def _version(record: PortalRecord, kind: str, until: datetime) -> IndexedVersion | None:
    if record.kind != kind:
        return None
    return next((version for version in reversed(record.versions) if version.at <= until), None)


def _every(matchers: Iterable[Matcher]) -> Matcher:
    kept = list(matchers)
    return lambda entry: all(matcher(entry) for matcher in kept)


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in lower case, parted at hyphens too; wildcards stay in their token."""
    return re.findall(r"[\w*]+", text.lower())


def _sortable(definition: PropertyDefinition, text: str) -> SortKey:
    if definition.type in {"datetime", "date"}:
        at = parse_time(text) if text else None
        return at is None, 0.0 if at is None else at.timestamp(), ""
    if definition.type == "number":
        return text == "", float(text or 0), ""
    return text == "", 0.0, text.lower()


def _compared(definition: PropertyDefinition, operator: str, value: str) -> Callable[[str], bool]:
    def key(text: str) -> SortKey:
        return (False, 0.0, text) if definition.type == "enumeration" else _sortable(definition, text)

    if definition.type in {"datetime", "date"} and parse_time(value) is None:
        raise invalid(f"{value} is no time, {definition.name} is compared with one")
    try:
        wanted = key(value)
    except ValueError as error:
        raise invalid(f"{value} is no value of {definition.name}") from error
    holds = _COMPARISONS[operator]
    return lambda text: bool(text) and holds(key(text), wanted)

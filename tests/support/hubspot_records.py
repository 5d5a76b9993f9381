"""The records of a HubSpot portal's double, and the index that its searches read, which lags behind."""

from bisect import bisect_left, insort
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

TYPES = {"contacts": "0-1", "companies": "0-2", "deals": "0-3"}
MODIFIED = {"contacts": "lastmodifieddate", "companies": "hs_lastmodifieddate", "deals": "hs_lastmodifieddate"}


class Wrong(Exception):
    """A request that HubSpot refuses."""

    def __init__(self, status: int, message: str, category: str = "VALIDATION_ERROR", **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.category = category
        self.more = more


@dataclass(slots=True)
class PortalRecord:
    """One record; `times` in milliseconds."""

    id: int
    properties: dict[str, str]
    created_ms: int
    updated_ms: int
    archived_ms: int | None = None


@dataclass(slots=True)
class ObjectStore:
    """The records of one type: live and archived ids in order, and the index that searches read."""

    name: str
    records: dict[int, PortalRecord] = field(default_factory=dict)
    live: list[int] = field(default_factory=list)
    archived: list[int] = field(default_factory=list)
    index: dict[int, tuple[int, dict[str, str]]] = field(default_factory=dict)
    by_time: list[tuple[int, int]] = field(default_factory=list)
    merged: dict[int, int] = field(default_factory=dict)

    def show_in_index(self, record_id: int) -> None:
        """Bring the index to a record's present state."""
        if record_id in self.index:
            old = (self.index.pop(record_id)[0], record_id)
            del self.by_time[bisect_left(self.by_time, old)]
        record = self.records.get(record_id)
        if record is not None and record.archived_ms is None and record_id not in self.merged:
            self.index[record_id] = (record.updated_ms, dict(record.properties))
            insort(self.by_time, (record.updated_ms, record_id))


def found_ids(store: ObjectStore, groups: list[Any], sort: Mapping[str, str]) -> list[int]:
    """Return the ids that filters find, in the order of the sort."""
    descending = sort.get("direction", "ASCENDING") == "DESCENDING"
    if sort["propertyName"] == MODIFIED[store.name]:
        least = _least_time(groups, store.name)
        ids = [one for _, one in store.by_time[bisect_left(store.by_time, (least, 0)) :]]
    elif sort["propertyName"] == "hs_object_id":
        ids = sorted(store.index)
    else:
        ids = sorted(store.index, key=lambda one: _value(store, one, sort["propertyName"]))
    found = [one for one in ids if not groups or any(_holds(store, one, group["filters"]) for group in groups)]
    return found[::-1] if descending else found


def _least_time(groups: list[Any], name: str) -> int:
    """Return a time below which no result is, so that not every record of a large portal is looked at."""
    if len(groups) != 1:
        return 0
    times = [
        int(one["value"])
        for one in groups[0]["filters"]
        if one["propertyName"] == MODIFIED[name] and one["operator"] in ("GTE", "GT", "EQ")
    ]
    return max(times, default=0)


def _holds(store: ObjectStore, record_id: int, filters: list[Any]) -> bool:
    return all(_test(store, record_id, one) for one in filters)


def _test(store: ObjectStore, record_id: int, one: Mapping[str, Any]) -> bool:
    held = _value(store, record_id, one["propertyName"])
    if one["operator"] == "HAS_PROPERTY":
        return held not in (None, "")
    wanted: Any = int(one["value"]) if isinstance(held, int) else one["value"]
    match one["operator"]:
        case "EQ":
            return bool(held == wanted)
        case "GT":
            return bool(held > wanted)
        case "GTE":
            return bool(held >= wanted)
        case "LT":
            return bool(held < wanted)
        case "LTE":
            return bool(held <= wanted)
    raise Wrong(400, f"unknown operator {one['operator']}")


def _value(store: ObjectStore, record_id: int, name: str) -> Any:
    updated, properties = store.index[record_id]
    if name == MODIFIED[store.name]:
        return updated
    if name == "hs_object_id":
        return record_id
    return store.records[record_id].created_ms if name == "createdate" else properties.get(name, "")


def as_indexed(store: ObjectStore, record_id: int) -> PortalRecord:
    updated, properties = store.index[record_id]
    created = store.records[record_id].created_ms if record_id in store.records else updated
    return PortalRecord(record_id, properties, created, updated)


def iso(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

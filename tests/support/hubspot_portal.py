"""A HubSpot portal in memory, written from HubSpot's pages, not from the connector.

Lists page by the id of the last record, searches by position and from an index that lags behind. Sources, all in
HubSpot's developer documentation: CRM objects, "Search the CRM" (200 results a page, 10,000 in all, one sort, five
filter groups), associations v4 (1,000 inputs of a batch read), owners, pipelines, API usage (429, headers), OAuth,
merges ("creates a new deal from that merge"; a read of a merged id answers the new record).
"""

import threading
import uuid
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.support.vendor_server import CallWindow, Failures, VendorClock, VendorReply, VendorRequest

TYPES = {"contacts": "0-1", "companies": "0-2", "deals": "0-3"}
MODIFIED = {"contacts": "lastmodifieddate", "companies": "hs_lastmodifieddate", "deals": "hs_lastmodifieddate"}
DEFAULTS = {
    "contacts": ("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"),
    "companies": ("createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"),
    "deals": (
        "amount", "closedate", "createdate", "dealname", "dealstage", "hs_lastmodifieddate", "hs_object_id", "pipeline",
    ),
}  # fmt: skip
SCOPES = {
    "contacts": "crm.objects.contacts.read",
    "companies": "crm.objects.companies.read",
    "deals": "crm.objects.deals.read",
    "owners": "crm.objects.owners.read",
}
PRIMARY = {("contacts", "companies"): (1, 279), ("deals", "companies"): (5, 341), ("deals", "contacts"): (0, 3)}
"""The type ids of an association: to the primary one, and to any."""
BATCH, ASSOCIATIONS, PAGE, SEARCHED, FOUND = 100, 1_000, 100, 200, 10_000
ENDS_A_PAGE = 500
"""Associated ids of one record in one answer."""


class Wrong(Exception):
    """A request that HubSpot refuses."""

    def __init__(self, status: int, message: str, category: str = "VALIDATION_ERROR", **more: Any) -> None:
        super().__init__(message)
        self.status, self.category, self.more = status, category, more


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


@dataclass
class HubspotPortal:
    """One portal, with the limits and failures of its API."""

    clock: VendorClock = field(default_factory=VendorClock)
    failures: Failures = field(default_factory=Failures)
    index_lag_s: float = 0.0
    tokens: dict[str, float] = field(default_factory=lambda: {"pat-token": float("inf")})
    """Access tokens, and when each ends on the vendor's clock."""
    granted: set[str] = field(default_factory=lambda: set(SCOPES.values()))
    limit: CallWindow = field(default_factory=lambda: CallWindow(100_000, 10.0))
    search_limit: CallWindow = field(default_factory=lambda: CallWindow(5, 1.0))
    token_life_s: float = 1800.0
    associations_at_once: int = ASSOCIATIONS
    refresh_token: str = "refresh-1"
    calls: Counter[str] = field(default_factory=Counter)
    before: Callable[[VendorRequest], None] = lambda _: None
    lock: threading.RLock = field(default_factory=threading.RLock)
    objects: dict[str, ObjectStore] = field(default_factory=lambda: {name: ObjectStore(name) for name in TYPES})
    associated: dict[tuple[str, str], dict[int, list[int]]] = field(
        default_factory=lambda: {pair: {} for pair in PRIMARY}
    )
    owners: dict[int, dict[str, Any]] = field(default_factory=dict)
    pipelines: list[dict[str, Any]] = field(default_factory=list)
    waiting: list[tuple[float, str, int]] = field(default_factory=list)
    """Changes that the index does not show yet."""
    next_id: int = 101

    # what happens in the portal

    def create(self, name: str, properties: Mapping[str, str]) -> int:
        """Make a record; return its id."""
        with self.lock:
            record_id, now = self._new_id(), self.clock.ms
            store = self.objects[name]
            store.records[record_id] = PortalRecord(record_id, dict(properties), now, now)
            insort(store.live, record_id)
            self._stamp(name, record_id)
            return record_id

    def update(self, name: str, record_id: int, properties: Mapping[str, str]) -> None:
        with self.lock:
            self.objects[name].records[record_id].properties.update(properties)
            self._stamp(name, record_id)

    def archive(self, name: str, record_id: int) -> None:
        with self.lock:
            store = self.objects[name]
            record = store.records[record_id]
            record.archived_ms = record.updated_ms = self.clock.ms
            store.live.remove(record_id)
            insort(store.archived, record_id)
            self._later(name, record_id)

    def restore(self, name: str, record_id: int) -> None:
        with self.lock:
            store = self.objects[name]
            store.records[record_id].archived_ms = None
            store.archived.remove(record_id)
            insort(store.live, record_id)
            self._stamp(name, record_id)

    def erase(self, name: str, record_id: int) -> None:
        """Delete a record for good, as a privacy deletion does."""
        with self.lock:
            store = self.objects[name]
            del store.records[record_id]
            store.live.remove(record_id)
            self._later(name, record_id)

    def merge(self, name: str, primary: int, other: int) -> int:
        """Merge two records into a new one; return its id."""
        with self.lock:
            store = self.objects[name]
            properties = {**store.records[other].properties, **store.records[primary].properties}
            former = [properties.get("hs_merged_object_ids", ""), str(primary), str(other)]
            properties["hs_merged_object_ids"] = ";".join(one for one in former if one)
            into = self.create(name, properties)
            for pair, ends in self.associated.items():
                if pair[0] == name:
                    both = [*ends.pop(primary, []), *ends.pop(other, [])]
                    ends[into] = list(dict.fromkeys(both))
                if pair[1] == name:
                    self._point_to(pair, {primary, other}, into)
            for gone in (primary, other):
                store.live.remove(gone)
                store.merged[gone] = into
                self._later(name, gone)
            return into

    def associate(self, pair: tuple[str, str], from_id: int, *to_ids: int) -> None:
        """Set the associated ids of a record, the primary one first; its time of change moves."""
        with self.lock:
            self.associated[pair][from_id] = list(to_ids)
            if pair == ("contacts", "companies"):
                self.objects["contacts"].records[from_id].properties["associatedcompanyid"] = str(to_ids[0])
            self._stamp(pair[0], from_id)

    def add_owner(self, email: str, first: str, last: str, *, archived: bool = False) -> int:
        with self.lock:
            owner_id, at = self._new_id(), _iso(self.clock.ms)
            self.owners[owner_id] = {
                "id": str(owner_id), "email": email, "firstName": first, "lastName": last, "type": "PERSON",
                "userId": owner_id + 1, "userIdIncludingInactive": owner_id + 1, "createdAt": at, "updatedAt": at,
                "archived": archived,
            }  # fmt: skip
            return owner_id

    def add_pipeline(self, pipeline_id: str, **stages: float) -> None:
        """Add a pipeline of deals: each stage by its probability, 1.0 is won and 0.0 lost."""
        at = _iso(self.clock.ms)
        of_all = {"createdAt": at, "updatedAt": at, "archived": False}
        listed = [
            {
                "id": name,
                "label": name,
                "displayOrder": place,
                **of_all,
                "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
            }
            | {"metadata": {"isClosed": str(probability in (0.0, 1.0)).lower(), "probability": str(probability)}}
            for place, (name, probability) in enumerate(stages.items())
        ]
        self.pipelines.append({"id": pipeline_id, "label": pipeline_id, "displayOrder": 0, **of_all, "stages": listed})

    # how its API answers

    def answer(self, request: VendorRequest) -> VendorReply:
        self.calls[f"{request.method} {request.path}"] += 1
        try:
            if request.path in ("/oauth/v1/token", "/oauth/v3/token"):
                return self._grant(request.body or {})
            self._admit(request)
            headers = self._count(request)
            return VendorReply(200, self._routed(request), headers)
        except Wrong as wrong:
            body = {
                "status": "error",
                "message": str(wrong),
                "correlationId": str(uuid.uuid4()),
                "category": wrong.category,
            }
            headers = wrong.more.pop("headers", {})
            return VendorReply(wrong.status, body | wrong.more, headers)

    def _admit(self, request: VendorRequest) -> None:
        token = request.authorization.removeprefix("Bearer ")
        until = self.tokens.get(token)
        if until is None:
            raise Wrong(401, "Authentication credentials not found.", "INVALID_AUTHENTICATION")
        if self.clock() >= until:
            raise Wrong(401, "The OAuth token used to make this call expired.", "EXPIRED_AUTHENTICATION")
        needed = next((scope for name, scope in SCOPES.items() if f"/{name}" in request.path), None)
        if needed is not None and needed not in self.granted:
            message = "This app hasn't been granted all required scopes to make this call."
            errors = [
                {
                    "message": "One or more of the following scopes are required.",
                    "context": {"requiredGranularScopes": [needed]},
                }
            ]
            raise Wrong(403, message, "MISSING_SCOPES", errors=errors)

    def _count(self, request: VendorRequest) -> dict[str, str]:
        if request.path.endswith("/search"):
            if self.search_limit.admit() is None:
                raise Wrong(429, "You have reached your secondly limit.", "RATE_LIMITS", policyName="SECONDLY")
            return {}
        left = self.limit.admit()
        if left is None:
            message = "You have reached your ten_secondly_rolling limit."
            more = {"policyName": "TEN_SECONDLY_ROLLING", "headers": {"Retry-After": "1"}}
            raise Wrong(429, message, "RATE_LIMITS", **more)
        return {
            "X-HubSpot-RateLimit-Max": str(self.limit.most),
            "X-HubSpot-RateLimit-Remaining": str(left),
            "X-HubSpot-RateLimit-Interval-Milliseconds": str(int(self.limit.seconds * 1000)),
        }

    def _grant(self, form: Mapping[str, str]) -> VendorReply:
        expected = {"grant_type": "refresh_token", "client_id": "app", "client_secret": "app-secret"}
        if {**form, "refresh_token": ""} != {**expected, "refresh_token": ""} or form[
            "refresh_token"
        ] != self.refresh_token:
            return VendorReply(400, {"status": "BAD_REFRESH_TOKEN", "message": "missing or unknown refresh token"})
        token = f"access-{len(self.tokens)}"
        self.tokens[token] = self.clock() + self.token_life_s
        granted = {"access_token": token, "refresh_token": self.refresh_token, "expires_in": int(self.token_life_s)}
        return VendorReply(200, granted | {"token_type": "bearer"})

    def _routed(self, request: VendorRequest) -> Any:
        parts = request.path.strip("/").split("/")
        match request.method, *parts:
            case "GET", "crm", "v3", "owners":
                return self._list_owners(request.query)
            case "GET", "crm", "v3", "pipelines", "deals":
                return {"results": self.pipelines}
            case "GET", "crm", "v3", "objects", name:
                return self._list(_known(name), request.query)
            case "POST", "crm", "v3", "objects", name, "search":
                return self._search(_known(name), request.body)
            case "POST", "crm", "v3", "objects", name, "batch", "read":
                return self._batch_read(_known(name), request.query, request.body)
            case "POST", "crm", "v4", "associations", one, other, "batch", "read":
                return self._batch_associations((_known(one), _known(other)), request.body)
        raise Wrong(404, f"unknown route {request.path}", "OBJECT_NOT_FOUND")

    def _list(self, name: str, query: Mapping[str, str]) -> Any:
        _only(query, {"limit", "after", "properties", "propertiesWithHistory", "associations", "archived"})
        limit, archived = _limit(query, PAGE, 10), query.get("archived", "false").lower() == "true"
        store = self.objects[name]
        ids = store.archived if archived else store.live
        start = bisect_right(ids, int(query["after"])) if query.get("after") else 0
        page = ids[start : start + limit]
        wanted = _names(name, (query.get("properties") or "").split(","))
        answer: dict[str, Any] = {"results": [self._object(store.records[one], wanted) for one in page]}
        if start + limit < len(ids):
            after = str(page[-1])
            answer["paging"] = {"next": {"after": after, "link": f"?after={after}"}}
        return answer

    def _search(self, name: str, body: Any) -> Any:
        _only(body, {"filterGroups", "sorts", "query", "properties", "limit", "after"})
        self._show_index()
        groups, sorts = body.get("filterGroups") or [], body.get("sorts") or []
        if len(groups) > 5 or any(len(group["filters"]) > 6 for group in groups) or len(sorts) > 1:
            raise Wrong(400, "too many filter groups, filters or sorts")
        limit, after = body.get("limit", 10), int(body.get("after") or 0)
        if not isinstance(limit, int) or not 0 < limit <= SEARCHED:
            raise Wrong(400, f"limit must be at most {SEARCHED}")
        if after + limit > FOUND:
            raise Wrong(400, f"a search answers at most {FOUND} results")
        store = self.objects[name]
        found = _found(store, groups, sorts[0] if sorts else {"propertyName": "createdate"})
        wanted = _names(name, body.get("properties") or [])
        page = [self._object(_as_indexed(store, one), wanted) for one in found[after : after + limit]]
        answer: dict[str, Any] = {"total": len(found), "results": page}
        if after + limit < len(found):
            answer["paging"] = {"next": {"after": str(after + limit)}}
        return answer

    def _batch_read(self, name: str, query: Mapping[str, str], body: Any) -> Any:
        _only(query, {"archived"})
        _only(body, {"inputs", "properties", "propertiesWithHistory", "idProperty"})
        inputs = body["inputs"]
        if len(inputs) > BATCH:
            raise Wrong(400, f"at most {BATCH} inputs")
        archived, store = query.get("archived", "false").lower() == "true", self.objects[name]
        wanted, results, missing = _names(name, body.get("properties") or []), [], []
        for one in inputs:
            record = store.records.get(self._current(store, int(one["id"])))
            if record is None or (record.archived_ms is not None) != archived:
                missing.append(one["id"])
            else:
                results.append(self._object(record, wanted))
        return _batch(self.clock.ms, results, missing)

    def _batch_associations(self, pair: tuple[str, str], body: Any) -> Any:
        inputs = body["inputs"]
        if len(inputs) > self.associations_at_once:
            raise Wrong(400, f"at most {self.associations_at_once} inputs")
        primary, any_type = PRIMARY[pair]
        results, missing = [], []
        for one in inputs:
            ends = self.associated[pair].get(int(one["id"]), [])
            start = int(one.get("after") or 0)
            if not ends:
                missing.append(one["id"])
                continue
            to = [
                {"toObjectId": str(end), "associationTypes": _types(primary if place == 0 else 0, any_type)}
                for place, end in enumerate(ends)
                if start <= place < start + ENDS_A_PAGE and end in self.objects[pair[1]].live
            ]
            more = {"paging": {"next": {"after": str(start + ENDS_A_PAGE)}}} if start + ENDS_A_PAGE < len(ends) else {}
            results.append({"from": {"id": str(one["id"])}, "to": to} | more)
        return _batch(self.clock.ms, results, missing)

    def _list_owners(self, query: Mapping[str, str]) -> Any:
        _only(query, {"limit", "after", "archived", "email"})
        archived = query.get("archived", "false").lower() == "true"
        ids = sorted(one for one, owner in self.owners.items() if owner["archived"] == archived)
        limit = _limit(query, 500, 100)
        start = bisect_right(ids, int(query["after"])) if query.get("after") else 0
        page = ids[start : start + limit]
        more = {"paging": {"next": {"after": str(page[-1])}}} if start + limit < len(ids) else {}
        return {"results": [self.owners[one] for one in page]} | more

    def _object(self, record: PortalRecord, wanted: Iterable[str]) -> dict[str, Any]:
        held = record.properties | {"hs_object_id": str(record.id), "createdate": _iso(record.created_ms)}
        held |= {"lastmodifieddate": _iso(record.updated_ms), "hs_lastmodifieddate": _iso(record.updated_ms)}
        shown: dict[str, Any] = {"id": str(record.id), "properties": {name: held.get(name) for name in wanted}}
        shown |= {"createdAt": _iso(record.created_ms), "updatedAt": _iso(record.updated_ms)}
        archived = {} if record.archived_ms is None else {"archivedAt": _iso(record.archived_ms)}
        return shown | {"archived": record.archived_ms is not None} | archived

    def _current(self, store: ObjectStore, record_id: int) -> int:
        while record_id in store.merged:
            record_id = store.merged[record_id]
        return record_id

    def _point_to(self, pair: tuple[str, str], gone: set[int], into: int) -> None:
        for from_id, ends in self.associated[pair].items():
            if gone & set(ends):
                self.associated[pair][from_id] = list(dict.fromkeys(into if end in gone else end for end in ends))
                if pair == ("contacts", "companies"):
                    properties = self.objects["contacts"].records[from_id].properties
                    properties["associatedcompanyid"] = str(self.associated[pair][from_id][0])
                self._stamp(pair[0], from_id)

    def _new_id(self) -> int:
        self.next_id += 1
        return self.next_id

    def _stamp(self, name: str, record_id: int) -> None:
        record = self.objects[name].records[record_id]
        record.updated_ms = max(self.clock.ms, record.updated_ms + 1)
        self._later(name, record_id)

    def _later(self, name: str, record_id: int) -> None:
        if self.index_lag_s:
            self.waiting.append((self.clock() + self.index_lag_s, name, record_id))
        else:
            self.objects[name].show_in_index(record_id)

    def _show_index(self) -> None:
        now, kept = self.clock(), []
        for at, name, record_id in self.waiting:
            if at <= now:
                self.objects[name].show_in_index(record_id)
            else:
                kept.append((at, name, record_id))
        self.waiting = kept


def _found(store: ObjectStore, groups: list[Any], sort: Mapping[str, str]) -> list[int]:
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


def _as_indexed(store: ObjectStore, record_id: int) -> PortalRecord:
    updated, properties = store.index[record_id]
    created = store.records[record_id].created_ms if record_id in store.records else updated
    return PortalRecord(record_id, properties, created, updated)


def _types(primary: int, any_type: int) -> list[dict[str, Any]]:
    own = [{"category": "HUBSPOT_DEFINED", "typeId": primary, "label": "Primary"}] if primary else []
    return [*own, {"category": "HUBSPOT_DEFINED", "typeId": any_type, "label": None}]


def _batch(now_ms: int, results: list[Any], missing: list[str]) -> Any:
    at = _iso(now_ms)
    answer: dict[str, Any] = {"status": "COMPLETE", "results": results, "startedAt": at, "completedAt": at}
    if missing:
        error = {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "not found", "context": {"ids": missing}}
        answer |= {"numErrors": 1, "errors": [error | {"errors": [], "links": {}}]}
    return answer


def _names(name: str, asked: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*DEFAULTS[name], *(one for one in asked if one))))


def _known(name: str) -> str:
    by_id = {type_id: one for one, type_id in TYPES.items()}
    found = by_id.get(name, name)
    if found not in TYPES:
        raise Wrong(400, f"unknown object type {name}")
    return found


def _only(given: Mapping[str, Any], known: set[str]) -> None:
    unknown = set(given) - known
    if unknown:
        raise Wrong(400, f"unknown parameter {min(unknown)}")


def _limit(query: Mapping[str, str], most: int, usual: int) -> int:
    limit = int(query.get("limit", usual))
    if not 0 < limit <= most:
        raise Wrong(400, f"limit must be at most {most}")
    return limit


def _iso(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

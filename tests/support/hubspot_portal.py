"""A HubSpot portal in memory, written from HubSpot's pages, not from the connector.

Lists page by the id of the last record, searches by position and from an index that lags behind. Sources, all in
HubSpot's developer documentation: CRM objects, "Search the CRM" (200 results a page, 10,000 in all, one sort, five
filter groups), associations v4 (1,000 inputs of a batch read), owners, pipelines, API usage (429, headers), OAuth,
merges ("creates a new deal from that merge"; a read of a merged id answers the new record).
"""

import uuid
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.hubspot_content import PRIMARY, PortalContent
from tests.support.hubspot_records import TYPES, ObjectStore, PortalRecord, Wrong, as_indexed, found_ids, iso
from tests.support.vendor_server import CallWindow, Failures, Reshape, VendorReply, VendorRequest

DEFAULTS = {
    "contacts": ("createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"),
    "companies": ("createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"),
    "deals": (
        "amount",
        "closedate",
        "createdate",
        "dealname",
        "dealstage",
        "hs_lastmodifieddate",
        "hs_object_id",
        "pipeline",
    ),
}
SCOPES = {
    "contacts": "crm.objects.contacts.read",
    "companies": "crm.objects.companies.read",
    "deals": "crm.objects.deals.read",
    "owners": "crm.objects.owners.read",
}
BATCH = 100
TOKEN_LIFE_S = 1800
ASSOCIATIONS = 1_000
PAGE = 100
SEARCHED = 200
FOUND = 10_000
ENDS_A_PAGE = 500
"""Associated ids of one record in one answer."""


@dataclass
class HubspotPortal(PortalContent):
    """One portal, with the limits and failures of its API."""

    failures: Failures = field(default_factory=Failures)
    tokens: dict[str, float] = field(default_factory=lambda: {"pat-token": float("inf")})
    """Access tokens, and when each ends on the vendor's clock."""
    granted: set[str] = field(default_factory=lambda: set(SCOPES.values()))
    limit: CallWindow = field(default_factory=lambda: CallWindow(100_000, 10.0))
    search_limit: CallWindow = field(default_factory=lambda: CallWindow(5, 1.0))
    associations_at_once: int = ASSOCIATIONS
    searched_at_once: int = SEARCHED
    refresh_token: str = "refresh-1"
    calls: Counter[str] = field(default_factory=Counter)
    before: Callable[[VendorRequest], None] = lambda _: None
    reshape: Reshape = lambda _, reply: reply

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
        self.tokens[token] = self.clock() + TOKEN_LIFE_S
        granted = {"access_token": token, "refresh_token": self.refresh_token, "expires_in": TOKEN_LIFE_S}
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
        limit = _limit(query, PAGE, 10)
        archived = query.get("archived", "false").lower() == "true"
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
        _all(body, "PublicObjectSearchRequest", "filterGroups", "sorts", "properties", "limit", "after")
        self.show_index()
        groups = body.get("filterGroups") or []
        sorts = body.get("sorts") or []
        if len(groups) > 5 or any(len(group["filters"]) > 6 for group in groups) or len(sorts) > 1:
            raise Wrong(400, "too many filter groups, filters or sorts")
        limit = body.get("limit", 10)
        after = int(body.get("after") or 0)
        if not isinstance(limit, int) or not 0 < limit <= self.searched_at_once:
            raise Wrong(400, f"limit must be at most {self.searched_at_once}")
        if after + limit > FOUND:
            raise Wrong(400, f"a search answers at most {FOUND} results")
        store = self.objects[name]
        found = found_ids(store, groups, sorts[0] if sorts else {"propertyName": "createdate"})
        wanted = _names(name, body.get("properties") or [])
        page = [self._object(as_indexed(store, one), wanted) for one in found[after : after + limit]]
        answer: dict[str, Any] = {"total": len(found), "results": page}
        if after + limit < len(found):
            answer["paging"] = {"next": {"after": str(after + limit)}}
        return answer

    def _batch_read(self, name: str, query: Mapping[str, str], body: Any) -> Any:
        _only(query, {"archived"})
        _only(body, {"inputs", "properties", "propertiesWithHistory", "idProperty"})
        _all(body, "BatchReadInputSimplePublicObjectId", "inputs", "properties", "propertiesWithHistory")
        inputs = body["inputs"]
        if len(inputs) > BATCH:
            raise Wrong(400, f"at most {BATCH} inputs")
        archived = query.get("archived", "false").lower() == "true"
        store = self.objects[name]
        wanted = _names(name, body.get("properties") or [])
        results = []
        missing = []
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
        results = []
        missing = []
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
        held = record.properties | {"hs_object_id": str(record.id), "createdate": iso(record.created_ms)}
        held |= {"lastmodifieddate": iso(record.updated_ms), "hs_lastmodifieddate": iso(record.updated_ms)}
        shown: dict[str, Any] = {"id": str(record.id), "properties": {name: held.get(name) for name in wanted}}
        shown |= {"createdAt": iso(record.created_ms), "updatedAt": iso(record.updated_ms)}
        archived = {} if record.archived_ms is None else {"archivedAt": iso(record.archived_ms)}
        return shown | {"archived": record.archived_ms is not None} | archived

    def _current(self, store: ObjectStore, record_id: int) -> int:
        while record_id in store.merged:
            record_id = store.merged[record_id]
        return record_id


def _types(primary: int, any_type: int) -> list[dict[str, Any]]:
    own = [{"category": "HUBSPOT_DEFINED", "typeId": primary, "label": "Primary"}] if primary else []
    return [*own, {"category": "HUBSPOT_DEFINED", "typeId": any_type, "label": None}]


def _batch(now_ms: int, results: list[Any], missing: list[str]) -> Any:
    at = iso(now_ms)
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


def _all(body: Mapping[str, Any], schema: str, *required: str) -> None:
    """Refuse a body without what HubSpot's published schema requires, though HubSpot itself may do without."""
    missing = set(required) - set(body)
    if missing:
        raise Wrong(400, f"{schema} requires {min(missing)}")


def _limit(query: Mapping[str, str], most: int, usual: int) -> int:
    limit = int(query.get("limit", usual))
    if not 0 < limit <= most:
        raise Wrong(400, f"limit must be at most {most}")
    return limit

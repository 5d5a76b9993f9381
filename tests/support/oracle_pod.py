"""An environment of Oracle Sales in memory, written from Oracle's pages, not from the connector.

Collections page by position (`limit` up to 500, by default 25, and `offset`), `q` compares one field, `orderBy` sorts
by one or more. The header REST-Framework-Version changes what `q` and expanded children are. Sources: "Manage
Collections", "Set the REST Framework Version" and the endpoints of the REST API for Oracle CX Sales.
"""

import base64
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.support.vendor_server import CallWindow, Failures, Reshape, VendorClock, VendorReply, VendorRequest

ROOT = "/crmRestApi/resources/11.13.18.05"
KEYS = {
    "accounts": ("PartyId", "PartyNumber"),
    "contacts": ("PartyId", "PartyNumber"),
    "leads": ("LeadId", "LeadNumber"),
    "opportunities": ("OptyId", "OptyNumber"),
    "resourceUsers": ("ResourcePartyId", "ResourceProfileId"),
}
"""A resource's id, which others refer to, and the number in its path."""
PAGE = 500
USUAL = 25
PEOPLE = "OpportunityContact"
_BY_EXAMPLE = re.compile(r"\s*(\w+)\s*(>=|<=|!=|=|>|<)\s*['\"]?([^'\"]*)['\"]?\s*")
_ROW_MATCH = re.compile(r"\s*(\w+)\s*(>=|<=|!=|=|>|<|IN)\s*('[^']*'|\"[^\"]*\"|-?\d+(?:\.\d+)?|\([\d, ]+\))\s*")
"""From version 2 on a text or a time is quoted."""
_OLDEST = 1
_NEWEST = 9
_PARAMETERS = {
    "q",
    "orderBy",
    "limit",
    "offset",
    "onlyData",
    "expand",
    "fields",
    "links",
    "totalResults",
    "finder",
    "dependency",
}


@dataclass
class OraclePod:
    """One environment."""

    clock: VendorClock = field(default_factory=VendorClock)
    failures: Failures = field(default_factory=Failures)
    login: tuple[str, str] = ("integration", "password-1")
    tokens: dict[str, float] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    """Resources that the user may not view."""
    absent: set[str] = field(default_factory=set)
    """Resources that the environment does not have."""
    checks_fields: bool = False
    """Whether a name in `fields` that no record has is refused, and not passed over."""
    limit: CallWindow = field(default_factory=lambda: CallWindow(100_000, 10.0))
    calls: Counter[str] = field(default_factory=Counter)
    before: Callable[[VendorRequest], None] = lambda _: None
    reshape: Reshape = lambda _, reply: reply
    lock: threading.RLock = field(default_factory=threading.RLock)
    held: dict[str, dict[int, dict[str, Any]]] = field(default_factory=lambda: {name: {} for name in KEYS})
    framework: int = _OLDEST
    """The version of a request that names none; environments differ."""
    page: int = PAGE
    """The most items of a page here."""
    people_at_once: int = 100
    """How many people an expanded opportunity holds; the others are further pages of the child."""
    next_id: int = 300_000_000_000_001

    def create(self, name: str, **fields: Any) -> int:
        """Make a record; return its id."""
        with self.lock:
            self.next_id += 1
            key, number = KEYS[name]
            item = {key: self.next_id, number: f"CDRM_{self.next_id}", **fields}
            self.held[name][self.next_id] = item | {"CreationDate": self._now()}
            self._stamp(name, self.next_id)
            return self.next_id

    def update(self, name: str, record_id: int, **fields: Any) -> None:
        with self.lock:
            self.held[name][record_id] |= fields
            self._stamp(name, record_id)

    def delete(self, name: str, record_id: int) -> None:
        with self.lock:
            del self.held[name][record_id]

    def answer(self, request: VendorRequest) -> VendorReply:
        self.calls[f"{request.method} {request.path}"] += 1
        if request.path == "/oauth2/v1/token":
            return self._grant(request.body or {})
        if not self._is_known(request.authorization):
            return VendorReply(401, {"title": "Unauthorized", "status": "401"})
        if self.limit.admit() is None:
            return VendorReply(429, {"title": "Too Many Requests", "status": "429"}, {"Retry-After": "1"})
        name, *child = request.path.removeprefix(ROOT + "/").split("/")
        if name not in KEYS or name in self.absent or request.method != "GET":
            return VendorReply(404, {"title": "Not Found", "status": "404"})
        if name in self.refused:
            return VendorReply(403, {"title": "Forbidden", "status": "403"})
        unknown = set(request.query) - _PARAMETERS
        if unknown:
            return VendorReply(400, {"title": "Bad Request", "detail": f"unknown parameter {min(unknown)}"})
        version = request.headers.get("rest-framework-version", str(self.framework))
        if not version.isdecimal() or not _OLDEST <= int(version) <= _NEWEST:
            return VendorReply(400, f"The REST framework version {version} is not supported.")
        if child:
            return self._child(name, child, request.query)
        return self._collection(name, request.query, int(version))

    def _collection(self, name: str, query: Mapping[str, str], version: int) -> VendorReply:
        try:
            conditions = list(_conditions(query.get("q", ""), version))
        except ValueError:
            return VendorReply(400, "URL request parameter q cannot be used in this context.")
        found = [dict(one) for one in self.held[name].values() if all(_holds(one, each) for each in conditions)]
        own = query.get("fields", "").partition(";")[0]
        if self.checks_fields and set(filter(None, own.split(","))) - {each for one in found for each in one}:
            return VendorReply(400, "URL request parameter fields cannot be used in this context.")
        return VendorReply(200, self._page(_ordered(found, name, query.get("orderBy")), query, version))

    def _child(self, name: str, child: list[str], query: Mapping[str, str]) -> VendorReply:
        number, _, resource = child
        owner = next((one for one in self.held[name].values() if one[KEYS[name][1]] == number), None)
        if owner is None or resource != PEOPLE:
            return VendorReply(404, {"title": "Not Found", "status": "404"})
        return VendorReply(200, self._page(owner.get(PEOPLE, []), query, _NEWEST))

    def _page(self, found: list[Any], query: Mapping[str, str], version: int) -> dict[str, Any]:
        limit = min(int(query.get("limit", USUAL)), self.page)
        offset = int(query.get("offset", 0))
        items = [self._shown(one, query, version) for one in found[offset : offset + limit]]
        return {
            "items": items,
            "count": len(items),
            "hasMore": offset + limit < len(found),
            "limit": limit,
            "offset": offset,
            "links": [],
        }

    def _shown(self, item: Mapping[str, Any], query: Mapping[str, str], version: int) -> dict[str, Any]:
        own, _, of_child = query.get("fields", "").partition(";")
        kept = set(own.split(",")) if "fields" in query else set(item)
        shown = {name: value for name, value in item.items() if name != PEOPLE and name in kept}
        if PEOPLE in item and (query.get("expand") in (PEOPLE, "all") or of_child.startswith(f"{PEOPLE}:")):
            some = item[PEOPLE][: self.people_at_once]
            collection = {"items": some, "count": len(some), "hasMore": len(item[PEOPLE]) > len(some)}
            shown[PEOPLE] = collection if version > 2 else some
        return shown if query.get("onlyData") == "true" else shown | {"links": []}

    def _is_known(self, authorization: str) -> bool:
        kind, _, given = authorization.partition(" ")
        if kind == "Basic":
            return base64.b64decode(given).decode() == ":".join(self.login)
        return self.clock() < self.tokens.get(given, 0.0)

    def _grant(self, form: Mapping[str, str]) -> VendorReply:
        if form.get("client_secret") != "oracle-secret" or form.get("grant_type") != "client_credentials":
            return VendorReply(401, {"error": "invalid_client"})
        token = f"jwt-{len(self.tokens)}"
        self.tokens[token] = self.clock() + 3600
        return VendorReply(200, {"access_token": token, "expires_in": 3600, "token_type": "Bearer"})

    def _stamp(self, name: str, record_id: int) -> None:
        self.held[name][record_id]["LastUpdateDate"] = self._now()

    def _now(self) -> str:
        return datetime.fromtimestamp(self.clock(), UTC).isoformat(timespec="milliseconds")


def _ordered(found: list[dict[str, Any]], name: str, order: str | None) -> list[dict[str, Any]]:
    for part in reversed((order or KEYS[name][0]).split(",")):
        column, _, direction = part.partition(":")
        found.sort(key=lambda one: one[column.strip()], reverse=direction == "desc")
    return found


def _conditions(query: str, version: int) -> Iterator[re.Match[str]]:
    """Read `q` as a version of the framework does: by example, from version 2 on as row-match expressions."""
    parts = query.split(";") if version == _OLDEST else re.split(r"\s+and\s+", query, flags=re.IGNORECASE)
    for part in parts:
        if part.strip():
            found = (_BY_EXAMPLE if version == _OLDEST else _ROW_MATCH).fullmatch(part)
            if found is None:
                raise ValueError(part)
            yield found


def _holds(item: Mapping[str, Any], found: re.Match[str]) -> bool:
    if found[2] == "IN":
        return str(item.get(found[1])) in found[3].strip("()").split(", ")
    held = _comparable(item.get(found[1]))
    value = _comparable(found[3].strip("'\""))
    match found[2]:
        case "=":
            return bool(held == value)
        case "!=":
            return bool(held != value)
        case ">":
            return bool(held > value)
        case ">=":
            return bool(held >= value)
        case "<":
            return bool(held < value)
    return bool(held <= value)


def _comparable(value: Any) -> Any:
    text = str(value)
    try:
        return datetime.fromisoformat(text) if "T" in text else int(text)
    except ValueError:
        return text

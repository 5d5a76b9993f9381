"""The objects in the tests' CRMs and their answers; functions of a request without HTTP."""

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

ROOT = "/crmRestApi/resources/11.13.18.05"
_CONDITION = re.compile(r"(\w+)\s*(LIKE|>=|=)\s*('(?:[^']|'')*'|[^;]+)")

Answer: TypeAlias = tuple[int, object]
BEGIN = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(slots=True)
class Item:
    """An object in a CRM; `on` are its associated records."""

    kind: str
    id: str
    values: dict[str, Any]
    on: set[str] = field(default_factory=set)
    made_at: datetime = BEGIN


@dataclass(slots=True)
class Holdings:
    """All objects in one CRM by id; `known` are records of before, `gone` the deleted ones, as `contacts/101`."""

    items: dict[str, Item] = field(default_factory=dict)
    known: dict[str, Item] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    last_id: int = 9000
    clock: Callable[[], datetime] = lambda: BEGIN

    def add(self, kind: str, values: Mapping[str, Any], on: set[str]) -> Item:
        self.last_id += 1
        item = Item(kind, str(self.last_id), dict(values), on, self.clock())
        self.items[item.id] = item
        return item

    def know(self, kind: str, record_id: str) -> Item:
        """Add a record that was there before."""
        return self.known.setdefault(f"{kind}/{record_id}", Item(kind, record_id, {}))

    def records(self, kind: str) -> list[Item]:
        """Return the records of a kind, those of before and those that were created, without the deleted ones."""
        before = [item for item in self.known.values() if item.kind == kind]
        return [item for item in [*before, *self.of(kind)] if f"{kind}/{item.id}" not in self.gone]

    def of(self, kind: str) -> list[Item]:
        return [item for item in self.items.values() if item.kind == kind]

    def contents(self) -> list[tuple[str, str, str]]:
        """Return the objects without assigned ids: kind, values, records; sorted."""
        return sorted(
            (item.kind, repr(sorted(item.values.items())), repr(sorted(item.on))) for item in self.items.values()
        )


class HubspotMemory:
    """HubSpot: objects with properties and associations; `labels` are the types between contacts and companies.

    `lag_of`: how long after its creation an object stays unknown to searches.
    """

    def __init__(self) -> None:
        self.holdings = Holdings()
        self.lag_of: Callable[[Item], timedelta] = lambda _: timedelta()
        self.labels: list[dict[str, Any]] = [
            {"category": "HUBSPOT_DEFINED", "typeId": 279, "label": None},
            {"category": "USER_DEFINED", "typeId": 36, "label": "Primary buyer"},
            {"category": "HUBSPOT_DEFINED", "typeId": 1, "label": "Contact with Primary Company"},
        ]

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Answer:  # noqa: ARG002 - Oracle's
        if path == "/crm/v4/associations/contacts/companies/labels":
            return 200, {"results": self.labels}
        kind, *rest = path.removeprefix("/crm/v3/objects/").split("/")
        if rest == ["search"]:
            filters = body["filterGroups"][0]["filters"]
            now = self.holdings.clock()
            indexed = [item for item in self.holdings.of(kind) if item.made_at + self.lag_of(item) <= now]
            found = [item for item in indexed if _has_all(item, filters)]
            return 200, {"total": len(found), "results": [_shown(item) for item in found[: body.get("limit", 10)]]}
        if not rest:
            return self._create(kind, body)
        if len(rest) == 1:
            return self._change(rest[0], method, body)
        return self._associate(method, rest[0], f"{rest[2]}/{rest[3]}")

    def _create(self, kind: str, body: Any) -> Answer:
        plural = {202: "contacts", 190: "companies", 81: "contacts", 194: "contacts", 279: "companies", 1: "companies"}
        on = {f"{plural[one['types'][0]['associationTypeId']]}/{one['to']['id']}" for one in body["associations"]}
        if on & self.holdings.gone:
            return 404, {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "", "correlationId": "1"}
        return 201, _shown(self.holdings.add(kind, body["properties"], on))

    def _change(self, item_id: str, method: str, body: Any) -> Answer:
        if method == "DELETE":
            self.holdings.items.pop(item_id, None)
            return 204, None
        if item_id not in self.holdings.items:
            return 404, {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "", "correlationId": "1"}
        self.holdings.items[item_id].values |= body["properties"]
        return 200, _shown(self.holdings.items[item_id])

    def _associate(self, method: str, item_id: str, record: str) -> Answer:
        if item_id not in self.holdings.items or record in self.holdings.gone:
            return 404, {"status": "error", "category": "OBJECT_NOT_FOUND", "message": "", "correlationId": "1"}
        on = self.holdings.items[item_id].on
        on.add(record) if method == "PUT" else on.discard(record)
        return (200, {"id": item_id}) if method == "PUT" else (204, None)


class OracleMemory:
    """Oracle Sales, by its pages: collections that name the keys of their items in links, with Note as their child.

    `without_notes`: collections whose items have no notes, nor a link to them. Without `has_links` items name nothing.
    A condition on a large attribute meets nothing: no page says that one can be queried. `page`: most items of a page.
    """

    def __init__(self) -> None:
        self.holdings = Holdings()
        self.without_notes: set[str] = set()
        self.has_links = True
        self.page = 500

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Answer:
        kind, *rest = path.removeprefix(f"{ROOT}/").split("/")
        if rest == ["action", "findDuplicates"]:
            found = [item for item in self.holdings.records(kind) if body["contact"].items() <= item.values.items()]
            return 200, {"result": [self._resource(item) for item in found]}
        if rest and kind == "activities":
            activity = self.holdings.items.get(rest[0].removeprefix("ACT"))
            if activity is not None and rest[1:] == ["enclosure", "ActivityDescription"]:
                return 200, str(activity.values["ActivityDescription"]).encode()
            return self._change(activity, method, body)
        record = next((one for one in self.holdings.records(kind) if rest and _key(one) == rest[0]), None)
        if rest and (record is None or (len(rest) > 1 and kind in self.without_notes)):
            return 404, {"title": "Not Found", "status": "404"}
        if len(rest) > 1 and record is not None:
            return self._note(method, f"{kind}/{record.id}", query, (rest[3:], body))
        if rest:
            return self._change(record, method, body)
        if method == "POST":
            return self._create(kind, body, set())
        among = self.holdings.of(kind) if kind == "activities" else self.holdings.records(kind)
        return 200, self._page([item for item in among if _meets(item, query["q"])], query)

    def _note(self, method: str, parent: str, query: Mapping[str, str], sent: tuple[list[str], Any]) -> Answer:
        rest, body = sent
        note = self.holdings.items.get(rest[0]) if rest else None
        if rest and (note is None or parent not in note.on):
            return 404, {"title": "Not Found", "status": "404"}
        if note is not None and rest[1:] == ["enclosure", "NoteTxt"]:
            return 200, str(note.values["NoteTxt"]).encode()
        if note is not None:
            return self._change(note, method, body)
        if method == "POST":
            return self._create("Note", body, {parent})
        mine = [item for item in self.holdings.of("Note") if parent in item.on]
        return 200, self._page([item for item in mine if _meets(item, query.get("q", ""))], query)

    def _create(self, kind: str, body: Any, on: set[str]) -> Answer:
        """Store an object; its large attributes come in base64."""
        try:
            values = {name: _large(value) if name in _LARGE else value for name, value in body.items()}
        except (binascii.Error, UnicodeDecodeError):
            return 400, {"title": "Bad Request", "detail": "a large attribute that is not base64"}
        return 201, self._resource(self.holdings.add(kind, values, on))

    def _change(self, item: Item | None, method: str, body: Any) -> Answer:
        if item is None:
            return 404, {"title": "Not Found", "status": "404"}
        if method == "DELETE":
            del self.holdings.items[item.id]
            return 204, None
        item.values |= body or {}
        return 200, self._resource(item)

    def _page(self, items: list[Item], query: Mapping[str, str]) -> dict[str, Any]:
        limit = min(int(query.get("limit", 25)), self.page)
        offset = int(query.get("offset", 0))
        shown = [self._resource(item) for item in items[offset : offset + limit]]
        if query.get("onlyData") == "true" or not self.has_links:
            shown = [{name: value for name, value in one.items() if name != "links"} for one in shown]
        more = offset + limit < len(items)
        return {"items": shown, "count": len(shown), "hasMore": more, "limit": limit, "offset": offset}

    def _resource(self, item: Item) -> dict[str, Any]:
        """Return an item as Oracle shows it: with its links, and without large attributes."""
        shown = {name: value for name, value in item.values.items() if name not in _LARGE}
        address = f"https://crm.oracle.example:443{ROOT}/{item.kind}/{_key(item)}"
        links = [{"rel": rel, "href": address, "name": item.kind, "kind": "item"} for rel in ("self", "canonical")]
        if item.kind in _RECORDS and item.kind not in self.without_notes:
            links.append({"rel": "child", "href": f"{address}/child/Note", "name": "Note", "kind": "collection"})
        return {**shown, **_ids(item), "links": links}


_RECORDS = ("accounts", "contacts", "leads")
_LARGE = ("ActivityDescription", "NoteTxt")


def _large(value: str) -> str:
    return base64.b64decode(value, validate=True).decode()


def _ids(item: Item) -> dict[str, Any]:
    number = int(item.id) if item.id.isdecimal() else item.id
    named: dict[str, dict[str, Any]] = {
        "activities": {"ActivityId": number, "ActivityNumber": f"ACT{item.id}"},
        "Note": {"NoteId": number},
        "leads": {"LeadId": number, "LeadNumber": f"L-{item.id}"},
    }
    return named.get(item.kind, {"PartyId": number, "PartyNumber": f"CDRM_{item.id}"})


def _key(item: Item) -> str:
    """Return the key in an item's address: of leads a hash that is neither of their numbers."""
    if item.kind == "leads":
        return f"00020000000EACED00057708{item.id.encode().hex().upper()}"
    return str(next(reversed(_ids(item).values())))


def _has_all(item: Item, filters: list[dict[str, str]]) -> bool:
    made = str(int(item.made_at.timestamp() * 1000))
    values = {"hs_createdate": made, "createdate": made, **item.values}
    return all(_has(str(values.get(one["propertyName"], "")), one["operator"], one["value"]) for one in filters)


def _has(value: str, operator: str, wanted: str) -> bool:
    if operator == "CONTAINS_TOKEN":
        return wanted.casefold() in re.findall(r"\w+", value.casefold())
    return int(value) >= int(wanted) if operator == "GTE" else value.casefold() == wanted.casefold()


def _meets(item: Item, q: str) -> bool:
    for name, operator, literal in _CONDITION.findall(q):
        if name in _LARGE:
            return False
        value = str((item.values | _ids(item)).get(name, ""))
        wanted = literal.strip("'").replace("''", "'")
        if operator == "LIKE" and wanted.strip("*") not in value:
            return False
        if operator == "=" and value != wanted:
            return False
    return True


def _shown(item: Item) -> dict[str, Any]:
    at = "2026-03-01T00:00:00+00:00"
    return {"id": item.id, "properties": item.values, "createdAt": at, "updatedAt": at, "archived": False}

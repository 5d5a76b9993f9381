"""The objects in the tests' CRMs and their answers; functions of a request without HTTP."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

ROOT = "/crmRestApi/resources/11.13.18.05"
_CONDITION = re.compile(r"(\w+)\s*(LIKE|>=|=)\s*('(?:[^']|'')*'|[^;]+)")

Answer: TypeAlias = tuple[int, object]


@dataclass(slots=True)
class Item:
    """An object in a CRM; `on` are its associated records."""

    kind: str
    id: str
    values: dict[str, Any]
    on: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Holdings:
    """All objects in one CRM by id; `gone` are the paths of deleted records."""

    items: dict[str, Item] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    last_id: int = 9000

    def add(self, kind: str, values: Mapping[str, Any], on: set[str]) -> Item:
        self.last_id += 1
        item = Item(kind, str(self.last_id), dict(values), on)
        self.items[item.id] = item
        return item

    def of(self, kind: str) -> list[Item]:
        return [item for item in self.items.values() if item.kind == kind]

    def contents(self) -> list[tuple[str, str, str]]:
        """Return the objects without assigned ids: kind, values, records; sorted."""
        return sorted(
            (item.kind, repr(sorted(item.values.items())), repr(sorted(item.on))) for item in self.items.values()
        )


class Memory(Protocol):
    """Answers the requests to one CRM."""

    holdings: Holdings

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Answer: ...


class HubspotMemory:
    """HubSpot: objects with properties and associations."""

    def __init__(self) -> None:
        self.holdings = Holdings()

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Answer:  # noqa: ARG002 - Oracle's
        kind, *rest = path.removeprefix("/crm/v3/objects/").split("/")
        if rest == ["search"]:
            found = [item for item in self.holdings.of(kind) if _has_all(item, body["filterGroups"][0]["filters"])]
            return 200, {"total": len(found), "results": [_shown(item) for item in found[: body.get("limit", 10)]]}
        if not rest:
            return self._create(kind, body)
        if len(rest) == 1:
            return self._change(rest[0], method, body)
        return self._associate(method, rest[0], f"{rest[2]}/{rest[3]}")

    def _create(self, kind: str, body: Any) -> Answer:
        plural = {202: "contacts", 190: "companies", 81: "contacts", 194: "contacts", 279: "companies"}
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
    """Oracle Sales: resources, with Notes as their children."""

    def __init__(self) -> None:
        self.holdings = Holdings()

    def answer(self, method: str, path: str, query: Mapping[str, str], body: Any) -> Answer:
        kind, *rest = path.removeprefix(f"{ROOT}/").split("/")
        if rest == ["action", "findDuplicates"]:
            found = [item for item in self.holdings.of(kind) if body["contact"].items() <= item.values.items()]
            return 200, {"result": [_resource(item) for item in found]}
        if len(rest) >= 3:
            return self._note(method, f"{kind}/{rest[0]}", query, (rest[3] if len(rest) == 4 else None, body))
        if rest:
            return self._change(rest[0].removeprefix("CDRM_"), method, body)
        if method == "POST":
            return 201, _resource(self.holdings.add(kind, body, set()))
        return 200, _page([item for item in self.holdings.of(kind) if _meets(item, query["q"])])

    def _note(self, method: str, parent: str, query: Mapping[str, str], sent: tuple[str | None, Any]) -> Answer:
        note_id, body = sent
        if parent in self.holdings.gone:
            return 404, {"title": "Not Found"}
        if note_id is not None:
            return self._change(note_id, method, body)
        if method == "POST":
            return 201, _resource(self.holdings.add("Notes", body, {parent}))
        mine = [item for item in self.holdings.of("Notes") if parent in item.on]
        return 200, _page([item for item in mine if _meets(item, query["q"])])

    def _change(self, item_id: str, method: str, body: Any) -> Answer:
        if item_id not in self.holdings.items:
            return (204, None) if method == "DELETE" else (404, {"title": "Not Found"})
        if method == "DELETE":
            del self.holdings.items[item_id]
            return 204, None
        item = self.holdings.items[item_id]
        item.values |= body or {}
        return 200, _resource(item)


def _has_all(item: Item, filters: list[dict[str, str]]) -> bool:
    return all(_has(str(item.values.get(one["propertyName"], "")), one["operator"], one["value"]) for one in filters)


def _has(value: str, operator: str, wanted: str) -> bool:
    if operator == "CONTAINS_TOKEN":
        return wanted.casefold() in re.findall(r"\w+", value.casefold())
    return operator == "GTE" or value.casefold() == wanted.casefold()


def _meets(item: Item, q: str) -> bool:
    for name, operator, literal in _CONDITION.findall(q):
        value, wanted = str(item.values.get(name, "")), literal.strip("'").replace("''", "'")
        if operator == "LIKE" and wanted.strip("*") not in value:
            return False
        if operator == "=" and value != wanted:
            return False
    return True


def _shown(item: Item) -> dict[str, Any]:
    at = "2026-03-01T00:00:00+00:00"
    return {"id": item.id, "properties": item.values, "createdAt": at, "updatedAt": at, "archived": False}


def _resource(item: Item) -> dict[str, Any]:
    names = {"activities": ("ActivityNumber", "ActivityId"), "Notes": ("NoteId",), "leads": ("LeadId",)}
    given = dict.fromkeys(names.get(item.kind, ("PartyId",)), item.id)
    return {**item.values, **given, **({"PartyNumber": f"CDRM_{item.id}"} if item.kind == "contacts" else {})}


def _page(items: list[Item]) -> dict[str, Any]:
    return {
        "items": [_resource(item) for item in items],
        "count": len(items),
        "hasMore": False,
        "limit": 10,
        "offset": 0,
    }

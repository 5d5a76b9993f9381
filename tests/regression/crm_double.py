"""A small HubSpot for the scenario: keeps objects, finds them again, and remembers each request that it got."""

import itertools
import json
import re
import zlib
from dataclasses import dataclass, field
from typing import Any

from tests.support.vendors.server import VendorAnswer, VendorCall

OBJECTS = "/crm/v3/objects/"
FIRST_ID = 9001
_MARK = re.compile(r"om[0-9a-f]{32,}|\d{4}-\d{2}-\d{2}T[\d:.]+Z|\b\d{13}\b")
"""Marks of activities, and moments, which may be those of the run."""


@dataclass(slots=True)
class CrmDouble:
    """What stands in the CRM, by id: its kind and properties."""

    items: dict[str, tuple[str, dict[str, str]]] = field(default_factory=dict)
    seen: list[dict[str, Any]] = field(default_factory=list)

    def answer(self, call: VendorCall) -> VendorAnswer:
        """Carry a request out."""
        body = json.loads(call.body) if call.body else None
        query = {name: call.one(name) for name in call.query}
        asked = {"method": call.method, "path": call.path, "query": query, "body": body}
        self.seen.append(asked)
        kind, *rest = call.path.removeprefix(OBJECTS).split("/")
        if rest == ["search"]:
            return VendorAnswer(200, self._found(kind, body))
        if not rest:
            return VendorAnswer(201, self._created(kind, body))
        return self._changed(call.method, rest, body)

    def _created(self, kind: str, body: Any) -> Any:
        item_id = self._new_id(kind, body)
        self.items[item_id] = (kind, body["properties"])
        return self._shown(item_id)

    def _new_id(self, kind: str, body: Any) -> str:
        """Return an id that rests on the content, not on the order of requests, nor on marks and moments."""
        content = _MARK.sub("", f"{kind} {json.dumps(body, sort_keys=True)}")
        number = FIRST_ID + zlib.crc32(content.encode())
        return str(next(one for one in itertools.count(number) if str(one) not in self.items))

    def _found(self, kind: str, body: Any) -> Any:
        filters = body["filterGroups"][0]["filters"]
        found = [one for one, item in self.items.items() if item[0] == kind and _has_all(item[1], filters)]
        return {"total": len(found), "results": [self._shown(one) for one in found[:10]]}

    def _changed(self, method: str, rest: list[str], body: Any) -> VendorAnswer:
        item_id = rest[0]
        if len(rest) > 1:
            return VendorAnswer(200, {"id": item_id}) if method == "PUT" else VendorAnswer(204)
        if method == "DELETE":
            self.items.pop(item_id, None)
            return VendorAnswer(204)
        kind, properties = self.items.get(item_id, ("contacts", {}))
        self.items[item_id] = (kind, properties | body["properties"])
        return VendorAnswer(200, self._shown(item_id))

    def _shown(self, item_id: str) -> Any:
        return {"id": item_id, "properties": self.items[item_id][1], "archived": False}


def _has_all(properties: dict[str, str], filters: list[dict[str, str]]) -> bool:
    return all(_has(properties.get(one["propertyName"], ""), one["operator"], one["value"]) for one in filters)


def _has(value: str, operator: str, wanted: str) -> bool:
    if operator == "CONTAINS_TOKEN":
        return wanted.casefold() in re.findall(r"\w+", value.casefold())
    return operator == "GTE" or value.casefold() == wanted.casefold()

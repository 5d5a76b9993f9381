"""Lists and items of Oracle Sales: queries, pages, fields, expanded children, links.

Parameters: https://docs.oracle.com/en/cloud/saas/sales/faaps/op-contacts-get.html (`fields` beats `expand`, an empty
`fields` gives links alone) and https://docs.oracle.com/en/cloud/paas/app-builder-cloud/consume-rest/endpoints.html .
Expanded children are arrays up to version 2 and collections from 3 on:
https://developers.cmicglobal.com/v1/docs/best-practice-oracle-adf-bc-restframework-4 .
UNCONFIRMED: the words of refusals, and the form of a hash key.
"""

import hashlib
from dataclasses import dataclass

from tests.support.vendors.oracle_query import read_query
from tests.support.vendors.oracle_records import OracleRecords
from tests.support.vendors.oracle_schema import RESOURCES, AttributeType, OracleResource
from tests.support.vendors.oracle_state import OracleRow, Value, bad_request
from tests.support.vendors.server import VendorAnswer, VendorCall

ITEM = "application/vnd.oracle.adf.resourceitem+json"
COLLECTION = "application/vnd.oracle.adf.resourcecollection+json"

DEFAULT_LIMIT = 25
MAX_LIMIT = 500
"""UNCONFIRMED: a larger `limit` is cut to this one without an error."""

Content = dict[str, object]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a request leads: a collection, below a parent row or not, with the path of the collection."""

    resource: OracleResource
    path: str
    parent: OracleRow | None = None

    @property
    def above(self) -> str:
        return (
            ""
            if self.parent is None
            else f"{self.parent.resource}/{self.parent.id(RESOURCES[self.parent.resource].id)}"
        )


class OracleReading:
    """Show the rows of one pod as its REST framework does."""

    def __init__(self, records: OracleRecords, address: str) -> None:
        self.records = records
        self.address = address

    # Keys and links.

    def key(self, resource: OracleResource, row: OracleRow) -> str:
        """Return what addresses a row: its key attribute, or a hash that only the server makes."""
        if resource.key is not None:
            return str(row.values[resource.key])
        digest = hashlib.sha256(f"{resource.name}/{row.id(resource.id)}".encode()).hexdigest().upper()
        return f"00020000000EACED00057708{digest[:16]}0000000EACED0005"

    def links(self, spot: Spot, row: OracleRow) -> list[Content]:
        href = f"{self.address}{spot.path}/{self.key(spot.resource, row)}"
        links: list[Content] = [
            {
                "rel": rel,
                "href": href,
                "name": spot.resource.name,
                "kind": "item",
            }
            for rel in ("self", "canonical")
        ]
        links += [
            {"rel": "child", "href": f"{href}/child/{name}", "name": name, "kind": "collection"}
            for name in spot.resource.children
        ]
        links += [
            {"rel": "enclosure", "href": f"{href}/enclosure/{name}", "name": name, "kind": "other"}
            for name, attribute in spot.resource.attributes.items()
            if attribute.type is AttributeType.LOB
        ]
        return links

    # Reading.

    def collection(self, call: VendorCall, spot: Spot, version: int) -> VendorAnswer:
        self._fields(call, spot.resource)  # Wrong names are refused even where no row is found.
        rows = self.queried(call, spot, version)
        limit = min(_number(call, "limit", DEFAULT_LIMIT), MAX_LIMIT)
        offset = _number(call, "offset", 0)
        items = [self.shown(call, spot, row, version) for row in rows[offset : offset + limit]]
        content: Content = {
            "items": items,
            "count": len(items),
            "hasMore": offset + limit < len(rows),
            "limit": limit,
            "offset": offset,
            "links": [
                {"rel": "self", "href": self.address + spot.path, "name": spot.resource.name, "kind": "collection"}
            ],
        }
        return VendorAnswer(200, content, media_type=media(call, COLLECTION))

    def queried(self, call: VendorCall, spot: Spot, version: int) -> list[OracleRow]:
        rows = self.records.listed(spot.resource, spot.above)
        values = {id(row): self.records.values(spot.resource, row) for row in rows}
        for text in call.query.get("q", []):
            predicate = read_query(spot.resource.attributes, text, version)
            rows = [row for row in rows if predicate(values[id(row)])]
        for name, descending in reversed(self._orders(call, spot.resource)):
            rows.sort(key=lambda row: _sortable(values[id(row)][name]), reverse=descending)
        return rows

    def _orders(self, call: VendorCall, resource: OracleResource) -> list[tuple[str, bool]]:
        orders = []
        for part in call.listed("orderBy"):
            name, _, direction = part.partition(":")
            attribute = resource.attributes.get(name)
            if attribute is None or not attribute.queryable or direction.lower() not in {"", "asc", "desc"}:
                raise bad_request(f"URL request parameter orderBy has an invalid value: {part}")
            orders.append((name, direction.lower() == "desc"))
        return orders

    def shown(self, call: VendorCall, spot: Spot, row: OracleRow, version: int) -> Content:
        """Return an item with the attributes, links and children that the request asks for."""
        values = self.records.values(spot.resource, row)
        own, children = self._fields(call, spot.resource)
        content: Content = {name: values[name] for name in own}
        key = self.key(spot.resource, row)
        for name, attributes in children.items():
            below = Spot(spot.resource.children[name], f"{spot.path}/{key}/child/{name}", row)
            content[name] = self._child(call, below, attributes, version)
        if not call.flag("onlyData"):
            content["links"] = self.links(spot, row)
        return content

    def _child(self, call: VendorCall, spot: Spot, attributes: list[str], version: int) -> object:
        items: list[Content] = []
        for row in self.records.listed(spot.resource, spot.above)[:DEFAULT_LIMIT]:
            values = self.records.values(spot.resource, row)
            item: Content = {name: values[name] for name in attributes}
            items.append(item if call.flag("onlyData") else item | {"links": self.links(spot, row)})
        if version < 3:
            return items
        total = len(self.records.listed(spot.resource, spot.above))
        page: Content = {"items": items, "count": len(items), "hasMore": total > len(items)}
        return page | {"limit": DEFAULT_LIMIT, "offset": 0, "links": []}

    def _fields(self, call: VendorCall, resource: OracleResource) -> tuple[list[str], dict[str, list[str]]]:
        """Return the attributes to show, and those of each child; `fields` beats `expand`."""
        if "fields" not in call.query:
            names = call.listed("expand")
            unknown = [name for name in names if name not in resource.children]
            if unknown:
                raise bad_request(f"URL request parameter expand has invalid values: {unknown}")
            return list(resource.attributes), {name: list(resource.children[name].attributes) for name in names}
        own: list[str] = []
        children: dict[str, list[str]] = {}
        for group in call.one("fields").split(";"):
            child, colon, wanted = group.rpartition(":")
            if not colon:
                own += self._known(resource, wanted)
            elif child not in resource.children:
                raise bad_request(f"URL request parameter fields has an invalid child: {child}")
            else:
                children[child] = self._known(resource.children[child], wanted)
        return own, children

    def _known(self, resource: OracleResource, names: str) -> list[str]:
        asked = [name.strip() for name in names.split(",") if name.strip()]
        unknown = [name for name in asked if name not in resource.attributes]
        if unknown:
            raise bad_request(f"URL request parameter fields has invalid values: {unknown}")
        return asked


def media(call: VendorCall, type_: str) -> str:
    """Return the media type of an answer: plain JSON for a client that accepts that alone."""
    return "application/json" if call.headers.get("accept", "*/*").strip() == "application/json" else type_


def _number(call: VendorCall, name: str, default: int) -> int:
    text = call.one(name) or str(default)
    if not text.isdigit():
        raise bad_request(f"URL request parameter {name} has an invalid value: {text}")
    return int(text)


def _sortable(value: Value) -> tuple[bool, float, str]:
    if isinstance(value, int | float):
        return False, float(value), ""
    return value is None, 0.0, str(value or "")

"""Lists and items of Oracle Sales: queries, pages, fields, expanded children, links.

Parameters: https://docs.oracle.com/en/cloud/saas/sales/faaps/op-contacts-get.html (`fields` beats `expand`) and
https://docs.oracle.com/en/cloud/paas/app-builder-cloud/consume-rest/endpoints.html .
Expanded children are collections from version 3 of the framework on, which is the one that expands here:
https://developers.cmicglobal.com/v1/docs/best-practice-oracle-adf-bc-restframework-4 .
UNCONFIRMED: the words of refusals, and the form of a hash key.
"""

import hashlib
from dataclasses import dataclass

from tests.support.vendors.oracle_query import read_query
from tests.support.vendors.oracle_records import OracleRecords
from tests.support.vendors.oracle_schema import OracleResource
from tests.support.vendors.oracle_state import OracleRow, Value, bad_request
from tests.support.vendors.server import VendorAnswer, VendorCall

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


class OracleReading:
    """Show the rows of one pod as its REST framework does."""

    def __init__(self, records: OracleRecords, address: str) -> None:
        self.records = records
        self.address = address

    def key(self, resource: OracleResource, row: OracleRow) -> str:
        """Return what addresses a row: its number, or a hash that only the server makes."""
        if not resource.is_hashed:
            return str(row.values[resource.number or resource.id])
        return hashlib.sha256(f"{resource.name}/{row.id(resource.id)}".encode()).hexdigest().upper()

    def above(self, spot: Spot) -> str:
        return "" if spot.parent is None else self.records.key(spot.parent)

    def collection(self, call: VendorCall, spot: Spot) -> VendorAnswer:
        self._fields(call, spot.resource)  # Wrong names are refused even where no row is found.
        rows = self._queried(call, spot)
        limit = min(_number(call, "limit", DEFAULT_LIMIT), MAX_LIMIT)
        offset = _number(call, "offset", 0)
        items = [self.shown(call, spot, row) for row in rows[offset : offset + limit]]
        content = {"items": items, "count": len(items), "hasMore": offset + limit < len(rows)}
        return VendorAnswer(200, content | {"limit": limit, "offset": offset})

    def _queried(self, call: VendorCall, spot: Spot) -> list[OracleRow]:
        resource = spot.resource
        rows = self.records.listed(resource, self.above(spot))
        values = {id(row): self.records.values(resource, row) for row in rows}
        if query := call.one("q"):
            predicate = read_query(resource.attributes, query, int(call.headers["rest-framework-version"]))
            rows = [row for row in rows if predicate(values[id(row)])]
        if order := call.one("orderBy"):
            name, _, direction = order.partition(":")
            if name not in resource.attributes or direction not in {"asc", "desc"}:
                raise bad_request(f"URL request parameter orderBy has an invalid value: {order}")
            rows.sort(key=lambda row: _sortable(values[id(row)][name]), reverse=direction == "desc")
        return rows

    def shown(self, call: VendorCall, spot: Spot, row: OracleRow) -> Content:
        """Return an item with the attributes, links and children that the request asks for."""
        values = self.records.values(spot.resource, row)
        own, children = self._fields(call, spot.resource)
        content: Content = {name: values[name] for name in own}
        for child, attributes in children.items():
            content[child] = self._child(spot.resource.children[child], self.records.key(row), attributes)
        if not call.flag("onlyData"):
            content["links"] = self._links(spot, row)
        return content

    def _links(self, spot: Spot, row: OracleRow) -> list[Content]:
        href = f"{self.address}{spot.path}/{self.key(spot.resource, row)}"
        children = [(name, f"{href}/child/{name}", "child") for name in spot.resource.children]
        own = [(spot.resource.name, href, rel) for rel in ("self", "canonical")]
        return [{"rel": rel, "href": at, "name": name} for name, at, rel in (*own, *children)]

    def _child(self, resource: OracleResource, above: str, attributes: list[str]) -> Content:
        rows = self.records.listed(resource, above)
        values = [self.records.values(resource, row) for row in rows[:DEFAULT_LIMIT]]
        items = [{name: shown[name] for name in attributes} for shown in values]
        return {"items": items, "count": len(items), "hasMore": len(rows) > len(items)}

    def _fields(self, call: VendorCall, resource: OracleResource) -> tuple[list[str], dict[str, list[str]]]:
        """Return the attributes to show, and those of each child; `fields` beats `expand`."""
        own = [*resource.attributes]
        groups = dict.fromkeys(call.listed("expand"), "")
        if "fields" in call.query:
            names, *below = call.one("fields").split(";")
            own = _known(resource, names.split(","))
            groups = {child: listed for child, _, listed in (group.partition(":") for group in below)}
        children = {}
        for child, listed in groups.items():
            if child not in resource.children:
                raise bad_request(f"URL request parameter fields or expand has an invalid child: {child}")
            attributes = resource.children[child].attributes
            children[child] = _known(resource.children[child], listed.split(",") if listed else [*attributes])
        return own, children


def _known(resource: OracleResource, names: list[str]) -> list[str]:
    if not {*names} <= {*resource.attributes}:
        raise bad_request(f"URL request parameter fields has invalid values: {names}")
    return names


def _number(call: VendorCall, name: str, default: int) -> int:
    text = call.one(name) or str(default)
    if not text.isdigit():
        raise bad_request(f"URL request parameter {name} has an invalid value: {text}")
    return int(text)


def _sortable(value: Value) -> tuple[bool, float, str]:
    if isinstance(value, int | float):
        return False, float(value), ""
    return value is None, 0.0, str(value or "")

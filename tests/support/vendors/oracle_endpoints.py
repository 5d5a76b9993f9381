"""Oracle Sales over HTTP: the walk along a path, writes, children, enclosures.

Media types:
https://docs.oracle.com/en/cloud/saas/enterprise-performance-reporting-cloud/raepr/eprcs_additional_information.html .
Enclosures and base64: https://docs.oracle.com/en/cloud/saas/sales/faaps/api-activities.html ("Large Object (LOB)
Attributes").
"""

import json
from collections.abc import Mapping

from tests.support.vendors.oracle_reading import ITEM, OracleReading, Spot, media
from tests.support.vendors.oracle_records import OracleRecords, decoded
from tests.support.vendors.oracle_schema import RESOURCES, AttributeType
from tests.support.vendors.oracle_state import OracleRefusal, OracleRow, bad_request
from tests.support.vendors.server import VendorAnswer, VendorCall

BASE = "/crmRestApi/resources"
VERSION = "11.13.18.05"
ACTION = "application/vnd.oracle.adf.action+json"
PAYLOADS = frozenset({"application/json", ITEM, ACTION})


def not_found(what: str) -> OracleRefusal:
    return OracleRefusal(404, f"Not Found: {what}")


class OracleEndpoints:
    """Answer requests below `/crmRestApi/resources/{version}` from the rows of one pod."""

    def __init__(self, records: OracleRecords, address: str) -> None:
        self.records = records
        self.address = address
        self.reading = OracleReading(records, address)

    def answer(self, call: VendorCall, version: int) -> VendorAnswer:
        """Walk the path and carry out the method."""
        parts = [part for part in call.path.removeprefix(BASE).split("/") if part]
        if len(parts) < 2 or parts[0] not in {VERSION, "latest"} or parts[1] not in RESOURCES:
            raise not_found(call.path)
        return self._at(call, Spot(RESOURCES[parts[1]], "/".join([BASE, *parts[:2]])), parts[2:], version)

    def _at(self, call: VendorCall, spot: Spot, rest: list[str], version: int) -> VendorAnswer:
        if not rest:
            return self._collection(call, spot, version)
        if rest == ["action", "findDuplicates"] and spot.resource.name == "contacts" and call.method == "POST":
            return self._duplicates(call, spot, version)
        row = self._item(spot, rest[0])
        if len(rest) == 1:
            return self._on_item(call, spot, row, version)
        if rest[1] == "enclosure" and len(rest) == 3:
            return self._enclosure(call, spot, row, rest[2])
        if rest[1] == "child" and len(rest) >= 3 and rest[2] in spot.resource.children:
            below = Spot(spot.resource.children[rest[2]], f"{spot.path}/{rest[0]}/child/{rest[2]}", row)
            return self._at(call, below, rest[3:], version)
        raise not_found(call.path)

    def _item(self, spot: Spot, key: str) -> OracleRow:
        for row in self.records.rows(spot.resource, spot.above):
            if self.reading.key(spot.resource, row) == key:
                return row
        raise not_found(f"{spot.resource.name} {key}")

    # Methods.

    def _collection(self, call: VendorCall, spot: Spot, version: int) -> VendorAnswer:
        if call.method == "POST":
            row = self.records.create(spot.resource, _payload(call), parent=spot.parent)
            return self._item_answer(call, spot, row, version, status=201)
        if call.method == "GET":
            return self.reading.collection(call, spot, version)
        raise OracleRefusal(405, f"{call.method} is not supported for a collection")

    def _duplicates(self, call: VendorCall, spot: Spot, version: int) -> VendorAnswer:
        """Return the contacts that have all given values; `result` is null without one."""
        given = _payload(call).get("contact")
        if not isinstance(given, dict):
            raise bad_request("The payload names no contact")
        rows = [row for row in self.records.rows(spot.resource) if given.items() <= row.values.items()]
        return VendorAnswer(200, {"result": [self.reading.shown(call, spot, row, version) for row in rows] or None})

    def _item_answer(
        self, call: VendorCall, spot: Spot, row: OracleRow, version: int, *, status: int = 200
    ) -> VendorAnswer:
        location = f"{self.address}{spot.path}/{self.reading.key(spot.resource, row)}"
        content = self.reading.shown(call, spot, row, version)
        return VendorAnswer(
            status, content, {"Location": location} if status == 201 else {}, media_type=media(call, ITEM)
        )

    def _on_item(self, call: VendorCall, spot: Spot, row: OracleRow, version: int) -> VendorAnswer:
        if call.method == "GET":
            return self._item_answer(call, spot, row, version)
        if call.method == "PATCH":
            self.records.update(spot.resource, row, _payload(call))
            return self._item_answer(call, spot, row, version)
        if call.method == "DELETE":
            row.deleted = True
            return VendorAnswer(204)
        raise OracleRefusal(405, f"{call.method} is not supported for an item")

    def _enclosure(self, call: VendorCall, spot: Spot, row: OracleRow, name: str) -> VendorAnswer:
        """Read a LOB as it is, without base64."""
        attribute = spot.resource.attributes.get(name)
        if attribute is None or attribute.type is not AttributeType.LOB or call.method != "GET":
            raise not_found(f"enclosure {name}")
        text = decoded(str(row.values.get(name) or ""), name)
        return VendorAnswer(200, media_type="application/octet-stream", raw=text.encode())


def _payload(call: VendorCall) -> Mapping[str, object]:
    if call.headers.get("content-type", "").partition(";")[0].strip() not in PAYLOADS:
        raise OracleRefusal(415, "Unsupported Media Type")
    try:
        content = json.loads(call.body)
    except ValueError as error:
        raise bad_request("The payload is no JSON") from error
    if not isinstance(content, dict):
        raise bad_request("The payload is no JSON object")
    return content

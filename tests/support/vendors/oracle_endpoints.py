"""Oracle Sales over HTTP: the walk along a path, writes, children, enclosures.

Media types:
https://docs.oracle.com/en/cloud/saas/enterprise-performance-reporting-cloud/raepr/eprcs_additional_information.html .
Enclosures and base64: https://docs.oracle.com/en/cloud/saas/sales/faaps/api-activities.html ("Large Object (LOB)
Attributes").
"""

import json
from collections.abc import Mapping

from tests.support.vendors.oracle_reading import OracleReading, Spot
from tests.support.vendors.oracle_records import OracleRecords, decoded
from tests.support.vendors.oracle_schema import RESOURCES, AttributeType
from tests.support.vendors.oracle_state import OracleRefusal, OracleRow
from tests.support.vendors.server import VendorAnswer, VendorCall

BASE = "/crmRestApi/resources/11.13.18.05"
PAYLOADS = frozenset(
    {
        "application/json",
        "application/vnd.oracle.adf.resourceitem+json",
        "application/vnd.oracle.adf.action+json",
    }
)


class OracleEndpoints:
    """Answer requests below `/crmRestApi/resources/{version}` from the rows of one pod."""

    def __init__(self, records: OracleRecords, address: str) -> None:
        self.records = records
        self.reading = OracleReading(records, address)

    def answer(self, call: VendorCall) -> VendorAnswer:
        """Walk the path and carry out the method."""
        name, *rest = call.path.removeprefix(f"{BASE}/").split("/")
        if name not in RESOURCES:
            raise _not_found(call)
        return self._at(call, Spot(RESOURCES[name], f"{BASE}/{name}"), rest)

    def _at(self, call: VendorCall, spot: Spot, rest: list[str]) -> VendorAnswer:
        match call.method, rest:
            case "GET", []:
                return self.reading.collection(call, spot)
            case "POST", []:
                made = self.records.create(spot.resource, _payload(call), spot.parent)
                location = f"{self.reading.address}{spot.path}/{self.reading.key(spot.resource, made)}"
                return VendorAnswer(201, self.reading.shown(call, spot, made), {"Location": location})
            case "POST", ["action", "findDuplicates"]:
                return self._duplicates(call, spot)
        keys = {
            self.reading.key(spot.resource, row): row
            for row in self.records.rows(spot.resource, self.reading.above(spot))
        }
        row = keys.get(rest[0])
        if row is None:
            raise _not_found(call)
        match rest[1:]:
            case []:
                return self._on_item(call, spot, row)
            case ["enclosure", name] if spot.resource.attributes[name].type is AttributeType.LOB:
                raw = decoded(str(row.values.get(name) or ""), name).encode()
                return VendorAnswer(200, media_type="application/octet-stream", raw=raw)
            case ["child", name, *below] if name in spot.resource.children:
                path = f"{spot.path}/{rest[0]}/child/{name}"
                return self._at(call, Spot(spot.resource.children[name], path, row), below)
        raise _not_found(call)

    def _duplicates(self, call: VendorCall, spot: Spot) -> VendorAnswer:
        """Return the contacts that have all given values; `result` is null without one."""
        given = _payload(call)["contact"]
        assert isinstance(given, dict)
        rows = [row for row in self.records.rows(spot.resource) if given.items() <= row.values.items()]
        return VendorAnswer(200, {"result": [self.reading.shown(call, spot, row) for row in rows] or None})

    def _on_item(self, call: VendorCall, spot: Spot, row: OracleRow) -> VendorAnswer:
        if call.method == "DELETE":
            row.gone = True
            return VendorAnswer(204)
        if call.method == "PATCH":
            self.records.update(spot.resource, row, _payload(call))
        return VendorAnswer(200, self.reading.shown(call, spot, row))


def _not_found(call: VendorCall) -> OracleRefusal:
    return OracleRefusal(404, f"Not Found: {call.path}")


def _payload(call: VendorCall) -> Mapping[str, object]:
    if call.headers.get("content-type", "").partition(";")[0].strip() not in PAYLOADS:
        raise OracleRefusal(415, "Unsupported Media Type")
    content: Mapping[str, object] = json.loads(call.body)
    return content

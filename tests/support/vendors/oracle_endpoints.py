"""Oracle Sales over HTTP: the walk along a path, writes, children, enclosures, findDuplicates.

Media types, ETag, If-Match and X-HTTP-Method-Override:
https://docs.oracle.com/en/cloud/saas/enterprise-performance-reporting-cloud/raepr/eprcs_additional_information.html ;
a stale If-Match is 412 with the present ETag ("Checking for Data Consistency" of Accessing Business Objects Using
REST APIs). Enclosures and base64:
https://docs.oracle.com/en/cloud/saas/sales/faaps/api-activities.html ("Large Object (LOB) Attributes").
findDuplicates: https://docs.oracle.com/en/cloud/saas/sales/faaps/op-contacts-action-findduplicates-post.html .
The list of versions: https://docs.oracle.com/en/cloud/saas/sales/faaps/Set_the_REST_Framework_Version.html .
UNCONFIRMED: how findDuplicates compares (here: every given name equal without regard to case), and its scores.
"""

import base64
import json
from collections.abc import Mapping

from tests.support.vendors.oracle_lobs import decoded
from tests.support.vendors.oracle_reading import ITEM, Content, OracleReading, Spot, media, tag
from tests.support.vendors.oracle_records import OracleRecords
from tests.support.vendors.oracle_schema import PARTIES, RESOURCES, AttributeType, OracleResource, served
from tests.support.vendors.oracle_state import OracleRefusal, OracleRow, bad_request
from tests.support.vendors.server import VendorAnswer, VendorCall

BASE = "/crmRestApi/resources"
VERSION = "11.13.18.05"
DESCRIPTION = "application/vnd.oracle.adf.description+json"
ACTION = "application/vnd.oracle.adf.action+json"
ACTION_RESULT = "application/vnd.oracle.adf.actionresult+json"
PAYLOADS = frozenset({"application/json", ITEM})


def not_found(what: str) -> OracleRefusal:
    return OracleRefusal(404, f"Not Found: {what}")


class OracleEndpoints:
    """Answer requests below `/crmRestApi/resources/{version}` from the rows of one pod."""

    def __init__(self, records: OracleRecords, address: str) -> None:
        self.records = records
        self.address = address
        self.switches = records.switches
        self.reading = OracleReading(records, address)

    def answer(self, call: VendorCall, version: int) -> VendorAnswer:
        """Walk the path and carry out the method."""
        parts = [part for part in call.path.removeprefix(BASE).split("/") if part]
        if not parts:
            return self._versions()
        if len(parts) < 2 or parts[0] not in {VERSION, "latest"}:
            raise not_found(call.path)
        if parts[1:] == ["describe"]:
            found = {name: self.reading.described(known) for name in RESOURCES if (known := self._resource(name))}
            return VendorAnswer(200, {"Resources": found}, media_type=DESCRIPTION)
        resource = self._resource(parts[1])
        if resource is None:
            raise not_found(parts[1])
        spot = Spot(resource, "/".join([BASE, *parts[:2]]))
        rest = parts[2:]
        if rest == ["describe"]:
            return VendorAnswer(
                200, {"Resources": {resource.name: self.reading.described(resource)}}, media_type=DESCRIPTION
            )
        if rest[:1] == ["action"]:
            return self._action(call, resource, rest[1:])
        return self._at(call, spot, rest, version)

    def _resource(self, name: str) -> OracleResource | None:
        """Return a resource with the names that this pod serves."""
        known = RESOURCES.get(name)
        if known is None or (name == "resourceUsers" and not self.switches.resource_users):
            return None
        return served(known, self.switches.date_names, doubtful=self.switches.doubtful_names)

    def _versions(self) -> VendorAnswer:
        extension = {
            "defaultFrameworkVersion": str(self.switches.default_framework_version),
            "allowedFrameworkVersions": [str(version) for version in range(1, 10)],
        }
        version = {"version": VERSION, "isLatest": True, "adf:extension": extension, "links": []}
        return VendorAnswer(200, {"items": [version]})

    def _at(self, call: VendorCall, spot: Spot, rest: list[str], version: int) -> VendorAnswer:
        if not rest:
            return self._collection(call, spot, version)
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

    def _item_answer(
        self, call: VendorCall, spot: Spot, row: OracleRow, version: int, *, status: int = 200
    ) -> VendorAnswer:
        headers = {"ETag": f'"{tag(row)}"'}
        if status == 201:
            headers["Location"] = f"{self.address}{spot.path}/{self.reading.key(spot.resource, row)}"
        content = self.reading.shown(call, spot, row, version)
        return VendorAnswer(status, content, headers, media_type=media(call, ITEM))

    def _on_item(self, call: VendorCall, spot: Spot, row: OracleRow, version: int) -> VendorAnswer:
        if call.method == "GET":
            if call.headers.get("if-none-match") == f'"{tag(row)}"':
                return VendorAnswer(304, headers={"ETag": f'"{tag(row)}"'})
            return self._item_answer(call, spot, row, version)
        _check_unchanged(call, row)
        if call.method == "PATCH":
            self.records.update(spot.resource, row, _payload(call))
            return self._item_answer(call, spot, row, version)
        if call.method == "DELETE":
            self.records.delete(spot.resource, row)
            return VendorAnswer(204)
        raise OracleRefusal(405, f"{call.method} is not supported for an item")

    def _enclosure(self, call: VendorCall, spot: Spot, row: OracleRow, name: str) -> VendorAnswer:
        """Read, put or delete a LOB as it is, without base64."""
        attribute = spot.resource.attributes.get(name)
        if attribute is None or attribute.type is not AttributeType.LOB:
            raise not_found(f"enclosure {name}")
        if call.method == "GET":
            text = decoded(str(row.values.get(name) or ""), name)
            return VendorAnswer(200, media_type="application/octet-stream", raw=text.encode())
        if call.method not in {"PUT", "DELETE"}:
            raise OracleRefusal(405, f"{call.method} is not supported for an enclosure")
        value = base64.b64encode(call.body).decode() if call.method == "PUT" else None
        self.records.update(spot.resource, row, {name: value})
        return VendorAnswer(200 if call.method == "PUT" else 204, {} if call.method == "PUT" else None)

    def _action(self, call: VendorCall, resource: OracleResource, rest: list[str]) -> VendorAnswer:
        if rest != ["findDuplicates"] or resource.name not in PARTIES or call.method != "POST":
            raise not_found(call.path)
        if call.headers.get("content-type", "").partition(";")[0] != ACTION:
            raise OracleRefusal(415, f"Unsupported Media Type: an action takes {ACTION}")
        body = json.loads(call.body)
        given = body.get(resource.name.removesuffix("s")) if isinstance(body, dict) else None
        if not isinstance(given, dict) or not given:
            raise bad_request("findDuplicates needs the attributes of a party")
        rows = self.records.rows(resource) if self.switches.data_quality else []
        found = [self._duplicate(resource, row) for row in rows if self._alike(resource, row, given)]
        return VendorAnswer(200, {"result": found}, media_type=ACTION_RESULT)

    def _alike(self, resource: OracleResource, row: OracleRow, given: Mapping[str, object]) -> bool:
        values = self.records.values(resource, row)
        return all(str(values.get(name) or "").lower() == str(value).lower() for name, value in given.items())

    def _duplicate(self, resource: OracleResource, row: OracleRow) -> Content:
        """Return a party as the action does, ids as strings."""
        values = self.records.values(resource, row)
        shown: Content = {name: value for name, value in values.items() if not isinstance(value, int)}
        return shown | {"PartyId": str(values["PartyId"]), "Score": 100}


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


def _check_unchanged(call: VendorCall, row: OracleRow) -> None:
    wanted = call.headers.get("if-match")
    if wanted is not None and wanted not in {f'"{tag(row)}"', "*"}:
        raise OracleRefusal(412, "Precondition Failed", code=tag(row))

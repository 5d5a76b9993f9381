"""The association endpoints of HubSpot's v4 API: `/crm/v4/objects/../associations` and `/crm/v4/associations`.

Methods and bodies are those of HubSpot's published OpenAPI file Associations v4 in
https://github.com/HubSpot/HubSpot-public-api-spec-collection . Batch reads take 1,000 ids, batch creates 2,000:
https://developers.hubspot.com/docs/api-reference/legacy/crm/associations/associate-records/guide .
`paging` of a batch read is there only if there is more:
https://developers.hubspot.com/docs/api-reference/legacy/crm/associations/associate-records/batch/get-associations .
"""

import json
from collections.abc import Iterable, Mapping

from tests.support.vendors.clock import wire_time
from tests.support.vendors.hubspot_objects import Content, json_body, object_kind, paged
from tests.support.vendors.hubspot_records import API, PortalRecords
from tests.support.vendors.hubspot_schema import AssociationType, ObjectKind, association_types
from tests.support.vendors.hubspot_state import PortalRecord
from tests.support.vendors.hubspot_values import invalid
from tests.support.vendors.server import Handler, VendorAnswer, VendorCall

READ_INPUTS = 1_000
CREATE_INPUTS = 2_000
ONE_PAGE = 500


class AssociationEndpoints:
    """Answer `/crm/v4/objects/../associations` and `/crm/v4/associations`."""

    def __init__(self, records: PortalRecords) -> None:
        self.records = records
        self.associations = records.associations

    def routes(self) -> list[tuple[str, str, Handler]]:
        one = "/crm/v4/objects/{type}/{id}/associations"
        many = "/crm/v4/associations/{type}/{to}"
        return [
            ("PUT", one + "/default/{to}/{to_id}", self.put_default),
            ("PUT", one + "/{to}/{to_id}", self.put),
            ("DELETE", one + "/{to}/{to_id}", self.delete),
            ("GET", one + "/{to}", self.read),
            ("GET", many + "/labels", self.labels),
            ("POST", many + "/batch/read", self.read_batch),
            ("POST", many + "/batch/create", self.create_batch),
            ("POST", many + "/batch/associate/default", self.create_batch),
            ("POST", many + "/batch/archive", self.archive_batch),
            ("POST", many + "/batch/labels/archive", self.archive_labels),
        ]

    def _pair(self, call: VendorCall) -> tuple[PortalRecord, PortalRecord]:
        source = self.records.get(object_kind(call).plural, call.parts["id"])
        return source, self.records.get(object_kind(call, "to").plural, call.parts["to_id"])

    def _results(self, record: PortalRecord, target: ObjectKind) -> list[Content]:
        as_number = self.records.switches.association_ids_as_numbers
        return [
            {"toObjectId": int(other) if as_number else other, "associationTypes": [_type(type_) for type_ in types]}
            for other, types in self.associations.of(record, target.plural).items()
        ]

    def read(self, call: VendorCall) -> VendorAnswer:
        limit = int(call.one("limit", str(ONE_PAGE)))
        after = int(call.one("after", "0"))
        if not 1 <= limit <= ONE_PAGE:
            raise invalid(f"limit must be between 1 and {ONE_PAGE}, got {limit}")
        record = self.records.get(object_kind(call).plural, call.parts["id"])
        return VendorAnswer(200, paged(self._results(record, object_kind(call, "to")), after, limit, "results"))

    def put_default(self, call: VendorCall) -> VendorAnswer:
        source, target = self._pair(call)
        self._add(source, target, [])
        return VendorAnswer(200, self._complete([self._default(source, target)]))

    def _default(self, source: PortalRecord, target: PortalRecord) -> Content:
        type_id = association_types(source.kind, target.kind)[0].type_id
        spec = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id}
        return {"from": {"id": source.id}, "to": {"id": target.id}, "associationSpec": spec}

    def put(self, call: VendorCall) -> VendorAnswer:
        source, target = self._pair(call)
        specs = json.loads(call.body)
        if not isinstance(specs, list) or not specs:
            raise invalid("a list of association types is required")
        self._add(source, target, specs)
        return VendorAnswer(201, self._labelled(source, target))

    def _add(self, source: PortalRecord, target: PortalRecord, specs: Iterable[object]) -> None:
        wanted = [self.associations.type_id(spec) for spec in specs]
        known = {type_.type_id for type_ in self.associations.types(source.kind, target.kind)}
        if not known or not set(wanted) <= known:
            raise invalid(f"Association types {wanted} do not lead from {source.kind} to {target.kind}")
        self.associations.add(source, target, wanted, source=API)

    def _labelled(self, source: PortalRecord, target: PortalRecord) -> Content:
        types = self.associations.of(source, target.kind)[target.id]
        return {
            "fromObjectTypeId": source.kind,
            "fromObjectId": int(source.id),
            "toObjectTypeId": target.kind,
            "toObjectId": int(target.id),
            "labels": [type_.label for type_ in types if type_.label is not None],
        }

    def delete(self, call: VendorCall) -> VendorAnswer:
        source, target = self._pair(call)
        self.associations.remove(source, target, None, source=API)
        return VendorAnswer(204)

    def labels(self, call: VendorCall) -> VendorAnswer:
        types = self.associations.types(object_kind(call).plural, object_kind(call, "to").plural)
        return VendorAnswer(200, {"results": [_type(type_) for type_ in types]})

    def read_batch(self, call: VendorCall) -> VendorAnswer:
        source = object_kind(call)
        target = object_kind(call, "to")
        inputs = _bounded(json_body(call), READ_INPUTS)
        results: list[Content] = []
        errors: list[Content] = []
        for entry in inputs:
            record = self.records.live(source.plural, str(entry.get("id", "")))
            found = [] if record is None else self._results(record, target)
            if found:
                page = paged(found, int(str(entry.get("after") or 0)), self.records.switches.association_page, "to")
                results.append({"from": {"id": str(entry["id"])}, **page})
            elif self.records.switches.no_associations_is_error:
                errors.append(_no_association(source, target, str(entry.get("id", ""))))
        content = self._complete(results)
        if errors:
            return VendorAnswer(207, content | {"numErrors": len(errors), "errors": errors})
        return VendorAnswer(200, content)

    def _ends(self, call: VendorCall, entry: Mapping[str, object], to: object) -> tuple[PortalRecord, PortalRecord]:
        source = object_kind(call)
        target = object_kind(call, "to")
        one = entry.get("from")
        if not isinstance(one, dict) or not isinstance(to, dict):
            raise invalid("from and to are required")
        return self.records.get(source.plural, str(one.get("id"))), self.records.get(target.plural, str(to.get("id")))

    def create_batch(self, call: VendorCall) -> VendorAnswer:
        made = []
        for entry in _bounded(json_body(call), CREATE_INPUTS):
            source, target = self._ends(call, entry, entry.get("to"))
            specs = entry.get("types")
            self._add(source, target, specs if isinstance(specs, list) else [])
            default = call.path.endswith("/default")
            made.append(self._default(source, target) if default else self._labelled(source, target))
        return VendorAnswer(200 if call.path.endswith("/default") else 201, self._complete(made))

    def archive_batch(self, call: VendorCall) -> VendorAnswer:
        for entry in _bounded(json_body(call), CREATE_INPUTS):
            targets = entry.get("to")
            for to in targets if isinstance(targets, list) else []:
                self.associations.remove(*self._ends(call, entry, to), None, source=API)
        return VendorAnswer(204)

    def archive_labels(self, call: VendorCall) -> VendorAnswer:
        for entry in _bounded(json_body(call), CREATE_INPUTS):
            specs = entry.get("types")
            types = {self.associations.type_id(spec) for spec in specs} if isinstance(specs, list) else set()
            self.associations.remove(*self._ends(call, entry, entry.get("to")), types, source=API)
        return VendorAnswer(204)

    def _complete(self, results: list[Content]) -> Content:
        at = wire_time(self.records.clock.now())
        return {"status": "COMPLETE", "results": results, "startedAt": at, "completedAt": at}


def _type(type_: AssociationType) -> Content:
    return {"category": type_.category, "typeId": type_.type_id, "label": type_.label}


def _bounded(body: Mapping[str, object], most: int) -> list[Mapping[str, object]]:
    inputs = body.get("inputs")
    if not isinstance(inputs, list) or len(inputs) > most:
        raise invalid(f"inputs must be a list of at most {most}")
    return inputs


def _no_association(source: ObjectKind, target: ObjectKind, record_id: str) -> Content:
    return {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "subCategory": "crm.associations.NO_ASSOCIATIONS_FOUND",
        "message": f"No {target.singular} is associated with {source.singular} {record_id}.",
        "context": {
            "fromObjectId": [record_id],
            "fromObjectType": [source.singular],
            "toObjectType": [target.singular],
        },
    }

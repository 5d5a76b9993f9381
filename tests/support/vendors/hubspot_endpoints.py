"""What a connector and a writeback ask of HubSpot: objects, associations, owners, pipelines.

Methods, parameters and bodies are those of HubSpot's published OpenAPI files (CRM/Contacts v3 and its neighbours,
Associations v4, CRM Owners v3, Pipelines v3 in https://github.com/HubSpot/HubSpot-public-api-spec-collection ).
Pages of lists hold at most 100 records:
https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/guide . Batch reads of associations take
1,000 ids: https://developers.hubspot.com/docs/api-reference/legacy/crm/associations/associate-records/guide , and
`paging` is there only if there is more:
https://developers.hubspot.com/docs/api-reference/legacy/crm/associations/associate-records/batch/get-associations .
UNCONFIRMED: batch reads follow merged ids; a record without associations is an error of a batch read; `toObjectId` is a
number, as in the guide's example (the specification says string).
"""

import json
from collections.abc import Iterable, Mapping

from tests.support.vendors.clock import wire_time
from tests.support.vendors.hubspot_records import PortalRecords
from tests.support.vendors.hubspot_schema import ASSOCIATION_TYPES, KINDS, ObjectKind
from tests.support.vendors.hubspot_search import PortalSearch
from tests.support.vendors.hubspot_state import PortalOwner, PortalPipeline, PortalRecord
from tests.support.vendors.hubspot_values import invalid
from tests.support.vendors.server import Handler, VendorAnswer, VendorCall

LIST_PAGE = 100
BATCH_INPUTS = 100
ASSOCIATION_INPUTS = 1_000
ASSOCIATIONS_PAGE = 500
OWNERS_PAGE = 500

Content = dict[str, object]


class PortalEndpoints:
    """Answer requests from the records of one portal."""

    def __init__(self, records: PortalRecords) -> None:
        self.records = records
        self.search = PortalSearch(records)

    def routes(self) -> list[tuple[str, str, Handler]]:
        base = "/crm/v3/objects/{type}"
        return [
            ("POST", f"{base}/search", self.find),
            ("POST", f"{base}/batch/read", self.read_batch),
            ("GET", base, self.list_page),
            ("POST", base, self.create),
            ("GET", f"{base}/{{id}}", self.read),
            ("PATCH", f"{base}/{{id}}", self.update),
            ("DELETE", f"{base}/{{id}}", self.archive),
            ("PUT", f"{base}/{{id}}/associations/{{to}}/{{to_id}}/{{type_id}}", self.associate),
            ("DELETE", f"{base}/{{id}}/associations/{{to}}/{{to_id}}/{{type_id}}", self.dissociate),
            ("GET", "/crm/v4/associations/{type}/{to}/labels", self.labels),
            ("POST", "/crm/v4/associations/{type}/{to}/batch/read", self.read_associations),
            ("GET", "/crm/v3/owners", self.owners),
            ("GET", "/crm/v3/pipelines/{type}", self.pipelines),
        ]

    # Objects.

    def list_page(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call)
        limit = _limit(call, 10, LIST_PAGE)
        listed = self.records.listed(kind.plural, archived=call.flag("archived"))
        rest = [record for record in listed if int(record.id) >= int(call.one("after", "0"))]
        names = call.listed("properties")
        content: Content = {"results": [_rendered(record, names) for record in rest[:limit]]}
        if len(rest) > limit:
            content["paging"] = {"next": {"after": rest[limit].id}}
        return VendorAnswer(200, content)

    def create(self, call: VendorCall) -> VendorAnswer:
        body = json.loads(call.body)
        kind = _object_kind(call).plural
        associations = body.get("associations")
        if not isinstance(associations, list):
            raise invalid("associations is required")
        ends = [self._end(kind, **entry) for entry in associations]
        record = self.records.create(kind, _properties(body), ends)
        return VendorAnswer(201, _rendered(record, record.properties))

    def _end(self, kind: str, to: Mapping[str, str], types: list[Content]) -> tuple[PortalRecord, list[int]]:
        """Read an association of a create request, which names a record and types that lead to it."""
        ids = [int(str(type_["associationTypeId"])) for type_ in types if type_["associationCategory"]]
        for (source, target), known in ASSOCIATION_TYPES.items():
            if source == kind and ids and {*ids} <= {*known}:
                record = self.records.find(target, to["id"])
                if record is not None:
                    return record, ids
        raise invalid(f"No association type {ids} leads from {kind} to {to['id']}")

    def read(self, call: VendorCall) -> VendorAnswer:
        record = self.records.get(_object_kind(call).plural, call.parts["id"])
        return VendorAnswer(200, _rendered(record, call.listed("properties")))

    def update(self, call: VendorCall) -> VendorAnswer:
        properties = _properties(json.loads(call.body))
        record = self.records.update(_object_kind(call).plural, call.parts["id"], properties)
        return VendorAnswer(200, _rendered(record, properties))

    def archive(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call).plural
        if self.records.find(kind, call.parts["id"], archived=True) is None:
            self.records.archive(kind, call.parts["id"])
        return VendorAnswer(204)

    def find(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call)
        body = json.loads(call.body)
        total, page, following = self.search.answer(kind, body)
        names = body.get("properties") or []
        content: Content = {"total": total, "results": [_rendered(record, names, held) for record, held in page]}
        if following is not None:
            content["paging"] = {"next": {"after": following}}
        return VendorAnswer(200, content)

    def read_batch(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call)
        body = json.loads(call.body)
        ids = [str(entry["id"]) for entry in _inputs(body, BATCH_INPUTS)]
        read = {id_: self.records.find(kind.plural, id_, archived=call.flag("archived")) for id_ in ids}
        results = [_rendered(record, body["properties"]) for record in read.values() if record is not None]
        missing = [id_ for id_, record in read.items() if record is None]
        message = f"Could not get some {kind.plural}, they may be deleted or not exist."
        return _batch(results, [_missing(message, ids=missing)] if missing else [])

    # Associations.

    def associate(self, call: VendorCall) -> VendorAnswer:
        """Associate two records with one type (CRM objects v3)."""
        record, target = self._ends(call)
        self.records.associate(record, target, [int(call.parts["type_id"])])
        return VendorAnswer(200, _rendered(record, []))

    def dissociate(self, call: VendorCall) -> VendorAnswer:
        self.records.dissociate(*self._ends(call))
        return VendorAnswer(204)

    def _ends(self, call: VendorCall) -> tuple[PortalRecord, PortalRecord]:
        record = self.records.get(_object_kind(call).plural, call.parts["id"])
        return record, self.records.get(_object_kind(call, "to").plural, call.parts["to_id"])

    def labels(self, call: VendorCall) -> VendorAnswer:
        return VendorAnswer(200, {"results": _types(_object_kind(call), _object_kind(call, "to"), is_primary=True)})

    def read_associations(self, call: VendorCall) -> VendorAnswer:
        source = _object_kind(call)
        target = _object_kind(call, "to")
        results: list[Content] = []
        errors: list[Content] = []
        for entry in _inputs(json.loads(call.body), ASSOCIATION_INPUTS):
            record = self.records.find(source.plural, entry["id"])
            ends = {} if record is None else self.records.associated(record, target.plural)
            found: list[Content] = [
                {"toObjectId": int(other), "associationTypes": _types(source, target, is_primary=is_primary)}
                for other, is_primary in ends.items()
            ]
            if found:
                page = _paged(found, int(entry.get("after", "0")), ASSOCIATIONS_PAGE, "to")
                results.append({"from": {"id": entry["id"]}, **page})
            else:
                message = f"No {target.plural} are associated with {source.plural} {entry['id']}."
                errors.append(_missing(message, fromObjectId=[entry["id"]]))
        return _batch(results, errors)

    # Settings.

    def owners(self, call: VendorCall) -> VendorAnswer:
        archived = call.flag("archived")
        rows = [_owner(owner) for owner in self.records.state.owners if owner.archived == archived]
        limit = _limit(call, 100, OWNERS_PAGE)
        return VendorAnswer(200, _paged(rows, int(call.one("after", "0")), limit, "results"))

    def pipelines(self, call: VendorCall) -> VendorAnswer:  # noqa: ARG002 - there are pipelines of deals alone
        return VendorAnswer(200, {"results": [_pipeline(pipeline) for pipeline in self.records.state.pipelines]})


def _object_kind(call: VendorCall, part: str = "type") -> ObjectKind:
    kind = KINDS.get(call.parts[part])
    if kind is None:
        raise invalid(f"Unable to infer object type from: {call.parts[part]}")
    return kind


def _limit(call: VendorCall, default: int, most: int) -> int:
    limit = int(call.one("limit", str(default)))
    if not 1 <= limit <= most:
        raise invalid(f"limit must be between 1 and {most}, got {limit}")
    return limit


def _properties(body: Mapping[str, object]) -> Mapping[str, object]:
    properties = body.get("properties")
    if not isinstance(properties, dict):
        raise invalid("properties is required")
    return properties


def _inputs(body: Mapping[str, list[Mapping[str, str]]], most: int) -> list[Mapping[str, str]]:
    if len(body["inputs"]) > most:
        raise invalid(f"at most {most} inputs are allowed, got {len(body['inputs'])}")
    return body["inputs"]


def _rendered(record: PortalRecord, asked: Iterable[str], held: Mapping[str, str] | None = None) -> Content:
    """Return a record as the API writes it: what was asked for and is known; properties that are not set are null."""
    kind = KINDS[record.kind]
    values = record.properties if held is None else held
    names = {*kind.always, *asked} & {*kind.properties}
    content: Content = {
        "id": record.id,
        "properties": {name: values.get(name) for name in sorted(names)},
        "createdAt": wire_time(record.created_at),
        "updatedAt": wire_time(record.updated_at),
        "archived": record.archived,
    }
    if record.archived_at is not None:
        content["archivedAt"] = wire_time(record.archived_at)
    return content


def _paged(found: list[Content], after: int, limit: int, name: str) -> Content:
    """Return one page of rows under a name, with `paging` only if there is more."""
    content: Content = {name: found[after : after + limit]}
    if after + limit < len(found):
        content["paging"] = {"next": {"after": str(after + limit)}}
    return content


def _batch(results: list[Content], errors: list[Content]) -> VendorAnswer:
    content: Content = {"status": "COMPLETE", "results": results}
    if errors:
        return VendorAnswer(207, content | {"numErrors": len(errors), "errors": errors})
    return VendorAnswer(200, content)


def _missing(message: str, **context: list[str]) -> Content:
    return {"status": "error", "category": "OBJECT_NOT_FOUND", "message": message, "context": context}


def _types(source: ObjectKind, target: ObjectKind, *, is_primary: bool) -> list[Content]:
    known = zip(ASSOCIATION_TYPES[source.plural, target.plural], (None, "Primary"), strict=False)
    return [
        {"category": "HUBSPOT_DEFINED", "typeId": type_id, "label": label}
        for type_id, label in known
        if is_primary or label is None
    ]


def _owner(owner: PortalOwner) -> Content:
    return {
        "id": owner.id,
        "email": owner.email,
        "firstName": "",
        "lastName": "",
        "userId": None if owner.archived else owner.user_id,
        "userIdIncludingInactive": owner.user_id,
        "archived": owner.archived,
    }


def _pipeline(pipeline: PortalPipeline) -> Content:
    stages = [
        {
            "id": stage.id,
            "label": stage.label,
            "displayOrder": stage.display_order,
            "metadata": {"isClosed": str(stage.is_closed).lower(), "probability": stage.probability},
        }
        for stage in pipeline.stages
    ]
    return {"id": pipeline.id, "label": pipeline.label, "stages": stages}

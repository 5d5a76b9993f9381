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
from urllib.parse import quote

from tests.support.vendors.clock import wire_time
from tests.support.vendors.hubspot_records import PortalRecords
from tests.support.vendors.hubspot_schema import AssociationType, ObjectKind, association_types, kind_of
from tests.support.vendors.hubspot_search import PortalSearch
from tests.support.vendors.hubspot_state import PortalOwner, PortalPipeline, PortalRecord, PortalStage
from tests.support.vendors.hubspot_values import invalid
from tests.support.vendors.server import Handler, VendorAnswer, VendorCall

LIST_PAGE = 100
BATCH_INPUTS = 100
ASSOCIATION_INPUTS = 1_000
ASSOCIATIONS_PAGE = 500
OWNERS_PAGE = 500
MADE = "2020-05-12T08:00:00.000Z"

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

    def _names(self, kind: ObjectKind, asked: object) -> list[str]:
        """Return the properties of an answer: what was asked for and is known, or the defaults."""
        known = self.records.definitions(kind.plural)
        wanted = asked if isinstance(asked, list) else []
        return [*(name for name in wanted if name in known), *kind.always] if wanted else list(kind.defaults)

    def list_page(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call)
        limit = _number(call, "limit", 10, LIST_PAGE)
        after = call.one("after", "0")
        if not after.isdigit():
            raise invalid(f"after is no cursor of this list: {after}")
        listed = self.records.listed(kind.plural, archived=call.flag("archived"))
        rest = [record for record in listed if int(record.id) >= int(after)]
        names = self._names(kind, call.listed("properties"))
        content: Content = {"results": [_rendered(record, names) for record in rest[:limit]]}
        if len(rest) > limit:
            following = rest[limit].id
            link = f"https://api.hubapi.com{call.path}?limit={limit}&after={quote(following)}"
            content["paging"] = {"next": {"after": following, "link": link}}
        return VendorAnswer(200, content)

    def create(self, call: VendorCall) -> VendorAnswer:
        body = _json_body(call)
        record = self.records.create(_object_kind(call).plural, _properties(body), body.get("associations"))
        return VendorAnswer(201, _rendered(record, record.properties))

    def read(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call)
        record = self.records.get(kind.plural, call.parts["id"], archived=call.flag("archived"))
        return VendorAnswer(200, _rendered(record, self._names(kind, call.listed("properties"))))

    def update(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call)
        properties = _properties(_json_body(call))
        record = self.records.update(kind.plural, call.parts["id"], properties)
        return VendorAnswer(200, _rendered(record, {*properties, *kind.always}))

    def archive(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call)
        if self.records.find(kind.plural, call.parts["id"], archived=True) is None:
            self.records.archive(kind.plural, call.parts["id"])
        return VendorAnswer(204)

    def find(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call)
        body = _json_body(call)
        total, page, following = self.search.answer(kind.plural, body, len(call.body))
        names = self._names(kind, body.get("properties"))
        content: Content = {"total": total, "results": [_rendered(record, names, held) for record, held in page]}
        if following is not None:
            content["paging"] = {"next": {"after": following}}
        return VendorAnswer(200, content)

    def read_batch(self, call: VendorCall) -> VendorAnswer:
        kind = _object_kind(call)
        body = _json_body(call)
        names = self._names(kind, body.get("properties"))
        ids = [str(entry.get("id", "")) for entry in _inputs(body, BATCH_INPUTS)]
        read = {id_: self.records.followed(kind.plural, id_, archived=call.flag("archived")) for id_ in ids}
        content = self._complete([_rendered(record, names) for record in read.values() if record is not None])
        missing = [id_ for id_, record in read.items() if record is None]
        if not missing:
            return VendorAnswer(200, content)
        error = {
            "status": "error",
            "category": "OBJECT_NOT_FOUND",
            "message": f"Could not get some {kind.singular.upper()} objects, they may be deleted or not exist.",
            "context": {"ids": missing},
        }
        return VendorAnswer(207, content | {"numErrors": 1, "errors": [error]})

    # Associations.

    def associate(self, call: VendorCall) -> VendorAnswer:
        """Associate two records with one type (CRM objects v3)."""
        record, target = self._ends(call)
        self.records.associations.add(record, target, [int(call.parts["type_id"])])
        return VendorAnswer(200, _rendered(record, _object_kind(call).defaults))

    def dissociate(self, call: VendorCall) -> VendorAnswer:
        self.records.associations.remove(*self._ends(call))
        return VendorAnswer(204)

    def _ends(self, call: VendorCall) -> tuple[PortalRecord, PortalRecord]:
        record = self.records.get(_object_kind(call).plural, call.parts["id"])
        return record, self.records.get(_object_kind(call, "to").plural, call.parts["to_id"])

    def labels(self, call: VendorCall) -> VendorAnswer:
        types = association_types(_object_kind(call).plural, _object_kind(call, "to").plural)
        return VendorAnswer(200, {"results": [_type(type_) for type_ in types]})

    def read_associations(self, call: VendorCall) -> VendorAnswer:
        source = _object_kind(call)
        target = _object_kind(call, "to")
        results: list[Content] = []
        errors: list[Content] = []
        for entry in _inputs(_json_body(call), ASSOCIATION_INPUTS):
            id_ = str(entry.get("id", ""))
            record = self.records.followed(source.plural, id_)
            ends = {} if record is None else self.records.associations.of(record, target.plural)
            found: list[Content] = [
                {"toObjectId": int(other), "associationTypes": [_type(type_) for type_ in types]}
                for other, types in ends.items()
            ]
            if found:
                page = _paged(found, int(str(entry.get("after") or 0)), ASSOCIATIONS_PAGE, "to")
                results.append({"from": {"id": id_}, **page})
            else:
                errors.append(_no_association(source, target, id_))
        content = self._complete(results)
        if errors:
            return VendorAnswer(207, content | {"numErrors": len(errors), "errors": errors})
        return VendorAnswer(200, content)

    def _complete(self, results: list[Content]) -> Content:
        at = wire_time(self.records.clock.now())
        return {"status": "COMPLETE", "results": results, "startedAt": at, "completedAt": at}

    # Settings.

    def owners(self, call: VendorCall) -> VendorAnswer:
        limit = _number(call, "limit", 100, OWNERS_PAGE)
        archived = call.flag("archived")
        rows = [_owner(owner) for owner in self.records.state.owners if owner.archived == archived]
        return VendorAnswer(200, _paged(rows, int(call.one("after", "0") or 0), limit, "results"))

    def pipelines(self, call: VendorCall) -> VendorAnswer:
        found = self.records.state.pipelines if _object_kind(call).plural == "deals" else []
        return VendorAnswer(200, {"results": [_pipeline(pipeline) for pipeline in found]})


def _json_body(call: VendorCall) -> Mapping[str, object]:
    """Return the JSON object of a request; refuse anything else."""
    try:
        content = json.loads(call.body)
    except ValueError as error:
        raise invalid("Invalid input JSON on line 1, column 1") from error
    if not isinstance(content, dict):
        raise invalid("The request body must be a JSON object")
    return content


def _object_kind(call: VendorCall, part: str = "type") -> ObjectKind:
    kind = kind_of(call.parts[part])
    if kind is None:
        raise invalid(f"Unable to infer object type from: {call.parts[part]}")
    return kind


def _number(call: VendorCall, name: str, default: int, most: int) -> int:
    text = call.one(name, str(default))
    if not text.isdigit() or not 1 <= int(text) <= most:
        raise invalid(f"{name} must be between 1 and {most}, got {text}")
    return int(text)


def _properties(body: Mapping[str, object]) -> Mapping[str, object]:
    properties = body.get("properties")
    if not isinstance(properties, dict):
        raise invalid("properties is required", code="REQUIRED_FIELD")
    return properties


def _inputs(body: Mapping[str, object], most: int) -> list[Mapping[str, object]]:
    inputs = body.get("inputs")
    if not isinstance(inputs, list) or not all(isinstance(entry, dict) for entry in inputs):
        raise invalid("inputs is required", code="REQUIRED_FIELD")
    if len(inputs) > most:
        raise invalid(f"at most {most} inputs are allowed, got {len(inputs)}")
    return inputs


def _rendered(record: PortalRecord, names: Iterable[str], held: Mapping[str, str] | None = None) -> Content:
    """Return a record as the API writes it; properties that are not set are null."""
    values = record.properties if held is None else held
    content: Content = {
        "id": record.id,
        "properties": {name: values.get(name) for name in sorted(set(names))},
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
        content["paging"] = {"next": {"after": str(after + limit), "link": "deprecated"}}
    return content


def _type(type_: AssociationType) -> Content:
    return {"category": "HUBSPOT_DEFINED", "typeId": type_.type_id, "label": type_.label}


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


def _owner(owner: PortalOwner) -> Content:
    return {
        "id": owner.id,
        "email": owner.email,
        "type": "PERSON",
        "firstName": owner.first_name,
        "lastName": owner.last_name,
        "userId": None if owner.archived else owner.user_id,
        "userIdIncludingInactive": owner.user_id,
        "createdAt": MADE,
        "updatedAt": MADE,
        "archived": owner.archived,
    }


def _pipeline(pipeline: PortalPipeline) -> Content:
    return {
        "id": pipeline.id,
        "label": pipeline.label,
        "displayOrder": pipeline.display_order,
        "stages": [_stage(stage) for stage in pipeline.stages],
        "createdAt": MADE,
        "updatedAt": MADE,
        "archived": False,
    }


def _stage(stage: PortalStage) -> Content:
    return {
        "id": stage.id,
        "label": stage.label,
        "displayOrder": stage.display_order,
        "metadata": {"isClosed": str(stage.is_closed).lower(), "probability": stage.probability},
        "createdAt": MADE,
        "updatedAt": MADE,
        "archived": False,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
    }

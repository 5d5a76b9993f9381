"""The object endpoints of HubSpot's CRM v3 API: `/crm/v3/objects/{type}` and what stands below it.

Methods, parameters and bodies are those of HubSpot's published OpenAPI files (CRM/Contacts v3 and its neighbours in
https://github.com/HubSpot/HubSpot-public-api-spec-collection ). Pages of lists hold at most 100 records:
https://developers.hubspot.com/docs/api-reference/legacy/crm/objects/contacts/guide .
"""

import json
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote

from tests.support.vendors.clock import wire_time
from tests.support.vendors.hubspot_merges import PortalMerges
from tests.support.vendors.hubspot_records import PortalRecords
from tests.support.vendors.hubspot_schema import ObjectKind, kind_of
from tests.support.vendors.hubspot_search import PortalSearch
from tests.support.vendors.hubspot_state import PortalRecord
from tests.support.vendors.hubspot_values import HubSpotRefusal, invalid, not_found
from tests.support.vendors.server import Handler, VendorAnswer, VendorCall

LIST_PAGE = 100
BATCH_INPUTS = 100

Content = dict[str, object]


def json_body(call: VendorCall) -> Mapping[str, object]:
    """Return the JSON object of a request; refuse anything else."""
    try:
        content = json.loads(call.body)
    except ValueError as error:
        raise invalid("Invalid input JSON on line 1, column 1") from error
    if not isinstance(content, dict):
        raise invalid("The request body must be a JSON object")
    return content


def object_kind(call: VendorCall, part: str = "type") -> ObjectKind:
    kind = kind_of(call.parts[part])
    if kind is None:
        raise invalid(f"Unable to infer object type from: {call.parts[part]}")
    return kind


def rendered(record: PortalRecord, names: Iterable[str], held: Mapping[str, str] | None = None) -> Content:
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


def paged(found: list[Content], after: int, limit: int, name: str) -> Content:
    """Return one page of rows under a name, with `paging` only if there is more."""
    content: Content = {name: found[after : after + limit]}
    if after + limit < len(found):
        content["paging"] = {"next": {"after": str(after + limit), "link": "deprecated"}}
    return content


class ObjectEndpoints:
    """Answer the object endpoints from the records of one portal."""

    def __init__(self, records: PortalRecords) -> None:
        self.records = records
        self.merges = PortalMerges(records)
        self.search = PortalSearch(records)

    def routes(self) -> list[tuple[str, str, Handler]]:
        base = "/crm/v3/objects/{type}"
        return [
            ("POST", f"{base}/search", self.find),
            ("POST", f"{base}/merge", self.merge),
            ("POST", f"{base}/gdpr-delete", self.purge),
            ("POST", f"{base}/batch/read", self.read_batch),
            ("POST", f"{base}/batch/create", self.create_batch),
            ("POST", f"{base}/batch/update", self.update_batch),
            ("POST", f"{base}/batch/archive", self.archive_batch),
            ("GET", base, self.list_page),
            ("POST", base, self.create),
            ("GET", f"{base}/{{id}}", self.read),
            ("PATCH", f"{base}/{{id}}", self.update),
            ("DELETE", f"{base}/{{id}}", self.archive),
        ]

    def _names(self, kind: ObjectKind, asked: Iterable[str]) -> list[str]:
        """Return the properties of an answer: what was asked for and is known, or the defaults."""
        wanted = list(asked)
        known = self.records.definitions(kind.plural)
        return [*(name for name in wanted if name in known), *kind.always] if wanted else list(kind.defaults)

    def _with_associations(self, content: Content, record: PortalRecord, asked: Iterable[str]) -> Content:
        found: Content = {}
        for name in asked:
            target = kind_of(name)
            if target is None:
                raise invalid(f"Unable to infer object type from: {name}")
            rows = [
                {"id": other, "type": type_.name}
                for other, types in self.records.associations.of(record, target.plural).items()
                for type_ in sorted(types, key=lambda type_: type_.name)
            ]
            if rows:
                found[target.plural] = {"results": rows}
        return content | {"associations": found} if found else content

    def list_page(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        limit = call.one("limit", "10")
        if not limit.isdigit() or not 1 <= int(limit) <= LIST_PAGE:
            raise invalid(f"limit must be between 1 and {LIST_PAGE}, got {limit}")
        after = call.one("after", "0")
        if not after.isdigit():
            raise invalid(f"after is no cursor of this list: {after}")
        listed = self.records.listed(kind.plural, archived=call.flag("archived"))
        rest = [record for record in listed if int(record.id) >= int(after)]
        names = self._names(kind, call.listed("properties"))
        page = [
            self._with_associations(rendered(record, names), record, call.listed("associations"))
            for record in rest[: int(limit)]
        ]
        content: Content = {"results": page}
        if len(rest) > int(limit):
            following = rest[int(limit)].id
            link = f"https://api.hubapi.com{call.path}?limit={limit}&after={quote(following)}"
            content["paging"] = {"next": {"after": following, "link": link}}
        return VendorAnswer(200, content)

    def create(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        body = json_body(call)
        record = self.records.create(kind.plural, _properties(body), body.get("associations"))
        return VendorAnswer(201, rendered(record, record.properties))

    def read(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        record = self._named(kind, call.parts["id"], call.one("idProperty"), archived=call.flag("archived"))
        content = rendered(record, self._names(kind, call.listed("properties")))
        return VendorAnswer(200, self._with_associations(content, record, call.listed("associations")))

    def _named(self, kind: ObjectKind, value: str, id_property: str, *, archived: bool = False) -> PortalRecord:
        if id_property not in {"", "email", "hs_object_id"}:
            raise invalid(f"{id_property} is no unique property of {kind.plural}")
        if id_property != "email":
            return self.records.get(kind.plural, value, archived=archived)
        record = self.records.by_email(value)
        if record is None:
            raise not_found(kind.plural, value)
        return record

    def update(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        properties = _properties(json_body(call))
        named = self._named(kind, call.parts["id"], "email").id if call.one("idProperty") else call.parts["id"]
        record = self.records.update(kind.plural, named, properties)
        return VendorAnswer(200, rendered(record, {*properties, *kind.always}))

    def archive(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        if self.records.find(kind.plural, call.parts["id"], archived=True) is None:
            self.records.archive(kind.plural, call.parts["id"])
        return VendorAnswer(204)

    def merge(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        body = json_body(call)
        primary, other = (str(body.get(name, "")) for name in ("primaryObjectId", "objectIdToMerge"))
        record = self.merges.merge(kind.plural, primary, other)
        return VendorAnswer(200, rendered(record, record.properties))

    def purge(self, call: VendorCall) -> VendorAnswer:
        body = json_body(call)
        object_id = str(body.get("objectId", ""))
        if body.get("idProperty") == "email":
            record = self.records.by_email(object_id)
            if record is None:
                self.merges.block(object_id)
                return VendorAnswer(204)
            object_id = record.id
        self.merges.purge(object_id)
        return VendorAnswer(204)

    def find(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        body = json_body(call)
        total, page, following = self.search.answer(kind.plural, body, len(call.body))
        asked = body.get("properties")
        names = self._names(kind, asked if isinstance(asked, list) else [])
        results = [rendered(record, names, held) for record, held in page]
        content: Content = {"total": total, "results": results}
        if following is not None:
            content["paging"] = {"next": {"after": following}}
        return VendorAnswer(200, content)

    # Batches.

    def read_batch(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        body = json_body(call)
        asked = body.get("properties")
        names = self._names(kind, asked if isinstance(asked, list) else [])
        archived = call.flag("archived")

        def read(entry: Mapping[str, object]) -> Content:
            value = str(entry.get("id", ""))
            if not self.records.switches.batch_read_follows_merge and not body.get("idProperty"):
                return rendered(self.records.get(kind.plural, value, archived=archived, follow=False), names)
            return rendered(self._named(kind, value, str(body.get("idProperty") or ""), archived=archived), names)

        return self._batch(kind, body, read, found=200)

    def create_batch(self, call: VendorCall) -> VendorAnswer:
        """Create all records or none; a mixed answer needs `objectWriteTraceId`, which is not played here."""
        kind = object_kind(call)
        inputs = _inputs(json_body(call))
        emails: list[str] = []
        for entry in inputs:
            values, _ = self.records.verified(kind.plural, _properties(entry), entry.get("associations"))
            emails.append(values.get("email", ""))
        twice = {email for email in emails if email and emails.count(email) > 1}
        if twice:
            raise invalid(f"Duplicate e-mails in one batch: {sorted(twice)}")
        made = [self.records.create(kind.plural, _properties(entry), entry.get("associations")) for entry in inputs]
        return VendorAnswer(201, self._complete([rendered(record, record.properties) for record in made]))

    def update_batch(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        body = json_body(call)

        def update(entry: Mapping[str, object]) -> Content:
            record = self.records.update(kind.plural, str(entry.get("id", "")), _properties(entry))
            return rendered(record, record.properties)

        return self._batch(kind, body, update, found=200)

    def archive_batch(self, call: VendorCall) -> VendorAnswer:
        kind = object_kind(call)
        for entry in _inputs(json_body(call)):
            if self.records.live(kind.plural, str(entry.get("id", ""))) is not None:
                self.records.archive(kind.plural, str(entry["id"]))
        return VendorAnswer(204)

    def _batch(
        self,
        kind: ObjectKind,
        body: Mapping[str, object],
        act: Callable[[Mapping[str, object]], Content],
        *,
        found: int,
    ) -> VendorAnswer:
        done: list[Content] = []
        missing: list[str] = []
        for entry in _inputs(body):
            try:
                done.append(act(entry))
            except HubSpotRefusal as refusal:
                if refusal.status != 404:
                    raise
                missing.append(str(entry.get("id", "")))
        content = self._complete(done)
        if not missing:
            return VendorAnswer(found, content)
        error = {
            "status": "error",
            "category": "OBJECT_NOT_FOUND",
            "message": f"Could not get some {kind.singular.upper()} objects, they may be deleted or not exist.",
            "context": {"ids": missing},
        }
        return VendorAnswer(207, content | {"numErrors": 1, "errors": [error]})

    def _complete(self, results: list[Content]) -> Content:
        at = wire_time(self.records.clock.now())
        return {"status": "COMPLETE", "results": results, "startedAt": at, "completedAt": at}


def _properties(body: Mapping[str, object]) -> Mapping[str, object]:
    properties = body.get("properties")
    if not isinstance(properties, dict):
        raise invalid("properties is required", code="REQUIRED_FIELD")
    return properties


def _inputs(body: Mapping[str, object]) -> list[Mapping[str, object]]:
    inputs = body.get("inputs")
    if not isinstance(inputs, list) or not all(isinstance(entry, dict) for entry in inputs):
        raise invalid("inputs is required", code="REQUIRED_FIELD")
    if len(inputs) > BATCH_INPUTS:
        raise invalid(f"at most {BATCH_INPUTS} inputs are allowed, got {len(inputs)}")
    return inputs

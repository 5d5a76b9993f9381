"""Requests to HubSpot (CRM v3): activities, notes, contacts; never a write to a company."""

import html
from collections.abc import Mapping, Sequence
from datetime import datetime

from serving.crm.activities import ActivityPart, Text
from serving.crm.appendix import SOURCES, PersonField, PersonFields
from serving.crm.bodies import Bodies
from serving.crm.hubspot.names import OBJECTS
from serving.crm.requests import ActivityPiece, Creation, CrmRecord, CrmRequest, Outgoing, WrittenObject, iso, segment
from serving.vocabulary.terms import ActivityKind, CrmObject

_OBJECTS = "/crm/v3/objects"
# Type ids of HubSpot's own associations, as its client library names them (COMMUNICATION_TO_CONTACT: its guide).
_ASSOCIATION = {
    ("communications", CrmObject.CONTACT): 81,
    ("notes", CrmObject.CONTACT): 202,
    ("notes", CrmObject.ACCOUNT): 190,
    ("calls", CrmObject.CONTACT): 194,
}
_CONTACT_TO_COMPANY = 279
_CONTACT_TO_PRIMARY_COMPANY = 1
_HUBSPOTS = "HUBSPOT_DEFINED"
_LABELS = "/crm/v4/associations/contacts/companies/labels"
_WRITTEN_AS = {
    ActivityKind.INMAIL: "communications",
    ActivityKind.MESSAGE: "communications",
    ActivityKind.CALL: "calls",
    # Views and connection requests are no messages: they become notes with a subject line (S69).
    ActivityKind.SMART_LINK_VIEW: "notes",
    ActivityKind.CONNECTION_REQUEST: "notes",
    ActivityKind.NOTE: "notes",
}
_MAX_CHARACTERS = 65_536
"""Of a note's body in HTML, by HubSpot's guide of notes; taken for all properties, in units of UTF-16."""
_BODY = {"communications": "hs_communication_body", "notes": "hs_note_body", "calls": "hs_call_body"}
_CONTACT = OBJECTS[CrmObject.CONTACT].fields
_PERSON = {field: _CONTACT[column][0] for field, column in SOURCES.items() if field is not PersonField.PARENT_ACCOUNT}
"""The parent account is an association."""


class HubspotBodies(Bodies):
    """Requests to HubSpot, where a note is one object (D32), and a record's id is its address."""

    def parent_types(self) -> CrmRequest | None:
        return CrmRequest("GET", _LABELS)

    def parent_type(self, answer: object) -> int | None:
        """Return the primary type where the portal has it; labels are renamed at times, type ids never."""
        associations = [association for association in self.items_of(answer) or [] if isinstance(association, Mapping)]
        ours = {association.get("typeId") for association in associations if association.get("category") == _HUBSPOTS}
        return _CONTACT_TO_PRIMARY_COMPANY if _CONTACT_TO_PRIMARY_COMPANY in ours else _CONTACT_TO_COMPANY

    def pieces(self, outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> tuple[ActivityPiece, ...]:  # noqa: ARG002 - S57 is Oracle's
        name = _WRITTEN_AS[outgoing.kind]
        body = {
            "properties": _properties(name, outgoing),
            "associations": [_to(record.id, _ASSOCIATION[name, record.object])],
        }
        part = ActivityPart.NOTE if outgoing.kind is ActivityKind.NOTE else ActivityPart.ACTIVITY
        found_by = search(name, [("CONTAINS_TOKEN", _BODY[name], outgoing.marker)])
        return (ActivityPiece(part, name, CrmRequest("POST", f"{_OBJECTS}/{name}", body), found_by),)

    def outgrows(self, outgoing: Outgoing) -> bool:
        values = _properties(_WRITTEN_AS[outgoing.kind], outgoing).values()
        return any(len(value.encode("utf-16-le", "surrogatepass")) > 2 * _MAX_CHARACTERS for value in values)

    def items_of(self, answer: object) -> Sequence[object] | None:
        results = answer.get("results") if isinstance(answer, Mapping) else None
        return results if isinstance(results, list) else None

    def created_since(self, crm_object: str, moment: datetime) -> CrmRequest | None:
        return search(crm_object, [("GTE", "hs_createdate", _ms(moment))])

    def removal(self, existing: WrittenObject) -> CrmRequest:
        return CrmRequest("DELETE", f"{_OBJECTS}/{existing.crm_object}/{segment(existing.crm_id)}")

    def merges(self, crm_object: CrmObject, kept: str, merged: Sequence[str]) -> tuple[CrmRequest, ...]:
        """Merge one record at a time: the kept record's values stay, its empty ones are filled.

        Source: CRM API, "Merge two ...", which has no leads.
        """
        if crm_object not in (CrmObject.CONTACT, CrmObject.ACCOUNT):
            return ()
        path = f"{_OBJECTS}/{OBJECTS[crm_object].name}/merge"
        return tuple(
            CrmRequest("POST", path, {"primaryObjectId": kept, "objectIdToMerge": record_id}) for record_id in merged
        )

    def move(self, existing: WrittenObject, target: CrmRecord, account_id: str | None) -> tuple[CrmRequest, ...]:  # noqa: ARG002 - S57 is Oracle's
        return (
            CrmRequest("PUT", _association(existing, target)),
            CrmRequest("DELETE", _association(existing, existing.record)),
        )

    def similar_records(self, creation: Creation) -> CrmRequest:
        return search("contacts", _name_filters(creation))

    def creation(self, creation: Creation) -> CrmRequest:
        parent = creation.fields.parent_account_id
        associations = [_to(parent, creation.parent_type or _CONTACT_TO_COMPANY)] if parent else []
        body = {"properties": _person(creation.fields), "associations": associations}
        return CrmRequest("POST", f"{_OBJECTS}/contacts", body)

    def created_again(self, creation: Creation) -> CrmRequest:
        owner = [("EQ", "hubspot_owner_id", creation.fields.acting_crm_user or "")]
        since = [("GTE", "createdate", _ms(creation.sent_at))]
        return search("contacts", [*_name_filters(creation), *owner, *since])

    def update(self, record: CrmRecord, fields: PersonFields, parent_type: int | None) -> tuple[CrmRequest, ...]:
        path = f"{_OBJECTS}/contacts/{segment(record.id)}"
        properties = _person(fields)
        patch = [CrmRequest("PATCH", path, {"properties": properties})] if properties else []
        parent = fields.parent_account_id
        type_id = parent_type or _CONTACT_TO_COMPANY
        link = [CrmRequest("PUT", f"{path}/associations/companies/{segment(parent)}/{type_id}")] if parent else []
        return (*patch, *link)


def rich_text(text: Text, marker: str) -> str:
    """Return subject, body and marker as HTML; the text is escaped, so that it contains no tags."""
    lines = [text.subject, *text.body.splitlines(), marker]
    return "<br>".join(html.escape(line, quote=False) for line in lines)


def _properties(name: str, outgoing: Outgoing) -> dict[str, str]:
    # A call has a title; elsewhere the subject is the first line of the body.
    text = Text("", outgoing.text.body) if name == "calls" else outgoing.text
    properties = {
        _BODY[name]: rich_text(text, outgoing.marker).removeprefix("<br>"),
        "hs_timestamp": iso(outgoing.occurred_at),
        "hubspot_owner_id": outgoing.acting_user,
    }
    if name == "communications":
        properties |= {"hs_communication_channel_type": "LINKEDIN_MESSAGE", "hs_communication_logged_from": "CRM"}
    if name == "calls":
        properties["hs_call_title"] = outgoing.text.subject
    return properties


def _ms(moment: datetime) -> str:
    return str(int(moment.timestamp() * 1000))


def _person(fields: PersonFields) -> dict[str, str]:
    return {_PERSON[name]: value for name, value in fields.named().items() if name in _PERSON}


def _to(record_id: str, type_id: int) -> dict[str, object]:
    types = [{"associationCategory": _HUBSPOTS, "associationTypeId": type_id}]
    return {"to": {"id": record_id}, "types": types}


def _association(existing: WrittenObject, record: CrmRecord) -> str:
    type_id = _ASSOCIATION[existing.crm_object, record.object]
    ours = f"{_OBJECTS}/{existing.crm_object}/{segment(existing.crm_id)}"
    return f"{ours}/associations/{OBJECTS[record.object].name}/{segment(record.id)}/{type_id}"


def _name_filters(creation: Creation) -> list[tuple[str, str, str]]:
    names = {"firstname": creation.fields.first_name, "lastname": creation.fields.last_name}
    return [("EQ", name, value) for name, value in names.items() if value]


def search(
    name: str,
    filters: Sequence[tuple[str, str, object]],
    sorted_by: str = "",
    direction: str = "ASCENDING",
    *,
    limit: int = 10,
    properties: Sequence[str] = (),
) -> CrmRequest:
    """Return a search by (operator, property, value) with all that HubSpot's schema requires; it admits one sort."""
    conditions = [
        {"propertyName": field, "operator": operator, "value": str(value)} for operator, field, value in filters
    ]
    body = {
        "filterGroups": [{"filters": conditions}] if conditions else [],
        "sorts": [{"propertyName": sorted_by, "direction": direction}] if sorted_by else [],
        "properties": list(properties) or [sorted_by or "hs_object_id"],
        "limit": limit,
        "after": "0",
    }
    return CrmRequest("POST", f"{_OBJECTS}/{name}/search", body)

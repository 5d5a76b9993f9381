"""Requests to Oracle Sales (Fusion CX REST): activities, notes, contacts, leads; never a write to an account."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from serving.crm.activities import MAX_SUBJECT_CHARACTERS, ActivityPart
from serving.crm.appendix import SOURCES, PersonField, PersonFields
from serving.crm.bodies import Bodies
from serving.crm.oracle.names import OBJECTS, ROOT
from serving.crm.requests import (
    ActivityPiece,
    Creation,
    CrmRecord,
    CrmRequest,
    Outgoing,
    OwnTexts,
    WrittenObject,
    iso,
    segment,
)
from serving.crm.retries import DeliveryOutcome
from serving.vocabulary.terms import ActivityKind, CrmObject

_BY_EXAMPLE = {"REST-Framework-Version": "1"}
"""The version in which `q` is a query by example: from version 2 on `;` and `*` mean nothing to it (Oracle's "Set the
REST Framework Version"), and environments differ in the version of a request that names none."""
_ITEM = "application/vnd.oracle.adf.resourceitem+json"
_ACTION = "application/vnd.oracle.adf.action+json"
_TARGET = {CrmObject.CONTACT: "PrimaryContactId", CrmObject.LEAD: "LeadId"}
NOTE = "Note"
_ID = {"activities": "ActivityNumber", NOTE: "NoteId", "contacts": "PartyId", "leads": "LeadId"}
_NUMBER = {"contacts": "PartyNumber", "leads": "LeadNumber"}
_BODY = {"activities": "ActivityDescription", NOTE: "NoteTxt"}
"""Large attributes: no page of Oracle's says that one can be queried, so no search names them."""
_REFERENCE_CHARACTERS = 18
"""Of a marker, at the end of an activity's subject: 64 bits, which `q` finds."""
_MAX_OF_A_PAGE = "500"
_ON_LEADS = {"VisibilityCode": "INTERNAL", "SourceObjectCode": "LEAD"}
_PERSON = {
    crm_object: {
        field: OBJECTS[crm_object].fields[column][0]
        for field, column in SOURCES.items()
        if column in OBJECTS[crm_object].fields
    }
    for crm_object in (CrmObject.CONTACT, CrmObject.LEAD)
}
_PERSON[CrmObject.LEAD] |= {
    PersonField.FIRST_NAME: "PrimaryContactPersonFirstName",
    PersonField.LAST_NAME: "PrimaryContactPersonLastName",
    PersonField.STAGE: "StatusCode",
}
"""Oracle's field names; no public page confirms those of a lead's person."""
_ROOT = r"/crmRestApi/resources/[\w.]+"
_KEY = r"(?!\.)[^/]+"


class OracleBodies(Bodies):
    """Requests to Oracle, where a note is a Note, and on contacts and leads an activity too (D32).

    A Note is a child of its record, which Oracle addresses by a key that only its collection names.
    """

    absent = DeliveryOutcome.WRONG_PATH
    ids = _ID
    numbers = _NUMBER

    def is_child(self, crm_object: str) -> bool:
        return crm_object == NOTE

    def look_up(self, record: CrmRecord) -> CrmRequest | None:
        [key] = OBJECTS[record.object].fields["id"]
        query = {"q": f"{key}={literal(record.id)}", "fields": key, "limit": "1"}  # onlyData would omit the links
        return CrmRequest("GET", f"{ROOT}/{OBJECTS[record.object].name}", query=query, headers=_BY_EXAMPLE)

    def addressed(self, record: CrmRecord, item: object) -> CrmRecord | None:
        path = self_path(item, OBJECTS[record.object].name)
        if path is None:
            return None
        return replace(record, path=path, notes_path=child_path(item, path, NOTE) or f"{path}/child/{NOTE}")

    def pieces(self, outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> tuple[ActivityPiece, ...]:
        text = f"{outgoing.text.subject}\n{outgoing.text.body}\n{outgoing.marker}"  # S57 excludes notes
        is_note = outgoing.kind is ActivityKind.NOTE
        note = (self.note_piece(text, record, outgoing.acting_user, outgoing.marker),) if is_note else ()
        is_activity = not is_note or record.object is not CrmObject.ACCOUNT
        return (*note, *((_activity(outgoing, record, account_id),) if is_activity else ()))

    def items_of(self, answer: object) -> Sequence[object] | None:
        """Return the items of a search, or the result of an action, which is null where there is none."""
        if not isinstance(answer, Mapping) or not {"items", "result"} & set(answer):
            return None
        items = answer.get("items") or answer.get("result") or []
        return items if isinstance(items, list) else None

    def removal(self, existing: WrittenObject) -> CrmRequest:
        if existing.crm_object == NOTE:
            return CrmRequest("DELETE", _note_path(existing))
        return CrmRequest("DELETE", f"{ROOT}/activities/{segment(existing.crm_id)}")

    def move(self, existing: WrittenObject, target: CrmRecord, account_id: str | None) -> tuple[CrmRequest, ...]:
        """Point an activity to another record; a Note is its record's child and cannot move."""
        if existing.crm_object == NOTE or target.object not in _TARGET:
            return ()
        names: dict[str, object] = dict.fromkeys((*_TARGET.values(), "AccountId"))
        account = {"AccountId": _number(account_id)} if account_id is not None else {}
        body = {**names, _TARGET[target.object]: _number(target.id), **account}
        return (CrmRequest("PATCH", f"{ROOT}/activities/{segment(existing.crm_id)}", body, media_type=_ITEM),)

    def similar_records(self, creation: Creation) -> CrmRequest:
        if creation.object is CrmObject.LEAD:
            return _search(f"{ROOT}/leads", _name_query(creation), "LeadId")
        names = {"FirstName": creation.fields.first_name, "LastName": creation.fields.last_name}
        body = {"contact": {name: value for name, value in names.items() if value}}
        return CrmRequest("POST", f"{ROOT}/contacts/action/findDuplicates", body, media_type=_ACTION)

    def creation(self, creation: Creation) -> CrmRequest:
        body = _person(creation.object, creation.fields)
        if creation.object is CrmObject.LEAD:
            names = (creation.fields.first_name, creation.fields.last_name)
            body["Name"] = " ".join(name for name in names if name)  # Oracle requires a name of a lead
        return CrmRequest("POST", f"{ROOT}/{OBJECTS[creation.object].name}", body, media_type=_ITEM)

    def created_again(self, creation: Creation) -> CrmRequest:
        owner = f"OwnerPartyId={creation.fields.acting_crm_user}"
        query = f"{_name_query(creation)};{owner};CreationDate>={iso(creation.sent_at)}"
        name = OBJECTS[creation.object].name
        return _search(f"{ROOT}/{name}", query, ",".join(dict.fromkeys((_ID[name], _NUMBER[name]))))

    def update(self, record: CrmRecord, fields: PersonFields, parent_type: int | None) -> tuple[CrmRequest, ...]:  # noqa: ARG002 - HubSpot's
        body = _person(record.object, fields)
        path = record.path or f"{ROOT}/{OBJECTS[record.object].name}/{{key}}"
        return (CrmRequest("PATCH", path, body, media_type=_ITEM),) if body else ()

    def note_request(self, existing: WrittenObject) -> CrmRequest:
        """Read a note, which is created again and deleted to move it: notes are children of their records (D8)."""
        return CrmRequest("GET", f"{_note_path(existing)}/enclosure/NoteTxt", accept="application/octet-stream")

    def note_piece(self, text: str, record: CrmRecord, author: str, marker: str) -> ActivityPiece:
        body: dict[str, object] = {
            "NoteTxt": large_text(text),
            "NoteTypeCode": "GENERAL",
            "CreatorPartyId": _number(author),
        }
        if record.object is CrmObject.LEAD:
            body |= _ON_LEADS
        path = notes_of(record)
        create = CrmRequest("POST", path, body, media_type=_ITEM)
        return ActivityPiece(ActivityPart.NOTE, NOTE, create, _own_texts(path, NOTE, marker, {}))

    def has_more(self, answer: object) -> bool:
        return isinstance(answer, Mapping) and answer.get("hasMore") is True

    def is_older(self, item: object, moment: datetime) -> bool:
        """Compare the dates; an item without one is not older."""
        created = item.get("CreationDate") if isinstance(item, Mapping) else None
        return isinstance(created, str) and created[:19] < moment.isoformat()[:19]

    def own_text(self, item: object, own: OwnTexts) -> str | None:
        """Return the text of a large attribute; in JSON it is base64."""
        value = item.get(own.text_field) if isinstance(item, Mapping) else None
        try:
            return base64.b64decode(value, validate=True).decode() if isinstance(value, str) else None
        except ValueError:
            return str(value)

    def merges(self, crm_object: CrmObject, kept: str, merged: Sequence[str]) -> tuple[CrmRequest, ...]:
        """Merge all records by one request, which data stewards may have to approve, by the customer's own rules.

        Source: REST API for CX Sales, "Create a resolution request", which is not for leads.
        """
        ids = (kept, *merged)
        if crm_object not in (CrmObject.CONTACT, CrmObject.ACCOUNT) or not all(map(_is_number, ids)):
            return ()
        parties = [{"PartyId": int(record_id), "MasterFlag": record_id == kept} for record_id in ids]
        name = f"onematch {crm_object} {kept}"
        body = {"RequestName": name, "ResolutionType": "MERGE", "DuplicateParty": parties}
        return (CrmRequest("POST", f"{ROOT}/resolutionRequests", body),)


def _number(record_id: str) -> int | str:
    """Return an id as Oracle's JSON has it: its party ids are whole numbers."""
    return int(record_id) if _is_number(record_id) else record_id


def _is_number(record_id: str) -> bool:
    return record_id.isdecimal() and record_id.isascii()


def _activity(outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> ActivityPiece:
    reference = outgoing.marker[:_REFERENCE_CHARACTERS]
    subject = f"{outgoing.text.subject} {reference}"
    has_room = len(subject) <= MAX_SUBJECT_CHARACTERS
    body: dict[str, object] = {
        "Subject": subject if has_room else outgoing.text.subject,
        "ActivityFunctionCode": "TASK",  # the standard activity; an appointment requires a start and an end
        "ActivityDescription": large_text(f"{outgoing.text.body}\n{outgoing.marker}"),
        "OwnerId": _number(outgoing.acting_user),
        _TARGET[record.object]: _number(record.id),
    }
    if account_id is not None:
        body["AccountId"] = _number(account_id)
    if outgoing.kind is ActivityKind.INMAIL:
        # S66: only an InMail has its date. Without a start a task has begun now, after its end.
        body |= dict.fromkeys(("ActivityStartDate", "ActivityEndDate"), iso(outgoing.occurred_at))
    path = f"{ROOT}/activities"
    create = CrmRequest("POST", path, body, media_type=_ITEM)
    found_by: CrmRequest | OwnTexts
    if has_room:
        found_by = _search(path, f"Subject LIKE '*{reference}*'", _ID["activities"])
    else:
        of_record = {"q": f"{_TARGET[record.object]}={literal(record.id)}"}
        found_by = _own_texts(path, "activities", outgoing.marker, of_record)
    return ActivityPiece(ActivityPart.ACTIVITY, "activities", create, found_by)


def notes_of(record: CrmRecord) -> str:
    """Return the path of a record's notes, with the key's name in braces where Oracle has not named it yet."""
    notes = OBJECTS[record.object].notes
    return record.notes_path or ("" if notes is None else notes.path)


def large_text(text: str) -> str:
    """Return a text as Oracle takes large attributes in JSON: in base64.

    Source: "Large Object (LOB) Attributes" of Activities and of Notes in the REST API of Oracle Sales.
    """
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")


def _note_path(existing: WrittenObject) -> str:
    return f"{notes_of(existing.record)}/{segment(existing.crm_id)}"


def _own_texts(path: str, crm_object: str, marker: str, query: Mapping[str, str]) -> OwnTexts:
    listing = CrmRequest("GET", path, query={**query, "limit": _MAX_OF_A_PAGE}, headers=_BY_EXAMPLE)
    return OwnTexts(listing, _BODY[crm_object], marker)


def _search(path: str, query: str, fields: str) -> CrmRequest:
    parameters = {"q": query, "fields": fields, "onlyData": "true", "limit": "10"}
    return CrmRequest("GET", path, query=parameters, headers=_BY_EXAMPLE)


def _name_query(creation: Creation) -> str:
    names = _PERSON[creation.object]
    conditions = {
        names[PersonField.FIRST_NAME]: creation.fields.first_name,
        names[PersonField.LAST_NAME]: creation.fields.last_name,
    }
    return ";".join(f"{field}={_quoted(value)}" for field, value in conditions.items() if value)


def literal(record_id: str) -> str:
    """Return a key as a literal of Oracle's query language."""
    return record_id if _is_number(record_id) else _quoted(record_id)


def _quoted(value: str) -> str:
    """Return a value as a literal of Oracle's query language, where a quote is doubled."""
    return "'" + value.replace("'", "''") + "'"


def _person(target: CrmObject, given: PersonFields) -> dict[str, object]:
    keys = (PersonField.ACTING_USER, PersonField.PARENT_ACCOUNT)
    names = _PERSON[target]
    return {names[name]: _number(value) if name in keys else value for name, value in given.named().items()}


def self_path(item: object, collection: str) -> str | None:
    """Return the path of an item of a collection; None where its links do not name it."""
    paths = (path for rel, _, path in _links(item) if rel in {"self", "canonical"})
    return next((path for path in paths if re.fullmatch(f"{_ROOT}/{collection}/{_KEY}", path)), None)


def child_path(item: object, own_path: str, name: str) -> str | None:
    """Return the path of an item's children of a name, in the singular or the plural; None without such a link."""
    names = {name.casefold(), f"{name}s".casefold()}
    paths = (path for rel, child, path in _links(item) if rel == "child" and child.casefold() in names)
    return next((path for path in paths if re.fullmatch(rf"{re.escape(own_path)}/child/\w+", path)), None)


def _links(item: object) -> Iterator[tuple[str, str, str]]:
    """Yield relation, name and path of each link; the host is that of the connection, whatever a link says."""
    links = item.get("links") if isinstance(item, Mapping) else None
    for link in links if isinstance(links, list) else []:
        if isinstance(link, Mapping):
            yield str(link.get("rel")), str(link.get("name")), urlsplit(str(link.get("href"))).path

"""Requests to Oracle Sales (Fusion CX REST): activities, notes, contacts, leads; never a write to an account."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import replace

from serving.crm.note_paths import NOTE_PATHS
from serving.crm.oracle.links import child_path, self_path
from serving.crm.plain_bodies import PlainBodies
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
from serving.rules.routing.activities import MOST_SUBJECT_CHARACTERS, ActivityPart, parts_of
from serving.rules.routing.appendix import PersonField, PersonFields
from serving.rules.routing.delivery import DeliveryOutcome
from serving.rules.vocabulary import ActivityKind, Crm, CrmObject

_ROOT = "/crmRestApi/resources/11.13.18.05"
_BY_EXAMPLE = {"REST-Framework-Version": "1"}
"""The version in which `q` is a query by example: from version 2 on `;` and `*` mean nothing to it (Oracle's "Set the
REST Framework Version"), and environments differ in the version of a request that names none."""
_ITEM = "application/vnd.oracle.adf.resourceitem+json"
_ACTION = "application/vnd.oracle.adf.action+json"
_PLURAL = {CrmObject.CONTACT: "contacts", CrmObject.LEAD: "leads", CrmObject.ACCOUNT: "accounts"}
_TARGET = {CrmObject.CONTACT: "PrimaryContactId", CrmObject.LEAD: "LeadId"}
NOTE = "Note"
_KEY = {CrmObject.CONTACT: "PartyId", CrmObject.LEAD: "LeadId", CrmObject.ACCOUNT: "PartyId"}
_ID = {"activities": "ActivityNumber", NOTE: "NoteId", "contacts": "PartyId", "leads": "LeadId"}
_NUMBER = {"contacts": "PartyNumber", "leads": "LeadNumber"}
_BODY = {"activities": "ActivityDescription", NOTE: "NoteTxt"}
"""Large attributes: no page of Oracle's says that one can be queried, so no search names them."""
_REFERENCE_CHARACTERS = 18
"""Of a marker, at the end of an activity's subject: 64 bits, which `q` finds."""
_MOST_OF_A_PAGE = "500"
_ON_LEADS = {"VisibilityCode": "INTERNAL", "SourceObjectCode": "LEAD"}
_PERSON = {
    CrmObject.CONTACT: {
        PersonField.ACTING_USER: "OwnerPartyId",
        PersonField.COUNTRY: "Country",
        PersonField.FIRST_NAME: "FirstName",
        PersonField.LAST_NAME: "LastName",
        PersonField.PARENT_ACCOUNT: "AccountPartyId",
        PersonField.PHONE: "WorkPhoneNumber",
        PersonField.TITLE: "JobTitle",
    },
    CrmObject.LEAD: {
        PersonField.ACTING_USER: "OwnerPartyId",
        PersonField.COUNTRY: "PrimaryContactCountry",
        PersonField.FIRST_NAME: "PrimaryContactPersonFirstName",
        PersonField.LAST_NAME: "PrimaryContactPersonLastName",
        PersonField.PARENT_ACCOUNT: "CustomerId",
        PersonField.PHONE: "PrimaryContactPhoneNumber",
        PersonField.TITLE: "PrimaryContactJobTitle",
        PersonField.STAGE: "StatusCode",
    },
}
"""Oracle's field names; no public page confirms those of a lead's person."""


class OracleBodies(PlainBodies):
    """Requests to Oracle, where a note is a Note, and on contacts and leads an activity too (D32).

    A Note is a child of its record, which Oracle addresses by a key that only its collection names.
    """

    absent = DeliveryOutcome.WRONG_PATH
    ids = _ID
    numbers = _NUMBER

    def is_child(self, crm_object: str) -> bool:
        return crm_object == NOTE

    def look_up(self, record: CrmRecord) -> CrmRequest | None:
        key = _KEY[record.object]
        query = {"q": f"{key}={_literal(record.id)}", "fields": key, "limit": "1"}  # onlyData would omit the links
        return CrmRequest("GET", f"{_ROOT}/{_PLURAL[record.object]}", query=query, headers=_BY_EXAMPLE)

    def addressed(self, record: CrmRecord, item: object) -> CrmRecord | None:
        path = self_path(item, _PLURAL[record.object])
        if path is None:
            return None
        return replace(record, path=path, notes_path=child_path(item, path, NOTE) or f"{path}/child/{NOTE}")

    def pieces(self, outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> tuple[ActivityPiece, ...]:
        """Return an activity's parts; `account_id`: the primary account to name as well (S57)."""
        made = {ActivityPart.NOTE: _note, ActivityPart.ACTIVITY: _activity}
        return tuple(
            made[part](outgoing, record, account_id) for part in parts_of(outgoing.kind, Crm.ORACLE, record.object)
        )

    def items_of(self, answer: object) -> Sequence[object] | None:
        """Return the items of a search, or the result of an action, which is null where there is none."""
        if not isinstance(answer, Mapping) or not {"items", "result"} & set(answer):
            return None
        items = answer.get("items") or answer.get("result") or []
        return items if isinstance(items, list) else None

    def removal(self, existing: WrittenObject) -> CrmRequest:
        """Return the deletion of an object that we wrote."""
        if existing.crm_object == NOTE:
            return CrmRequest("DELETE", _note_path(existing))
        return CrmRequest("DELETE", f"{_ROOT}/activities/{segment(existing.crm_id)}")

    def move(self, existing: WrittenObject, target: CrmRecord, account_id: str | None) -> tuple[CrmRequest, ...]:
        """Point an activity to another record; a Note is its record's child and cannot move."""
        if existing.crm_object == NOTE or target.object not in _TARGET:
            return ()
        names: dict[str, object] = dict.fromkeys((*_TARGET.values(), "AccountId"))
        account = {"AccountId": number(account_id)} if account_id is not None else {}
        body = {**names, _TARGET[target.object]: number(target.id), **account}
        return (CrmRequest("PATCH", f"{_ROOT}/activities/{segment(existing.crm_id)}", body, media_type=_ITEM),)

    def duplicates(self, creation: Creation) -> CrmRequest:
        """Return the search for records that may be the same person (D30)."""
        if creation.object is CrmObject.LEAD:
            return _search(f"{_ROOT}/leads", _name_query(creation), "LeadId")
        names = {"FirstName": creation.fields.first_name, "LastName": creation.fields.last_name}
        body = {"contact": {name: value for name, value in names.items() if value}}
        return CrmRequest("POST", f"{_ROOT}/contacts/action/findDuplicates", body, media_type=_ACTION)

    def creation(self, creation: Creation) -> CrmRequest:
        """Return the creation of the person."""
        body = _person(creation.object, creation.fields)
        if creation.object is CrmObject.LEAD:
            names = (creation.fields.first_name, creation.fields.last_name)
            body["Name"] = " ".join(name for name in names if name)  # Oracle requires a name of a lead
        return CrmRequest("POST", f"{_ROOT}/{_PLURAL[creation.object]}", body, media_type=_ITEM)

    def created_again(self, creation: Creation) -> CrmRequest:
        """Return the search for the record of a creation whose outcome is unknown (D30)."""
        owner = f"OwnerPartyId={creation.fields.acting_crm_user}"
        query = f"{_name_query(creation)};{owner};CreationDate>={iso(creation.sent_at)}"
        name = _PLURAL[creation.object]
        return _search(f"{_ROOT}/{name}", query, ",".join(dict.fromkeys((_ID[name], _NUMBER[name]))))

    def update(self, record: CrmRecord, fields: PersonFields, parent_type: int | None) -> tuple[CrmRequest, ...]:  # noqa: ARG002 - HubSpot's
        """Return the requests that write the given fields of a person."""
        body = _person(record.object, fields)
        path = record.path or f"{_ROOT}/{_PLURAL[record.object]}/{{key}}"
        return (CrmRequest("PATCH", path, body, media_type=_ITEM),) if body else ()


def number(record_id: str) -> int | str:
    """Return an id as Oracle's JSON has it: its party ids are whole numbers."""
    return int(record_id) if record_id.isdecimal() and record_id.isascii() else record_id


def _activity(outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> ActivityPiece:
    reference = outgoing.marker[:_REFERENCE_CHARACTERS]
    subject = f"{outgoing.text.subject} {reference}"
    has_room = len(subject) <= MOST_SUBJECT_CHARACTERS
    body: dict[str, object] = {
        "Subject": subject if has_room else outgoing.text.subject,
        "ActivityFunctionCode": "TASK",  # the standard activity; an appointment requires a start and an end
        "ActivityDescription": large_text(f"{outgoing.text.body}\n{outgoing.marker}"),
        "OwnerId": number(outgoing.acting_user),
        _TARGET[record.object]: number(record.id),
    }
    if account_id is not None:
        body["AccountId"] = number(account_id)
    if outgoing.kind is ActivityKind.INMAIL:
        # S66: only an InMail has its date. Without a start a task has begun now, after its end.
        body |= dict.fromkeys(("ActivityStartDate", "ActivityEndDate"), iso(outgoing.occurred_at))
    path = f"{_ROOT}/activities"
    create = CrmRequest("POST", path, body, media_type=_ITEM)
    search = _search(path, f"Subject LIKE '*{reference}*'", _ID["activities"]) if has_room else None
    own = _own_texts(path, "activities", outgoing.marker, {"q": f"{_TARGET[record.object]}={_literal(record.id)}"})
    return ActivityPiece(ActivityPart.ACTIVITY, "activities", create, search, own)


def _note(outgoing: Outgoing, record: CrmRecord, account_id: str | None) -> ActivityPiece:  # noqa: ARG001 - S57 excludes notes
    text = f"{outgoing.text.subject}\n{outgoing.text.body}\n{outgoing.marker}"
    return note_piece(text, record, outgoing.acting_user, outgoing.marker)


def note_piece(text: str, record: CrmRecord, author: str, marker: str) -> ActivityPiece:
    """Return a note with a text on a record."""
    body: dict[str, object] = {"NoteTxt": large_text(text), "NoteTypeCode": "GENERAL", "CreatorPartyId": number(author)}
    if record.object is CrmObject.LEAD:
        body |= _ON_LEADS
    path = notes_of(record)
    create = CrmRequest("POST", path, body, media_type=_ITEM)
    return ActivityPiece(ActivityPart.NOTE, NOTE, create, None, _own_texts(path, NOTE, marker, {}))


def note_request(existing: WrittenObject) -> CrmRequest:
    """Return the request that reads a note's text, which a user may have edited since.

    Oracle's notes are children of their records: to move one, it is read, created again and deleted (D8).
    """
    return CrmRequest("GET", f"{_note_path(existing)}/enclosure/NoteTxt", accept="application/octet-stream")


def note_copy(text: object, target: CrmRecord, author: str, marker: str) -> ActivityPiece | None:
    """Return a copy of a note whose text was read, for another record; None for an incomplete answer."""
    return note_piece(text, target, author, marker) if isinstance(text, str) and text else None


def notes_of(record: CrmRecord) -> str:
    """Return the path of a record's notes, with the key's name in braces where Oracle has not named it yet."""
    return record.notes_path or NOTE_PATHS[Crm.ORACLE][record.object].path


def large_text(text: str) -> str:
    """Return a text as Oracle takes large attributes in JSON: in base64.

    Source: "Large Object (LOB) Attributes" of Activities and of Notes in the REST API of Oracle Sales.
    """
    return base64.b64encode(text.encode("utf-8", "replace")).decode("ascii")


def _note_path(existing: WrittenObject) -> str:
    return f"{notes_of(existing.record)}/{segment(existing.crm_id)}"


def _own_texts(path: str, crm_object: str, marker: str, query: Mapping[str, str]) -> OwnTexts:
    listing = CrmRequest("GET", path, query={**query, "limit": _MOST_OF_A_PAGE}, headers=_BY_EXAMPLE)
    return OwnTexts(listing, _BODY[crm_object], marker)


def _search(path: str, query: str, fields: str) -> CrmRequest:
    wanted = {"q": query, "fields": fields, "onlyData": "true", "limit": "10"}
    return CrmRequest("GET", path, query=wanted, headers=_BY_EXAMPLE)


def _name_query(creation: Creation) -> str:
    names = _PERSON[creation.object]
    conditions = {
        names[PersonField.FIRST_NAME]: creation.fields.first_name,
        names[PersonField.LAST_NAME]: creation.fields.last_name,
    }
    return ";".join(f"{field}={_quoted(value)}" for field, value in conditions.items() if value)


def _literal(record_id: str) -> str:
    return record_id if isinstance(number(record_id), int) else _quoted(record_id)


def _quoted(value: str) -> str:
    """Return a value as a literal of Oracle's query language, where a quote is doubled."""
    return "'" + value.replace("'", "''") + "'"


def _person(target: CrmObject, given: PersonFields) -> dict[str, object]:
    keys = (PersonField.ACTING_USER, PersonField.PARENT_ACCOUNT)
    names = _PERSON[target]
    return {names[name]: number(value) if name in keys else value for name, value in given.named().items()}

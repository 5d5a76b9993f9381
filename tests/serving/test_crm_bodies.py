"""The request bodies of both CRMs, held against our OpenAPI files and HubSpot's typed models (S36, S37, S57, S66)."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from hubspot.crm.contacts import ApiClient
from hypothesis import given
from hypothesis import strategies as st

from serving.crm.crm_client import is_company_write
from serving.crm.dialects import BODIES
from serving.crm.hubspot_bodies import rich_text
from serving.crm.oracle_notes import note_again, note_reading
from serving.crm.requests import Creation, CrmRecord, CrmRequest, Outgoing, Standing
from serving.rules.activities import Part, Text
from serving.rules.appendix import PersonFields
from serving.rules.routing import Way, way
from serving.rules.words import ActivityKind, Crm, CrmObject
from tests.serving.crm_contract import contract_of

AT = datetime(2026, 3, 1, 13, 5, 9, 123456, tzinfo=timezone(timedelta(hours=1)))
CONTACT = CrmRecord(CrmObject.CONTACT, "300100", "CDRM_1")
LEAD = CrmRecord(CrmObject.LEAD, "300200", "300200")
ACCOUNT = CrmRecord(CrmObject.ACCOUNT, "300300", "CDRM_3")
RECORDS = {record.object: record for record in (CONTACT, LEAD, ACCOUNT)}
INMAIL = Outgoing(ActivityKind.INMAIL, Text("Hi", "One\nTwo <b> & more"), "77", AT, "om0a1b2c")
PERSON = PersonFields("77", "GB", "Joanna", "O'Neil", "300300", "+44 20 7946 0000", "CEO")
NEW_CONTACT = Creation(CrmObject.CONTACT, PERSON, AT)
NEW_LEAD = Creation(CrmObject.LEAD, replace(PERSON, stage="NEW"), AT)
ALLOWED = [
    (crm, kind, target)
    for crm in Crm
    for kind in ActivityKind
    for target in RECORDS
    if way(kind, crm, target) is not Way.NO
]


def requests_of(crm: Crm, kind: ActivityKind, target: CrmObject) -> list[CrmRequest]:
    pieces = BODIES[crm].pieces(replace(INMAIL, kind=kind), RECORDS[target], None)
    return [request for piece in pieces for request in (piece.create, piece.search)]


def people_requests(crm: Crm, creation: Creation) -> list[CrmRequest]:
    bodies, record = BODIES[crm], RECORDS[creation.object]
    asked = (bodies.duplicates(creation), bodies.creation(creation), bodies.created_again(creation))
    return [*asked, *bodies.update(record, creation.fields)]


def held_against_the_file(crm: Crm, request: CrmRequest) -> list[str]:
    body = None if request.body is None else json.loads(json.dumps(request.body))
    media_type = request.media_type if body is not None else ""
    return contract_of(crm).violations(request.method, request.path, request.query, (media_type, body))


def body_of(request: CrmRequest) -> dict[str, object]:
    assert request.body is not None
    return dict(request.body)


def properties_of(kind: ActivityKind) -> dict[str, str]:
    (piece,) = BODIES[Crm.HUBSPOT].pieces(replace(INMAIL, kind=kind), CONTACT, None)
    properties: dict[str, str] = json.loads(json.dumps(piece.create.body))["properties"]
    return properties


@pytest.mark.parametrize(("crm", "kind", "target"), ALLOWED)
def test_s66_every_activity_is_what_the_crms_file_allows(crm: Crm, kind: ActivityKind, target: CrmObject) -> None:
    """S66."""
    wrong = [violation for one in requests_of(crm, kind, target) for violation in held_against_the_file(crm, one)]

    assert wrong == []


@pytest.mark.parametrize(
    ("crm", "creation"), [(Crm.HUBSPOT, NEW_CONTACT), (Crm.ORACLE, NEW_CONTACT), (Crm.ORACLE, NEW_LEAD)]
)
def test_s36_s37_every_request_for_a_person_is_what_the_crms_file_allows(crm: Crm, creation: Creation) -> None:
    """S36, S37, D30."""
    wrong = [one for request in people_requests(crm, creation) for one in held_against_the_file(crm, request)]

    assert wrong == []


@pytest.mark.parametrize("kind", list(ActivityKind))
def test_s66_hubspots_typed_models_take_every_activity_and_lose_nothing(kind: ActivityKind) -> None:
    """S66."""
    (piece,) = BODIES[Crm.HUBSPOT].pieces(replace(INMAIL, kind=kind), CONTACT, None)

    assert through_hubspots_models(piece.create, "SimplePublicObjectInputForCreate") == piece.create.body
    assert through_hubspots_models(piece.search, "PublicObjectSearchRequest") == piece.search.body


def test_s36_hubspots_typed_models_take_a_contact_and_lose_nothing() -> None:
    """S36."""
    find, create, find_again, patch, _link = people_requests(Crm.HUBSPOT, NEW_CONTACT)

    assert through_hubspots_models(create, "SimplePublicObjectInputForCreate") == create.body
    assert through_hubspots_models(patch, "SimplePublicObjectInput") == patch.body
    for search in (find, find_again):
        assert through_hubspots_models(search, "PublicObjectSearchRequest") == search.body


def through_hubspots_models(request: CrmRequest, model: str) -> object:
    """Read a body as HubSpot's client library types it, and write it again."""
    client = ApiClient()
    read = client.deserialize(SimpleNamespace(data=json.dumps(request.body)), model)
    return client.sanitize_for_serialization(read)


@pytest.mark.parametrize("kind", [ActivityKind.INMAIL, ActivityKind.MESSAGE])
def test_s66_hubspot_gets_an_inmail_and_a_message_as_a_linkedin_communication(kind: ActivityKind) -> None:
    """S66."""
    (piece,) = BODIES[Crm.HUBSPOT].pieces(replace(INMAIL, kind=kind), CONTACT, None)

    assert piece.part is Part.ACTIVITY
    assert piece.create == CrmRequest(
        "POST",
        "/crm/v3/objects/communications",
        {
            "properties": {
                "hs_communication_body": "Hi<br>One<br>Two &lt;b&gt; &amp; more<br>om0a1b2c",
                "hs_timestamp": "2026-03-01T12:05:09.123Z",
                "hubspot_owner_id": "77",
                "hs_communication_channel_type": "LINKEDIN_MESSAGE",
                "hs_communication_logged_from": "CRM",
            },
            "associations": [
                {
                    "to": {"id": "300100"},
                    "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 81}],
                }
            ],
        },
    )


def test_d32_a_note_on_hubspot_is_one_notes_object_on_contacts_and_companies() -> None:
    """D32, S62."""
    note = replace(INMAIL, kind=ActivityKind.NOTE)

    (on_contact,) = BODIES[Crm.HUBSPOT].pieces(note, CONTACT, None)
    (on_company,) = BODIES[Crm.HUBSPOT].pieces(note, ACCOUNT, None)

    assert (on_contact.part, on_contact.crm_object) == (Part.NOTE, "notes")
    assert type_ids(on_contact.create) == [202]
    assert type_ids(on_company.create) == [190]


def type_ids(request: CrmRequest) -> list[int]:
    associations = json.loads(json.dumps(request.body))["associations"]
    return [one["types"][0]["associationTypeId"] for one in associations]


def test_s66_a_call_on_hubspot_has_its_subject_as_title_and_the_fields_of_a_message() -> None:
    """S66: no row in the appendix, fields of Message."""
    assert properties_of(ActivityKind.CALL) == {
        "hs_call_title": "Hi",
        "hs_call_body": "One<br>Two &lt;b&gt; &amp; more<br>om0a1b2c",
        "hs_timestamp": "2026-03-01T12:05:09.123Z",
        "hubspot_owner_id": "77",
    }


@pytest.mark.parametrize("kind", [ActivityKind.SMART_LINK_VIEW, ActivityKind.CONNECTION_REQUEST])
def test_s69_hubspot_gets_views_and_requests_as_notes_that_begin_with_their_subject(kind: ActivityKind) -> None:
    """S69."""
    assert properties_of(kind)["hs_note_body"].startswith("Hi<br>")


@given(st.text(), st.text())
def test_s70_nothing_that_was_typed_becomes_markup_or_is_lost(subject: str, body: str) -> None:
    """S70."""
    text = rich_text(Text(subject, body), "om1")

    assert "<" not in text.replace("<br>", "")
    lines = [line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for line in text.split("<br>")]
    assert lines == [subject, *body.splitlines(), "om1"]


def test_s66_oracle_gets_an_inmail_as_an_activity_with_its_date() -> None:
    """S66."""
    (piece,) = BODIES[Crm.ORACLE].pieces(INMAIL, CONTACT, None)

    assert piece.create.path == "/crmRestApi/resources/11.13.18.05/activities"
    assert piece.create.body == {
        "Subject": "Hi",
        "ActivityFunctionCode": "TASK",
        "ActivityDescription": "One\nTwo <b> & more\nom0a1b2c",
        "OwnerId": 77,
        "PrimaryContactId": 300100,
        "ActivityEndDate": "2026-03-01T12:05:09.123Z",
    }


@pytest.mark.parametrize(
    "kind", [ActivityKind.MESSAGE, ActivityKind.SMART_LINK_VIEW, ActivityKind.CONNECTION_REQUEST, ActivityKind.NOTE]
)
def test_s66_no_other_activity_on_oracle_has_a_date(kind: ActivityKind) -> None:
    """S66."""
    pieces = BODIES[Crm.ORACLE].pieces(replace(INMAIL, kind=kind), LEAD, None)

    for piece in pieces:
        assert not [name for name in body_of(piece.create) if "Date" in name]
    assert body_of(pieces[-1].create)["LeadId"] == 300200


def test_s57_the_primary_account_is_named_beside_the_contact() -> None:
    """S57."""
    (piece,) = BODIES[Crm.ORACLE].pieces(INMAIL, CONTACT, "300300")

    assert body_of(piece.create)["AccountId"] == 300300
    assert body_of(piece.create)["PrimaryContactId"] == 300100


def test_d32_a_note_on_oracle_is_a_note_and_an_activity_and_on_an_account_only_the_note() -> None:
    """D32, S55."""
    note = replace(INMAIL, kind=ActivityKind.NOTE)

    on_lead, beside = BODIES[Crm.ORACLE].pieces(note, LEAD, None)
    (on_account,) = BODIES[Crm.ORACLE].pieces(note, ACCOUNT, None)

    assert on_lead.create.path.endswith("/leads/300200/child/Notes")
    assert body_of(on_lead.create) == {
        "NoteTxt": "Hi\nOne\nTwo <b> & more\nom0a1b2c",
        "NoteTypeCode": "GENERAL",
        "CreatorPartyId": 77,
        "VisibilityCode": "INTERNAL",
        "SourceObjectCode": "LEAD",
    }
    assert beside.create.path.endswith("/activities")
    assert on_account.create.path.endswith("/accounts/CDRM_3/child/Notes")
    assert "VisibilityCode" not in body_of(on_account.create)


@pytest.mark.parametrize(("crm", "kind", "target"), ALLOWED)
def test_d31_every_part_ends_with_the_marker_and_is_searched_by_it(
    crm: Crm, kind: ActivityKind, target: CrmObject
) -> None:
    """D31."""
    for piece in BODIES[crm].pieces(replace(INMAIL, kind=kind), RECORDS[target], None):
        texts = [value for value in texts_in(piece.create.body) if value.endswith("om0a1b2c")]

        assert len(texts) == 1
        assert "om0a1b2c" in json.dumps([piece.search.body, dict(piece.search.query)])


def texts_in(node: object) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in texts_in(value)]
    return [node] if isinstance(node, str) else []


def test_s36_a_hubspot_contact_has_exactly_the_appendixs_fields() -> None:
    """S36: acting user, country, first and last name, parent account (an association), phone, title."""
    request = BODIES[Crm.HUBSPOT].creation(NEW_CONTACT)

    assert body_of(request)["properties"] == {
        "hubspot_owner_id": "77",
        "country": "GB",
        "firstname": "Joanna",
        "lastname": "O'Neil",
        "phone": "+44 20 7946 0000",
        "jobtitle": "CEO",
    }
    assert type_ids(request) == [279]


def test_s36_without_a_linked_account_a_hubspot_contact_has_no_association() -> None:
    """S36."""
    request = BODIES[Crm.HUBSPOT].creation(replace(NEW_CONTACT, fields=replace(PERSON, parent_account_id=None)))

    assert body_of(request)["associations"] == []


def test_s36_an_oracle_contact_has_exactly_the_appendixs_fields() -> None:
    """S36."""
    assert BODIES[Crm.ORACLE].creation(NEW_CONTACT).body == {
        "OwnerPartyId": 77,
        "Country": "GB",
        "FirstName": "Joanna",
        "LastName": "O'Neil",
        "AccountPartyId": 300300,
        "WorkPhoneNumber": "+44 20 7946 0000",
        "JobTitle": "CEO",
    }


def test_s37_an_oracle_lead_has_the_same_and_its_stage() -> None:
    """S37; Name, which Oracle demands, says nothing that the two names do not say."""
    body = body_of(BODIES[Crm.ORACLE].creation(NEW_LEAD))

    assert body.pop("Name") == "Joanna O'Neil"
    assert body == {
        "OwnerPartyId": 77,
        "PrimaryContactCountry": "GB",
        "PrimaryContactPersonFirstName": "Joanna",
        "PrimaryContactPersonLastName": "O'Neil",
        "CustomerId": 300300,
        "PrimaryContactPhoneNumber": "+44 20 7946 0000",
        "PrimaryContactJobTitle": "CEO",
        "StatusCode": "NEW",
    }


@pytest.mark.parametrize("crm", list(Crm))
def test_s36_no_request_for_a_person_names_an_e_mail(crm: Crm) -> None:
    """S36."""
    for request in people_requests(crm, NEW_CONTACT):
        assert "mail" not in json.dumps([request.path, request.body, dict(request.query)]).casefold()


def test_s35_an_update_sends_only_what_was_given() -> None:
    """S35."""
    title = PersonFields(title="CFO")

    (hubspot,) = BODIES[Crm.HUBSPOT].update(CONTACT, title)
    (oracle,) = BODIES[Crm.ORACLE].update(CONTACT, title)

    assert (hubspot.method, hubspot.path) == ("PATCH", "/crm/v3/objects/contacts/300100")
    assert hubspot.body == {"properties": {"jobtitle": "CFO"}}
    assert (oracle.method, oracle.path) == ("PATCH", "/crmRestApi/resources/11.13.18.05/contacts/CDRM_1")
    assert oracle.body == {"JobTitle": "CFO"}


@pytest.mark.parametrize("crm", list(Crm))
def test_s35_an_update_of_nothing_asks_nothing(crm: Crm) -> None:
    """S35."""
    assert BODIES[crm].update(CONTACT, PersonFields()) == ()


def test_s35_a_new_parent_account_on_hubspot_is_an_association_and_no_company_write() -> None:
    """S35, S36."""
    (link,) = BODIES[Crm.HUBSPOT].update(CONTACT, PersonFields(parent_account_id="5"))

    assert link == CrmRequest("PUT", "/crm/v3/objects/contacts/300100/associations/companies/5/279")


def test_d30_a_lost_creation_is_looked_for_by_what_was_sent_and_since_when() -> None:
    """D30."""
    hubspot = BODIES[Crm.HUBSPOT].created_again(NEW_CONTACT)
    oracle = BODIES[Crm.ORACLE].created_again(NEW_LEAD)

    asked = json.loads(json.dumps(hubspot.body))["filterGroups"][0]["filters"]
    assert [(one["propertyName"], one["value"]) for one in asked] == [
        ("firstname", "Joanna"),
        ("lastname", "O'Neil"),
        ("hubspot_owner_id", "77"),
        ("createdate", str(int(AT.astimezone(UTC).timestamp() * 1000))),
    ]
    assert oracle.query["q"] == (
        "PrimaryContactPersonFirstName='Joanna';PrimaryContactPersonLastName='O''Neil'"
        ";OwnerPartyId=77;CreationDate>=2026-03-01T12:05:09.123Z"
    )


@pytest.mark.parametrize(
    ("crm", "crm_object", "answer", "expected"),
    [
        (Crm.HUBSPOT, "notes", {"id": "5"}, "5"),
        (Crm.HUBSPOT, "notes", {}, None),
        (Crm.HUBSPOT, "notes", None, None),
        (Crm.ORACLE, "activities", {"ActivityNumber": "A5", "ActivityId": 5}, "A5"),
        (Crm.ORACLE, "Notes", {"NoteId": 7}, "7"),
        (Crm.ORACLE, "Notes", "half", None),
    ],
)
def test_d31_an_answer_without_an_id_is_half_an_answer(
    crm: Crm, crm_object: str, answer: object, expected: str | None
) -> None:
    """D31."""
    assert BODIES[crm].written_id(crm_object, answer) == expected


@pytest.mark.parametrize(
    ("crm", "answer", "expected"),
    [
        (Crm.HUBSPOT, {"results": [{"id": "10"}, {"id": "9"}]}, ("9", "10")),
        (Crm.HUBSPOT, {"results": []}, ()),
        (Crm.HUBSPOT, {}, None),
        (Crm.HUBSPOT, {"results": "no"}, None),
        (Crm.HUBSPOT, [], None),
        (Crm.ORACLE, {"items": [{"LeadId": 10}, {"LeadId": 9}]}, ("9", "10")),
        (Crm.ORACLE, {"result": [{"LeadId": 9}]}, ("9",)),
        (Crm.ORACLE, {"items": []}, ()),
        (Crm.ORACLE, {"items": None}, ()),
        (Crm.ORACLE, {}, None),
        (Crm.ORACLE, "no", None),
        (Crm.ORACLE, {"items": "no"}, None),
    ],
)
def test_d31_what_a_search_found_is_read_oldest_first_and_half_an_answer_is_none(
    crm: Crm, answer: object, expected: tuple[str, ...] | None
) -> None:
    """D31, D30."""
    assert BODIES[crm].found_ids("leads", answer) == expected


def test_d8_hubspot_moves_by_association_and_oracle_by_the_activitys_own_fields() -> None:
    """D8."""
    target = CrmRecord(CrmObject.CONTACT, "300101", "CDRM_2")
    note = Standing("notes", "50", CONTACT)
    activity = Standing("activities", "A5", CONTACT)

    put, delete = BODIES[Crm.HUBSPOT].move(note, target, None)
    (patch,) = BODIES[Crm.ORACLE].move(activity, LEAD, "300300")

    assert put == CrmRequest("PUT", "/crm/v3/objects/notes/50/associations/contacts/300101/202")
    assert delete == CrmRequest("DELETE", "/crm/v3/objects/notes/50/associations/contacts/300100/202")
    assert patch.body == {"PrimaryContactId": None, "LeadId": 300200, "AccountId": 300300}
    assert [held_against_the_file(Crm.HUBSPOT, one) for one in (put, delete)] == [[], []]
    assert held_against_the_file(Crm.ORACLE, patch) == []


def test_d8_an_oracle_note_cannot_move() -> None:
    """D8: it is its record's child."""
    assert BODIES[Crm.ORACLE].move(Standing("Notes", "7", CONTACT), LEAD, None) == ()


@pytest.mark.parametrize(
    ("crm", "standing", "path"),
    [
        (Crm.HUBSPOT, Standing("notes", "50", CONTACT), "/crm/v3/objects/notes/50"),
        (Crm.ORACLE, Standing("activities", "A5", LEAD), "/crmRestApi/resources/11.13.18.05/activities/A5"),
        (
            Crm.ORACLE,
            Standing("Notes", "7", CONTACT),
            "/crmRestApi/resources/11.13.18.05/contacts/CDRM_1/child/Notes/7",
        ),
    ],
)
def test_s59_what_we_wrote_can_be_removed(crm: Crm, standing: Standing, path: str) -> None:
    """S59."""
    request = BODIES[crm].removal(standing)

    assert request == CrmRequest("DELETE", path)
    assert held_against_the_file(crm, request) == []


def every_request(crm: Crm) -> list[CrmRequest]:
    """Everything that any code path can ask of a CRM: activities, corrections, removals, people."""
    bodies = BODIES[crm]
    asked = [one for of, kind, target in ALLOWED if of is crm for one in requests_of(crm, kind, target)]
    pieces = [
        (piece, RECORDS[target])
        for of, kind, target in ALLOWED
        if of is crm
        for piece in bodies.pieces(replace(INMAIL, kind=kind), RECORDS[target], ACCOUNT.id)
    ]
    for piece, record in pieces:
        standing = Standing(piece.crm_object, "5", record)
        asked += [bodies.removal(standing), *bodies.move(standing, record, ACCOUNT.id)]
        if piece.crm_object == "Notes":
            again = note_again({"NoteTxt": "text"}, record, "77", "om1")
            assert again is not None
            asked += [note_reading(standing), again.create, again.search]
    creations = [NEW_CONTACT] if crm is Crm.HUBSPOT else [NEW_CONTACT, NEW_LEAD]
    return asked + [one for creation in creations for one in people_requests(crm, creation)]


@pytest.mark.parametrize("crm", list(Crm))
def test_s38_no_request_that_can_be_made_writes_a_company(crm: Crm) -> None:
    """S38: over all kinds, objects, corrections, removals, creations and updates; each is what the file allows."""
    asked = every_request(crm)

    assert len(asked) > 20
    assert [one for one in asked if is_company_write(one)] == []
    assert [wrong for one in asked for wrong in held_against_the_file(crm, one)] == []


def test_s38_there_is_one_door_to_a_crm_and_it_is_guarded() -> None:
    """S38: only the client calls, and it refuses to write a company."""
    room = Path(__file__).parents[2] / "serving"
    calling = {path.name for path in room.rglob("*.py") if ".http.request(" in path.read_text()}
    sharing = {path.name for path in room.rglob("*.py") if "shared_http()" in path.read_text()}

    assert calling == {"crm_client.py"}
    assert sharing == {"crm_client.py", "calls.py"}


@pytest.mark.parametrize("answer", [None, {}, {"NoteTxt": ""}, {"NoteTxt": 5}, "half"])
def test_d8_half_a_note_is_not_written_again(answer: object) -> None:
    """D8."""
    assert note_again(answer, CONTACT, "77", "om1") is None

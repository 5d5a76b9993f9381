"""The bodies of activities: each kind on each CRM, its dates, its record, its marker (S57, S66, S69, S70, D31, D32)."""

import base64
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.crm.activities import ActivityPart, Text
from serving.crm.hubspot.bodies import rich_text
from serving.crm.requests import CrmRequest, OwnTexts
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import ActivityKind, Crm
from tests.support.crm_requests import (
    ACCOUNT,
    CONTACT,
    INMAIL,
    LEAD,
    body_of,
    text_of,
)


def properties_of(kind: ActivityKind) -> dict[str, str]:
    (piece,) = VENDORS[Crm.HUBSPOT].bodies.pieces(replace(INMAIL, kind=kind), CONTACT, None)
    properties: dict[str, str] = json.loads(json.dumps(piece.create.body))["properties"]
    return properties


@pytest.mark.parametrize("kind", [ActivityKind.INMAIL, ActivityKind.MESSAGE])
def test_s66_hubspot_gets_an_inmail_and_a_message_as_a_linkedin_communication(kind: ActivityKind) -> None:
    (piece,) = VENDORS[Crm.HUBSPOT].bodies.pieces(replace(INMAIL, kind=kind), CONTACT, None)

    assert piece.part is ActivityPart.ACTIVITY
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
    assert properties_of(kind)["hs_note_body"].startswith("Hi<br>")


@given(st.text(), st.text())
def test_s70_typed_text_is_escaped_and_complete(subject: str, body: str) -> None:
    text = rich_text(Text(subject, body), "om1")

    assert "<" not in text.replace("<br>", "")
    lines = [line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for line in text.split("<br>")]
    assert lines == [subject, *body.splitlines(), "om1"]


def test_s66_oracle_gets_an_inmail_as_an_activity_with_its_date() -> None:
    (piece,) = VENDORS[Crm.ORACLE].bodies.pieces(INMAIL, CONTACT, None)

    assert piece.create.path == "/crmRestApi/resources/11.13.18.05/activities"
    assert text_of(piece.create, "ActivityDescription") == "One\nTwo <b> & more\nom0a1b2c"
    assert piece.create.body == {
        "Subject": "Hi om0a1b2c",
        "ActivityFunctionCode": "TASK",
        "ActivityDescription": "T25lClR3byA8Yj4gJiBtb3JlCm9tMGExYjJj",
        "OwnerId": 77,
        "PrimaryContactId": 300100,
        "ActivityStartDate": "2026-03-01T12:05:09.123Z",
        "ActivityEndDate": "2026-03-01T12:05:09.123Z",
    }


@pytest.mark.parametrize(
    "kind", [ActivityKind.MESSAGE, ActivityKind.SMART_LINK_VIEW, ActivityKind.CONNECTION_REQUEST, ActivityKind.NOTE]
)
def test_s66_no_other_activity_on_oracle_has_a_date(kind: ActivityKind) -> None:
    pieces = VENDORS[Crm.ORACLE].bodies.pieces(replace(INMAIL, kind=kind), LEAD, None)

    for piece in pieces:
        assert not [name for name in body_of(piece.create) if "Date" in name]
    assert body_of(pieces[-1].create)["LeadId"] == 300200


def test_d32_a_note_on_oracle_is_a_note_and_an_activity_and_on_an_account_only_the_note() -> None:
    """D32, S55."""
    note = replace(INMAIL, kind=ActivityKind.NOTE)

    on_lead, beside = VENDORS[Crm.ORACLE].bodies.pieces(note, LEAD, None)
    (on_account,) = VENDORS[Crm.ORACLE].bodies.pieces(note, ACCOUNT, None)

    assert on_lead.create.path.endswith("/leads/00020000000EACED/child/Note")
    assert text_of(on_lead.create, "NoteTxt") == "Hi\nOne\nTwo <b> & more\nom0a1b2c"
    assert {name: value for name, value in body_of(on_lead.create).items() if name != "NoteTxt"} == {
        "NoteTypeCode": "GENERAL",
        "CreatorPartyId": 77,
        "VisibilityCode": "INTERNAL",
        "SourceObjectCode": "LEAD",
    }
    assert beside.create.path.endswith("/activities")
    assert on_account.create.path.endswith("/accounts/CDRM_3/child/Note")
    assert "VisibilityCode" not in body_of(on_account.create)


def test_d31_oracles_subject_ends_with_a_short_reference_that_is_the_begin_of_the_marker() -> None:
    """D31: a subject that has no room for it stays whole, and its activity is found by its text."""
    marker = "om" + "0123456789abcdef" * 2
    short, full = (replace(INMAIL, text=Text("s" * n, "body"), marker=marker) for n in (481, 482))

    (with_room,), (without,) = (VENDORS[Crm.ORACLE].bodies.pieces(one, CONTACT, None) for one in (short, full))

    assert body_of(with_room.create)["Subject"] == "s" * 481 + " om0123456789abcdef"
    assert isinstance(with_room.found_by, CrmRequest)
    assert with_room.found_by.query["q"] == "Subject LIKE '*om0123456789abcdef*'"
    assert body_of(without.create)["Subject"] == "s" * 482
    assert isinstance(without.found_by, OwnTexts)


def plain(value: str) -> str:
    """Return the text of a value, which is in base64 where it is a large attribute of Oracle's."""
    try:
        return base64.b64decode(value, validate=True).decode()
    except ValueError:
        return value

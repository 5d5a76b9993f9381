"""Objects in a CRM: reading, moving and removing them (S59, D8, D31)."""

import pytest

from serving.crm.requests import CrmRecord, CrmRequest, WrittenObject
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import Crm, CrmObject
from tests.support.crm_requests import CONTACT, LEAD


@pytest.mark.parametrize(
    ("crm", "crm_object", "answer", "expected"),
    [
        (Crm.HUBSPOT, "notes", {"id": "5"}, "5"),
        (Crm.HUBSPOT, "notes", {}, None),
        (Crm.HUBSPOT, "notes", None, None),
        (Crm.ORACLE, "activities", {"ActivityNumber": "A5", "ActivityId": 5}, "A5"),
        (Crm.ORACLE, "Note", {"NoteId": 7}, "7"),
        (Crm.ORACLE, "Note", "half", None),
    ],
)
def test_d31_an_answer_without_an_id_is_incomplete(
    crm: Crm, crm_object: str, answer: object, expected: str | None
) -> None:
    assert VENDORS[crm].bodies.written_id(crm_object, answer) == expected


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
def test_d31_search_results_are_read_oldest_first_and_an_incomplete_answer_is_none(
    crm: Crm, answer: object, expected: tuple[str, ...] | None
) -> None:
    """D31, D30."""
    assert VENDORS[crm].bodies.found_ids("leads", answer) == expected


def test_d8_hubspot_moves_by_association_and_oracle_by_the_activitys_own_fields() -> None:
    target = CrmRecord(CrmObject.CONTACT, "300101")
    note = WrittenObject("notes", "50", CONTACT)
    activity = WrittenObject("activities", "A5", CONTACT)

    put, delete = VENDORS[Crm.HUBSPOT].bodies.move(note, target, None)
    (patch,) = VENDORS[Crm.ORACLE].bodies.move(activity, LEAD, "300300")

    assert put == CrmRequest("PUT", "/crm/v3/objects/notes/50/associations/contacts/300101/202")
    assert delete == CrmRequest("DELETE", "/crm/v3/objects/notes/50/associations/contacts/300100/202")
    assert patch.body == {"PrimaryContactId": None, "LeadId": 300200, "AccountId": 300300}


def test_d8_an_oracle_note_cannot_move() -> None:
    """D8: it is its record's child."""
    assert VENDORS[Crm.ORACLE].bodies.move(WrittenObject("Note", "7", CONTACT), LEAD, None) == ()


@pytest.mark.parametrize(
    ("crm", "existing", "path"),
    [
        (Crm.HUBSPOT, WrittenObject("notes", "50", CONTACT), "/crm/v3/objects/notes/50"),
        (Crm.ORACLE, WrittenObject("activities", "A5", LEAD), "/crmRestApi/resources/11.13.18.05/activities/A5"),
        (
            Crm.ORACLE,
            WrittenObject("Note", "7", CONTACT),
            "/crmRestApi/resources/11.13.18.05/contacts/CDRM_1/child/Note/7",
        ),
    ],
)
def test_s59_written_objects_can_be_removed(crm: Crm, existing: WrittenObject, path: str) -> None:
    assert VENDORS[crm].bodies.removal(existing) == CrmRequest("DELETE", path)


@pytest.mark.parametrize("answer", [None, {}, {"NoteTxt": "half"}, "", 5])
def test_d8_an_incomplete_note_is_not_copied(answer: object) -> None:
    assert VENDORS[Crm.ORACLE].bodies.note_copy(answer, CONTACT, "77", "om1") is None

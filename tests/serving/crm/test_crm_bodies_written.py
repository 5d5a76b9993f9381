"""Objects in a CRM: reading, moving and removing them (S59, D8, D31)."""

import pytest

from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import Crm
from tests.support.crm_requests import CONTACT


@pytest.mark.parametrize(
    ("crm", "crm_object", "answer", "expected"),
    [
        (Crm.HUBSPOT, "notes", {"id": "5"}, "5"),
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
        (Crm.ORACLE, {"items": [{"LeadId": 10}, {"LeadId": 9}]}, ("9", "10")),
        (Crm.ORACLE, {"result": [{"LeadId": 9}]}, ("9",)),
        (Crm.ORACLE, {"items": None}, ()),
        (Crm.ORACLE, {}, None),
        (Crm.ORACLE, {"items": "no"}, None),
    ],
)
def test_d31_search_results_are_read_oldest_first_and_an_incomplete_answer_is_none(
    crm: Crm, answer: object, expected: tuple[str, ...] | None
) -> None:
    """D31, D30."""
    assert VENDORS[crm].bodies.found_ids("leads", answer) == expected


@pytest.mark.parametrize("answer", [None, {}, {"NoteTxt": "half"}, "", 5])
def test_d8_an_incomplete_note_is_not_copied(answer: object) -> None:
    assert VENDORS[Crm.ORACLE].bodies.note_copy(answer, CONTACT, "77", "om1") is None

"""The CRMs' own merge calls, and what a merge keeps."""

from typing import Any, cast

from hubspot.crm.contacts import PublicMergeInput

from serving.contract.claims.rules import SurvivesBy, merge_preview
from serving.crm.vendors import VENDORS
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Crm, CrmObject
from tests.support.crm_requests import body_of

CONTACT = CrmObject.CONTACT
ACCOUNT = CrmObject.ACCOUNT
LEAD = CrmObject.LEAD
A, B, C = (RecordKey(CONTACT, one) for one in ("1", "2", "3"))


def test_hubspot_merges_one_record_at_a_time_with_the_fields_of_its_own_client() -> None:
    calls = VENDORS[Crm.HUBSPOT].bodies.merges(CONTACT, "1", ["2", "3"])

    assert [(one.method, one.path) for one in calls] == [("POST", "/crm/v3/objects/contacts/merge")] * 2
    assert [body_of(one) for one in calls] == [
        {"primaryObjectId": "1", "objectIdToMerge": "2"},
        {"primaryObjectId": "1", "objectIdToMerge": "3"},
    ]
    names = cast("dict[str, str]", PublicMergeInput.attribute_map)
    assert set(body_of(calls[0])) == set(names.values())
    assert VENDORS[Crm.HUBSPOT].bodies.merges(ACCOUNT, "1", ["2"])[0].path == "/crm/v3/objects/companies/merge"


def test_oracle_gets_one_resolution_request_with_the_master_marked() -> None:
    [call] = VENDORS[Crm.ORACLE].bodies.merges(ACCOUNT, "300000001", ["300000002", "300000003"])

    body: dict[str, Any] = body_of(call)
    parties = body["DuplicateParty"]
    assert (call.path, body["ResolutionType"]) == (
        "/crmRestApi/resources/11.13.18.05/resolutionRequests",
        "MERGE",
    )
    assert [(one["PartyId"], one["MasterFlag"]) for one in parties] == [
        (300000001, True),
        (300000002, False),
        (300000003, False),
    ]


def test_s10_where_a_crm_has_no_call_there_is_only_the_list() -> None:
    assert VENDORS[Crm.ORACLE].bodies.merges(LEAD, "1", ["2"]) == ()
    assert VENDORS[Crm.HUBSPOT].bodies.merges(LEAD, "1", ["2"]) == ()
    assert VENDORS[Crm.ORACLE].bodies.merges(CONTACT, "x", ["2"]) == ()


def test_the_kept_record_s_values_survive_and_its_empty_fields_are_filled_by_the_first_that_has_one() -> None:
    values = {
        A: {"id": "1", "title": "CTO", "city": ""},
        B: {"id": "2", "title": "Engineer", "phone": "2"},
        C: {"id": "3", "title": "CTO", "phone": "3", "city": "Oslo", "modified_at": "x"},
    }

    found = {one.field: one for one in merge_preview(A, [B, C], values)}

    assert set(found) == {"title", "phone", "city"}
    assert (found["title"].value, found["title"].by) == ("CTO", SurvivesBy.KEPT)
    assert found["title"].lost == ((B, "Engineer"),)
    assert (found["phone"].value, found["phone"].source, found["phone"].by) == ("2", B, SurvivesBy.FILLED)
    assert found["phone"].lost == ((C, "3"),)
    assert (found["city"].value, found["city"].source) == ("Oslo", C)

"""Addresses of Oracle's records and notes: taken from its links, never made from numbers (S55, S59, S62)."""

import json
from collections.abc import Mapping

import pytest

from serving.crm.requests import CrmRecord, CrmRequest
from serving.crm.routing import objects_taking
from serving.crm.vendors import VENDORS
from serving.vocabulary.terms import KIND_OF, ActivityKind, Crm, CrmObject
from tests.support.crm_requests import ROOT

UNKNOWN = CrmRecord(CrmObject.LEAD, "300200")
KEY = "00020000000EACED00057708000000000493C8"
HOST = "https://pod.fa.oraclecloud.com:443"
ORACLE = VENDORS[Crm.ORACLE].bodies
NOTES = {
    crm: {name: one.notes for name, one in vendor.names.objects.items() if one.notes is not None}
    for crm, vendor in VENDORS.items()
}


def item(*links: tuple[str, str, str]) -> Mapping[str, object]:
    return {"LeadId": 300200, "links": [{"rel": rel, "name": name, "href": href} for rel, name, href in links]}


SELF = ("self", "leads", f"{HOST}{ROOT}/leads/{KEY}")


def test_s55_a_lead_is_found_by_its_id_with_its_links() -> None:
    """S55: one way for imported and created leads; `onlyData` would omit the links."""
    request = ORACLE.look_up(UNKNOWN)

    query = {"q": "LeadId=300200", "fields": "LeadId", "limit": "1"}
    by_example = {"REST-Framework-Version": "1"}
    assert request == CrmRequest("GET", f"{ROOT}/leads", query=query, headers=by_example)


@pytest.mark.parametrize("name", ["Note", "Notes", "notes"])
def test_s62_notes_are_written_where_the_records_links_say(name: str) -> None:
    """S62: whichever of its spellings Oracle gives."""
    notes = ("child", name, f"{HOST}{ROOT}/leads/{KEY}/child/{name}")
    others = ("child", "LeadOpportunity", f"{HOST}{ROOT}/leads/{KEY}/child/LeadOpportunity")

    found = ORACLE.addressed(UNKNOWN, item(others, SELF, notes))

    assert found is not None
    assert found.notes_path == f"{ROOT}/leads/{KEY}/child/{name}"


@pytest.mark.parametrize(
    "links",
    [
        [],
        [("self", "leads", f"{HOST}{ROOT}/accounts/CDRM_1")],
        [("self", "leads", f"{HOST}{ROOT}/leads/..")],
        [("self", "leads", f"{HOST}{ROOT}/leads/{KEY}/child/Note")],
        [("self", "leads", f"{HOST}/elsewhere/leads/{KEY}")],
        [("lov", "leads", f"{HOST}{ROOT}/leads/{KEY}")],
    ],
)
def test_s59_without_a_link_to_itself_a_record_has_no_address(links: list[tuple[str, str, str]]) -> None:
    """S59: no key is made from a number."""
    assert ORACLE.addressed(UNKNOWN, item(*links)) is None
    assert [ORACLE.addressed(UNKNOWN, {"links": odd}) for odd in ("no", [None, 5])] == [None, None]


def test_s38_a_link_to_another_host_or_record_is_not_followed() -> None:
    """S38: only the path counts, and children only below their own record."""
    elsewhere = ("child", "Note", f"{HOST}{ROOT}/accounts/CDRM_1/child/Address")

    found = ORACLE.addressed(UNKNOWN, item(("self", "leads", f"https://evil.example{ROOT}/leads/{KEY}"), elsewhere))

    assert found is not None
    assert (found.path, found.notes_path) == (f"{ROOT}/leads/{KEY}", f"{ROOT}/leads/{KEY}/child/Note")


@pytest.mark.parametrize("crm", list(Crm))
def test_s14_every_object_that_takes_notes_has_its_path_and_the_vendors_page(crm: Crm) -> None:
    """S14, S55: and no path is assumed any more."""
    taking = {
        one for kind in set(KIND_OF.values()) for one in objects_taking(ActivityKind.NOTE, VENDORS[crm].takes, kind)
    }

    assert set(NOTES[crm]) == taking
    assert [one for one in NOTES[crm].values() if one.page is None] == []
    assert all(json.dumps(one.page).startswith('"https://d') for one in NOTES[crm].values())

"""Look-ups of users: records and their history, lists, profiles, the schema (S9, S14, S25, S27, S33)."""

import pytest

from serving.http.paging import write_cursor
from serving.vocabulary.terms import Scope
from tests.support.small_network import account, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import SELLER
from tests.support.wrapper_web import problem


def found(sync: Sync, query: str) -> list[str]:
    """Read a list two records at a time."""
    seen = []
    cursor = ""
    while True:
        page = sync.tenant.ask("GET", f"/records?limit=2&{query}{cursor}", acting=SELLER).json()
        seen += [f"{one['object']}/{one['id']}" for one in page["items"]]
        if page["next_cursor"] is None:
            return seen
        cursor = f"&cursor={page['next_cursor']}"


@pytest.mark.both_databases
def test_records_are_found_by_beginnings_and_with_a_mistake_the_closest_first_page_by_page(sync: Sync) -> None:
    """S27: what a user types is not yet, or not quite, the name."""
    sync.send(*(upsert("contact", id=f"P{n}", **contact("M2", full_name=f"Vera Brand{n}")) for n in "abcde"))
    sync.send(upsert("contact", id="Z1", **contact("M3", full_name="Vera Brand")))
    sync.send(upsert("account", id="A1", **account("C1", name="Brandt Works")))

    begun = [f"contact/P{n}" for n in "abcde"]
    assert found(sync, "q=ver+brand") == ["contact/Z1", *begun]
    assert found(sync, "q=brnad") == ["contact/Z1"]
    assert found(sync, "q=bran&object=account") == ["account/A1"]
    assert found(sync, "q=bran&state=review") == []
    assert found(sync, "object=contact") == [*begun, "contact/Z1"]
    sync.send({"op": "delete", "object": "contact", "id": "Pc"})
    assert found(sync, "q=ver+brand") == ["contact/Z1", *(one for one in begun if one != "contact/Pc")]


def test_a_cursor_of_another_list_is_refused(sync: Sync) -> None:
    sync.put("contact", id="P1", **contact("M1"))

    for key in (["contact", "P1"], [0, "opportunity", "P1"], [0, "contact"], ["0", "contact", "P1"]):
        answer = sync.tenant.ask("GET", f"/records?cursor={write_cursor(key)}", acting=SELLER)

        assert problem(answer) == (422, "cursor-wrong")


def test_the_schema_lists_every_field_with_its_use(sync: Sync) -> None:
    """S14, S9: imported, used in which comparison, written."""
    shown = sync.tenant.ask("GET", "/v1/schema", scopes=Scope.READER).json()["crms"]

    hubspot = {one["object"]: one for one in shown["hubspot"]}
    contact_fields = {one["column"]: one for one in hubspot["contact"]["fields"]}
    lead = {one["object"]: one for one in shown["oracle"]}["lead"]
    assert (hubspot["lead"]["imported"], hubspot["lead"]["reason"]) == (False, "HubSpot's sync has no leads")
    assert contact_fields["email"]["crm_names"] == ["email"]
    assert contact_fields["email"]["compared_as"] == ["email", "domain"]
    assert (contact_fields["title"]["written"], contact_fields["email"]["written"]) == (True, False)
    assert {one["column"] for one in lead["fields"] if one["written"]} >= {"stage", "country", "account_id"}
    assert not any(field["written"] for field in hubspot["account"]["fields"])

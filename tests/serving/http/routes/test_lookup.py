"""Look-ups of users: records and their history, lists, profiles, the schema (S9, S14, S25, S27, S33)."""

from serving.http.routes.paging import write_cursor
from serving.rules.vocabulary import Scope
from tests.support.small_network import account, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import OTHER_SELLER, SELLER


def test_every_link_has_its_basis_and_its_state_at_any_time(sync: Sync) -> None:
    """History is append-only, so that the link at any time is known."""
    sync.put("contact", id="P1", **contact("M1"))
    sync.tenant.clock.forward(days=1)
    sync.rematch("contact", "P1", "M5")

    def asked(at: str) -> tuple[str, str] | None:
        shown = sync.tenant.ask("GET", "/records/contact/P1", acting=SELLER, headers={}).json()
        assert [one["cause"] for one in shown["history"]] == ["import", "statement"]
        found = sync.tenant.ask("GET", f"/records/contact/P1?at={at}", acting=SELLER).json()
        return (found["at"]["profile_id"], found["at"]["made_by"]) if found["at"] else None

    assert asked("2026-03-02T12:00:00Z") == ("M1", "model")
    assert asked("2026-03-03T12:00:00Z") == ("M5", "user")
    assert asked("2026-03-01T12:00:00Z") is None


def test_records_are_found_by_the_words_of_their_names_and_by_e_mail(sync: Sync) -> None:
    """S25, S27: to choose the right one; nothing is found by parts that no record has."""
    sync.send(upsert("contact", id="P1", **contact("M1")), upsert("account", id="A1", **account("C1")))

    def found(query: str) -> list[str]:
        items = sync.tenant.ask("GET", f"/records?{query}", acting=SELLER).json()["items"]
        return [f"{one['object']}/{one['id']}" for one in items]

    assert found("q=thackeray+WILHELMINA") == ["contact/P1"]
    assert found("q=wilhelmina.thackeray@acmerobotics.example") == ["contact/P1"]
    assert found("q=robotics") == ["account/A1"]
    assert found("q=thackeray+robotics") == []
    assert found("object=account&state=linked") == ["account/A1"]
    assert found("state=review") == []


def test_lists_of_records_continue_after_their_cursor(sync: Sync) -> None:
    sync.send(*(upsert("contact", id=f"P{n}", **contact(f"M{n}")) for n in range(1, 6)))
    seen = []
    cursor = ""

    while True:
        page = sync.tenant.ask("GET", f"/records?limit=2{cursor}", acting=SELLER).json()
        seen += [one["id"] for one in page["items"]]
        if page["next_cursor"] is None:
            break
        cursor = f"&cursor={page['next_cursor']}"

    assert seen == [f"P{n}" for n in range(1, 6)]


def test_records_are_found_by_beginnings_and_with_a_mistake_the_closest_first_page_by_page(sync: Sync) -> None:
    """S27: what a user types is not yet, or not quite, the name."""
    sync.send(*(upsert("contact", id=f"P{n}", **contact("M2", full_name=f"Vera Brand{n}")) for n in "abcde"))
    sync.send(upsert("contact", id="Z1", **contact("M3", full_name="Vera Brand")))
    sync.send(upsert("account", id="A1", **account("C1", name="Brandt Works")))

    def found(query: str) -> list[str]:
        seen = []
        cursor = ""
        while True:
            page = sync.tenant.ask("GET", f"/records?limit=2&{query}{cursor}", acting=SELLER).json()
            seen += [f"{one['object']}/{one['id']}" for one in page["items"]]
            if page["next_cursor"] is None:
                return seen
            cursor = f"&cursor={page['next_cursor']}"

    begun = [f"contact/P{n}" for n in "abcde"]
    assert found("q=ver+brand") == ["contact/Z1", *begun]
    assert found("q=brnad") == ["contact/Z1"]
    assert found("q=bran&object=account") == ["account/A1"]
    assert found("q=brandt&object=contact") == [*begun, "contact/Z1"]
    assert found("q=verabrandc") == ["contact/Pc"]
    assert found("q=bran&state=review") == []
    sync.send({"op": "delete", "object": "contact", "id": "Pc"})
    assert found("q=ver+brand") == ["contact/Z1", *(one for one in begun if one != "contact/Pc")]


def test_a_cursor_of_another_list_is_refused(sync: Sync) -> None:
    sync.put("contact", id="P1", **contact("M1"))

    for key in (["contact", "P1"], [0, "opportunity", "P1"], [0, "contact"], ["0", "contact", "P1"]):
        answer = sync.tenant.ask("GET", f"/records?cursor={write_cursor(key)}", acting=SELLER)

        assert (answer.status_code, answer.json()["type"].rpartition(":")[2]) == (422, "cursor-wrong")


def test_values_are_withheld_from_users_who_may_not_see_the_record_in_the_crm(sync: Sync) -> None:
    """S33."""
    sync.put("contact", id="P1", visible_to=[SELLER], **contact("M1"))

    mine = sync.tenant.ask("GET", "/records/contact/P1", acting=SELLER).json()
    others = sync.tenant.ask("GET", "/records/contact/P1", acting=OTHER_SELLER).json()

    assert (mine["columns"]["last_name"], mine["withheld"]) == ("Thackeray", None)
    assert (others["columns"], others["withheld"]) == (None, "crm_permission")
    assert others["link"]["profile_id"] == "M1"


def test_profiles_are_searched_by_name_and_by_id(sync: Sync) -> None:
    """S25: the user chooses the member."""
    sync.put("contact", id="P1", **contact("M1"))

    by_name = sync.tenant.ask("GET", "/profiles?kind=person&q=Wilhelmina+Thackeray", acting=SELLER).json()["items"]
    by_id = sync.tenant.ask("GET", "/profiles?kind=company&q=C2", acting=SELLER).json()["items"]

    assert by_name[0]["id"] == "M1"
    assert by_name[0]["record"] == {"object": "contact", "id": "P1"}
    assert [one["id"] for one in by_id] == ["C2"]


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

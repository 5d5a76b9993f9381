"""Create record and updates: exactly the appendix's fields, duplicates first, lost answers healed (S35 to S38)."""

from typing import Any

import pytest
from sqlalchemy import select

from features.kinds import Kind
from serving.rules.delivery import SETTLING
from serving.rules.linking import RecordKey
from serving.rules.words import ActivityKind, Crm, CrmObject, Scope
from serving.store.tables_links import statements
from serving.store.tables_work import creations
from serving.sync.records import read_payloads
from serving.writeback.healing import heal_creations
from serving.writeback.own_fields import own_fields
from serving.writeback.targeting import Profile
from tests.serving.crm_server import Fault
from tests.serving.place_universe import MEMBERS
from tests.serving.store_place import OTHER_SELLER, SELLER
from tests.serving.writeback_place import ACCOUNT, CONTACT, LEAD, Writeback, new_activity

FIELDS = {"first_name": "Thaddeus", "last_name": "Okonkwo", "phone": "+44 20 7946 0000", "country": "US"}
CONTACT_PROPERTIES = {
    Crm.HUBSPOT: {"firstname", "lastname", "phone", "country", "jobtitle", "hubspot_owner_id"},
    Crm.ORACLE: {
        "FirstName",
        "LastName",
        "WorkPhoneNumber",
        "Country",
        "JobTitle",
        "OwnerPartyId",
        "AccountPartyId",
    },
}


def create(routed: Writeback, key: str = "k1", acting: str = SELLER, crm_object: str = "contact", **more: Any) -> Any:
    body = {"object": crm_object, "profile_id": "M2", "fields": FIELDS, **more}
    return routed.place.ask("POST", "/records", body, acting=acting, headers={"Idempotency-Key": key})


def patch(routed: Writeback, path: str, body: object, key: str = "p1", acting: str = SELLER) -> Any:
    return routed.place.ask("PATCH", path, body, acting=acting, headers={"Idempotency-Key": key})


def rows_of(routed: Writeback) -> list[Any]:
    with routed.place.store.reading() as connection:
        return list(connection.execute(select(creations)))


def people(routed: Writeback) -> list[Any]:
    return [item for item in routed.crm.holdings.items.values() if item.kind in ("contacts", "leads")]


def test_s23_s36_create_record_makes_a_contact_of_exactly_the_appendixs_fields_and_links_it(routed: Writeback) -> None:
    """S23, S36: the parent account is the one linked to the member's current company (C1)."""
    answer = create(routed)

    (item,) = people(routed)
    assert answer.status_code == 201
    assert answer.json()["record"] == {"object": "contact", "id": item.id}
    assert (answer.json()["link"]["state"], answer.json()["link"]["profile_id"]) == ("linked", "M2")
    assert set(item.values) == CONTACT_PROPERTIES[routed.crm.crm]
    assert parent_of(item) == ACCOUNT.id
    assert "mail" not in repr(item).casefold()


def parent_of(item: Any) -> str:
    (associated,) = item.on or {str(item.values.get("AccountPartyId"))}
    return str(associated).removeprefix("companies/")


def test_s36_what_the_user_does_not_give_comes_from_the_profile(routed: Writeback) -> None:
    """S36, S23."""
    create(routed, fields={})

    (item,) = people(routed)
    values = {str(value).casefold() for value in item.values.values()}
    assert {"thaddeus", "okonkwo", MEMBERS["M2"]["title"].casefold()} <= values


def test_s24_everyone_on_the_contract_sees_the_new_link(routed: Writeback) -> None:
    """S24."""
    create(routed)

    body = {"kind": "person", "profiles": ["M2"]}
    (badge,) = routed.place.ask("POST", "/badges", body, acting=OTHER_SELLER).json()["items"]

    assert badge["badge"] != "not_in_crm"


def test_s28_d30_it_is_a_statement_that_teaches_nothing(routed: Writeback) -> None:
    """S28, D30."""
    create(routed)

    with routed.place.store.reading() as connection:
        (said,) = connection.execute(select(statements))
    assert (said.source, said.verdict, said.weight) == ("create_record", "match", 0.0)


def test_d30_the_fields_that_we_wrote_teach_nothing_until_another_hand_changes_them(routed: Writeback) -> None:
    """D30."""
    key = RecordKey(CrmObject.CONTACT, create(routed).json()["record"]["id"])
    with routed.place.store.reading() as connection:
        payload = read_payloads(connection, routed.scope, [key])[key]
        at_first = own_fields(connection, routed.scope, {key: payload})[key]
        later = own_fields(connection, routed.scope, {key: {**payload, "title": "Somebody else's word"}})[key]

    assert {"first_name", "last_name", "phone", "country", "title", "account_id"} == at_first
    assert later == at_first - {"title"}


@pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)
def test_s37_a_lead_has_the_same_fields_and_its_stage(routed: Writeback) -> None:
    """S37, S22."""
    answer = create(routed, crm_object="lead", fields={**FIELDS, "stage": "NEW"})

    (item,) = people(routed)
    assert answer.status_code == 201
    assert set(item.values) == {
        "Name",
        "StatusCode",
        "PrimaryContactPersonFirstName",
        "PrimaryContactPersonLastName",
        "PrimaryContactPhoneNumber",
        "PrimaryContactCountry",
        "PrimaryContactJobTitle",
        "CustomerId",
        "OwnerPartyId",
    }


@pytest.mark.parametrize("crm", [Crm.HUBSPOT], indirect=True)
def test_s10_hubspot_has_no_leads_to_create(routed: Writeback) -> None:
    """S10, S22: refused with the reason."""
    answer = create(routed, crm_object="lead")

    assert answer.status_code == 422
    assert answer.json()["type"].endswith(":unsupported")
    assert "hubspot_has_no_leads" in answer.json()["detail"]


def test_s38_a_company_is_neither_created_nor_updated(routed: Writeback) -> None:
    """S38."""
    created = create(routed, crm_object="account")
    updated = patch(routed, f"/records/account/{ACCOUNT.id}", {"country": "FR"})

    assert (created.status_code, updated.status_code) == (422, 422)
    assert "companies_are_never_written" in created.json()["detail"]
    assert routed.crm.seen == []


@pytest.mark.parametrize("fields", [{"email": "a@b.example"}, {"stage": "NEW"}, {"company": "Acme"}])
def test_s36_no_other_field_is_taken(routed: Writeback, fields: dict[str, str]) -> None:
    """S36: no e-mail; a contact has no stage."""
    answer = create(routed, fields={**FIELDS, **fields})

    assert answer.status_code == 422
    assert people(routed) == []


def test_s36_it_works_while_writeback_is_off_and_needs_the_users_grant(routed: Writeback) -> None:
    """S36, D28."""
    routed.place.settings(writeback=False)
    routed.place.ask("DELETE", f"/users/{SELLER}/crm-authorization", acting=SELLER)

    without = create(routed)
    routed.grant(SELLER)
    with_one = create(routed)

    assert (without.status_code, without.json()["type"][-12:]) == (409, "pending-auth")
    assert with_one.status_code == 201


def test_d30_possible_duplicates_in_the_crm_are_shown_and_a_reason_goes_on(routed: Writeback) -> None:
    """D30."""
    names = {"firstname": "Thaddeus", "lastname": "Okonkwo", "FirstName": "Thaddeus", "LastName": "Okonkwo"}
    there = routed.crm.holdings.add("contacts", names, set())

    refused = create(routed)
    forced = create(routed, "k2", force="It is his brother")

    assert refused.status_code == 409
    assert refused.json()["type"].endswith(":possible-duplicates")
    assert refused.json()["items"] == [{"object": "contact", "id": there.id}]
    assert forced.status_code == 201


def test_d30_a_crm_that_cannot_be_asked_for_duplicates_does_not_stand_in_the_way(routed: Writeback) -> None:
    """D30: where it can be asked."""
    routed.crm.faults.append(Fault.FORBIDDEN)

    assert create(routed).status_code == 201


def test_d30_a_crm_that_does_not_answer_about_duplicates_creates_nothing(routed: Writeback) -> None:
    """D30."""
    routed.crm.faults.append(Fault.FAILED)

    answer = create(routed)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert people(routed) == []
    assert rows_of(routed) == []


def test_s19_a_member_who_has_a_record_gets_no_other(routed: Writeback) -> None:
    """S19."""
    answer = create(routed, profile_id="M1")

    assert answer.status_code == 409
    assert answer.json()["items"] == [{"object": "contact", "id": CONTACT.id}]


def test_s23_a_profile_that_the_network_does_not_have_is_404(routed: Writeback) -> None:
    """S23."""
    assert create(routed, profile_id="M404").status_code == 404


def test_s70_the_same_request_twice_creates_one_record(routed: Writeback) -> None:
    """S70, D30."""
    first, second = create(routed), create(routed)

    assert first.json() == second.json()
    assert len(people(routed)) == 1


LOST = [Fault.COMMITS_THEN_CLOSES, Fault.COMMITS_THEN_FAILS, Fault.COMMITS_THEN_ANSWERS_HALF]


@pytest.mark.parametrize("fault", LOST)
def test_d30_a_lost_answer_is_healed_by_asking_again(routed: Writeback, fault: Fault) -> None:
    """D30: created, but nobody heard of it."""
    routed.crm.faults.extend([None, fault])

    lost = create(routed)
    too_soon = create(routed)
    routed.place.clock.now += SETTLING
    healed = create(routed)

    assert (lost.status_code, too_soon.status_code, healed.status_code) == (503, 503, 201)
    assert healed.json()["link"]["profile_id"] == "M2"
    assert len(people(routed)) == 1


def test_d30_a_creation_that_never_arrived_is_sent_again(routed: Writeback) -> None:
    """D30."""
    routed.crm.faults.extend([None, Fault.CLOSED])

    lost = create(routed)
    routed.place.clock.now += SETTLING
    again = create(routed)

    assert (lost.status_code, again.status_code) == (503, 201)
    assert len(people(routed)) == 1


@pytest.mark.parametrize("fault", [Fault.COMMITS_THEN_CLOSES, Fault.CLOSED])
def test_d30_the_worker_heals_what_nobody_asks_for_again(routed: Writeback, fault: Fault) -> None:
    """D30: linked where it was made, forgotten where it was not."""
    routed.crm.faults.extend([None, fault])
    create(routed)

    too_soon = heal_creations(routed.place.parts, routed.now, routed.client)
    routed.place.clock.now += SETTLING
    settled = heal_creations(routed.place.parts, routed.now, routed.client)

    was_made = fault is Fault.COMMITS_THEN_CLOSES
    assert (too_soon, settled) == (0, 1)
    assert [row.state for row in rows_of(routed)] == (["created"] if was_made else [])
    assert create(routed, "k2").status_code == (409 if was_made else 201)
    assert len(people(routed)) == 1


def test_d30_while_one_creation_is_open_no_other_is_made_of_the_same_member(routed: Writeback) -> None:
    """D30."""
    routed.crm.faults.extend([None, Fault.CLOSED])
    create(routed)

    other = create(routed, "k2", acting=OTHER_SELLER)

    assert (other.status_code, other.json()["type"][-18:]) == (409, "creation-under-way")


def test_d30_what_was_sent_is_sealed_until_it_is_known_and_then_forgotten(routed: Writeback) -> None:
    """D30, S15."""
    routed.crm.faults.extend([None, Fault.COMMITS_THEN_CLOSES])
    create(routed)
    (open_one,) = rows_of(routed)

    routed.place.clock.now += SETTLING
    create(routed)
    (closed,) = rows_of(routed)

    assert b"Okonkwo" not in open_one.sealed
    assert closed.sealed is None


def test_d30_the_later_import_joins_the_record(routed: Writeback) -> None:
    """D30: its values are the CRM's from then on, its link stays."""
    record_id = create(routed).json()["record"]["id"]
    record = {"id": record_id, "full_name": "T. Okonkwo", "title": "Chief Engineer"}
    row = {"op": "upsert", "object": "contact", "version": "1", "record": record}

    sent = routed.place.ask("POST", "/changes", {"shape": "canonical", "changes": [row]}, scopes=Scope.SYNC)
    link = routed.place.ask("GET", f"/records/contact/{record_id}", acting=SELLER).json()["link"]

    assert sent.status_code == 200
    assert (link["state"], link["made_by"]) == ("linked", "create_record")
    with routed.place.store.reading() as connection:
        key = RecordKey(CrmObject.CONTACT, record_id)
        assert read_payloads(connection, routed.scope, [key])[key]["full_name"] == "T. Okonkwo"


def test_s64_what_waited_for_the_record_is_written_to_it_before_any_import(routed: Writeback) -> None:
    """S64, D29: locate or create, then the activity goes."""
    routed.take(new_activity(ActivityKind.NOTE, profile=Profile(Kind.PERSON, "M2")))
    waiting = routed.row().state

    record_id = create(routed).json()["record"]["id"]
    routed.deliver_all()

    assert waiting == "needs_target"
    assert {entry[2] for entry in routed.journal()} == {f"contact/{record_id}"}


def test_s35_an_update_writes_the_given_fields_and_no_other(routed: Writeback) -> None:
    """S35, S36: with the acting user's own grant."""
    number = CONTACT.id if routed.crm.crm is Crm.HUBSPOT else f"N{CONTACT.id}"
    there = routed.crm.holdings.add("contacts", {}, set())
    routed.crm.holdings.items[number] = there

    answer = patch(routed, f"/records/contact/{CONTACT.id}", {"title": "Head of Fleet"})

    assert answer.status_code == 200
    assert answer.json()["written"] == ["title"]
    assert list(there.values.values()) == ["Head of Fleet"]
    assert [one.token for one in routed.crm.seen] == [f"token-of-{SELLER}"]


@pytest.mark.parametrize("crm", [Crm.HUBSPOT], indirect=True)
def test_s36_an_update_may_name_another_parent_account_which_is_an_association(routed: Writeback) -> None:
    """S36, S38."""
    routed.crm.holdings.items[CONTACT.id] = routed.crm.holdings.add("contacts", {}, set())

    answer = patch(routed, f"/records/contact/{CONTACT.id}", {"parent_account_id": ACCOUNT.id})
    unknown = patch(routed, f"/records/contact/{CONTACT.id}", {"parent_account_id": "404"}, "p2")

    assert answer.status_code == 200
    assert routed.crm.holdings.items[CONTACT.id].on == {f"companies/{ACCOUNT.id}"}
    assert unknown.status_code == 422


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"/records/contact/{CONTACT.id}", {"email": "a@b.example"}, 422),
        (f"/records/contact/{CONTACT.id}", {"stage": "NEW"}, 422),
        (f"/records/contact/{CONTACT.id}", {}, 422),
        ("/records/contact/404", {"title": "x"}, 404),
        ("/records/opportunity/1", {"title": "x"}, 422),
    ],
)
def test_s35_what_cannot_be_updated_is_refused(routed: Writeback, path: str, body: dict[str, str], status: int) -> None:
    """S35, S36."""
    assert patch(routed, path, body).status_code == status
    assert routed.crm.seen == []


@pytest.mark.parametrize(
    ("fault", "status", "problem"),
    [
        (Fault.REFUSED, 409, "crm-refused"),
        (Fault.FAILED, 503, "crm-unavailable"),
        (Fault.UNAUTHORISED, 409, "pending-auth"),
        (None, 409, "record-gone"),
    ],
)
def test_s35_what_the_crm_says_to_an_update_is_passed_on(
    routed: Writeback, fault: Fault | None, status: int, problem: str
) -> None:
    """S35."""
    routed.crm.faults.append(fault)

    answer = patch(routed, f"/records/contact/{CONTACT.id}", {"title": "x"})

    assert answer.status_code == status
    assert answer.json()["type"].endswith(f":{problem}")


@pytest.mark.parametrize("crm", [Crm.ORACLE], indirect=True)
def test_s37_a_leads_stage_is_updated(routed: Writeback) -> None:
    """S37, S35."""
    routed.crm.holdings.items[f"N{LEAD.id}"] = routed.crm.holdings.add("leads", {}, set())

    answer = patch(routed, f"/records/lead/{LEAD.id}", {"stage": "QUALIFIED"})

    assert answer.status_code == 200
    assert routed.crm.holdings.items[f"N{LEAD.id}"].values == {"StatusCode": "QUALIFIED"}

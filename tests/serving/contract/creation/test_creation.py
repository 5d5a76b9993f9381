"""Create record: exactly the appendix's fields, duplicates first, one record for each member (S36 to S38, D30)."""

from typing import Any

import pytest

from features.schema.kinds import Kind
from serving.contract.records.records import read_payloads
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.terms import ActivityKind, Crm, CrmObject
from tests.support.creation_tenant import FIELDS, create, patch, people, rows_of
from tests.support.crm_server import Fault
from tests.support.sync_tenant import Sync
from tests.support.tenant import OTHER_SELLER, SELLER
from tests.support.writeback_tenant import ACCOUNT, CONTACT, Writeback, new_activity
from training.feedback.statement_labels import columns_we_wrote, records_named

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


def test_d30_written_fields_are_not_trained_on_until_somebody_else_changes_them(routed: Writeback) -> None:
    key = RecordKey(CrmObject.CONTACT, create(routed).json()["record"]["id"])
    name = f"{routed.tenant.contract_id}/{key.name}"
    with routed.scope.reading() as scope:
        payload = read_payloads(scope, [key])[key]
        at_first = columns_we_wrote(scope, {key: payload})[key]
        later = columns_we_wrote(scope, {key: {**payload, "title": "Somebody else's word"}})[key]
        trained_on = records_named(scope, [name])[name]

    assert {"first_name", "last_name", "phone", "country", "title", "account_id"} == at_first
    assert later == at_first - {"title"}
    assert payload["last_name"]
    assert [trained_on[field] for field in ("first", "last", "phone", "country", "title")] == [None] * 5


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


def test_s38_a_company_is_neither_created_nor_updated(routed: Writeback) -> None:
    created = create(routed, crm_object="account")
    updated = patch(routed, f"/records/account/{ACCOUNT.id}", {"country": "FR"})

    assert (created.status_code, updated.status_code) == (422, 422)
    assert "companies_are_never_written" in created.json()["detail"]
    assert routed.crm.seen == []


@pytest.mark.parametrize("fields", [{"email": "a@b.example"}, {"stage": "NEW"}, {"company": "Acme"}])
def test_s36_other_fields_are_refused(routed: Writeback, fields: dict[str, str]) -> None:
    """S36: no e-mail; a contact has no stage."""
    answer = create(routed, fields={**FIELDS, **fields})

    assert answer.status_code == 422
    assert people(routed) == []


def test_s36_create_record_works_while_writeback_is_off_and_needs_the_users_grant(routed: Writeback) -> None:
    """S36, D28."""
    routed.tenant.settings(writeback=False)
    routed.tenant.ask("DELETE", f"/users/{SELLER}/crm-authorization", acting=SELLER)

    without = create(routed)
    routed.grant(SELLER)
    with_one = create(routed)

    assert (without.status_code, without.json()["type"][-12:]) == (409, "pending-auth")
    assert with_one.status_code == 201


def test_d30_possible_duplicates_in_the_crm_are_refused_unless_a_reason_is_given(routed: Writeback) -> None:
    columns = ("firstname", "lastname") if routed.crm.crm is Crm.HUBSPOT else ("FirstName", "LastName")
    there = routed.crm.user_write("contacts", dict(zip(columns, ("Thaddeus", "Okonkwo"), strict=True)))

    refused = create(routed)
    forced = create(routed, "k2", force="It is his brother")

    assert refused.status_code == 409
    assert refused.json()["type"].endswith(":possible-duplicates")
    assert refused.json()["items"] == [{"object": "contact", "id": there}]
    assert forced.status_code == 201


def test_s33_a_record_that_the_seller_may_not_see_is_no_duplicate_from_the_store(routed: Writeback) -> None:
    """S33, D30: a refusal would confirm the name; the CRM's own search runs with the seller's grant."""
    named = {"first_name": "Zebulon", "last_name": "Quartermaine"}
    Sync(routed.tenant).put("contact", id="900", visible_to=[OTHER_SELLER], **named)
    routed.grant(OTHER_SELLER)

    seen = create(routed, "k1", OTHER_SELLER, fields={**FIELDS, **named})
    hidden = create(routed, "k2", SELLER, fields={**FIELDS, **named})

    assert (seen.status_code, hidden.status_code) == (409, 201)
    assert seen.json()["items"] == [{"object": "contact", "id": "900"}]


def test_d30_a_crm_without_a_duplicate_search_does_not_block_a_creation(routed: Writeback) -> None:
    """D30: only if the CRM has such a search."""
    routed.crm.faults.append(Fault.FORBIDDEN)

    assert create(routed).status_code == 201


def test_d30_a_crm_that_does_not_answer_about_duplicates_creates_nothing(routed: Writeback) -> None:
    routed.crm.faults.append(Fault.FAILED)

    answer = create(routed)

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert people(routed) == []
    assert rows_of(routed) == []


def test_s19_a_member_with_a_record_gets_no_second_one(routed: Writeback) -> None:
    answer = create(routed, profile_id="M1")

    assert answer.status_code == 409
    assert answer.json()["items"] == [{"object": "contact", "id": CONTACT.id}]


def test_s64_a_waiting_activity_is_written_to_the_new_record_before_any_import(routed: Writeback) -> None:
    """S64, D29: after locating or creating the record, the activity is sent."""
    routed.take(new_activity(ActivityKind.NOTE, profile=ProfileKey(Kind.PERSON, "M2")))
    waiting = routed.row().state

    record_id = create(routed).json()["record"]["id"]
    routed.deliver_all()

    assert waiting == "needs_target"
    assert {entry[2] for entry in routed.journal()} == {f"contact/{record_id}"}

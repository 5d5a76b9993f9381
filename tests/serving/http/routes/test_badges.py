"""Badges over HTTP, on both databases (S20 to S22, S30 to S34, D5, D12, D14, D34)."""

from collections.abc import Callable
from typing import Any

import pytest

from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import Crm, RecordState, Scope
from serving.store.tables.contracts import instances
from serving.store.tables.links import profile_notes
from serving.store.upserts import upsert
from tests.support.seen_tenant import ACCOUNT, CONTACT, LEAD, Seen
from tests.support.small_network import account, contact
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant

PERSON = RecordKey(CONTACT, "p1")
FIRM = RecordKey(ACCOUNT, "a1")


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    """A tenant whose contact p1 is M1 and whose account a1 is C1."""
    seen = Seen(tenant)
    seen.record(FIRM, account("C1"))
    seen.record(PERSON, contact("M1", phone="+1 512 555 0100"), account_id="a1")
    seen.link(FIRM, "C1")
    seen.link(PERSON, "M1")
    return seen


def badge(tenant: Tenant, profile: str, kind: str = "person", acting: str = SELLER) -> dict[str, Any]:
    answer = tenant.ask("POST", "/badges", {"kind": kind, "profiles": [profile]}, acting=acting)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["items"][0]
    return found


def test_s21_a_linked_member_is_in_the_crm_with_link_and_contact_information(seen: Seen) -> None:
    """S21, S30, S31, S34."""
    found = badge(seen.tenant, "M1")

    assert found.pop("left_probability") < 0.1
    assert found == {
        "profile_id": "M1",
        "badge": "in_crm",
        "no_symbol": False,
        "record": {"object": "contact", "id": "p1"},
        "deep_link": "https://app.hubspot.com/contacts/62515/record/0-1/p1",
        "contact_info": {
            "source": "hubspot",
            "fields": {
                "email": "wilhelmina.thackeray@acmerobotics.example",
                "phone": "+1 512 555 0100",
                "city": "Austin",
                "country": "US",
            },
        },
        "out_of_date": [],
        "actions": [],
        "inmail_allowed": True,
    }


def test_s30_a_company_is_in_the_crm_or_not(seen: Seen) -> None:
    seen.record(FIRM, account("C1", name="Quite Another Name", city="Nowhere"))

    found = badge(seen.tenant, "C1", "company")
    other = badge(seen.tenant, "C2", "company")

    assert (found["badge"], found["out_of_date"], found["inmail_allowed"]) == ("in_crm", [], None)
    assert found["deep_link"] == "https://app.hubspot.com/contacts/62515/record/0-2/a1"
    assert (other["badge"], other["actions"]) == ("not_in_crm", ["match_existing"])


def test_s30_out_of_date_lists_the_fields_with_both_values(seen: Seen) -> None:
    seen.record(PERSON, contact("M1", title="Intern", company="Old Firm", city="Dallas"))

    found = badge(seen.tenant, "M1")

    assert found["badge"] == "out_of_date"
    assert not found["no_symbol"]
    assert found["deep_link"]
    assert found["contact_info"]["fields"]["city"] == "Dallas"
    assert [(one["field"], one["crm"], one["withheld"]) for one in found["out_of_date"]] == [
        ("company", "Old Firm", None),
        ("title", "Intern", None),
        ("location", "Dallas, US", None),
    ]
    assert [one["network"].lower() for one in found["out_of_date"]] == [
        "acme robotics",
        "head of procurement",
        "austin, us",
    ]


def test_s30_another_spelling_is_not_out_of_date(seen: Seen) -> None:
    seen.record(
        PERSON,
        contact("M1", title="HEAD, PROCUREMENT", company="ACME ROBOTICS Inc.", city=None, country="United States"),
    )

    assert badge(seen.tenant, "M1")["badge"] == "in_crm"


def test_d14_a_person_whose_account_is_another_company_is_out_of_date(seen: Seen) -> None:
    """D14: the account was re-matched to another company; its people's explicit links stay."""
    seen.link(FIRM, "C2")

    assert [one["field"] for one in badge(seen.tenant, "M1")["out_of_date"]] == ["company"]


def test_d14_the_linked_account_decides_where_names_differ(seen: Seen) -> None:
    seen.record(PERSON, contact("M1", company="The Robot People"), account_id="a1")

    assert badge(seen.tenant, "M1")["badge"] == "in_crm"


@pytest.mark.parametrize(
    ("crm", "actions"),
    [
        (Crm.HUBSPOT, ["match_existing", "create_contact"]),
        (Crm.ORACLE, ["match_existing", "create_contact", "create_lead"]),
    ],
)
def test_s22_a_member_without_a_link_has_the_no_symbol_and_its_actions(
    new_tenant: Callable[..., Tenant], crm: Crm, actions: list[str]
) -> None:
    found = badge(new_tenant(crm=crm), "M1")

    assert (found["badge"], found["no_symbol"], found["actions"]) == ("not_in_crm", True, actions)
    assert (found["record"], found["deep_link"], found["contact_info"]) == (None, None, None)


@pytest.mark.parametrize("state", [RecordState.REVIEW, RecordState.DUPLICATE])
def test_d5_review_and_duplicates_give_no_badge(seen: Seen, state: RecordState) -> None:
    """S20, D5."""
    seen.record(RecordKey(LEAD, "l1"), contact("M2"))

    seen.link(RecordKey(LEAD, "l1"), "M2", state)

    assert badge(seen.tenant, "M2")["badge"] == "not_in_crm"


def test_s20_only_the_one_linked_record_shows(seen: Seen) -> None:
    double = seen.record(RecordKey(LEAD, "l1"), contact("M1", phone="0"))
    seen.link(double, "M1", RecordState.DUPLICATE, winner=PERSON)

    assert badge(seen.tenant, "M1")["record"] == {"object": "contact", "id": "p1"}


def test_s33_content_is_withheld_from_users_without_permission_and_s32_the_badge_is_not(seen: Seen) -> None:
    seen.record(PERSON, contact("M1", title="Intern"), visible_to=[SELLER])

    theirs = badge(seen.tenant, "M1", acting=SELLER)
    others = badge(seen.tenant, "M1", acting=OTHER_SELLER)

    assert theirs["contact_info"]["source"] == "hubspot"
    assert others["contact_info"] == {"withheld": "crm_permission"}
    nothing = {"field": None, "crm": None, "network": None, "withheld": "crm_permission"}
    assert others["out_of_date"] == [nothing]
    assert (theirs["out_of_date"][0]["field"], theirs["out_of_date"][0]["crm"]) == ("title", "Intern")
    for seen_by_all in ("badge", "deep_link", "record", "no_symbol"):
        assert others[seen_by_all] == theirs[seen_by_all]


def test_s33_a_record_without_permitted_users_is_withheld_from_all(seen: Seen) -> None:
    seen.record(PERSON, contact("M1"), visible_to=[])

    assert {badge(seen.tenant, "M1", acting=user)["contact_info"]["withheld"] for user in (ADMIN, SELLER)} == {
        "crm_permission"
    }


def test_d34_a_member_who_opted_out_takes_no_inmail(seen: Seen) -> None:
    """D34, S82."""
    note = {"kind": "person", "profile_id": "M1", "state": "open", "inmail_opt_out": True, "version": "1"}
    with seen.tenant.store.writing() as connection:
        upsert(connection, profile_notes, [note], ["kind", "profile_id"])

    assert badge(seen.tenant, "M1")["inmail_allowed"] is False
    assert badge(seen.tenant, "M2")["inmail_allowed"] is True


def test_s31_an_oracle_record_is_opened_by_id_and_number(new_tenant: Callable[..., Tenant]) -> None:
    seen = Seen(new_tenant(crm=Crm.ORACLE))
    seen.record(PERSON, contact("M1", crm_number="CDRM_1"))
    seen.link(PERSON, "M1")

    assert badge(seen.tenant, "M1")["deep_link"].endswith("deep-link?id=p1&puid=CDRM_1&resource=contacts")


def test_s30_badges_are_in_the_order_of_up_to_a_thousand_profiles(seen: Seen) -> None:
    profiles = [f"M{2 + number % 11}" for number in range(998)] + ["M1", "M1"]

    answer = seen.tenant.ask("POST", "/badges", {"kind": "person", "profiles": profiles}, acting=SELLER)

    found = answer.json()["items"]
    assert [one["profile_id"] for one in found] == profiles
    assert [one["badge"] for one in found] == ["not_in_crm"] * 998 + ["in_crm", "in_crm"]


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "person", "profiles": []},
        {"kind": "person", "profiles": ["x"] * 1001},
        {"kind": "person", "profiles": ["a\u0000b"]},
        {"kind": "person", "profiles": [""]},
        {"kind": "thing", "profiles": ["x"]},
        {"kind": "person", "profiles": ["x"], "more": 1},
        {"profiles": ["x"]},
    ],
)
def test_badges_refuse_wrong_requests(tenant: Tenant, body: dict[str, Any]) -> None:
    assert tenant.ask("POST", "/badges", body, acting=SELLER).status_code == 422


@pytest.mark.parametrize("scope", [Scope.SYNC, Scope.READER, Scope.REP])
def test_badges_are_for_sellers(tenant: Tenant, scope: Scope) -> None:
    asked = {"kind": "person", "profiles": ["M1"]}

    assert tenant.ask("POST", "/badges", asked, scopes=scope, acting=SELLER).status_code == 403
    assert tenant.ask("POST", "/badges", asked, acting="nobody").status_code == 403


def test_d24_answers_are_empty_at_once_after_a_disconnect(seen: Seen) -> None:
    with seen.tenant.store.writing() as connection:
        connection.execute(instances.update().values(state="disconnecting", epoch=2))

    found = badge(seen.tenant, "M1")

    assert (found["badge"], found["record"], found["contact_info"]) == ("not_in_crm", None, None)
    assert (found["actions"], found["inmail_allowed"], badge(seen.tenant, "C1", "company")["actions"]) == ([], True, [])
    for path in ("/filters/in-crm", "/companies/C1/opportunities"):
        assert seen.tenant.ask("GET", path, acting=SELLER).json()["items"] == []


def test_s24_another_contract_does_not_see_it(seen: Seen, new_tenant: Callable[..., Tenant]) -> None:
    other = new_tenant(contract_id="contract-2")

    assert badge(other, "M1")["badge"] == "not_in_crm"
    assert badge(seen.tenant, "M1")["badge"] == "in_crm"

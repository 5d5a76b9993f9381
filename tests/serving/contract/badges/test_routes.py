"""Badges over HTTP, on both databases (S20 to S22, S30 to S34, D5, D12, D14, D34)."""

from collections.abc import Callable
from typing import Any

import pytest

from serving.store.tables.contracts import instances
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Crm
from tests.support.seen_tenant import ACCOUNT, CONTACT, Seen
from tests.support.small_network import account, contact
from tests.support.tenant import OTHER_SELLER, SELLER, Tenant

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
    asked = {"kind": kind, "profiles": [profile]}
    return dict(tenant.good("POST", "/badges", asked, acting=acting)["items"][0])


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


def test_s31_an_oracle_record_is_opened_by_id_and_number(new_tenant: Callable[..., Tenant]) -> None:
    seen = Seen(new_tenant(crm=Crm.ORACLE))
    seen.record(PERSON, contact("M1", crm_number="CDRM_1"))
    seen.link(PERSON, "M1")

    assert badge(seen.tenant, "M1")["deep_link"].endswith("deep-link?id=p1&puid=CDRM_1&resource=contacts")


def test_d24_answers_are_empty_at_once_after_a_disconnect(seen: Seen) -> None:
    with seen.tenant.store.writing() as connection:
        connection.execute(instances.update().values(state="disconnecting", epoch=2))

    found = badge(seen.tenant, "M1")

    assert (found["badge"], found["record"], found["contact_info"]) == ("not_in_crm", None, None)
    assert (found["actions"], found["inmail_allowed"], badge(seen.tenant, "C1", "company")["actions"]) == ([], True, [])
    for path in ("/filters/in-crm", "/companies/C1/opportunities"):
        assert seen.tenant.ask("GET", path, acting=SELLER).json()["items"] == []

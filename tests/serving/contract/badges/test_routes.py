"""Badges over HTTP, on both databases (S20 to S22, S30 to S34, D5, D12, D14, D34)."""

from typing import Any

import pytest

from serving.store.tables.contracts import instances
from serving.vocabulary.links import RecordKey
from tests.support.seen_tenant import ACCOUNT, CONTACT, Seen
from tests.support.small_network import account, contact
from tests.support.tenant import SELLER, Tenant

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


def test_s30_a_company_is_in_the_crm_or_not(seen: Seen) -> None:
    seen.record(FIRM, account("C1", name="Quite Another Name", city="Nowhere"))

    found = badge(seen.tenant, "C1", "company")
    other = badge(seen.tenant, "C2", "company")

    assert (found["badge"], found["out_of_date"], found["inmail_allowed"]) == ("in_crm", [], None)
    assert found["deep_link"] == "https://app.hubspot.com/contacts/62515/record/0-2/a1"
    assert (other["badge"], other["actions"]) == ("not_in_crm", ["match_existing"])


def test_d24_answers_are_empty_at_once_after_a_disconnect(seen: Seen) -> None:
    with seen.tenant.store.writing() as connection:
        connection.execute(instances.update().values(state="disconnecting", epoch=2))

    found = badge(seen.tenant, "M1")

    assert (found["badge"], found["record"], found["contact_info"]) == ("not_in_crm", None, None)
    assert (found["actions"], found["inmail_allowed"], badge(seen.tenant, "C1", "company")["actions"]) == ([], True, [])
    for path in ("/filters/in-crm", "/companies/C1/opportunities"):
        assert seen.tenant.ask("GET", path, acting=SELLER).json()["items"] == []

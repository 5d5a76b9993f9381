"""A seller's saves, and a company's opportunities, over HTTP (S40 to S43, S47, S49, S81, D16)."""

from typing import Any

import pytest

from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from tests.support.saves_tenant import link_all, seated
from tests.support.seen_tenant import Seen
from tests.support.tenant import OTHER_SELLER, SELLER, Tenant


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    return prepared(tenant)


def prepared(tenant: Tenant) -> Seen:
    """A tenant with two licensed sellers, and an account with two people, all linked."""
    found = seated(tenant)
    link_all(found)
    return found


def saves(tenant: Tenant, query: str = "") -> list[dict[str, Any]]:
    return list(tenant.good("GET", f"/saves{query}", acting=SELLER)["items"])


def shown(tenant: Tenant, company: str = "C1", view: str = "list") -> list[dict[str, Any]]:
    path = f"/companies/{company}/opportunities?view={view}"
    return list(tenant.good("GET", path, acting=SELLER)["items"])


def test_s33_an_opportunity_with_permitted_users_is_shown_to_them_alone(seen: Seen) -> None:
    seen.opportunity("o1", account_id="a1")
    seen.record(RecordKey(CrmObject.OPPORTUNITY, "o1"), {"name": "x"}, visible_to=[OTHER_SELLER])

    assert shown(seen.tenant) == []

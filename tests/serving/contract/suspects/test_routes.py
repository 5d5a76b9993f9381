"""Wrong-link radar over HTTP and by job: causes by evidence, harm, pages, and what is withheld; on both databases."""

from typing import Any

import pytest

from serving.vocabulary.terms import Scope
from tests.support.small_network import account, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, OTHER_SELLER, Tenant

Item = dict[str, Any]


@pytest.fixture
def linked(sync: Sync) -> Sync:
    members = ("M1", "M2", "M3", "M4")
    sync.send(
        upsert("account", id="a1", **account("C1")),
        upsert("account", id="a2", **account("C2")),
        *(
            upsert("contact", id=member, account_id="a1" if member < "M3" else "a2", **contact(member))
            for member in members
        ),
    )
    assert {state for state, _ in sync.states().values()} == {"linked"}
    return sync


def radar(tenant: Tenant, query: str = "") -> dict[str, Any]:
    return tenant.good("GET", f"/reports/suspects{query}", scopes=Scope.ADMIN, acting=ADMIN)


def of(tenant: Tenant, record_id: str) -> Item:
    return next(one for one in radar(tenant)["items"] if one["record"]["id"] == record_id)


def test_s33_a_record_that_the_crm_hides_is_no_suspect_for_its_reader(linked: Sync) -> None:
    """Its place among the others, its figures and its cause follow from its values."""
    hidden = contact("M1", company=None)
    linked.send(upsert("contact", id="M1", account_id="a2", visible_to=OTHER_SELLER, **hidden))

    found = radar(linked.tenant)

    assert "M1" not in {one["record"]["id"] for one in found["items"]}
    assert radar(linked.tenant, "?cause=account_disagrees")["items"] == []
    assert "account_disagrees" not in {one["cause"] for one in found["groups"]}

"""Saves without a reason are proposed to their user, and cleared by nobody else (S42); on both databases."""

from typing import Any

import pytest

from tests.support.saves_tenant import ANN, BEN, ledger, link_all, saved, seated
from tests.support.seen_tenant import Seen
from tests.support.tenant import OTHER_SELLER, SELLER, Tenant


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    found = seated(tenant)
    link_all(found)
    found.opportunity("o1", people=[ANN, BEN], account_id="a1", owner_id=SELLER)
    assert ledger(tenant) == saved(SELLER, "o1", "M1", "M2", "C1")
    return found


def proposed(tenant: Tenant, user: str = SELLER) -> dict[str, list[tuple[str, str]]]:
    return {
        one["profile_id"]: [(entry["reason_then"], entry["reason_now"]) for entry in one["entries"]]
        for one in tenant.good("GET", "/saves/proposals", acting=user)["items"]
    }


def clear(tenant: Tenant, body: dict[str, Any], user: str = SELLER) -> list[dict[str, Any]]:
    return list(tenant.good("POST", "/saves/proposals/clear", body, acting=user)["items"])


def test_s42_a_closed_opportunity_proposes_its_saves_and_clears_none(seen: Seen) -> None:
    seen.opportunity("o1", people=[ANN, BEN], account_id="a1", owner_id=SELLER, status="won")

    then = ("open_opportunity", "opportunity_won")
    assert proposed(seen.tenant) == {"M1": [then], "M2": [then], "C1": [then]}
    assert proposed(seen.tenant, OTHER_SELLER) == {}
    assert ledger(seen.tenant) == saved(SELLER, "o1", "M1", "M2", "C1")


def test_a_save_whose_reason_holds_again_is_left(seen: Seen) -> None:
    seen.opportunity("o1", people=[ANN, BEN], account_id="a1", owner_id=SELLER, status="lost")
    ids = [one["save_id"] for one in seen.tenant.ask("GET", "/saves/proposals", acting=SELLER).json()["items"]]
    seen.opportunity("o1", people=[ANN, BEN], account_id="a1", owner_id=SELLER)

    results = clear(seen.tenant, {"saves": ids})

    assert {one["result"] for one in results} == {"not_proposed"}
    assert ledger(seen.tenant) == saved(SELLER, "o1", "M1", "M2", "C1")


def test_s89_a_further_rule_that_is_turned_off_proposes_its_saves(tenant: Tenant) -> None:
    seen = seated(tenant)
    tenant.settings(save_owned_accounts=True)
    link_all(seen)
    assert ledger(tenant) == saved(OTHER_SELLER, "", "C1")
    assert proposed(tenant, OTHER_SELLER) == {}

    tenant.settings(save_owned_accounts=False)

    assert proposed(tenant, OTHER_SELLER) == {"C1": [("owned_account", "rule_off")]}

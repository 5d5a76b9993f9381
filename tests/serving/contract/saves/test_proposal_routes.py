"""Saves without a reason are proposed to their user, and cleared by nobody else (S42); on both databases."""

from collections.abc import Callable
from typing import Any

import pytest

from serving.vocabulary.terms import Scope
from tests.support.saves_tenant import ANN, BEN, ledger, link_all, saved, seated
from tests.support.seen_tenant import Seen
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant


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


def test_a_user_clears_one_proposal_or_all_and_a_repeat_changes_nothing(seen: Seen) -> None:
    seen.opportunity("o1", people=[ANN, BEN], account_id="a1", owner_id=SELLER, status="lost")
    first = seen.tenant.ask("GET", "/saves/proposals?limit=1", acting=SELLER).json()
    save_id = first["items"][0]["save_id"]
    rest = seen.tenant.ask("GET", f"/saves/proposals?cursor={first['next_cursor']}", acting=SELLER).json()
    assert len(rest["items"]) == 2

    assert clear(seen.tenant, {"saves": [save_id]}) == [{"save_id": save_id, "result": "cleared"}]
    assert clear(seen.tenant, {"saves": [save_id]}) == [{"save_id": save_id, "result": "not_proposed"}]
    assert len(clear(seen.tenant, {"all": True})) == 2
    assert set(ledger(seen.tenant).values()) == {"unsaved"}
    assert proposed(seen.tenant) == {}


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


def test_nobody_clears_another_user_s_saves(seen: Seen, new_tenant: Callable[..., Tenant]) -> None:
    seen.opportunity("o1", people=[ANN, BEN], account_id="a1", owner_id=SELLER, status="lost")
    ids = [one["save_id"] for one in seen.tenant.ask("GET", "/saves/proposals", acting=SELLER).json()["items"]]
    other = new_tenant(contract_id="contract-2")

    for tenant, user in ((seen.tenant, OTHER_SELLER), (other, SELLER)):
        assert {one["result"] for one in clear(tenant, {"saves": ids}, user)} == {"not_proposed"}
    assert seen.tenant.ask("GET", "/saves/proposals", acting=ADMIN, scopes=Scope.ADMIN).status_code == 403
    assert set(ledger(seen.tenant).values()) == {"saved"}


@pytest.mark.parametrize("body", [{}, {"saves": [1], "all": True}, {"saves": [0]}, {"saves": ["x"]}])
def test_what_to_clear_must_be_named(tenant: Tenant, body: dict[str, Any]) -> None:
    assert tenant.ask("POST", "/saves/proposals/clear", body, acting=SELLER).status_code == 422

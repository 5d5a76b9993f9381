"""The further rules of auto-save on the store: owned accounts, teams, people of saved accounts (S89)."""

import pytest

from serving.contract.saves.saves import renew_all_saves, renew_saves_of_users
from tests.support.saves_tenant import ACME, ledger, link_all, saved, seated
from tests.support.seen_tenant import Seen
from tests.support.tenant import OTHER_SELLER, SELLER, Tenant


@pytest.fixture
def seen(tenant: Tenant) -> Seen:
    return seated(tenant)


def test_s89_a_new_owner_of_an_account_is_given_it(seen: Seen) -> None:
    seen.tenant.settings(save_owned_accounts=True)
    link_all(seen)

    seen.record(ACME, {"name": "Acme"}, owner_id=SELLER)
    seen.change({}, touched=[ACME])

    assert ledger(seen.tenant) == saved(OTHER_SELLER, "", "C1") | saved(SELLER, "", "C1")


def test_s89_the_team_of_an_account_is_given_it(seen: Seen) -> None:
    """S89: the team is the owners of the account, its contacts and leads, and its open opportunities."""
    seen.tenant.settings(save_account_team=True)

    link_all(seen)

    assert ledger(seen.tenant) == saved(OTHER_SELLER, "", "C1") | saved(SELLER, "", "C1")


def test_s89_who_saved_an_account_is_given_its_people(seen: Seen) -> None:
    seen.tenant.settings(save_leads_of_saved_accounts=True)
    link_all(seen)

    seen.opportunity("o1", account_id="a1", owner_id=SELLER)

    assert ledger(seen.tenant) == saved(SELLER, "o1", "C1") | saved(SELLER, "", "M1", "M2")


def test_s89_turning_the_rules_on_writes_their_due_saves(seen: Seen) -> None:
    link_all(seen)
    seen.tenant.settings(save_owned_accounts=True, save_leads_of_saved_accounts=True)

    with seen.tenant.scope.writing() as open_scope:
        renew_all_saves(open_scope, seen.tenant.clock())

    assert ledger(seen.tenant) == saved(OTHER_SELLER, "", "C1", "M1", "M2")


def test_s89_a_user_who_is_switched_on_gets_the_due_saves(seen: Seen) -> None:
    seen.tenant.settings(save_owned_accounts=True)
    seen.user(OTHER_SELLER, auto_save=False)
    link_all(seen)
    before = ledger(seen.tenant)

    seen.user(OTHER_SELLER, auto_save=True)
    with seen.tenant.scope.writing() as open_scope:
        renew_saves_of_users(open_scope, [OTHER_SELLER], seen.tenant.clock())

    assert before == {(OTHER_SELLER, "C1", ""): "skipped"}
    assert ledger(seen.tenant) == saved(OTHER_SELLER, "", "C1")

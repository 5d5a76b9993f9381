"""Auto-save: the due saves of opportunities and of the further rules, and their events (S40, S41, S45, S89, D19)."""

from dataclasses import replace

import pytest

from serving.contract.saves.rules import (
    NO_OPPORTUNITY,
    Account,
    Due,
    SaveKey,
    SaveReason,
    owed_by,
    owed_by_account,
    owed_by_saved_account,
    save_event,
)
from serving.vocabulary.links import RecordKey
from serving.vocabulary.settings import ContractSettings
from serving.vocabulary.terms import CrmObject, InstanceName
from tests.support.saves_ledger import ACME, BOB, CONTACT, DEAL, EVE, LEAD, LINKED, NO_CUT_OFF, due

ALL_RULES = ContractSettings(save_owned_accounts=True, save_account_team=True, save_leads_of_saved_accounts=True)


def test_s40_the_linked_account_contacts_and_leads_of_an_open_opportunity_are_due_to_its_owner() -> None:
    found = owed_by(
        replace(DEAL, people=(CONTACT, LEAD, RecordKey(CrmObject.CONTACT, "not linked"))), LINKED, NO_CUT_OFF
    )

    assert found == [
        Due(SaveKey("ann", ACME, "o1"), CrmObject.ACCOUNT, SaveReason.OPEN_OPPORTUNITY),
        Due(SaveKey("ann", BOB, "o1"), CrmObject.CONTACT, SaveReason.OPEN_OPPORTUNITY),
        Due(SaveKey("ann", EVE, "o1"), CrmObject.LEAD, SaveReason.OPEN_OPPORTUNITY),
    ]


def test_s41_each_save_subscribes_to_the_latest_alerts() -> None:
    found = save_event(due(), InstanceName.PRODUCTION)

    assert found == {
        "user_id": "ann",
        "kind": "person",
        "profile_id": "m1",
        "opportunity_id": "o1",
        "object": "contact",
        "reason": "open_opportunity",
        "subscribe": "alerts",
    }


def test_d19_a_sandbox_alerts_nobody() -> None:
    assert save_event(due(), InstanceName.SANDBOX)["subscribe"] is None


@pytest.mark.parametrize(
    ("rules", "owed"),
    [
        (ContractSettings(), {}),
        (ContractSettings(save_owned_accounts=True), {"ann": SaveReason.OWNED_ACCOUNT}),
        (
            ContractSettings(save_account_team=True),
            {"ann": SaveReason.ACCOUNT_TEAM, "ben": SaveReason.ACCOUNT_TEAM},
        ),
        (ALL_RULES, {"ann": SaveReason.OWNED_ACCOUNT, "ben": SaveReason.ACCOUNT_TEAM}),
    ],
)
def test_s89_the_further_rules_are_off_until_they_are_chosen(
    rules: ContractSettings, owed: dict[str, SaveReason]
) -> None:
    found = owed_by_account(Account(ACME, "ann", frozenset({"ann", "ben"})), rules)

    assert {one.key.user_id: one.reason for one in found} == owed
    assert all((one.key.profile, one.key.opportunity_id, one.object) == (ACME, "", "account") for one in found)


def test_s89_an_account_without_an_owner_has_no_due_saves() -> None:
    assert owed_by_account(Account(ACME, None), ALL_RULES) == []


def test_s89_the_people_of_a_saved_account_are_due_to_its_savers() -> None:
    found = owed_by_saved_account(["ann", "ben"], {CONTACT: BOB, LEAD: EVE})

    assert {(one.key.user_id, one.key.profile, one.object, one.reason) for one in found} == {
        (user, profile, object_, SaveReason.SAVED_ACCOUNT)
        for user in ("ann", "ben")
        for profile, object_ in ((BOB, CrmObject.CONTACT), (EVE, CrmObject.LEAD))
    }
    assert {one.key.opportunity_id for one in found} == {NO_OPPORTUNITY}

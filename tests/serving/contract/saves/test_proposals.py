"""Why the reason of a save no longer holds (S42, S89)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.schema.kinds import Kind
from serving.contract.saves.opportunity_rules import Opportunity, Pipelines, Status
from serving.contract.saves.rules import (
    Account,
    NoReason,
    SaveKey,
    SaveReason,
    further_reason,
    opportunity_reason,
    owed_by,
)
from serving.vocabulary.links import ProfileKey, RecordKey
from serving.vocabulary.settings import ContractSettings
from serving.vocabulary.terms import CrmObject

ACME = RecordKey(CrmObject.ACCOUNT, "a1")
ANN = RecordKey(CrmObject.CONTACT, "p1")
PIPELINES = Pipelines({("p", "early"): 1, ("p", "late"): 2}, {"p": "late"})
OPEN = Opportunity("o1", Status.OPEN, "U2", "a1")
WITH_ANN = replace(OPEN, people=(ANN,))
OPPORTUNITIES = st.builds(
    Opportunity,
    id=st.just("o1"),
    status=st.sampled_from(Status),
    owner_id=st.sampled_from(["U2", "U3", None]),
    account_id=st.sampled_from(["a1", "a2", None]),
    pipeline=st.sampled_from(["p", None]),
    stage=st.sampled_from(["early", "late", None]),
)


@pytest.mark.parametrize(
    ("now", "record", "reason"),
    [
        (WITH_ANN, ANN, None),
        (OPEN, ACME, None),
        (None, ANN, NoReason.OPPORTUNITY_GONE),
        (replace(WITH_ANN, status=Status.WON, owner_id="U2"), ANN, NoReason.OPPORTUNITY_WON),
        (replace(WITH_ANN, status=Status.LOST, owner_id="U2"), ANN, NoReason.OPPORTUNITY_LOST),
        (replace(WITH_ANN, status=Status.UNKNOWN, owner_id="U2"), ANN, NoReason.STATUS_UNKNOWN),
        (
            replace(WITH_ANN, pipeline="p", stage="early"),
            ANN,
            NoReason.BELOW_STAGE,
        ),
        (replace(WITH_ANN, status=Status.OPEN, owner_id="U3"), ANN, NoReason.OWNER_CHANGED),
        (WITH_ANN, None, NoReason.LINK_ENDED),
        (OPEN, ANN, NoReason.NOT_ON_OPPORTUNITY),
    ],
)
def test_s42_a_save_by_an_opportunity_says_why_its_reason_no_longer_holds(
    now: Opportunity | None, record: RecordKey | None, reason: NoReason | None
) -> None:
    assert opportunity_reason("U2", record, now, PIPELINES) is reason


@given(OPPORTUNITIES, st.booleans(), st.sampled_from([ACME, ANN, None]))
def test_s40_a_save_has_a_reason_exactly_where_the_rule_would_make_it_now(
    opportunity: Opportunity, on_it: bool, record: RecordKey | None
) -> None:
    profile = ProfileKey(Kind.PERSON, "M1")
    opportunity = replace(opportunity, people=(ANN,) if on_it else ())
    linked = {} if record is None else {record: profile}

    dues = {due.key for due in owed_by(opportunity, linked, PIPELINES)}
    reason = opportunity_reason("U2", record, opportunity, PIPELINES)

    assert (reason is None) == (SaveKey("U2", profile, "o1") in dues)


ALL_ON = ContractSettings(save_owned_accounts=True, save_account_team=True, save_leads_of_saved_accounts=True)


@pytest.mark.parametrize("reason", [SaveReason.OWNED_ACCOUNT, SaveReason.ACCOUNT_TEAM, SaveReason.SAVED_ACCOUNT])
def test_s89_a_save_by_a_further_rule_holds_while_the_rule_and_the_user_s_part_in_it_do(reason: SaveReason) -> None:
    mine = Account(owner_id="U2", team=frozenset({"U2"}), savers=frozenset({"U2"}))
    others = Account(owner_id="U3", team=frozenset({"U3"}), savers=frozenset({"U3"}))

    assert further_reason(reason, "U2", ACME, mine, ALL_ON) is None
    assert further_reason(reason, "U2", ACME, mine, ContractSettings()) is NoReason.RULE_OFF
    assert further_reason(reason, "U2", None, mine, ALL_ON) is NoReason.LINK_ENDED
    assert further_reason(reason, "U2", ACME, others, ALL_ON) in {
        NoReason.OWNER_CHANGED,
        NoReason.OFF_TEAM,
        NoReason.ACCOUNT_NOT_SAVED,
    }

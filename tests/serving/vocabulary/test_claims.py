"""Claim resolution: which record gets a profile that several claim (D2, D4)."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from serving.vocabulary.claims import (
    LOST_BY_SENTENCES,
    Claimant,
    ClaimRules,
    LostBy,
    TieBreak,
    claim_margins,
    fields_filled,
    lost_by,
    tie_break_in_file,
    winning_claimant,
)
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject, TieCriterion

T0 = datetime(2026, 3, 1, tzinfo=UTC)
TIE_BREAK_FIELDS = {field.name for field in fields(TieBreak)}
OLD = T0
NEW = T0 + timedelta(seconds=1)


CONTACT = CrmObject.CONTACT
LEAD = CrmObject.LEAD
DEFAULT = ClaimRules(0.02)


def claimant(name: str, probability: float, crm_object: CrmObject = CrmObject.CONTACT, **more: Any) -> Claimant:
    tie_break = TieBreak(**{one: more.pop(one) for one in list(more) if one in TIE_BREAK_FIELDS})
    return Claimant(RecordKey(crm_object, name), probability, tie_break, **more)


@pytest.mark.parametrize(
    ("winner", "loser", "why"),
    [
        # beyond the claim margin the probability decides, whatever facts favour the other one
        (claimant("b", 0.95), claimant("a", 0.92, on_open_opportunity=True, modified_at=NEW), LostBy.PROBABILITY),
        # within it: contact before lead, open opportunity, last modified, fields filled, smaller id
        (claimant("b", 0.90), claimant("a", 0.92, LEAD, on_open_opportunity=True), LostBy.CONTACT_BEFORE_LEAD),
        (
            claimant("b", 0.90, on_open_opportunity=True),
            claimant("a", 0.92, modified_at=NEW, filled=9),
            LostBy.OPEN_OPPORTUNITY,
        ),
        (claimant("b", 0.90, modified_at=NEW), claimant("a", 0.92, modified_at=OLD, filled=9), LostBy.LATEST_CHANGE),
        (claimant("b", 0.90, modified_at=OLD), claimant("a", 0.92, filled=9), LostBy.LATEST_CHANGE),
        (claimant("b", 0.90, filled=2), claimant("a", 0.92, filled=1), LostBy.MOST_FILLED),
        (claimant("a", 0.90), claimant("b", 0.92), LostBy.SMALLER_ID),
        # people and addresses go before the model
        (claimant("b", 0.10, stated=(OLD, 1)), claimant("a", 0.99), LostBy.STATEMENT),
        (claimant("b", 1.0, named_at=OLD), claimant("a", 0.99), LostBy.PROFILE_URL),
        (claimant("b", 1.0, stated=(NEW, 1)), claimant("a", 1.0, stated=(OLD, 9)), LostBy.STATEMENT),
        (claimant("b", 1.0, stated=(OLD, 2)), claimant("a", 1.0, stated=(OLD, 1)), LostBy.STATEMENT),
        (claimant("b", 1.0, stated=(OLD, 1)), claimant("a", 1.0, named_at=OLD), LostBy.STATEMENT),
        (claimant("b", 1.0, named_at=NEW), claimant("a", 1.0, stated=(OLD, 1)), LostBy.PROFILE_URL),
        (claimant("a", 1.0, named_at=OLD), claimant("b", 1.0, named_at=NEW), LostBy.SMALLER_ID),
    ],
)
def test_s20_the_better_claim_wins_in_either_order_and_the_loser_has_why(
    winner: Claimant, loser: Claimant, why: LostBy
) -> None:
    """D4, D2: addresses among themselves are settled by D4, none being the first."""
    assert winning_claimant([winner, loser], 0.02) is winner
    assert winning_claimant([loser, winner], 0.02) is winner
    assert lost_by(loser, winner, DEFAULT) is why
    assert LOST_BY_SENTENCES[why]


def test_s20_a_link_that_a_change_of_the_network_kept_is_no_better_claim() -> None:
    """D12."""
    assert lost_by(claimant("a", 0.99), claimant("b", 0.90), DEFAULT) is LostBy.KEPT


def test_claims_at_the_margin_go_to_the_tie_break_and_those_beyond_it_do_not() -> None:
    """D4: also where the binary numbers are a hair apart."""
    better = claimant("b", 0.94)
    other = claimant("a", 0.92)

    assert winning_claimant([better, other], 0.02) is other
    assert winning_claimant([better, other], 0.019) is better
    assert winning_claimant([better, other], 0.0) is better


def test_any_order_of_many_claims_gives_one_winner() -> None:
    """D3, D4: closeness is to the best claim, so that chains of close ones do not go around."""
    claims = [claimant("c", 0.96), claimant("b", 0.945), claimant("a", 0.93), claimant("d", 1.0, stated=(OLD, 1))]

    assert {winning_claimant(order, 0.02).key.id for order in permutations(claims[:3])} == {"b"}
    assert {winning_claimant(order, 0.02).key.id for order in permutations(claims)} == {"d"}


def test_losers_have_their_distance_to_the_winner_and_the_winner_to_the_best_loser() -> None:
    """S20: the difference."""
    won = claimant("a", 0.9)
    second = claimant("b", 0.7)
    third = claimant("c", 0.65)

    assert claim_margins([second, won, third], won) == {won.key: 0.2, second.key: 0.2, third.key: 0.25}
    assert claim_margins([won], won) == {won.key: None}


def test_fields_that_are_no_evidence_are_not_counted() -> None:
    """D4: fields filled."""
    values = {"id": "1", "first_name": "Ann", "email": "a@b", "phone": None, "owner_id": "U", "modified_at": "x"}

    assert fields_filled(values) == 2
    assert fields_filled({"account_id": "A", "visible_to": "U", "crm_number": "7", "status": "new", "stage": "s"}) == 0


@pytest.mark.parametrize(
    ("modified_at", "moment"), [("2026-03-01T00:00:00Z", T0), ("yesterday", None), (None, None), (7, None)]
)
def test_the_tie_break_in_a_file_is_read_from_the_columns(modified_at: object, moment: datetime | None) -> None:
    assert tie_break_in_file({"id": "1", "email": "a", "modified_at": modified_at}) == TieBreak(False, moment, 1)


def test_a_record_without_a_modification_time_is_the_oldest() -> None:
    key = RecordKey(CrmObject.ACCOUNT, "A1")
    dated = TieBreak(modified_at=datetime(1970, 1, 1, tzinfo=UTC))

    assert dated.sort_key(key) < replace(dated, modified_at=None).sort_key(key)
    assert TieBreak().sort_key(key) == (False, True, 0.0, 0, "A1")


@pytest.mark.parametrize("criterion", TieCriterion)
def test_d4_an_admin_s_order_decides_before_all_else_and_is_the_reason(criterion: TieCriterion) -> None:
    strong = {
        TieCriterion.OPEN_OPPORTUNITY: claimant("90", 0.9, on_open_opportunity=True),
        TieCriterion.LATEST_CHANGE: claimant("90", 0.9, modified_at=NEW),
        TieCriterion.MOST_FILLED: claimant("90", 0.9, filled=5),
        TieCriterion.OWNER: claimant("90", 0.9, has_owner=True),
        TieCriterion.OLDEST: claimant("9", 0.9),
    }[criterion]
    others = [one for one in TieCriterion if one is not criterion]
    everything_else = claimant(
        "10", 0.91, on_open_opportunity=True, modified_at=NEW + timedelta(1), filled=9, has_owner=True
    )
    weak = {
        TieCriterion.OPEN_OPPORTUNITY: replace(everything_else.facts, on_open_opportunity=False),
        TieCriterion.LATEST_CHANGE: replace(everything_else.facts, modified_at=OLD),
        TieCriterion.MOST_FILLED: replace(everything_else.facts, filled=1),
        TieCriterion.OWNER: replace(everything_else.facts, has_owner=False),
        TieCriterion.OLDEST: everything_else.facts,
    }[criterion]
    rival = replace(everything_else, facts=weak)
    policy = {CONTACT: (criterion, *others)}

    assert winning_claimant([strong, rival], 0.02, policy) is strong
    assert winning_claimant([rival, strong], 0.02, policy) is strong
    assert lost_by(rival, strong, ClaimRules(0.02, policy)) is LostBy(criterion.value)


def test_d4_the_order_of_leads_does_not_touch_contacts_and_a_contact_still_goes_first() -> None:
    policy = {LEAD: (TieCriterion.OWNER,)}
    contact = claimant("b", 0.9)
    lead = claimant("a", 0.9, LEAD, has_owner=True)

    assert winning_claimant([lead, contact], 0.02, policy) is contact
    assert winning_claimant([claimant("a", 0.9), claimant("b", 0.9, has_owner=True)], 0.02, policy).key.id == "a"


def test_d4_with_no_criterion_the_smaller_id_decides() -> None:
    policy: dict[CrmObject, tuple[TieCriterion, ...]] = {CONTACT: ()}

    assert winning_claimant([claimant("b", 0.9, filled=9), claimant("a", 0.9)], 0.02, policy).key.id == "a"

"""The probability that a linked person left the company that the CRM's record names (S88)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from serving.contract.badges.mover_rules import (
    MIN_OF_AGE,
    LeaverShares,
    leaver_shares,
    mover_evidence,
    share_of_leavers,
)
from serving.contract.badges.movers import shipped_mover_model
from serving.contract.badges.out_of_date import UNKNOWN_EMPLOYERS, Employers, Fields

NETWORK: Fields = {
    "company": "Acme Robotics",
    "title": "Head of Sales",
    "past_companies": "Borealis Shipping; Cinnabar",
}
NAMES = st.sampled_from(
    ["Acme Robotics", "ACME Robotics Inc.", "Acme Robotic", "Borealis", "Delphine Travel", "", None]
)
FIELDS = st.fixed_dictionaries(
    {
        "company": NAMES,
        "past_companies": NAMES,
        "title": st.sampled_from(["CTO", "Chief Technology Officer", "Clerk", None]),
    }
)


def probability(network: Fields = NETWORK, employers: Employers = UNKNOWN_EMPLOYERS, **crm: str) -> float:
    evidence = mover_evidence(crm, network, employers)
    assert evidence is not None
    return shipped_mover_model().probability(evidence)


@pytest.mark.parametrize(
    ("crm", "evidence"),
    [
        ({"company": "ACME Robotics Inc."}, "company:same_name"),
        ({"company": "Acme Robotixs"}, "company:similar"),
        ({"company": "Delphine Travel"}, "company:other"),
        ({"company": "Delphine Travel"}, "past:not_listed"),
        ({"company": "Borealis Shipping"}, "past:listed"),
        ({"company": "Borealis", "title": "Head, Sales"}, "title:same"),
        ({"company": "Borealis", "title": "Clerk"}, "title:other"),
        ({"company": "Borealis", "email": "ann@acmerobotics.com"}, "domain:present"),
        ({"company": "Borealis Shipping", "email": "ann@borealisshipping.com"}, "domain:former"),
        ({"company": "Borealis", "email": "ann@gmail.com"}, "domain:unknown"),
        ({"company": "Dccd", "email": "ann@cdacd.com"}, "domain:former"),  # 0.85 alike
    ],
)
def test_what_a_record_and_a_profile_say_is_named(crm: dict[str, str], evidence: str) -> None:
    found = mover_evidence(crm, NETWORK)

    assert found is not None
    assert evidence in found


def test_a_record_that_names_no_company_has_no_probability() -> None:
    assert mover_evidence({"title": "Clerk"}, NETWORK) is None
    assert mover_evidence({"title": "Clerk"}, NETWORK, Employers("C1", "C2")) is not None


def test_who_is_listed_at_the_company_before_left_sooner_than_who_is_still_there() -> None:
    still = probability(company="Acme Robotics")
    misspelt = probability(company="Acme Robotixs")
    other = probability(company="Delphine Travel")
    past = probability(company="Borealis Shipping")

    assert still < misspelt < 0.5 < other < past


def test_the_linked_account_decides_where_names_differ() -> None:
    same = Employers("C1", "C1")
    other = Employers("C2", "C1")

    assert probability(NETWORK, same, company="The Robot People") < 0.2
    assert probability(NETWORK, other, company="The Robot People") > 0.8


def test_a_present_company_that_the_index_lists_with_the_past_ones_is_no_past_one() -> None:
    listed = {**NETWORK, "past_companies": "acme robotics; Cinnabar"}

    assert "past:not_listed" in (mover_evidence({"company": "Acme Robotics"}, listed) or ())


@given(FIELDS, FIELDS)
def test_probabilities_lie_between_0_and_1_and_rise_with_the_share_of_leavers(crm: Fields, network: Fields) -> None:
    evidence = mover_evidence(crm, network)

    assert (evidence is None) is (not crm["company"])
    if evidence is not None:
        few, fitted, many = (shipped_mover_model().probability(evidence, share) for share in (0.02, None, 0.8))
        assert 0 <= few <= fitted <= many <= 1


@pytest.mark.parametrize("true", [0.05, 0.3, 0.8])
def test_the_share_of_leavers_is_found_without_their_answers(true: float) -> None:
    people = drawn(3_000, true, 1)
    fitted = 0.15

    found = share_of_leavers(people, fitted, fitted)

    assert found == pytest.approx(true, abs=0.06)


def drawn(count: int, share: float, seed: int) -> list[float]:
    """Return log-odds at the share 0.15 of people of whom a share left, with evidence of two bits on average."""
    rng = random.Random(seed)
    left = [rng.random() < share for _ in range(count)]
    return [rng.gauss(2.0 if one else -2.0, 2.0) - 1.7346 for one in left]


def test_few_people_hardly_move_the_share() -> None:
    assert share_of_leavers([3.0] * 5, 0.15, 0.15) < 0.25
    assert leaver_shares([], 0.15) == LeaverShares(0, 0.15)


@given(st.lists(st.floats(-8, 8), max_size=60), st.randoms())
def test_the_order_of_people_changes_no_share(log_odds: list[float], rng: random.Random) -> None:
    mixed = rng.sample(log_odds, len(log_odds))

    assert share_of_leavers(mixed, 0.15, 0.15) == pytest.approx(share_of_leavers(log_odds, 0.15, 0.15))


def test_records_that_nobody_changed_for_long_have_a_share_of_their_own() -> None:
    old = [(one, "2020-01-01") for one in drawn(MIN_OF_AGE * 2, 0.6, 2)]
    new = [(one, "2026-01-01") for one in drawn(MIN_OF_AGE * 2, 0.1, 3)]

    shares = leaver_shares([*old, *new, *((one, None) for one in drawn(50, 0.35, 4))], 0.15)

    assert shares.of("2019-05-01") > shares.of(None) > shares.of("2026-01-01")
    assert shares.of("2027-01-01") == shares.of("2026-01-01")
    assert LeaverShares.from_json(shares.as_json()) == shares


def test_ages_are_parted_only_where_each_part_has_enough_people() -> None:
    people = [(one, f"2026-01-{day:02}") for day, one in enumerate(drawn(28, 0.3, 5), 1)]

    assert leaver_shares(people, 0.15).by_age == ()

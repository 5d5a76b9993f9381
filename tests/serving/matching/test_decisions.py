"""Decisions are pure functions that depend on no order and on no random choice."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.labels.links import Link, LinkDecision
from serving.batch.files import one_to_one
from serving.matching.decisions import BestCandidate, Claim, decide, winners
from serving.matching.policy import Policy

POLICY = Policy(linked=0.9, review=0.2, margin=0.1, precision=0.99)
HEIGHT = {LinkDecision.NONE: 0, LinkDecision.REVIEW: 1, LinkDecision.LINKED: 2}
PROBABILITY = st.one_of(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), st.floats(0, 1))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    review, linked = sorted((draw(PROBABILITY), draw(PROBABILITY)))
    return Policy(draw(st.sampled_from([linked, None])), review, draw(st.floats(0, 0.5)), 0.99)


@st.composite
def many_links(draw: st.DrawFn) -> list[Link]:
    """Draw independent links of records that claim few profiles, often with equal probabilities."""
    count = draw(st.integers(0, 12))
    one = st.builds(
        Link,
        crm_id=st.just(""),
        candidate_id=st.sampled_from(["a", "b", "c"]),
        probability=st.sampled_from([0.7, 0.9, 0.95, 1.0]),
        decision=st.sampled_from([LinkDecision.LINKED, LinkDecision.LINKED, LinkDecision.REVIEW, LinkDecision.NONE]),
        runner_up_id=st.sampled_from([None, "a", "b", "c"]),
        basis=st.sampled_from(["own_labels", "own_labels", "forced"]),
    )
    return [replace(draw(one), crm_id=f"r{place}") for place in range(count)]


@pytest.mark.parametrize(
    ("standing", "decision"),
    [
        (None, LinkDecision.NONE),
        (BestCandidate(0.95, 0.1), LinkDecision.LINKED),
        (BestCandidate(0.9, 0.0), LinkDecision.LINKED),
        (BestCandidate(0.89, 0.0), LinkDecision.REVIEW),
        (BestCandidate(0.95, 0.9), LinkDecision.REVIEW),
        (BestCandidate(0.95, 0.1, left_out=True), LinkDecision.REVIEW),
        (BestCandidate(0.19, 0.0), LinkDecision.NONE),
        (BestCandidate(0.01, 0.0, forced=True), LinkDecision.LINKED),
        (BestCandidate(0.5, 0.5, left_out=True, forced=True), LinkDecision.LINKED),
    ],
)
def test_a_probable_candidate_without_a_rival_links_and_a_likely_or_tied_one_is_for_review(
    standing: BestCandidate | None, decision: LinkDecision
) -> None:
    assert decide(standing, POLICY) == decision


@given(policies(), PROBABILITY, PROBABILITY)
def test_nothing_links_at_a_tie_or_with_ties_beyond_the_cut_or_without_a_threshold(
    policy: Policy, probability: float, rival: float
) -> None:
    """A tie also where no margin is needed."""
    assert decide(BestCandidate(probability, probability), replace(policy, margin=0.0)) != LinkDecision.LINKED
    assert decide(BestCandidate(probability, rival, left_out=True), policy) != LinkDecision.LINKED
    assert decide(BestCandidate(probability, rival), replace(policy, linked=None)) != LinkDecision.LINKED


@given(policies(), PROBABILITY, PROBABILITY, st.booleans())
def test_a_forced_link_wins_whatever_its_score(
    policy: Policy, probability: float, rival: float, left_out: bool
) -> None:
    assert decide(BestCandidate(probability, rival, left_out, forced=True), policy) == LinkDecision.LINKED


@given(policies(), st.tuples(PROBABILITY, PROBABILITY), st.tuples(PROBABILITY, PROBABILITY), st.booleans())
def test_a_better_candidate_or_a_weaker_rival_never_lowers_the_decision(
    policy: Policy, own: tuple[float, float], rivals: tuple[float, float], left_out: bool
) -> None:
    before = decide(BestCandidate(min(own), max(rivals), left_out), policy)
    after = decide(BestCandidate(max(own), min(rivals), left_out), policy)

    assert HEIGHT[after] >= HEIGHT[before]


@given(many_links())
def test_one_to_one_links_every_claimed_profile_once(links: list[Link]) -> None:
    claimed = {link.candidate_id for link in links if link.decision == LinkDecision.LINKED}

    linked = [link.candidate_id for link in one_to_one(links) if link.decision == LinkDecision.LINKED]

    assert Counter(linked) == Counter(claimed)


@given(many_links())
def test_every_other_claimant_is_a_duplicate_that_names_the_winner_and_keeps_its_candidate(links: list[Link]) -> None:
    decided = one_to_one(links)

    holder = {link.candidate_id: link.crm_id for link in decided if link.decision == LinkDecision.LINKED}
    for before, after in zip(links, decided, strict=True):
        if after.decision == LinkDecision.DUPLICATE:
            assert after.winner_id == holder[after.candidate_id]
            assert after == replace(before, decision=LinkDecision.DUPLICATE, winner_id=after.winner_id)
        else:
            assert after == before


@given(many_links(), st.randoms(use_true_random=False))
def test_the_order_of_the_records_changes_no_link(links: list[Link], draw: random.Random) -> None:
    shuffled = draw.sample(links, len(links))

    assert sorted(one_to_one(shuffled), key=by_record) == sorted(one_to_one(links), key=by_record)


def by_record(link: Link) -> str:
    return link.crm_id


@pytest.mark.parametrize(
    ("claims", "winner"),
    [
        ([Claim("r1", "a", 0.9), Claim("r2", "a", 0.95)], "r2"),
        ([Claim("r1", "a", 1.0), Claim("r2", "a", 0.1, forced=True)], "r2"),
        ([Claim("r2", "a", 0.9), Claim("r1", "a", 0.9)], "r1"),
        ([Claim("r1", "a", 0.9, tie_break=(1,)), Claim("r2", "a", 0.9, tie_break=(0,))], "r2"),
        ([Claim("r1", "a", 0.91, tie_break=(1,)), Claim("r2", "a", 0.9, tie_break=(0,))], "r1"),
    ],
)
def test_a_profile_goes_to_the_forced_then_the_most_probable_then_the_tie_break(
    claims: Sequence[Claim], winner: str
) -> None:
    assert winners(claims) == {"a": winner}
    assert winners(claims[::-1]) == {"a": winner}

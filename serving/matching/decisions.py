"""The decision on one record, and the record that each claimed profile gets; ties never depend on order or a draw."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from data.labels.links import LinkDecision
from features.schema.value_class import value_class
from serving.matching.policy import Policy

CLAIM_MARGIN = 0.02
"""Claims on one profile whose probabilities differ by no more are equal, unless a contract sets another (rule D4)."""
_DIGITS = 6
"""Decimal digits of a probability in an answer; smaller differences are none."""


@value_class
class BestCandidate:
    """A record's best candidate: its probability, the runner-up's, and what forbids or forces a link."""

    probability: float
    runner_up: float
    left_out: bool = False
    forced: bool = False

    @property
    def margin(self) -> float:
        """The difference of probabilities to the runner-up."""
        return self.probability - self.runner_up


class DecisionRule(StrEnum):
    """What made a decision, in the order in which the rules are tried."""

    NO_CANDIDATE = "no_candidate"
    NAMED = "named"
    BELOW_REVIEW = "below_review"
    NO_THRESHOLD = "no_threshold"
    BELOW_LINKED = "below_linked"
    TIED_BEYOND_CUT = "tied_beyond_cut"
    NEAR_RIVAL = "near_rival"
    PROBABLE = "probable"


DECISION_OF: Mapping[DecisionRule, LinkDecision] = {
    DecisionRule.NO_CANDIDATE: LinkDecision.NONE,
    DecisionRule.NAMED: LinkDecision.LINKED,
    DecisionRule.BELOW_REVIEW: LinkDecision.NONE,
    DecisionRule.NO_THRESHOLD: LinkDecision.REVIEW,
    DecisionRule.BELOW_LINKED: LinkDecision.REVIEW,
    DecisionRule.TIED_BEYOND_CUT: LinkDecision.REVIEW,
    DecisionRule.NEAR_RIVAL: LinkDecision.REVIEW,
    DecisionRule.PROBABLE: LinkDecision.LINKED,
}


def decide(best: BestCandidate | None, policy: Policy) -> LinkDecision:
    """Return `linked` for a probable candidate without a near rival, `review` for a likely one, else `none`.

    A forced link (a profile's URL or id in the record) is linked whatever its score. Candidates tied with left-out
    ones, and those with a margin below the policy's, are `review` at most.
    """
    return DECISION_OF[deciding_rule(best, policy)]


def deciding_rule(best: BestCandidate | None, policy: Policy) -> DecisionRule:
    """Return the rule that decides on a record's best candidate."""
    if best is None:
        return DecisionRule.NO_CANDIDATE
    if best.forced:
        return DecisionRule.NAMED
    if best.probability < policy.review:
        return DecisionRule.BELOW_REVIEW
    if policy.linked is None:
        return DecisionRule.NO_THRESHOLD
    if best.probability < policy.linked:
        return DecisionRule.BELOW_LINKED
    if best.left_out:
        return DecisionRule.TIED_BEYOND_CUT
    return DecisionRule.PROBABLE if best.margin >= policy.margin and best.margin > 0 else DecisionRule.NEAR_RIVAL


@value_class
class Claim:
    """A record that is linked to a profile if no other record claims the profile."""

    record_id: str
    profile_id: str
    probability: float
    forced: bool = False
    tie_break: tuple[object, ...] = ()


def winners(claims: Sequence[Claim], claim_margin: float = 0.0) -> dict[str, str]:
    """Return the record that gets each claimed profile: forced claims first, then the highest probability.

    Among claims at most `claim_margin` below the highest the smaller `tie_break` wins (rule D4), then the smaller
    record id.
    """
    highest: dict[tuple[str, bool], float] = {}
    for claim in claims:
        key = claim.profile_id, claim.forced
        highest[key] = max(highest.get(key, 0.0), claim.probability)
    best: dict[str, tuple[tuple[object, ...], str]] = {}
    for claim in claims:
        behind = round(highest[claim.profile_id, claim.forced] - claim.probability, _DIGITS)
        rank = (not claim.forced, behind > claim_margin, claim.tie_break, claim.record_id)
        if claim.profile_id not in best or rank < best[claim.profile_id][0]:
            best[claim.profile_id] = (rank, claim.record_id)
    return {profile: record for profile, (_, record) in best.items()}

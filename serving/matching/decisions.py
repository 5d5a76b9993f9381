"""The decision on one record, and the single best match both ways. Pure; ties are never broken by order or at
random."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.labels.links import LinkDecision
from serving.matching.policy import Policy

CLAIM_MARGIN = 0.02
"""Claims on one profile that lie no further apart are equally good, unless a contract says otherwise (rule D4)."""
_DIGITS = 6
"""Probabilities are told with so many; what differs by less is equal."""


@dataclass(frozen=True, slots=True)
class BestCandidate:
    """Where a record's best candidate stands: its probability, the runner-up's, and what forbids a link."""

    probability: float
    runner_up: float
    left_out: bool = False
    forced: bool = False

    @property
    def margin(self) -> float:
        """The difference of probabilities to the runner-up."""
        return self.probability - self.runner_up


def decide(standing: BestCandidate | None, policy: Policy) -> LinkDecision:
    """Link what is sure and alone, ask about what is near or tied, and say no to the rest.

    A forced link (a profile's URL or id in the record) wins whatever its score. Too many alike candidates, or a margin
    below the policy's, are at most for review.
    """
    if standing is None:
        return LinkDecision.NONE
    if standing.forced:
        return LinkDecision.LINKED
    if standing.probability < policy.review:
        return LinkDecision.NONE
    sure = policy.linked is not None and standing.probability >= policy.linked
    alone = standing.margin >= policy.margin and standing.margin > 0 and not standing.left_out
    return LinkDecision.LINKED if sure and alone else LinkDecision.REVIEW


@dataclass(frozen=True, slots=True)
class Claim:
    """A record that would be linked to a profile by itself."""

    record_id: str
    profile_id: str
    probability: float
    forced: bool = False
    tie_break: tuple[object, ...] = ()


def winners(claims: Sequence[Claim], claim_margin: float = 0.0) -> dict[str, str]:
    """Return for every claimed profile the record that gets it: forced first, then the highest probability.

    Claims that stand no more than `claim_margin` below the highest are settled by `tie_break` (rule D4: the smaller
    tuple wins) and last by the smaller record id.
    """
    highest: dict[tuple[str, bool], float] = {}
    for claim in claims:
        place = claim.profile_id, claim.forced
        highest[place] = max(highest.get(place, 0.0), claim.probability)
    best: dict[str, tuple[tuple[object, ...], str]] = {}
    for claim in claims:
        behind = round(highest[claim.profile_id, claim.forced] - claim.probability, _DIGITS)
        rank = (not claim.forced, behind > claim_margin, claim.tie_break, claim.record_id)
        if claim.profile_id not in best or rank < best[claim.profile_id][0]:
            best[claim.profile_id] = (rank, claim.record_id)
    return {profile: record for profile, (_, record) in best.items()}

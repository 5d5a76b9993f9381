"""From the probabilities of a record's candidates to its decision, with the sentences that go with it."""

from data.labels.links import LinkDecision
from serving.matching.decisions import BestCandidate, decide
from serving.matching.outcomes import Outcome
from serving.matching.policy import Policy

FORCED = "forced"
TOP = 3
FORCED_REASON = "the record names this profile by its id or address"
TOO_MANY_REASON = "too many alike: equal candidates were left out"
TIED_REASON = "another candidate comes as close"


def decided(outcome: Outcome, policy: Policy, limit: int) -> Outcome:
    """Decide an outcome by its candidates, most probable first, and show `limit` of them."""
    if not outcome.candidates:
        return outcome
    best, *others = outcome.candidates
    runner_up = others[0] if others else None
    standing = BestCandidate(
        best.probability,
        runner_up.probability if runner_up else 0.0,
        outcome.tied_beyond_cut,
        outcome.basis == FORCED,
    )
    decision = decide(standing, policy)
    return Outcome(
        outcome.record_id,
        decision,
        best if decision == LinkDecision.LINKED else None,
        round(standing.margin, 6),
        runner_up.id if runner_up else None,
        outcome.candidates[:limit],
        (_caution(standing, policy) + best.reasons)[:TOP],
        outcome.basis,
        outcome.model_version,
        outcome.tied_beyond_cut,
    )


def _caution(standing: BestCandidate, policy: Policy) -> tuple[str, ...]:
    """Say what keeps a probable candidate from being linked."""
    if standing.forced or standing.probability < policy.review:
        return ()
    if standing.left_out:
        return (TOO_MANY_REASON,)
    return (TIED_REASON,) if standing.margin < policy.margin or standing.margin <= 0 else ()

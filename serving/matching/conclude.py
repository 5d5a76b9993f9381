"""The outcome of a record: its decision by the probabilities of its candidates, with the reasons shown."""

from data.labels.links import Basis, LinkDecision
from serving.matching.decisions import BestCandidate, decide
from serving.matching.outcomes import Candidate, Outcome
from serving.matching.policy import Policy

FORCED = Basis.FORCED.value
TOP = 3
"""How many reasons are shown."""
FORCED_REASON = "the record names this profile by its id or address"
TOO_MANY_REASON = "too many alike: equal candidates were left out"
TIED_REASON = "another candidate comes as close"


def decided(outcome: Outcome, policy: Policy, limit: int) -> Outcome:
    """Return an outcome decided by its candidates, which are ordered by probability; `limit` of them are kept."""
    if not outcome.candidates:
        return outcome
    best, runner_up, compared = outcome.candidates[0], _runner_up(outcome), best_candidate(outcome)
    decision = decide(compared, policy)
    return Outcome(
        outcome.record_id,
        decision,
        best if decision == LinkDecision.LINKED else None,
        round(compared.margin, 6),
        runner_up.id if runner_up else None,
        outcome.candidates[:limit],
        (_hindrance(compared, policy) + best.reasons)[:TOP],
        outcome.basis,
        outcome.model_version,
        outcome.tied_beyond_cut,
    )


def best_candidate(outcome: Outcome) -> BestCandidate:
    """Return what is decided on: the first of an outcome's candidates against the second."""
    runner_up = _runner_up(outcome)
    return BestCandidate(
        outcome.candidates[0].probability,
        runner_up.probability if runner_up else 0.0,
        outcome.tied_beyond_cut,
        outcome.basis == FORCED,
    )


def _runner_up(outcome: Outcome) -> Candidate | None:
    return outcome.candidates[1] if len(outcome.candidates) > 1 else None


def _hindrance(best: BestCandidate, policy: Policy) -> tuple[str, ...]:
    """Return the reason that keeps a probable candidate from being linked, if there is one."""
    if best.forced or best.probability < policy.review:
        return ()
    if best.left_out:
        return (TOO_MANY_REASON,)
    return (TIED_REASON,) if best.margin < policy.margin or best.margin <= 0 else ()

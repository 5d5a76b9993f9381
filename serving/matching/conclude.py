"""The outcome of a record: its decision by the probabilities of its candidates, with the reasons shown."""

from collections.abc import Sequence

from data.labels.links import Basis, LinkDecision
from serving.matching.decisions import BestCandidate, decide
from serving.matching.outcomes import HINDRANCE_REASONS, Candidate, Hindrance, Outcome
from serving.matching.policy import Policy

FORCED = Basis.FORCED.value
TOP = 3
"""How many reasons are shown."""
FORCED_REASON = "the record names this profile by its id or address"


def decided(outcome: Outcome, policy: Policy, limit: int) -> Outcome:
    """Return an outcome decided by its candidates, which are ordered by probability; `limit` of them are kept.

    A record that names a part of a company goes to that company, for review, where the part itself would not be linked
    or reviewed, or where the policy prefers parents.
    """
    if not outcome.candidates:
        return outcome
    best = outcome.candidates[0]
    runner_up = _runner_up(outcome)
    compared = best_candidate(outcome)
    decision = decide(compared, policy)
    hindrance = _hindrance(compared, policy)
    kept = outcome.candidates[:limit]
    parent = outcome.part_of
    if parent is not None and _goes_to_parent(outcome, decision, policy):
        decision = LinkDecision.REVIEW
        hindrance = Hindrance.PART
        best = next(candidate for candidate in outcome.candidates if candidate.is_for(parent))
        kept = kept if best in kept else (*kept, best)
    return Outcome(
        record_id=outcome.record_id,
        decision=decision,
        match=best if decision == LinkDecision.LINKED else None,
        margin=round(compared.margin, 6),
        runner_up_id=runner_up.id if runner_up else None,
        candidates=kept,
        reasons=((() if hindrance is None else (HINDRANCE_REASONS[hindrance],)) + best.reasons)[:TOP],
        basis=outcome.basis,
        model_version=outcome.model_version,
        tied_beyond_cut=outcome.tied_beyond_cut,
        part_of=outcome.part_of,
        hindrance=hindrance,
    )


def with_parent(candidates: Sequence[Candidate], parent: str | None) -> Sequence[Candidate]:
    """Return candidates with a record's parent among them; one that was not retrieved comes last, at probability 0."""
    if parent is None or any(candidate.is_for(parent) for candidate in candidates):
        return candidates
    return [*candidates, Candidate(parent, 0.0, 0.0)]


def _goes_to_parent(outcome: Outcome, decision: LinkDecision, policy: Policy) -> bool:
    """Whether the parent is the answer in place of a part; a profile that the record itself names stays."""
    if outcome.basis == FORCED or outcome.part_of is None:
        return False
    return policy.prefers_parent or decision == LinkDecision.NONE or outcome.candidates[0].is_for(outcome.part_of)


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


def _hindrance(best: BestCandidate, policy: Policy) -> Hindrance | None:
    """Return what keeps a probable candidate from being linked, if anything does."""
    if best.forced or best.probability < policy.review:
        return None
    if best.left_out:
        return Hindrance.TIED_BEYOND_CUT
    return Hindrance.TIED if best.margin < policy.margin or best.margin <= 0 else None

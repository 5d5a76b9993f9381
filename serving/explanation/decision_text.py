"""The sentence that says which rule made a decision, with the numbers that it compared."""

from serving.matching.conclude import best_candidate
from serving.matching.decisions import DecisionRule, deciding_rule
from serving.matching.outcomes import Outcome
from serving.matching.policy import Policy

SENTENCES = {
    DecisionRule.NO_CANDIDATE: "no profile was retrieved",
    DecisionRule.NAMED: "the record names this profile by its id or address, which decides alone",
    DecisionRule.BELOW_REVIEW: "the best candidate's probability {probability} is below {review}, the least for review",
    DecisionRule.NO_THRESHOLD: "no threshold of links holds for the wanted precision, so nothing is linked",
    DecisionRule.BELOW_LINKED: "the best candidate's probability {probability} is below {linked}, the least for a link",
    DecisionRule.TIED_BEYOND_CUT: "as many candidates as may be looked at are equally likely, and others were left out",
    DecisionRule.NEAR_RIVAL: "the lead of {margin} over the second candidate is below {least_margin}",
    DecisionRule.PROBABLE: (
        "the probability {probability} reaches {linked}, and its lead of {margin} over the second candidate "
        "reaches {least_margin}"
    ),
}


def rule_of(outcome: Outcome, policy: Policy) -> DecisionRule:
    """Return the rule that made an outcome's decision."""
    return deciding_rule(best_candidate(outcome) if outcome.candidates else None, policy)


def sentence_of(outcome: Outcome, policy: Policy) -> str:
    """Return why a record was decided as it was."""
    rule = rule_of(outcome, policy)
    if not outcome.candidates:
        return SENTENCES[rule]
    best = best_candidate(outcome)
    return SENTENCES[rule].format(
        probability=_number(best.probability),
        review=_number(policy.review),
        linked=_number(policy.linked),
        margin=_number(best.margin),
        least_margin=_number(policy.margin),
    )


def _number(value: float | None) -> str:
    return "none" if value is None else f"{round(value, 6):g}"

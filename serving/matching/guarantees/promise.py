"""Why a model links nothing, and how many more answers would probably let it link something."""

from dataclasses import dataclass

from data.labels.links import Basis
from features.schema.array_types import Floats
from serving.matching.bundle import Bundle
from serving.matching.guarantees.answers_needed import (
    AnswersSoFar,
    more_by_probabilities,
    what_held_out_answers_need,
    what_would_change,
)
from serving.matching.policy import Policy

USUAL_PRECISION = 0.99
NO_ANSWERS = AnswersSoFar()


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Records without a link: the probabilities of their best candidates, of `records` in all; `further` answers."""

    best: Floats
    records: int
    further: AnswersSoFar = NO_ANSWERS


def why_nothing_is_linked(found: Unlinked, bundle: Bundle | None, precision: float | None = None) -> str:
    """Return why nothing is linked and what would change that, as a sentence without its end."""
    policy = None if bundle is None else bundle.deciding_policy
    wanted = precision or (USUAL_PRECISION if policy is None else policy.precision)
    if policy is not None and bundle is not None and bundle.basis == Basis.OWN_LABELS:
        if policy.at_precision(wanted).linked is None:
            _, change = what_held_out_answers_need(policy.curve, _held_out(policy, bundle), wanted)
            return f"no probability reaches {wanted:g} on held-out answers; {change}"
        return f"no record here is as probable as links of {wanted:g} are"
    before = AnswersSoFar() if bundle is None else AnswersSoFar(**bundle.manifest.get("answers", {}))
    answered = AnswersSoFar(before.records + found.further.records, before.right + found.further.right)
    more = more_by_probabilities(found.best, found.records, answered, wanted)
    return f"a precision of {wanted:g} cannot be promised yet; {what_would_change(more, wanted)}"


def _held_out(policy: Policy, bundle: Bundle) -> int:
    counted = max((point.linked for point in policy.curve), default=0)
    return max(int(bundle.manifest.get("labels", {}).get("records", 0)), counted)

"""How many more answers would probably let something be linked, of LINKS that hold no link."""

from pathlib import Path

import numpy as np

from data.labels.label_rows import Label, Verdict
from data.labels.links import Basis, LinksTable
from serving.matching.answers_needed import (
    AnswersSoFar,
    more_by_probabilities,
    what_held_out_answers_need,
    what_would_change,
)
from serving.matching.bundle import Bundle
from serving.matching.policy import Policy

USUAL_PRECISION = 0.99


def answers_for_links(
    links: LinksTable, bundle: Path | None, precision: float | None = None, labels: list[Label] | None = None
) -> str:
    """Return why nothing is linked and what would change that; `labels` are answers beyond those of the bundle."""
    opened = None if bundle is None else Bundle.open(bundle)
    policy = None if opened is None else opened.deciding_policy
    wanted = precision or (USUAL_PRECISION if policy is None else policy.precision)
    answered = _answers(opened, labels or [])
    if policy is not None and opened is not None and opened.basis == Basis.OWN_LABELS:
        if policy.at_precision(wanted).linked is None:
            _, change = what_held_out_answers_need(policy.curve, _held_out(policy, opened), wanted)
            return f"no probability reaches {wanted:g} on held-out answers; {change}"
        return f"no record here is as probable as links of {wanted:g} are"
    best = np.array([link.probability for link in links if link.candidate_id is not None], np.float64)
    more = more_by_probabilities(best, len(links), answered, wanted)
    return f"a precision of {wanted:g} cannot be promised yet; {what_would_change(more, wanted)}"


def _answers(opened: Bundle | None, labels: list[Label]) -> AnswersSoFar:
    """Return the answers behind a bundle and further labels; records of both are counted twice."""
    before = AnswersSoFar() if opened is None else AnswersSoFar(**opened.manifest.get("answers", {}))
    right = {label.crm_id for label in labels if label.verdict is Verdict.MATCH and label.universe_id}
    return AnswersSoFar(before.records + len({label.crm_id for label in labels}), before.right + len(right))


def _held_out(policy: Policy, opened: Bundle) -> int:
    counted = max((point.linked for point in policy.curve), default=0)
    return max(int(opened.manifest.get("labels", {}).get("records", 0)), counted)

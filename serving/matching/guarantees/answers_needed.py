"""How many more answers would probably let links reach a wanted precision, where none can be promised yet.

A threshold is taken where of `n` held-out links so few are wrong that `wrong + 1/2 <= (1 - wanted) (n + 1)`
(`serving.matching.policy.least_probability`). With a wrong share of `e` below `1 - wanted` that comes true at
`n = (wanted - 1/2) / (1 - wanted - e)` links. One threshold needs fewer answers than another: a higher one has fewer
wrong links, a lower one more links an answer. The least number over all thresholds counts.
"""

from collections.abc import Sequence
from math import ceil

import numpy as np

from data.labels.links import Basis
from features.schema.array_types import Floats
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.bundle import Bundle
from serving.matching.policy import (
    MIN_LINK_PROBABILITY,
    USUAL_PRECISION,
    CurvePoint,
    Policy,
    least_probability,
)

ENOUGH_LABELS = 50
"""With fewer right or fewer wrong pairs among the labels these do not choose thresholds."""

TOO_MANY = 10
"""More than so many times the answers so far is no advice: so few wrong links say little of their share."""

MEDIAN = 1 / 6
"""Added to both counts of a share, it gives the median of the posterior under Jeffreys' prior, about."""


@value_class
class AnswersSoFar:
    """How many records have an answer, and for how many of them the right profile is known and a candidate."""

    records: int = 0
    right: int = 0


def more_by_held_out(curve: Sequence[CurvePoint], answered: int, wanted: float) -> int | None:
    """Return how many more answers like the held-out ones would do; None where no threshold has so few wrong links.

    The wrong share of each threshold is taken at the median of its posterior (Jeffreys' prior), so that the truth is as
    probably better as worse. Where that is too high for all, `at_least_by_held_out` may name a number.
    """
    return _more_by_curve(curve, answered, wanted, MEDIAN)


def at_least_by_held_out(curve: Sequence[CurvePoint], answered: int, precision: float) -> int | None:
    """Return how many more answers are needed if links are as often wrong as the held-out ones; None as above."""
    return _more_by_curve(curve, answered, precision, 0.0)


def _more_by_curve(curve: Sequence[CurvePoint], answered: int, precision: float, added: float) -> int | None:
    """Return how many more answers would do, with so much of a wrong and of a right link added to each threshold's."""
    points = [point for point in curve if point.linked and point.probability >= MIN_LINK_PROBABILITY]
    links = np.array([point.linked for point in points], np.float64)
    wrong = links - np.array([point.right for point in points], np.float64)
    total = _least_total((wrong + added) / (links + 2 * added), links / max(answered, 1), precision)
    return None if total is None else max(ceil(total) - answered, 1)


def more_by_probabilities(probabilities: Floats, records: int, so_far: AnswersSoFar, precision: float) -> int | None:
    """Return how many more answers would do by the probabilities of the best candidates of `records` records.

    Thresholds are chosen by labels from ENOUGH_LABELS right profiles on. None where even the most probable links are
    wrong too often.
    """
    ordered = np.sort(probabilities)[::-1]
    links = np.arange(1, len(ordered) + 1, dtype=np.float64)
    total = _least_total(np.cumsum(1 - ordered) / links, links / max(records, 1), precision)
    if total is None:
        return None
    expected = float(ordered.sum()) / max(records, 1)
    share_right = (so_far.right + expected) / (so_far.records + 1)
    for_labels = so_far.records + max(ENOUGH_LABELS - so_far.right, 0) / share_right
    return max(ceil(max(total, for_labels)) - so_far.records, 1)


def what_would_change(more: int | None, precision: float) -> str:
    """Return the number as a sentence without its end; None says that no number would do."""
    if more is None:
        return wording(
            "no number of answers alone would change that: the most probable links reach no {precision:g} themselves",
            precision=precision,
        )
    return wording("about {more:,} more answer{s} would probably change that", more=more, s="" if more == 1 else "s")


def what_held_out_answers_need(curve: Sequence[CurvePoint], answered: int, precision: float) -> tuple[int | None, str]:
    """Return how many more answers would do where held-out ones reach no threshold, and that as a sentence."""
    more = more_by_held_out(curve, answered, precision)
    least = at_least_by_held_out(curve, answered, precision) if more is None else None
    if least is None:
        return more, what_would_change(more, precision)
    if least > TOO_MANY * answered:
        return None, wording("answers alone would hardly change that: the most probable links are wrong too often")
    few = "the answers are too few to say how many would"
    return None, wording(
        "{few}: at least {least:,} more, if the most probable links stay as right as they are", few=few, least=least
    )


def _least_total(wrong_share: Floats, links_an_answer: Floats, precision: float) -> float | None:
    """Return the least number of answers at which one of the thresholds is taken."""
    room = 1 - precision - wrong_share
    possible = room > 0
    if not possible.any():
        return None
    return float(np.min((precision - 0.5) / room[possible] / links_an_answer[possible]))


NO_ANSWERS = AnswersSoFar()


def why_nothing_is_linked(
    best: Floats,
    records: int,
    bundle: Bundle | None,
    precision: float | None = None,
    further: AnswersSoFar = NO_ANSWERS,
) -> str:
    """Return why nothing is linked and what would change that, as a sentence without its end.

    `best` are the probabilities of the best candidates of `records` records; `further` answers are not the bundle's.
    """
    policy = None if bundle is None else bundle.deciding_policy
    target = precision or (USUAL_PRECISION if policy is None else policy.precision)
    if policy is not None and bundle is not None and bundle.basis == Basis.OWN_LABELS:
        if not is_proved(bundle, target):
            _, change = what_held_out_answers_need(policy.curve, _held_out(policy, bundle), target)
            return wording(
                "no probability reaches {target:g} on held-out answers; {change}", target=target, change=change
            )
        return wording("no record here is as probable as links of {target:g} are", target=target)
    before = AnswersSoFar() if bundle is None else AnswersSoFar(**bundle.manifest.get("answers", {}))
    answered = AnswersSoFar(before.records + further.records, before.right + further.right)
    more = more_by_probabilities(best, records, answered, target)
    return wording(
        "a precision of {target:g} cannot be promised yet; {more}", target=target, more=what_would_change(more, target)
    )


def is_proved(bundle: Bundle, precision: float | None = None) -> bool:
    """Whether a model's own held-out answers reach a precision, by default the model's; else links only aim at it."""
    policy = bundle.deciding_policy
    reached = least_probability(policy.curve, precision or policy.precision)
    return bundle.basis == Basis.OWN_LABELS and reached is not None


def _held_out(policy: Policy, bundle: Bundle) -> int:
    counted = max((point.linked for point in policy.curve), default=0)
    return max(int(bundle.manifest.get("labels", {}).get("records", 0)), counted)

"""The order of the review queue: records first whose review most likely changes a decision. Pure.

The gain is the probability that the decision is wrong, given all contrary evidence, times the nearness of the record to
the threshold, where answers move it most (uncertainty sampling, Lewis and Gale 1994; query by committee, Seung et al.
1992).
"""

from collections.abc import Iterable, Sequence
from math import log, sqrt

from features.pairs.columns import hash_text
from features.schema.value_class import value_class
from serving.matching.guarantees.precision_guarantee import upper_bound
from serving.matching.policy import MIN_LINK_PROBABILITY
from serving.vocabulary.terms import ReviewOrder

DISAGREEMENT = 2.0
CONTRADICTION = 3.0
"""Factors on the odds of a wrong decision: where the models disagree, and where the account's company differs."""
PRIOR_OF_CORRECTIONS = 4.0
"""The number of judged links in a record's group at which their corrections weigh as much as the model."""
REACH = 2.0
"""The distance to the threshold, in log-odds, at which nearness is one half."""
SAMPLE = 100
"""With so many answers, three of four on a sample of the links, .99 can be promised: 49 right links in a row."""
MIN_GAIN = 0.02
"""Below it a review is expected to change one decision in fifty."""
_MIN_PROBABILITY = 1e-6


@value_class
class ReviewCase:
    """The evidence for a review of one record.

    `rival` is the probability that the other model (Fellegi-Sunter weights alone) gives the same candidate;
    `contradicts`: the account is linked to another company than the profile's; people corrected
    `corrected` of the `judged` links in its group.
    """

    name: str
    probability: float
    threshold: float
    linked: bool
    rival: float | None = None
    contradicts: bool = False
    corrected: int = 0
    judged: int = 0


@value_class
class Risk:
    """The risk that is left without further review: expected wrong links and missed matches, of how many records.

    `upper` bounds the wrong share of the links among the answers so far (95 %, Clopper-Pearson); None without answers.
    """

    records: int
    wrong_links: float
    missed: float
    upper: float | None


def probability_of_error(case: ReviewCase) -> float:
    """Return the probability that the decision is wrong."""
    plain = 1 - case.probability if case.linked else case.probability
    odds = max(plain, _MIN_PROBABILITY) / max(1 - plain, _MIN_PROBABILITY)
    if case.rival is not None:
        odds *= 1 + DISAGREEMENT * abs(case.probability - case.rival)
    if case.contradicts and case.linked:
        odds *= CONTRADICTION
    probability = odds / (1 + odds)
    return (PRIOR_OF_CORRECTIONS * probability + case.corrected) / (PRIOR_OF_CORRECTIONS + case.judged)


def expected_gain(case: ReviewCase) -> float:
    """Return the value of a review, between 0 and 1."""
    distance = abs(_logit(case.probability) - _logit(case.threshold))
    nearness = 1 / (1 + distance / REACH)
    return round(sqrt(probability_of_error(case)) * nearness, 6)


def in_order(cases: Iterable[ReviewCase], answered: int = 0) -> list[ReviewCase]:
    """Return cases of the highest gain and cases drawn by hash in turn, after `answered` earlier ones; stable.

    Of the first `SAMPLE` questions three of four are drawn among possible links: a precision can be promised only by as
    many answers on a sample of the links as it needs. Later every second is drawn, among all: a model learns better
    from a sample beside the hard cases than from these alone. See docs/experiments/order-of-the-review-queue.md and
    docs/experiments/promise-after-few-answers.md.
    """
    all_cases = list(cases)
    by_gain = iter(sorted(all_cases, key=lambda case: (-expected_gain(case), *_drawn(case))))
    links = iter(sorted(all_cases, key=lambda case: (case.probability < MIN_LINK_PROBABILITY, *_drawn(case))))
    everyone = iter(at_random(all_cases))
    taken: dict[str, ReviewCase] = {}
    while len(taken) < len(all_cases):
        position = answered + len(taken)
        drawn, turns = (links, 4) if position < SAMPLE else (everyone, 2)
        case = next(case for case in (drawn if position % turns else by_gain) if case.name not in taken)
        taken[case.name] = case
    return list(taken.values())


def by_suspicion(cases: Iterable[ReviewCase]) -> list[ReviewCase]:
    """Return the links most likely to be wrong first, then the matches most likely to be missed.

    The answers are no sample of all records: they find errors, and say little of how many are left.
    """
    return sorted(cases, key=lambda case: (not case.linked, -probability_of_error(case), *_drawn(case)))


def at_random(cases: Iterable[ReviewCase]) -> list[ReviewCase]:
    """Return the cases drawn by hash of their names: the answers are a sample of all records."""
    return sorted(cases, key=_drawn)


def ordered(cases: Iterable[ReviewCase], order: ReviewOrder, answered: int = 0) -> list[ReviewCase]:
    """Return the cases in the order that is asked for, after `answered` earlier ones; it is stable."""
    if order is ReviewOrder.USEFUL:
        return in_order(cases, answered)
    return by_suspicion(cases) if order is ReviewOrder.SUSPICIOUS else at_random(cases)


def _drawn(case: ReviewCase) -> tuple[int, str]:
    return hash_text(case.name), case.name


def should_stop(cases: Sequence[ReviewCase]) -> bool:
    """Whether no further review has a gain of at least MIN_GAIN."""
    return all(expected_gain(case) < MIN_GAIN for case in cases)


def risk_left(cases: Sequence[ReviewCase], wrong: int, answered: int) -> Risk:
    """Return the risk that is left: `wrong` of the `answered` links were wrong."""
    linked = [probability_of_error(case) for case in cases if case.linked]
    others = [probability_of_error(case) for case in cases if not case.linked]
    upper = upper_bound(wrong, answered) if answered else None
    return Risk(len(cases), round(sum(linked), 2), round(sum(others), 2), upper)


def _logit(probability: float) -> float:
    inside = min(max(probability, _MIN_PROBABILITY), 1 - _MIN_PROBABILITY)
    return log(inside / (1 - inside))

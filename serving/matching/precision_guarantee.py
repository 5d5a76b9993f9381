"""The precision contract: "at most one wrong badge in N", kept with a stated confidence, or not promised at all.

A promise speaks of badges to come, as many as the held-out answers that it rests on. A threshold passes if, had as many
further links more than one in N wrong, so few wrong ones among the held-out ones would have a probability of 5 % at
most: both are then a random half of the same pool, whatever the true share is (the exact prediction bound, Thatcher
1964). Clopper and Pearson's bound on the share itself is told beside it; it is met whenever the stricter one is.

Thresholds are tested from the top downwards, and the last one that passes before the first that fails is taken
(fixed-sequence testing, as in Angelopoulos et al., Learn then Test, 2021), so that nothing is paid for their number.
The first one links twice as many as a promise needs without a mistake, where that is a third of the answers at most:
so one mistake among the surest does not end everything. Which are tested follows from how many they link alone.
Conformal risk control bounds the expected share of wrong badges over many draws of the answers; an admin asks that this
one contract's promise be kept, which is a bound in probability. `onematch bench promise` measures how often it breaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from math import ceil, comb, exp, lgamma, log, log1p

from serving.matching.policy import CurvePoint, Policy

CONFIDENCE = 0.95
_NOTHING = 1e-15
STEP = 1.05
"""Each threshold that is tested links at least so many times as many as the one before it."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What is promised: from `threshold` on at most one in `one_in` links is wrong; None: too few answers to promise.

    `linked` and `wrong` are the held-out links that it rests on, `bound` the upper bound of their wrong share;
    `needed` is how many links without a mistake the promise would need at the least.
    """

    one_in: int
    confidence: float
    threshold: float | None
    linked: int
    wrong: int
    bound: float
    needed: int

    @property
    def told(self) -> str:
        """Say it in a sentence."""
        if self.threshold is None:
            return f"nothing is promised: {self.wrong} of {self.linked} are wrong, {self.needed} without one are needed"
        return f"from {self.threshold:.4f} on, at most {self.bound:.4f} are wrong ({self.wrong} of {self.linked})"


def promise(curve: Sequence[CurvePoint], one_in: int, confidence: float = CONFIDENCE) -> Guarantee:
    """Choose the lowest threshold whose links are wrong at most once in so many, or abstain."""
    case, needed = 1 - confidence, least_links(one_in, confidence)
    chosen: CurvePoint | None = None
    for point in _tested(curve, needed):
        if probability_of_breaking(point.linked - point.right, point.linked, one_in) > case:
            break
        chosen = point
    if chosen is None:
        last = max(curve, key=lambda point: point.linked, default=CurvePoint(1.0, 0, 0))
        return Guarantee(one_in, confidence, None, last.linked, last.linked - last.right, 1.0, needed)
    wrong = chosen.linked - chosen.right
    bound = upper_bound(wrong, chosen.linked, confidence)
    return Guarantee(one_in, confidence, chosen.probability, chosen.linked, wrong, bound, needed)


def promising(policy: Policy, one_in: int | None, confidence: float = CONFIDENCE) -> Policy:
    """Cut a policy so that it keeps a promise; where nothing can be promised, it asks people and links nothing."""
    if one_in is None:
        return policy
    threshold = promise(policy.curve, one_in, confidence).threshold
    review = policy.review if threshold is None else min(policy.review, threshold)
    return replace(policy, linked=threshold, review=review, precision=1 - 1 / one_in)


def cut(policy: Policy, precision: float | None, one_in: int | None) -> Policy:
    """Cut a policy as a contract wants it: a promise goes before a precision that is only aimed at."""
    if one_in is not None:
        return promising(policy, one_in)
    return policy if precision is None else policy.at_precision(precision)


@cache
def least_links(one_in: int, confidence: float = CONFIDENCE) -> int:
    """Return how many links without a single mistake a promise needs."""
    return next(linked for linked in count(1) if probability_of_breaking(0, linked, one_in) <= 1 - confidence)


def probability_of_breaking(wrong: int, linked: int, one_in: int) -> float:
    """Return the probability of at most so many wrong ones here if as many further links just break the promise.

    Hypergeometric: the wrong ones of both are dealt out at random to two halves of `linked` each.
    """
    pool = wrong + linked // one_in + 1
    if pool > 2 * linked:
        return 1.0
    start = min(wrong, (pool + 1) // 2)
    logs = _log_choices(pool, start) + _log_choices(2 * linked - pool, linked - start)
    first = exp(logs - _log_choices(2 * linked, linked))
    total, term = first, first
    for k in range(start, max(0, pool - linked), -1):
        term *= k * (linked - pool + k) / ((pool - k + 1) * (linked - k + 1))
        total += term
        if term < total * _NOTHING:
            break
    term = first
    for k in range(start, wrong):
        term *= (pool - k) * (linked - k) / ((k + 1) * (linked - pool + k + 1))
        total += term
    return min(1.0, total)


def upper_bound(wrong: int, linked: int, confidence: float = CONFIDENCE) -> float:
    """Return Clopper and Pearson's upper bound of a share (1934), to six digits, rounded up."""
    if wrong >= linked:
        return 1.0
    low, high = wrong / linked, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        if probability_of_so_few(wrong, linked, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return min(1.0, ceil(high * 1e6) / 1e6)


def probability_of_so_few(wrong: int, linked: int, share: float) -> float:
    """Return the probability of at most so many wrong ones if each is wrong with probability `share`."""
    if share >= 1:
        return float(wrong >= linked)
    if linked <= 60:
        return sum(comb(linked, k) * share**k * (1 - share) ** (linked - k) for k in range(wrong + 1))
    logs = lgamma(linked + 1)
    return min(1.0, sum(
        exp(logs - lgamma(k + 1) - lgamma(linked - k + 1) + k * log(share) + (linked - k) * log1p(-share))
        for k in range(wrong + 1)
    ))  # fmt: skip


def _log_choices(of: int, chosen: int) -> float:
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)


def _tested(curve: Sequence[CurvePoint], needed: int) -> Iterator[CurvePoint]:
    """Choose the thresholds to test, from the highest on, by how many they link: whether rightly plays no part."""
    answers = max((point.linked for point in curve), default=0)
    at_least = max(float(needed), min(2.0 * needed, answers / 3))
    for point in sorted(curve, key=lambda one: -one.probability):
        if point.linked >= at_least:
            yield point
            at_least = point.linked * STEP

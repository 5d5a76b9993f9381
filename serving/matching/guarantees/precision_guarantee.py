"""The precision guarantee: at most one wrong badge in N, with a stated confidence, or no guarantee.

It is a statement about future badges, as many as the held-out answers behind it. A threshold passes if so few wrong
held-out links have a probability of at most 5 % when more than one in N of as many further links are wrong: both are
random halves of one pool, whatever the true share is (the exact prediction bound, Thatcher 1964). Clopper and Pearson's
bound on the share is reported beside it and holds whenever the stricter one does.

Thresholds are tested from the highest on; the last one that passes before the first that fails is used
(fixed-sequence testing, Angelopoulos et al., Learn then Test, 2021), so that their number costs no confidence. The
first one links twice as many records as a guarantee without a wrong link needs, or a third of the answers. Which ones
are tested depends only on how many records they link. Conformal risk control bounds an expectation over many draws of
the answers, whereas an admin wants a bound for one contract. See `docs/experiments/precision-guarantee.md`,
which also says how often a guarantee breaks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import count
from math import ceil, exp, lgamma, log, log1p

from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.policy import CurvePoint, Policy

CONFIDENCE = 0.95
_NOTHING = 1e-15
STEP = 1.05
"""Each tested threshold links at least this many times as many records as the one before it."""


@value_class
class Guarantee:
    """From `threshold` on at most one in `one_in` links is wrong; None: the answers are too few for a guarantee.

    `linked` and `wrong` count the held-out links behind it, `bound` is the upper bound of their wrong share, and
    `needed` the least number of links without a wrong one that a guarantee needs.
    """

    one_in: int
    threshold: float | None
    linked: int
    wrong: int
    bound: float
    needed: int

    @property
    def sentence(self) -> str:
        """The guarantee in one sentence."""
        if self.threshold is None:
            counts = wording("{wrong} of {linked} are wrong", wrong=self.wrong, linked=self.linked)
            return wording(
                "nothing is guaranteed: {counts}, {needed} without a wrong one are needed",
                counts=counts,
                needed=self.needed,
            )
        return wording(
            "from {threshold:.2%} on, at most {bound:.2%} are wrong ({wrong} of {linked})",
            threshold=self.threshold,
            bound=self.bound,
            wrong=self.wrong,
            linked=self.linked,
        )


def guarantee(curve: Sequence[CurvePoint], one_in: int) -> Guarantee:
    """Return the guarantee with the lowest threshold that passes, or one without a threshold."""
    needed = least_links(one_in)
    chosen: CurvePoint | None = None
    for point in _tested(curve, needed):
        if probability_of_breaking(point.linked - point.right, point.linked, one_in) > 1 - CONFIDENCE:
            break
        chosen = point
    behind = chosen or max(curve, key=lambda point: point.linked, default=CurvePoint(1.0, 0, 0))
    wrong = behind.linked - behind.right
    return Guarantee(
        one_in=one_in,
        threshold=None if chosen is None else chosen.probability,
        linked=behind.linked,
        wrong=wrong,
        bound=1.0 if chosen is None else upper_bound(wrong, behind.linked),
        needed=needed,
    )


def with_guarantee(policy: Policy, one_in: int | None) -> Policy:
    """Return the policy with a guarantee's threshold; without a guarantee it links nothing and reviews."""
    if one_in is None:
        return policy
    return replace(policy.linking_from(guarantee(policy.curve, one_in).threshold), precision=1 - 1 / one_in)


def cut(policy: Policy, precision: float | None, one_in: int | None) -> Policy:
    """Return the policy with the thresholds that a contract wants; a guarantee goes before a wanted precision."""
    if one_in is not None:
        return with_guarantee(policy, one_in)
    return policy if precision is None else policy.at_precision(precision)


@cache
def least_links(one_in: int) -> int:
    """Return how many links without a wrong one a guarantee needs."""
    return next(linked for linked in count(1) if probability_of_breaking(0, linked, one_in) <= 1 - CONFIDENCE)


def probability_of_breaking(wrong: int, linked: int, one_in: int) -> float:
    """Return the probability of at most `wrong` wrong links if as many further links just break the guarantee.

    Hypergeometric: the wrong links of both are distributed at random over two halves of `linked` each.
    """
    pool = wrong + linked // one_in + 1
    if pool > 2 * linked:
        return 1.0
    all_ways = _log_choices(2 * linked, linked)
    total = 0.0
    for k in range(wrong, max(0, pool - linked) - 1, -1):
        term = exp(_log_choices(pool, k) + _log_choices(2 * linked - pool, linked - k) - all_ways)
        total += term
        if 0 < term < total * _NOTHING:
            break
    return min(1.0, total)


def upper_bound(wrong: int, linked: int, confidence: float = CONFIDENCE) -> float:
    """Return Clopper and Pearson's upper bound of a share (1934), to six digits, rounded up."""
    if wrong >= linked:
        return 1.0
    low = wrong / linked
    high = 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        if probability_of_so_few(wrong, linked, middle) > 1 - confidence:
            low = middle
        else:
            high = middle
    return min(1.0, ceil(high * 1e6) / 1e6)


def probability_of_so_few(wrong: int, linked: int, share: float) -> float:
    """Return the probability of at most `wrong` wrong links if each is wrong with probability `share`."""
    if share >= 1:
        return float(wrong >= linked)
    logs = (_log_choices(linked, k) + k * log(share) + (linked - k) * log1p(-share) for k in range(wrong + 1))
    return min(1.0, sum(map(exp, logs)))


def _log_choices(of: int, chosen: int) -> float:
    return lgamma(of + 1) - lgamma(chosen + 1) - lgamma(of - chosen + 1)


def _tested(curve: Sequence[CurvePoint], needed: int) -> Iterator[CurvePoint]:
    """Yield the thresholds to test, the highest first; only the number of links decides which ones."""
    answers = max((point.linked for point in curve), default=0)
    at_least = max(float(needed), min(2.0 * needed, answers / 3))
    for point in sorted(curve, key=lambda point: -point.probability):
        if point.linked >= at_least:
            yield point
            at_least = point.linked * STEP

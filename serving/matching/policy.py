"""The policy: the thresholds of links and of reviews for a wanted precision, and the curve that they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from features.schema.errors import OnematchError
from features.schema.value_class import value_class

USUAL_PRECISION = 0.99
"""The precision that links aim at, unless a user wants another."""
LEAST_PRECISION = 0.5
"""Links that are wrong rather than right are wanted by nobody."""
MIN_LINK_PROBABILITY = 0.5
"""No link is less probable. Measured in `docs/experiments/least-probability-of-a-link.md`."""


class PrecisionOutside(OnematchError):
    """A wanted precision is not a share from .5 to 1."""


def require_precision(precision: float | None) -> None:
    """Raise PrecisionOutside unless a wanted precision is from .5 to 1; None wants no other one."""
    if precision is not None and not LEAST_PRECISION <= precision <= 1:
        raise PrecisionOutside(
            "precision: got {precision}, expected {least_precision} to 1, such as 0.99",
            precision=precision,
            least_precision=LEAST_PRECISION,
        )


@value_class
class CurvePoint:
    """Of the held-out records, `linked` have at least this probability; `right` of those are right."""

    probability: float
    linked: int
    right: int


@value_class
class Policy:
    """`linked` is the least probability of a link (None: no record is linked), `review` that of a review.

    `margin` is the least difference of a link's probability to the runner-up's. `curve` is measured out of fold on
    best candidates, the highest probability first. `before` is that of the model before, as far as the answers behind
    `curve` do not contradict it: it may link more. With `prefers_parent` a record that names a part of a company goes
    to that company, for review, also where the part is a profile.
    """

    linked: float | None
    review: float
    margin: float
    precision: float
    curve: tuple[CurvePoint, ...] = ()
    prefers_parent: bool = False
    before: tuple[CurvePoint, ...] = ()

    def at_precision(self, precision: float) -> "Policy":
        """Return the policy for another wanted precision by the curve; without one it is the least probability."""
        if self.linked is not None and not self.curve and not self.before:
            return replace(self.linking_from(precision), precision=precision)
        found = (least_probability(curve, precision) for curve in (self.curve, self.before))
        linked = min((least for least in found if least is not None), default=None)
        return replace(self.linking_from(linked), precision=precision)

    def linking_from(self, threshold: float | None) -> "Policy":
        """Return the policy that links from a threshold on, nothing without one."""
        review = self.review if threshold is None else min(self.review, threshold)
        return replace(self, linked=threshold, review=review)

    def as_json(self) -> dict[str, object]:
        return {
            "linked": self.linked,
            "review": self.review,
            "margin": self.margin,
            "precision": self.precision,
            "curve": _saved(self.curve),
            **({"before": _saved(self.before)} if self.before else {}),
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> "Policy":
        of_both = saved["curve"], saved.get("before", ())
        curve, before = (tuple(CurvePoint(*point) for point in points) for points in of_both)
        return cls(saved["linked"], saved["review"], saved["margin"], saved["precision"], curve, before=before)


def _saved(curve: Sequence[CurvePoint]) -> list[list[float]]:
    return [[point.probability, point.linked, point.right] for point in curve]


def least_probability(curve: Sequence[CurvePoint], precision: float) -> float | None:
    """Return the lowest probability from which on links have the wanted precision, None if there is none.

    Half an error is added (Jeffreys' prior), so that few records are not enough. The result is at least
    MIN_LINK_PROBABILITY, however low the wanted precision is.
    """
    fitting = {p.probability for p in curve if p.linked - p.right + 0.5 <= (1 - precision) * (p.linked + 1) + 1e-9}
    lowest = min(fitting, default=None)
    if lowest is None or lowest >= MIN_LINK_PROBABILITY:
        return lowest
    above = {point.probability for point in curve if point.probability >= MIN_LINK_PROBABILITY}
    return MIN_LINK_PROBABILITY if not above or min(above) in fitting else min(fitting & above, default=None)

"""When a probability links, when it asks a person: thresholds for a wanted precision, and the curve they come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

EVEN = 0.5
"""No link is less probable. Held out, where .95 is asked for, F1 of links rises on fd_companies from .957 to .968, on
pseudopeople_w2 from .971 to .990, on febrl3 from .975 to .999; they keep .98 or more of their recall."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Linking everything from `probability` on linked `linked` held-out records, `right` of them rightly."""

    probability: float
    linked: int
    right: int


@dataclass(frozen=True, slots=True)
class Policy:
    """`linked` is the least probability that links (None: nothing can be promised), `review` the least that asks.

    `margin` is the least distance to the runner-up of a link. `curve` is measured out of fold, best candidates only,
    from the highest probability downwards.
    """

    linked: float | None
    review: float
    margin: float
    precision: float
    curve: tuple[CurvePoint, ...] = ()

    def at_precision(self, wanted: float) -> "Policy":
        """Cut again from the curve for another wanted precision; without a curve a link needs it as its probability."""
        linked = least_probability(self.curve, wanted) if self.curve or self.linked is None else wanted
        review = self.review if linked is None else min(self.review, linked)
        return replace(self, linked=linked, review=review, precision=wanted)

    def as_json(self) -> dict[str, object]:
        return {
            "linked": self.linked,
            "review": self.review,
            "margin": self.margin,
            "precision": self.precision,
            "curve": [[point.probability, point.linked, point.right] for point in self.curve],
        }

    @classmethod
    def from_json(cls, saved: Mapping[str, object]) -> "Policy":
        curve = saved["curve"]
        if not isinstance(curve, list):
            raise TypeError("policy curve: a list of [probability, linked, right] was expected")
        points = tuple(CurvePoint(float(p), int(n), int(r)) for p, n, r in curve)
        linked = None if saved["linked"] is None else float(str(saved["linked"]))
        review, margin, precision = (float(str(saved[name])) for name in ("review", "margin", "precision"))
        return cls(linked, review, margin, precision, points)


def least_probability(curve: Sequence[CurvePoint], wanted: float) -> float | None:
    """Return the lowest probability from which on links are right as often as wanted, None if there is none.

    Half an imagined error is added (as Jeffreys' prior does), so that a handful of records promises nothing. What is
    rather wrong than right links nobody, however low a precision is wanted.
    """
    fitting = {p.probability for p in curve if p.linked - p.right + 0.5 <= (1 - wanted) * (p.linked + 1) + 1e-9}
    lowest = min(fitting, default=None)
    if lowest is None or lowest >= EVEN:
        return lowest
    above = {point.probability for point in curve if point.probability >= EVEN}
    return EVEN if not above or min(above) in fitting else min(fitting & above, default=None)

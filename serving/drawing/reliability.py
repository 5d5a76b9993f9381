"""A reliability diagram as SVG: the share that is right over the probability that was said, beside the diagonal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from serving.drawing.panel import Panel
from serving.drawing.svg import MUTED

LARGEST, SMALLEST = 10.0, 3.0


@dataclass(frozen=True, slots=True)
class ReliabilityDot:
    """Candidates of about one probability: what was said, the share that is right with its interval, their number."""

    said: float
    share: float
    low: float
    high: float
    count: float


def reliability_parts(panel: Panel, dots: Sequence[ReliabilityDot], colour: str) -> Iterator[str]:
    """Draw the frame, the diagonal and the dots; a larger dot stands for more candidates."""
    yield from panel.frame()
    yield panel.path([(0, 0), (1, 1)], MUTED, stroke_dasharray="4 4")
    most = max((dot.count for dot in dots), default=1.0)
    for dot in dots:
        radius = SMALLEST + (LARGEST - SMALLEST) * sqrt(dot.count / most)
        yield panel.whisker(dot.said, dot.low, dot.high, colour)
        yield panel.dot(dot.said, dot.share, radius, colour)

"""Growth of a figure as a power of a size."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.bench.results import Row


@dataclass(frozen=True, slots=True)
class Power:
    """A figure as `factor * size ** exponent`; `worst_residual` is the largest deviation, as a factor."""

    exponent: float
    factor: float
    worst_residual: float

    def at(self, size: float) -> float:
        """Return the fitted figure at a size."""
        return float(self.factor * size**self.exponent)


def fit_power(points: Sequence[tuple[float, float]]) -> Power | None:
    """Fit sizes and figures by least squares of their logarithms.

    None with fewer than two sizes, or where a figure is NaN or not above 0.
    """
    if len({size for size, _ in points}) < 2 or not all(figure > 0 and math.isfinite(figure) for _, figure in points):
        return None
    x, y = np.log(np.array(points)).T
    slope, start = np.polyfit(x, y, 1)
    return Power(float(slope), float(np.exp(start)), float(np.exp(np.abs(y - (start + slope * x)).max())))


def points_of(rows: Sequence[Row], size: str, figure: str) -> list[tuple[float, float]]:
    """Return (size, figure) of the rows that have the figure."""
    return [(float(str(row[size])), float(str(row[figure]))) for row in rows if row[figure] is not None]

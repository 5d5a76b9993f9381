"""How time and size grow with the universe: the same measurements at several sizes, with the fitted exponents."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from data.progress import Progress
from training.bench_live import LiveRequest, bench_live
from training.bench_report import BenchResult, BenchTable, Row

SIZES = (10_000, 100_000, 1_000_000)
MEASURED = ("p50_ms", "p99_ms", "cpu_p50_ms", "cpu_p99_ms", "build_s", "disk_mb", "open_s")
EXPONENT_NOTE = (
    "The slope b of log(figure) = a + b log(profiles), by least squares: 0 does not grow, 1 grows with the universe. "
    "worst residual: the largest distance of a measurement from the line, as a factor."
)


@dataclass(frozen=True, slots=True)
class GrowthRequest:
    """Which sizes of the universe, and how each is asked."""

    sizes: Sequence[int] = SIZES
    live: LiveRequest = field(default_factory=LiveRequest)


def bench_growth(request: GrowthRequest, load_before: float, progress: Progress) -> BenchResult:
    """Measure live answers and the index at every size; gives the figures and how fast each grows."""
    sizes = sorted(set(request.sizes))
    rows = [growth_row(replace(request.live, profiles=size), load_before, progress) for size in sizes]
    growth = [exponent_row(name, rows) for name in MEASURED] if len(rows) > 1 else []
    tables = [BenchTable("By the size of the universe", rows), BenchTable("Growth", growth, EXPONENT_NOTE)]
    settings = {"kind": str(request.live.kind), "sizes": list(sizes), "queries": request.live.queries}
    return BenchResult("growth", settings, [table for table in tables if table.rows], load_before)


def growth_row(request: LiveRequest, load_before: float, progress: Progress) -> Row:
    """Measure one size: whole answers, and the index that they came from."""
    answers, _, index = (table.rows[0] for table in bench_live(request, load_before, progress).tables)
    return {"profiles": index["profiles"]} | {name: answers.get(name, index.get(name)) for name in MEASURED}


def exponent_row(name: str, rows: Sequence[Row]) -> Row:
    """Fit how one figure grows with the profiles."""
    x = np.log([float(str(row["profiles"])) for row in rows])
    y = np.log([max(float(str(row[name])), 1e-9) for row in rows])
    slope, start = np.polyfit(x, y, 1)
    worst = float(np.exp(np.abs(y - (start + slope * x)).max()))
    return {"figure": name, "exponent": round(float(slope), 3), "worst_residual": round(worst, 2)}

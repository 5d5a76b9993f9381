"""Growth of time and size with the universe: the same measurements at several sizes, with fitted exponents."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from training.bench.chunks import IN_PROCESSES, WARM_UP, in_processes
from training.bench.ground import BenchGround, GroundSize, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, BundleOption, KindChoice, read_numbers
from training.bench.live import live_rows, records_of
from training.bench.machine import in_own_process
from training.bench.plots import Row, figure_of

OF_LIVE = ("p50_ms", "p99_ms", "cpu_p50_ms", "cpu_p99_ms")
OF_BATCH = ("records_per_s", "records_per_cpu_s", "private_mb")
OF_INDEX = ("build_s", "open_s", "disk_mb")
MEASURED = (*OF_LIVE, *OF_BATCH, *OF_INDEX)
SIZES_NOTE = (
    f"ms: one record at a time. records per s: the first rows of the same records in chunks of {IN_PROCESSES}, in one "
    "new process without cached words; private: the memory of that process alone afterwards, mapped files not "
    "included. build, open, disk: the index."
)
EXPONENT_NOTE = (
    "The slope b of log(figure) = a + b log(profiles), by least squares: 0 is constant, 1 is linear in the universe. "
    "worst residual: the largest distance of a measurement from the line, as a factor."
)
DRAWN = ("p50_ms", "p99_ms", "records_per_s", "disk_mb")


def growth(
    progress: Progress,
    *,
    kind: KindChoice = Kind.PERSON,
    sizes: Annotated[str, typer.Option("--sizes", help="Universe sizes separated by commas.")] = "10000,100000,1000000",
    queries: Annotated[int, typer.Option("--queries", min=10, help="Records matched one by one at each size.")] = 1_000,
    records: Annotated[int, typer.Option("--records", min=1, help="Records matched in chunks at each size.")] = 4_000,
    bundle: BundleOption = None,
) -> Iterator[BenchTable]:
    """Measure how time and size grow with the universe.

    One record at a time, a batch, its memory and the index, at every size, with the fitted exponents.
    """
    rows: list[Row] = []
    for size in sorted(set(read_numbers("--sizes", sizes, 2, 50))):
        drawn = GroundSize(kind, size, max(records_of(queries), WARM_UP + records))
        ground = in_own_process(partial(prepare_ground, drawn), progress)
        pair = bundle_for(kind, bundle), ground.index
        [answers], _, [index] = live_rows(Matcher.open(*pair), ground, queries)
        parts = ((OF_LIVE, answers), (OF_BATCH, batch_row(ground, pair, records)), (OF_INDEX, index))
        rows.append({"profiles": size} | {name: part[name] for names, part in parts for name in names})
    yield BenchTable("By the size of the universe", rows, SIZES_NOTE, DRAWN)
    yield BenchTable("Growth", [exponent_row(name, rows) for name in MEASURED] if len(rows) > 1 else [], EXPONENT_NOTE)


def batch_row(ground: BenchGround, pair: tuple[Path, Path], records: int) -> Row:
    """Match records in a new process, with code compiled before: a compilation would count as its memory."""
    rows = raw_rows(ground)
    return in_processes(1, pair, rows[:WARM_UP], rows[WARM_UP:][:records])


def exponent_row(name: str, rows: Sequence[Row]) -> Row:
    """Fit the growth of one figure with the profiles; None where it is absent, 0 or NaN."""
    points = [(float(str(row["profiles"])), figure_of(row, name) or 0.0) for row in rows]
    power = fit_power(points)
    exponent, worst = (None, None) if power is None else (round(power[0], 3), round(power[1], 2))
    return {"figure": name, "exponent": exponent, "worst_residual": worst}


def fit_power(points: Sequence[tuple[float, float]]) -> tuple[float, float] | None:
    """Fit sizes and figures by least squares of their logarithms; return exponent and largest deviation, as a factor.

    None with fewer than two sizes, or where a figure is not above 0.
    """
    if len({size for size, _ in points}) < 2 or not all(figure > 0 for _, figure in points):
        return None
    x, y = np.log(np.array(points)).T
    slope, start = np.polyfit(x, y, 1)
    return float(slope), float(np.exp(np.abs(y - (start + slope * x)).max()))

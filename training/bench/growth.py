"""Growth of time and size with the universe: the same measurements at several sizes, with fitted exponents."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from data.tables.progress import Progress
from serving.matching.matcher import Matcher
from training.bench.batch import IN_PROCESSES, WARM_UP, in_processes
from training.bench.exponent import fit_power, points_of
from training.bench.ground import SEED, BenchGround, GroundSize, prepare_ground
from training.bench.live import LiveRequest, bundle_for, live_tables, raw_rows
from training.bench.process import in_own_process
from training.bench.results import BenchResult, BenchTable, Row

SIZES = (10_000, 100_000, 1_000_000)
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


@dataclass(frozen=True, slots=True)
class GrowthRequest:
    """The sizes of the universe, the single records at each, and the number of records matched in chunks."""

    sizes: Sequence[int] = SIZES
    live: LiveRequest = field(default_factory=LiveRequest)
    records: int = 4_000


def bench_growth(request: GrowthRequest, load_before: float, progress: Progress) -> BenchResult:
    """Measure single records, a batch and the index at every size; return the figures and their exponents."""
    sizes = sorted(set(request.sizes))
    rows = [growth_row(replace(request.live, profiles=size), request.records, progress) for size in sizes]
    growth = [exponent_row(name, rows) for name in MEASURED] if len(rows) > 1 else []
    tables = [BenchTable("By the size of the universe", rows, SIZES_NOTE), BenchTable("Growth", growth, EXPONENT_NOTE)]
    settings = {"kind": str(request.live.kind), "sizes": list(sizes), "queries": request.live.queries}
    settings |= {"records": request.records, "seed": SEED}
    return BenchResult("growth", settings, [table for table in tables if table.rows], load_before)


def growth_row(live: LiveRequest, records: int, progress: Progress) -> Row:
    """Measure one size: single records, a batch, and the index."""
    size = GroundSize(live.kind, live.profiles, max(live.records, WARM_UP + records))
    ground = in_own_process(prepare_ground, size, progress)
    matcher = Matcher.open(bundle_for(live.kind, live.bundle), ground.index)
    answers, _, index = (table.rows[0] for table in live_tables(matcher, ground, live))
    batch = batch_row(ground, live, records)
    parts = ((OF_LIVE, answers), (OF_BATCH, batch), (OF_INDEX, index))
    return {"profiles": index["profiles"]} | {name: part[name] for names, part in parts for name in names}


def batch_row(ground: BenchGround, live: LiveRequest, records: int) -> Row:
    """Match records in a new process, with code compiled before: a compilation would count as its memory."""
    rows = raw_rows(ground)
    pair = bundle_for(live.kind, live.bundle), ground.index
    return in_processes(1, pair, rows[:WARM_UP], rows[WARM_UP:][:records])


def exponent_row(name: str, rows: Sequence[Row]) -> Row:
    """Fit the growth of one figure with the profiles; None where it is absent or 0."""
    power = fit_power(points_of(rows, "profiles", name))
    exponent, worst = (None, None) if power is None else (round(power.exponent, 3), round(power.worst_residual, 2))
    return {"figure": name, "exponent": exponent, "worst_residual": worst}

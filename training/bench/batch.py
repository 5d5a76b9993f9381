"""Records per second of the matcher, by the size of the chunk and the number of processes."""

import multiprocessing
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.matcher import Matcher
from serving.runtime.garbage import settle
from training.bench.ground import SEED, GroundSize, prepare_ground
from training.bench.live import RawRow, bundle_for, raw_rows
from training.bench.machine import peak_mb, private_mb
from training.bench.process import in_own_process
from training.bench.results import BenchResult, BenchTable, Row
from training.bench.whole import WholeRequest, whole_job

CHUNKS = (1, 8, 32, 128, 1_000, 10_000)
IN_PROCESSES = 512
"""Records of a chunk where several processes share the work, as in `onematch match`."""
MOST_CHUNKS = 2_000
"""The most chunks that are measured."""
WARM_UP = 256
FIRST_TIME, AGAIN = "first time", "again"


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """The profiles of the universe, the records that are matched, and the bundle (None: the shipped one).

    `whole` holds sizes of both sides of whole jobs, which are measured by stage, each in its own process.
    """

    kind: Kind = Kind.PERSON
    profiles: int = 1_000_000
    records: int = 10_000
    processes: int = 2
    bundle: Path | None = None
    whole: Sequence[int] = ()


def bench_batch(request: BatchRequest, load_before: float, progress: Progress) -> BenchResult:
    """Measure raw rows to decisions per second in this process, then in several that share the index."""
    warm = min(WARM_UP, request.records)
    ground = prepare_ground(GroundSize(request.kind, request.profiles, request.records + warm), progress)
    bundle, rows = bundle_for(request.kind, request.bundle), raw_rows(ground)
    Bundle.open(bundle)  # a pool starts workers forever that cannot open the bundle
    warm_up, rows = rows[:warm], rows[warm : warm + request.records]
    shared = [in_processes(count, (bundle, ground.index), warm_up, rows) for count in (1, request.processes)]
    measured: list[Row] = []
    matcher = Matcher.open(bundle, ground.index)
    settle()
    matcher.match_rows(warm_up)
    for done, size in enumerate(CHUNKS):
        progress("chunks", done, len(CHUNKS))
        measured.append(in_chunks(matcher, rows, size))
    progress("chunks", len(CHUNKS), len(CHUNKS))
    settings = {"kind": str(request.kind), "profiles": request.profiles, "bundle": matcher.bundle.version, "seed": SEED}
    tables = [BenchTable("Batch", measured + shared, NOTE)]
    jobs = [WholeRequest(request.kind, size, request.bundle) for size in request.whole]
    tables += [in_own_process(whole_job, job, progress) for job in jobs]
    return BenchResult("batch", settings, tables, load_before)


NOTE = (
    "From raw rows to decisions. per cpu s: by processor time, which does not grow when others use the machine. peak: "
    "the largest resident set of a process, mapped pages of the index included; private: the memory of the process "
    "alone. seen: first time in new processes, or again, when words and sounds are cached."
)


def in_chunks(matcher: Matcher, rows: Sequence[RawRow], size: int) -> Row:
    """Match in this process, `size` records at a time."""
    rows = rows[: size * MOST_CHUNKS]
    started, busy = time.perf_counter(), time.process_time()
    for start in range(0, len(rows), size):
        matcher.match_rows(rows[start : start + size], limit=1)
    used = _Used(time.perf_counter() - started, time.process_time() - busy, peak_mb(), private_mb())
    return {"processes": 1, "seen": AGAIN, **_row(size, len(rows), used)}


def in_processes(count: int, pair: tuple[Path, Path], warm_up: Sequence[RawRow], rows: Sequence[RawRow]) -> Row:
    """Match in several processes; their start and warm-up are not counted."""
    spawn = multiprocessing.get_context("spawn")
    chunks = [rows[start : start + IN_PROCESSES] for start in range(0, len(rows), IN_PROCESSES)]
    with spawn.Pool(count, _open, (*pair, warm_up)) as pool:
        pool.map(_match, [warm_up] * count * 2, chunksize=1)
        started = time.perf_counter()
        measured_parts = pool.map(_match, chunks, chunksize=1)
        seconds = time.perf_counter() - started
    busy, peaks, private = zip(*measured_parts, strict=True)
    used = _Used(seconds, sum(busy), max(peaks), max(private))
    return {"processes": count, "seen": FIRST_TIME, **_row(IN_PROCESSES, len(rows), used)}


@dataclass(frozen=True, slots=True)
class _Used:
    """Seconds on the wall, seconds on processors, and memory (resident, private) of the largest process."""

    seconds: float
    cpu_seconds: float
    memory_mb: float
    private_mb: float


def _row(chunk: int, records: int, used: _Used) -> Row:
    return {
        "chunk": chunk, "records": records, "seconds": round(used.seconds, 2),
        "records_per_s": round(records / used.seconds), "records_per_cpu_s": round(records / used.cpu_seconds),
        "peak_mb": used.memory_mb, "private_mb": used.private_mb,
    }  # fmt: skip


class _Worker:
    """The matcher that a process keeps between chunks."""

    matcher: Matcher


def _open(bundle: Path, index: Path, warm_up: Sequence[RawRow]) -> None:
    _Worker.matcher = Matcher.open(bundle, index)
    _Worker.matcher.match_rows(warm_up)
    settle()


def _match(rows: Sequence[RawRow]) -> tuple[float, float, float]:
    busy = time.process_time()
    _Worker.matcher.match_rows(rows, limit=1)
    return time.process_time() - busy, peak_mb(), private_mb()

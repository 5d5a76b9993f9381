"""Records per second of the matcher: by chunk in this process, or in several processes that share the index.

What is imported here counts as the memory of the processes that are measured.
"""

import multiprocessing
import time
from collections.abc import Sequence
from pathlib import Path

from serving.matching.matcher import Matcher
from serving.runtime.process import settle
from training.bench.ground import RawRow
from training.bench.machine import Row, peak_mb, private_mb

IN_PROCESSES = 512
"""Records of a chunk where several processes share the work, as in `onematch match`."""
MAX_CHUNKS = 2_000
"""The most chunks that are measured."""
WARM_UP = 256
FIRST_TIME = "first time"
AGAIN = "again"


def in_chunks(matcher: Matcher, rows: Sequence[RawRow], size: int) -> Row:
    """Match in this process, `size` records at a time."""
    rows = rows[: size * MAX_CHUNKS]
    started = time.perf_counter()
    busy = time.process_time()
    for start in range(0, len(rows), size):
        matcher.match_rows(rows[start : start + size], limit=1)
    seconds = time.perf_counter() - started
    used = (time.process_time() - busy, peak_mb(), private_mb())
    return {"processes": 1, "seen": AGAIN, "chunk": size, **_figures(len(rows), seconds, [used])}


def in_processes(count: int, pair: tuple[Path, Path], warm_up: Sequence[RawRow], rows: Sequence[RawRow]) -> Row:
    """Match in several processes; their start and warm-up are not counted."""
    spawn = multiprocessing.get_context("spawn")
    chunks = [rows[start : start + IN_PROCESSES] for start in range(0, len(rows), IN_PROCESSES)]
    with spawn.Pool(count, _open, (*pair, warm_up)) as pool:
        pool.map(_match, [warm_up] * count * 2, chunksize=1)
        started = time.perf_counter()
        used = pool.map(_match, chunks, chunksize=1)
        seconds = time.perf_counter() - started
    return {"processes": count, "seen": FIRST_TIME, "chunk": IN_PROCESSES, **_figures(len(rows), seconds, used)}


def _figures(records: int, seconds: float, used: Sequence[tuple[float, float, float]]) -> Row:
    """Return the figures of seconds on the wall, and of each chunk's processor seconds and memory (peak, private)."""
    busy, peak, private = zip(*used, strict=True)
    return {
        "records": records,
        "seconds": round(seconds, 2),
        "records_per_s": round(records / seconds),
        "records_per_cpu_s": round(records / sum(busy)),
        "peak_mb": max(peak),
        "private_mb": max(private),
    }


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

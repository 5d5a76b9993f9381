"""Time of one record in process, from its raw row to the decision, and of each step."""

import time
from collections.abc import Iterator
from functools import partial
from typing import Annotated

import typer

from data.index.index import UniverseIndex
from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.runtime.process import settle
from training.bench.ground import BenchGround, GroundSize, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, BundleOption, KindChoice, Profiles
from training.bench.machine import in_own_process, private_mb
from training.bench.plots import Row
from training.bench.steps import answer_seconds, percentiles, step_seconds

WARM_UP_SHARE = 0.2
LATENCY = ("p50_ms", "p99_ms")
LATENCY_NOTE = (
    "Milliseconds in one process, warmed up, the garbage collector set as in the service; cpu: time on the processor, "
    "which does not grow when others use the machine."
)
STEPS_NOTE = (
    "Other records than above, with a clock between the steps. normalise: raw row to columns; kernel: reading the "
    "candidates' fields and their match weights; features: the cut, the context and the feature matrix; model: trees "
    "and calibration; decision: order, reasons, decision. Percentiles of steps do not add up."
)
INDEX_NOTE = (
    "private: the memory of the process alone after all answers, with model and libraries, without mapped files."
)


def live(
    progress: Progress,
    *,
    kind: KindChoice = Kind.PERSON,
    profiles: Profiles = 1_000_000,
    queries: Annotated[int, typer.Option("--queries", min=10, help="Records that are matched one by one.")] = 2_000,
    bundle: BundleOption = None,
) -> Iterator[BenchTable]:
    """Measure one record at a time, in process.

    From the raw row to the decision, with the time of each step; the sample and its index are kept for the next run.
    """
    ground = in_own_process(partial(prepare_ground, GroundSize(kind, profiles, records_of(queries))), progress)
    matcher = Matcher.open(bundle_for(kind, bundle), ground.index)
    whole, steps, index = live_rows(matcher, ground, queries)
    yield BenchTable("One record at a time", whole, LATENCY_NOTE, LATENCY)
    yield BenchTable("Where the time goes", steps, STEPS_NOTE, LATENCY)
    yield BenchTable("The index", index, INDEX_NOTE)


def records_of(queries: int) -> int:
    """Return the number of records in all: those that warm up, then whole answers, then steps."""
    return 2 * queries + warm_up_of(queries)


def warm_up_of(queries: int) -> int:
    """Return the number of records that warm up."""
    return max(1, int(queries * WARM_UP_SHARE))


def live_rows(matcher: Matcher, ground: BenchGround, queries: int) -> tuple[list[Row], list[Row], list[Row]]:
    """Return whole answers, their steps and the index; the first records warm up."""
    warm_up = warm_up_of(queries)
    started = time.perf_counter()
    UniverseIndex.open(ground.index)
    opened = time.perf_counter() - started
    rows = raw_rows(ground)
    settle()
    for row in rows[:warm_up]:
        matcher.match_rows([row])
    whole = answer_seconds(matcher, rows[warm_up : warm_up + queries])
    steps = step_seconds(matcher, rows[warm_up + queries :][:queries])
    return (
        [percentiles("raw row to decision", whole)],
        [percentiles(name, seconds) for name, seconds in steps.items()],
        [index_row(ground, opened)],
    )


def index_row(ground: BenchGround, opened: float) -> Row:
    """Return the size of the index, and the times of building and opening it."""
    built = ground.built
    rows = ground.built["rows"]
    return {
        "profiles": rows,
        "build_s": round(built["seconds"], 1),
        "profiles_per_s": round(rows / built["seconds"]),
        "disk_mb": round(built["size_bytes"] / 1e6, 1),
        "open_s": round(opened, 4),
        "private_mb": private_mb(),
    }

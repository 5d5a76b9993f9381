"""Time of one record in process, from its raw row to the decision, and of each step, as the universe grows."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Annotated

import numpy as np
import typer

from data.index.index import UniverseIndex
from data.tables.progress import Progress
from features.pairs.columns import Columns
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.matcher import Matcher
from serving.matching.scorer import Scored, Scorer, base_model_log_odds, equals_share, probabilities_of
from serving.matching.shortlist import (
    NO_EXCLUSIONS,
    WIDTHS,
    Excluded,
    Shortlist,
    evidence_of,
    excluded_from,
    most_promising,
    weigh,
)
from serving.runtime.process import settle
from training.bench.ground import BenchGround, GroundSize, RawRow, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, BundleOption, KindChoice, read_numbers
from training.bench.machine import Row, private_mb
from training.bench.plots import figure_of
from training.own_process import in_own_process
from training.worded_commands import option

WARM_UP_SHARE = 0.2
STAGES = ("normalise", "candidates", "kernel", "features", "model", "decision")
PERCENTILES = (50.0, 90.0, 99.0, 99.9)
CPU_PERCENTILES = (50.0, 99.0)
Moment = tuple[float, float]
"""Wall time and processor time of this thread, in seconds; processor time does not grow with other load."""
LATENCY = ("p50_ms", "p99_ms")
OF_INDEX = ("build_s", "open_s", "disk_mb")
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
EXPONENT_NOTE = (
    "The slope b of log(figure) = a + b log(profiles), by least squares: 0 is constant, 1 is linear in the universe. "
    "worst residual: the largest distance of a measurement from the line, as a factor."
)


def live(
    progress: Progress,
    *,
    kind: KindChoice = Kind.PERSON,
    profiles: Annotated[
        str,
        typer.Option(
            "--people", "--companies", help="Profiles of the generated universes; numbers separated by commas."
        ),
    ] = "1000000",
    queries: Annotated[int, option("--queries", "Records that are matched one by one.", min=10)] = 2_000,
    bundle: BundleOption = None,
) -> Iterator[BenchTable]:
    """Measure one record at a time, in process.

    From the raw row to the decision, with the time of each step; the sample and its index are kept for the next run.
    Several numbers of profiles show how time and size grow with the universe, with fitted exponents.
    """
    whole: list[Row] = []
    steps: list[Row] = []
    indexes: list[Row] = []
    for size in sorted(set(read_numbers("--people", profiles, 1, 50))):
        drawn = GroundSize(kind, size, 2 * queries + warm_up_of(queries))
        ground = in_own_process(partial(prepare_ground, drawn), progress)
        matcher = Matcher.open(bundle_for(kind, bundle), ground.index)
        began = time.perf_counter()
        UniverseIndex.open(ground.index)
        opened_s = time.perf_counter() - began
        for rows, measured in zip((whole, steps), answer_rows(matcher, ground, queries), strict=True):
            rows += [{"profiles": size, **row} for row in measured]
        indexes.append(index_row(ground, opened_s))
    yield BenchTable("One record at a time", whole, LATENCY_NOTE, LATENCY, ("step", "profiles"))
    yield BenchTable("Where the time goes", steps, STEPS_NOTE, LATENCY, ("profiles", "step"))
    yield BenchTable("The index", indexes, INDEX_NOTE)
    grown = [(name, rows) for names, rows in ((LATENCY, whole), (OF_INDEX, indexes)) for name in names]
    growth = [exponent_row(name, rows) for name, rows in grown] if len(indexes) > 1 else []
    yield BenchTable("Growth with the universe", growth, EXPONENT_NOTE)


def warm_up_of(queries: int) -> int:
    """Return the number of records that warm up."""
    return max(1, int(queries * WARM_UP_SHARE))


def answer_rows(matcher: Matcher, ground: BenchGround, queries: int) -> tuple[list[Row], list[Row]]:
    """Return whole answers, and their steps on other records; the first records warm up."""
    warm_up = warm_up_of(queries)
    rows = raw_rows(ground)
    settle()
    for row in rows[:warm_up]:
        matcher.match_rows([row])
    whole = percentiles("raw row to decision", answer_seconds(matcher, rows[warm_up : warm_up + queries]))
    steps = step_seconds(matcher, rows[warm_up + queries :][:queries])
    return [whole], [percentiles(name, seconds) for name, seconds in steps.items()]


def index_row(ground: BenchGround, opened_s: float) -> Row:
    """Return the size of the index, and the times of building and opening it."""
    built = ground.built
    return {
        "profiles": built["rows"],
        "build_s": round(built["seconds"], 1),
        "profiles_per_s": round(built["rows"] / built["seconds"]),
        "disk_mb": round(built["size_bytes"] / 1e6, 1),
        "open_s": round(opened_s, 4),
        "private_mb": private_mb(),
    }


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


class StagedScorer(Scorer):
    """The scorer with a clock read between its steps; its answers are the same (a test compares them)."""

    def __init__(self, bundle: Bundle, matcher: Matcher) -> None:
        super().__init__(bundle, matcher.index, matcher.schema)
        self.ends: list[Moment] = []

    def score(self, left: Columns, without: Excluded = NO_EXCLUSIONS) -> Scored:
        """Score as the scorer does; `ends` holds the start of scoring, then the end of each step."""
        width = WIDTHS[self.bundle.kind]
        ends = [moment()]
        candidates = self.index.candidates(left, width.retrieved, excluded_from(left, without))
        ends.append(moment())
        retrieved = weigh(left, self.index, self.kernel, candidates)
        ends.append(moment())
        kept = most_promising(retrieved, width)
        evidence = evidence_of(retrieved, kept, self.kernel)
        short = Shortlist(
            evidence=evidence,
            left_rows=candidates.left_rows[kept],
            rows=candidates.rows[kept],
            retrieved=retrieved,
            retrieved_rows=candidates.rows,
            kept=kept,
        )
        pseudo_label = None if self.bundle.base_model is None else base_model_log_odds(evidence, self.bundle.base_model)
        matrix = self.bundle.ranker.matrix(evidence, pseudo_label)
        ends.append(moment())
        raw, probabilities = probabilities_of(self.bundle, matrix, evidence.pairs)
        scored = Scored(short, matrix, raw, equals_share(probabilities, raw, short.left_rows))
        self.ends = [*ends, moment()]
        return scored


def moment() -> Moment:
    """Read both clocks."""
    return time.perf_counter(), time.thread_time()


def between(begin: Moment, end: Moment) -> Moment:
    """Return the seconds that passed on either clock."""
    return end[0] - begin[0], end[1] - begin[1]


def answer_seconds(matcher: Matcher, rows: Sequence[RawRow]) -> list[Moment]:
    """Answer records one by one; return the seconds of each by both clocks."""
    seconds = []
    for row in rows:
        began = moment()
        matcher.match_rows([row])
        seconds.append(between(began, moment()))
    return seconds


def step_seconds(matcher: Matcher, rows: Sequence[RawRow]) -> dict[str, list[Moment]]:
    """Answer records one by one with clocks between the steps; return the seconds of each step and record."""
    plain = matcher.scorer
    staged = StagedScorer(matcher.bundle, matcher)
    matcher.scorer = staged
    seconds: dict[str, list[Moment]] = defaultdict(list)
    for row in rows:
        began = moment()
        matcher.match_rows([row])
        for name, (begin, end) in zip(STAGES, pairwise([began, *staged.ends, moment()]), strict=True):
            seconds[name].append(between(begin, end))
    matcher.scorer = plain
    return dict(seconds)


def percentiles(name: str, seconds: Sequence[Moment]) -> Row:
    """Return mean and percentiles of the wall time, and two of the processor time, in milliseconds."""
    wall, cpu = np.array(seconds).T * 1000
    row: dict[str, float | str] = {"step": name, "mean_ms": round(float(wall.mean()), 4)}
    for rank in PERCENTILES:
        row[f"p{rank:g}_ms"] = round(float(np.percentile(wall, rank)), 4)
    for rank in CPU_PERCENTILES:
        row[f"cpu_p{rank:g}_ms"] = round(float(np.percentile(cpu, rank)), 4)
    return row

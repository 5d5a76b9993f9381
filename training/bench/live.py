"""Time of one record in process, from its raw row to the decision, and of each step."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from data.tables.progress import Progress
from features.pairs.columns import Columns
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle, shipped_bundle
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
from serving.runtime.garbage import settle
from training.bench.ground import SEED, BenchGround, GroundSize, prepare_ground
from training.bench.machine import private_mb
from training.bench.process import in_own_process
from training.bench.results import BenchResult, BenchTable, Row
from training.evaluation.workspace import BenchIncomplete

STAGES = ("normalise", "candidates", "kernel", "features", "model", "decision")
PERCENTILES = (50.0, 90.0, 99.0, 99.9)
CPU_PERCENTILES = (50.0, 99.0)
WARM_UP_SHARE = 0.2
RawRow = Mapping[str, object]
Moment = tuple[float, float]
"""Wall time and processor time of this thread, in seconds; processor time does not grow with other load."""


class StagedScorer(Scorer):
    """The scorer with a clock read between its steps; its answers are the same (a test compares them)."""

    def __init__(self, bundle: Bundle, matcher: Matcher) -> None:
        super().__init__(bundle, matcher.index, matcher.schema)
        self.ends: list[Moment] = []

    def score(self, left: Columns, without: Excluded = NO_EXCLUSIONS) -> Scored:
        """Score as the scorer does; `ends` holds the start of scoring, then the end of each step."""
        width, ends = WIDTHS[self.bundle.kind], [moment()]
        found = self.index.candidates(left, width.retrieved, excluded_from(left, without))
        ends.append(moment())
        retrieved = weigh(left, self.index, self.kernel, found)
        ends.append(moment())
        kept = most_promising(retrieved, width)
        evidence = evidence_of(retrieved, kept, self.kernel)
        short = Shortlist(evidence, found.left_rows[kept], found.rows[kept], retrieved, found.rows, kept)
        pseudo_label = None if self.bundle.base_model is None else base_model_log_odds(evidence, self.bundle.base_model)
        matrix = self.bundle.ranker.matrix(evidence, pseudo_label)
        ends.append(moment())
        raw, probabilities = probabilities_of(self.bundle, matrix, evidence.pairs)
        scored = Scored(short, matrix, raw, equals_share(probabilities, raw, short.left_rows))
        self.ends = [*ends, moment()]
        return scored


@dataclass(frozen=True, slots=True)
class LiveRequest:
    """The profiles of the universe, the records matched one by one, and the bundle (None: the shipped one)."""

    kind: Kind = Kind.PERSON
    profiles: int = 1_000_000
    queries: int = 2_000
    bundle: Path | None = None

    @property
    def warm_up(self) -> int:
        """Return the number of records that warm up."""
        return max(1, int(self.queries * WARM_UP_SHARE))

    @property
    def records(self) -> int:
        """Return the number of records in all."""
        return 2 * self.queries + self.warm_up


def bench_live(request: LiveRequest, load_before: float, progress: Progress) -> BenchResult:
    """Measure whole answers and, on other records, their steps."""
    size = GroundSize(request.kind, request.profiles, request.records)
    ground = in_own_process(prepare_ground, size, progress)
    matcher = Matcher.open(bundle_for(request.kind, request.bundle), ground.index)
    tables = live_tables(matcher, ground, request)
    settings = {"kind": str(request.kind), "profiles": request.profiles, "queries": request.queries, "seed": SEED}
    return BenchResult("live", settings | {"bundle": matcher.bundle.version}, tables, load_before)


def live_tables(matcher: Matcher, ground: BenchGround, request: LiveRequest) -> Sequence[BenchTable]:
    """Return whole answers, their steps and the index; the first records warm up."""
    warm_up = request.warm_up
    started = time.perf_counter()
    UniverseIndex.open(ground.index)
    opened = time.perf_counter() - started
    rows = raw_rows(ground)
    settle()
    for row in rows[:warm_up]:
        matcher.match_rows([row])
    whole = answer_seconds(matcher, rows[warm_up : warm_up + request.queries])
    steps = step_seconds(matcher, rows[warm_up + request.queries :][: request.queries])
    return (
        BenchTable("One record at a time", [percentiles("raw row to decision", whole)], LATENCY_NOTE),
        BenchTable("Where the time goes", [percentiles(name, seconds) for name, seconds in steps.items()], STEPS_NOTE),
        BenchTable("The index", [index_row(ground, opened)], INDEX_NOTE),
    )


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


def bundle_for(kind: Kind, bundle: Path | None) -> Path:
    """Return the bundle to measure; raises BenchIncomplete where none is named and none is shipped."""
    found = bundle or shipped_bundle(kind)
    if found is None:
        raise BenchIncomplete(f"no {kind} bundle comes with this installation, expected one named by --bundle")
    return found


def raw_rows(ground: BenchGround) -> list[RawRow]:
    """Read the rows of the CRM file with their filled columns only, as a caller sends them."""
    import pyarrow.parquet as pq

    rows = pq.read_table(ground.crm).to_pylist()
    return [{name: value for name, value in row.items() if value is not None} for row in rows]


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
    plain, staged = matcher.scorer, StagedScorer(matcher.bundle, matcher)
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
    row: dict[str, object] = {"step": name, "mean_ms": round(float(wall.mean()), 4)}
    for rank in PERCENTILES:
        row[f"p{rank:g}_ms"] = round(float(np.percentile(wall, rank)), 4)
    for rank in CPU_PERCENTILES:
        row[f"cpu_p{rank:g}_ms"] = round(float(np.percentile(cpu, rank)), 4)
    return row


def index_row(ground: BenchGround, opened: float) -> Row:
    """Return the size of the index, and the times of building and opening it."""
    built, rows = ground.built, ground.built["rows"]
    return {
        "profiles": rows, "build_s": round(built["seconds"], 1), "profiles_per_s": round(rows / built["seconds"]),
        "disk_mb": round(built["size_bytes"] / 1e6, 1), "open_s": round(opened, 4), "private_mb": private_mb(),
    }  # fmt: skip

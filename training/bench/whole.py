"""A whole job, from two raw files to one-to-one links: seconds and memory by stage."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from data.index.build import build_index
from data.labels.links import LinksTable, write_links
from data.tables.progress import Progress
from data.tables.records import read_records
from features.schema.kinds import Kind
from serving.batch.files import columns_of_raw
from serving.batch.one_to_one import one_to_one, tie_breaks_of
from serving.matching.collective import CANDIDATES
from serving.matching.matcher import CHUNK, Answering, Matcher
from serving.matching.outcomes import Outcome, link_of
from serving.matching.shortlist import NO_EXCLUSIONS
from serving.runtime.garbage import settle
from training.bench.ground import GroundSize, draw_sample
from training.bench.live import STAGES, Moment, StagedScorer, bundle_for, moment
from training.bench.machine import peak_mb, private_mb
from training.bench.results import BenchTable, Row

STEPS = ("normalise, columns", *STAGES[1:])
NOTE = (
    "One process, from the raw files of both sides to written one-to-one links. cpu: processor seconds; peak: the "
    "largest resident set so far, mapped pages of the index included; private: the memory of the process alone after "
    "the stage, mapped files not included."
)


@dataclass(frozen=True, slots=True)
class WholeRequest:
    """The records on each side, and the bundle (None: the shipped one)."""

    kind: Kind
    records: int
    bundle: Path | None = None


@dataclass(slots=True)
class _Spent:
    """Wall and processor seconds of a stage so far, and the memory at its end."""

    seconds: float = 0.0
    cpu_s: float = 0.0
    peak_mb: float = 0.0
    private_mb: float = 0.0

    def add(self, begin: Moment, end: Moment) -> None:
        self.seconds += end[0] - begin[0]
        self.cpu_s += end[1] - begin[1]

    def read_memory(self) -> None:
        """Read the present memory; takes a hundredth of a second for gigabytes."""
        self.peak_mb, self.private_mb = peak_mb(), private_mb()

    def row(self, stage: str) -> Row:
        seconds = {"seconds": round(self.seconds, 2), "cpu_s": round(self.cpu_s, 2)}
        return {"stage": stage, **seconds, "peak_mb": self.peak_mb, "private_mb": self.private_mb}


@dataclass(frozen=True, slots=True)
class _Clock:
    """Sums the seconds of stages, in the order of their first occurrence."""

    spent: dict[str, _Spent] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = moment()
        yield
        self.add(name, began, moment())
        self.spent[name].read_memory()

    def add(self, name: str, begin: Moment, end: Moment) -> None:
        self.spent.setdefault(name, _Spent()).add(begin, end)


def whole_job(request: WholeRequest, progress: Progress) -> BenchTable:
    """Match a sample of as many records as profiles in this process, as `onematch match` does.

    Memory is that of the process: run it in a new one.
    """
    files = draw_sample(GroundSize(request.kind, request.records, request.records), progress)
    clock, bundle = _Clock(), bundle_for(request.kind, request.bundle)
    began = time.perf_counter()
    with TemporaryDirectory(prefix="onematch-bench-") as folder:
        with clock.stage("index the universe"):
            build_index(request.kind, files / "universe.parquet", Path(folder) / "index", progress, workers=1)
        with clock.stage("read"):
            table = read_records(request.kind, files / "crm.parquet", normalised=False)
        with clock.stage("open"):
            matcher = Matcher.open(bundle, Path(folder) / "index")
            settle()
        outcomes = _independent(matcher, table.raw, clock, progress)
        with clock.stage("collective pass"):
            outcomes = matcher.reconsider_fetched(
                outcomes, lambda rows: columns_of_raw(matcher.kind, table.raw.take(rows))
            )
        with clock.stage("one-to-one"):
            links = [link_of(outcome) for outcome in outcomes]
            links = one_to_one(links, tie_breaks_of(request.kind, table, links))
        with clock.stage("write"):
            write_links(LinksTable(links), Path(folder) / "links.parquet")
    everything = clock.spent.values()
    whole = _Spent(time.perf_counter() - began, sum(each.cpu_s for each in everything), peak_mb(), private_mb())
    rows = [spent.row(name) for name, spent in [*clock.spent.items(), ("all", whole)]]
    return BenchTable(f"{request.records:,} x {request.records:,}", rows, NOTE)


def _independent(matcher: Matcher, raw: pa.Table, clock: _Clock, progress: Progress) -> list[Outcome]:
    """Run the independent pass chunk by chunk with a clock between its steps."""
    staged = StagedScorer(matcher.bundle, matcher)
    matcher.scorer = staged
    answering = Answering(1 if matcher.collective is None else CANDIDATES)
    outcomes: list[Outcome] = []
    for start in range(0, len(raw), CHUNK):
        began = moment()
        left = columns_of_raw(matcher.kind, raw.slice(start, CHUNK))
        outcomes += matcher.decide(left, staged.score(left), answering, NO_EXCLUSIONS)
        ends = [began, *staged.ends, moment()]
        for name, (begin, end) in zip(STEPS, pairwise(ends), strict=True):
            clock.add(name, begin, end)
        progress("matching", len(outcomes), len(raw))
    for name in STEPS:
        clock.spent[name].read_memory()
    return outcomes

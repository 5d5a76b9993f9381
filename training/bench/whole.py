"""A whole job, from two raw files to one-to-one links: seconds and memory by stage.

What is imported here counts as the memory of the process that is measured.
"""

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
from serving.batch.files import columns_of_raw, one_to_one, tie_breaks_of
from serving.matching.collective import CANDIDATES
from serving.matching.matcher import CHUNK, Answering, Matcher
from serving.matching.outcomes import Outcome, link_of
from serving.matching.shortlist import NO_EXCLUSIONS
from serving.runtime.process import settle
from training.bench.ground import GroundSize, bundle_for, draw_sample
from training.bench.machine import peak_mb, private_mb
from training.bench.steps import STAGES, Moment, StagedScorer, between, moment

STEPS = ("normalise, columns", *STAGES[1:])


@dataclass(frozen=True, slots=True)
class _Clock:
    """Sums wall and processor seconds of stages, in the order of their first occurrence; keeps memory at their ends."""

    spent: dict[str, tuple[float, float]] = field(default_factory=dict)
    memory: dict[str, tuple[float, float]] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        began = moment()
        yield
        self.add(name, began, moment())
        self.memory[name] = peak_mb(), private_mb()

    def add(self, name: str, begin: Moment, end: Moment) -> None:
        wall, cpu = between(begin, end)
        before = self.spent.get(name, (0.0, 0.0))
        self.spent[name] = before[0] + wall, before[1] + cpu

    def rows(self, seconds: float) -> Iterator[dict[str, float | str]]:
        """Yield the stages, then all of them, which took so many seconds on the wall."""
        whole = {"all": (seconds, sum(cpu for _, cpu in self.spent.values()))}
        for name, (wall, cpu) in (self.spent | whole).items():
            peak, private = self.memory.get(name) or (peak_mb(), private_mb())
            times = {"seconds": round(wall, 2), "cpu_s": round(cpu, 2)}
            yield {"stage": name, **times, "peak_mb": peak, "private_mb": private}


def whole_job(kind: Kind, records: int, bundle: Path | None, progress: Progress) -> list[dict[str, float | str]]:
    """Match a sample of as many records as profiles in this process, as `onematch match` does; None: shipped bundle.

    Memory is that of the process: run it in a new one.
    """
    files = draw_sample(GroundSize(kind, records, records), progress)
    clock = _Clock()
    began = time.perf_counter()
    with TemporaryDirectory(prefix="onematch-bench-") as folder:
        with clock.stage("index the universe"):
            build_index(kind, files / "universe.parquet", Path(folder) / "index", progress, workers=1)
        with clock.stage("read"):
            table = read_records(kind, files / "crm.parquet", normalised=False)
        with clock.stage("open"):
            matcher = Matcher.open(bundle_for(kind, bundle), Path(folder) / "index")
            settle()
        outcomes = _independent(matcher, table.raw, clock, progress)
        with clock.stage("collective pass"):
            outcomes = matcher.reconsider_fetched(
                outcomes, lambda rows: columns_of_raw(matcher.kind, table.raw.take(rows))
            )
        with clock.stage("one-to-one"):
            links = [link_of(outcome) for outcome in outcomes]
            links = one_to_one(links, tie_breaks_of(kind, table, links))
        with clock.stage("write"):
            write_links(LinksTable(links), Path(folder) / "links.parquet")
    return list(clock.rows(time.perf_counter() - began))


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
    memory = peak_mb(), private_mb()
    clock.memory.update(dict.fromkeys(STEPS, memory))
    return outcomes

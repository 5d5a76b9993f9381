"""Time and memory of training by stage, with labels and without, for several numbers of records."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from data.tables.progress import Progress
from features.schema.kinds import Kind
from training.bench.ground import SEED, BenchGround, GroundSize, exact_ground
from training.bench.machine import peak_mb
from training.bench.process import in_own_process
from training.bench.results import BenchResult, BenchTable, Row
from training.evaluation.workspace import without_runs
from training.request import TrainRequest
from training.train import train

FIRST, ALL = "read", "all"
FEWEST_PROFILES = 20_000
WITH_LABELS, WITHOUT_LABELS = "with labels", "without labels"
NOTE = (
    "Each training in its own process, whose loading of libraries counts. Seconds from the first progress of a stage "
    "to that of the next: features holds candidates, weights and features of all records; after features: trees, "
    "calibration, policy and bundle. peak: the largest resident set of the process so far, mapped pages of the index "
    "included."
)


class StageClock:
    """A progress callback that records the seconds of each stage and the memory at its end, and passes calls on."""

    def __init__(self, passed_on: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self.peak_mb: dict[str, float] = {}
        self._passed_on, self._stage, self._since = passed_on, FIRST, time.perf_counter()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Record a stage; it lasts until the progress of another one."""
        if stage != self._stage:
            self.end()
            self._stage = stage
        if total is not None and done >= total:
            self.end()
            self._stage = f"after {stage}"
        self._passed_on(stage, done, total)

    def end(self) -> None:
        """Close the present stage."""
        now = time.perf_counter()
        self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self.peak_mb[self._stage] = peak_mb()
        self._since = now


@dataclass(frozen=True, slots=True)
class TrainBench:
    """The numbers of records, one sample for each, and the profiles of each universe.

    `profiles` None: as many as the largest number of records, at least 20,000. `start_from` as in `onematch train`.
    """

    kind: Kind = Kind.PERSON
    profiles: int | None = None
    records: Sequence[int] = (5_000,)
    start_from: str | None = None

    @property
    def universe(self) -> int:
        """Return the number of profiles of a universe."""
        return max(FEWEST_PROFILES, *self.records) if self.profiles is None else self.profiles


def bench_train(request: TrainBench, load_before: float, progress: Progress) -> BenchResult:
    """Train with labels and without on a sample of each size; return seconds and memory of each stage."""
    sizes, rows = sorted(set(request.records)), list[Row]()
    for size in sizes:
        ground = exact_ground(GroundSize(request.kind, request.universe, size), progress)
        rows += [{"records": size, **row} for row in training_rows(ground, request.start_from, progress)]
    settings = {"kind": str(request.kind), "profiles": request.universe, "records": sizes, "seed": SEED}
    return BenchResult("train", settings, [BenchTable("Training by stage", rows, NOTE)], load_before)


def training_rows(ground: BenchGround, start_from: str | None, progress: Progress) -> Iterator[Row]:
    """Train with the labels of split=train and without any, on one sample."""
    with TemporaryDirectory(prefix="onematch-bench-") as folder, without_runs():
        plain = TrainRequest(
            ground.kind, ground.crm, Path(folder) / "bundle", index=ground.index, start_from=start_from, register=False
        )
        labelled = replace(plain, labels=ground.truth, labels_split="train")
        for mode, training in ((WITH_LABELS, labelled), (WITHOUT_LABELS, plain)):
            yield from ({"mode": mode, **row} for row in in_own_process(stage_rows, training, progress))


def stage_rows(training: TrainRequest, progress: Progress) -> list[Row]:
    """Train once; return seconds and memory of each stage and of all."""
    clock, started = StageClock(progress), time.perf_counter()
    train(training, clock)
    clock.end()
    rows = [(stage, seconds, clock.peak_mb[stage]) for stage, seconds in clock.seconds.items()]
    rows.append((ALL, time.perf_counter() - started, peak_mb()))
    return [{"stage": stage, "seconds": round(seconds, 2), "peak_mb": peak} for stage, seconds, peak in rows]

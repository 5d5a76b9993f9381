"""How long training takes, stage by stage, with labels and without."""

import time
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from data.progress import Progress
from features.kinds import Kind
from training.bench_place import GroundSize, prepare_ground, without_runs
from training.bench_report import BenchResult, BenchTable, Row
from training.train import TrainRequest, train

FIRST = "read"
NOTE = (
    "Seconds from one stage's first sign to the next one's: features holds candidates, weights and features of all "
    "records; after features: trees, calibration, policy and bundle."
)


class StageClock:
    """A progress that keeps the seconds of each stage, and passes everything on."""

    def __init__(self, told: Progress) -> None:
        self.seconds: dict[str, float] = {}
        self._told, self._stage, self._since = told, FIRST, time.perf_counter()

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take note of a stage; it lasts until another one is told of."""
        if stage != self._stage:
            self.end()
            self._stage = stage
        if total is not None and done >= total:
            self.end()
            self._stage = f"after {stage}"
        self._told(stage, done, total)

    def end(self) -> None:
        """Close the present stage."""
        now = time.perf_counter()
        self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        self._since = now


@dataclass(frozen=True, slots=True)
class TrainBench:
    """The sample's size; `start_from` as in `onematch train`."""

    kind: Kind = Kind.PERSON
    profiles: int = 20_000
    records: int = 5_000
    start_from: str | None = None


def bench_train(request: TrainBench, load_before: float, progress: Progress) -> BenchResult:
    """Train with labels and without on one sample and list the seconds of each stage."""
    ground = prepare_ground(GroundSize(request.kind, request.profiles, request.records), progress)
    rows: list[Row] = []
    with TemporaryDirectory(prefix="onematch-bench-") as folder, without_runs():
        plain = TrainRequest(
            request.kind, ground.crm, Path(folder) / "bundle", index=ground.index, start_from=request.start_from,
            register=False,
        )  # fmt: skip
        labelled = replace(plain, labels=ground.truth, labels_split="train")
        for mode, training in (("with labels", labelled), ("without labels", plain)):
            rows += [
                {"mode": mode, "stage": stage, "seconds": round(seconds, 2)}
                for stage, seconds in stage_seconds(training, progress).items()
            ]
    settings = {"kind": str(request.kind), "profiles": request.profiles, "records": request.records}
    return BenchResult("train", settings, [BenchTable("Training by stage", rows, NOTE)], load_before)


def stage_seconds(training: TrainRequest, progress: Progress) -> dict[str, float]:
    """Train once; gives the seconds of each stage and of all."""
    clock, started = StageClock(progress), time.perf_counter()
    train(training, clock)
    clock.end()
    return {**clock.seconds, "all": time.perf_counter() - started}

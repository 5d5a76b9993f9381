"""Time and memory of training by stage, with labels and without, for several numbers of records."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from data.tables.progress import Progress
from features.schema.kinds import Kind
from training import train as training
from training.bench.ground import BenchGround, GroundSize, exact_ground
from training.bench.harness import BenchTable, KindChoice, read_numbers
from training.bench.machine import Row, StageClock
from training.evaluation.workspace import without_runs
from training.own_process import in_own_process
from training.request import TrainRequest
from training.worded_commands import option

FIRST = "read"
MIN_PROFILES = 20_000
WITH_LABELS = "with labels"
WITHOUT_LABELS = "without labels"
NOTE = (
    "Each training in its own process, whose loading of libraries counts. Seconds from the first progress of a stage "
    "to that of the next: features holds candidates, weights and features of all records; after features: trees, "
    "calibration, policy and bundle. cpu: seconds of the processor; peak: the largest resident set so far, "
    "mapped pages of the index included; private: the memory of the process alone, mapped files not included."
)


def train(
    progress: Progress,
    *,
    kind: KindChoice = Kind.PERSON,
    profiles: Annotated[
        int | None,
        typer.Option(
            "--people",
            "--companies",
            min=50,
            help="Profiles of a universe; by default the largest number of records, at least 20,000.",
        ),
    ] = None,
    records: Annotated[str, option("--records", "CRM records to train on; numbers separated by commas.")] = "5000",
    start_from: Annotated[
        str | None,
        option("--start-from", "The base model; the shipped bundle by default.", metavar="none|BUNDLE"),
    ] = None,
) -> Iterator[BenchTable]:
    """Measure training by stage.

    With labels and without, on a generated sample of each size; seconds and peak memory.
    """
    sizes = sorted(set(read_numbers("--records", records, 1, 1)))
    rows = list[Row]()
    for size in sizes:
        universe = max(MIN_PROFILES, *sizes) if profiles is None else profiles
        ground = exact_ground(GroundSize(kind, universe, size), progress)
        rows += [{"records": size, **row} for row in training_rows(ground, start_from, progress)]
    yield BenchTable("Training by stage", rows, NOTE, ("seconds", "peak_mb"), ("records", "mode", "stage"))


def training_rows(ground: BenchGround, start_from: str | None, progress: Progress) -> Iterator[Row]:
    """Train with the labels of split=train and without any, on one sample."""
    with TemporaryDirectory(prefix="onematch-bench-") as folder, without_runs():
        plain = TrainRequest(
            ground.kind, ground.crm, Path(folder) / "bundle", index=ground.index, start_from=start_from, register=False
        )
        labelled = replace(plain, labels=ground.truth, labels_split="train")
        for mode, request in ((WITH_LABELS, labelled), (WITHOUT_LABELS, plain)):
            yield from ({"mode": mode, **row} for row in in_own_process(partial(stage_rows, request), progress))


def stage_rows(request: TrainRequest, progress: Progress) -> list[Row]:
    """Train once; return seconds and memory of each stage and of all."""
    clock = StageClock(FIRST, progress)
    training.train(request, clock)
    return clock.rows()

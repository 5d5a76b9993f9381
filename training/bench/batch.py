"""Records per second of the matcher, and whole jobs by stage."""

from collections.abc import Iterator
from functools import partial
from typing import Annotated

from data.tables.progress import Progress
from features.schema.kinds import Kind
from serving.matching.bundle import Bundle
from serving.matching.matcher import Matcher
from serving.runtime.process import settle
from training.bench.chunks import WARM_UP, in_chunks, in_processes
from training.bench.ground import GroundSize, bundle_for, prepare_ground, raw_rows
from training.bench.harness import BenchTable, BundleOption, KindChoice, Profiles, read_numbers
from training.bench.machine import Row
from training.bench.whole import whole_job
from training.own_process import in_own_process
from training.worded_commands import option

CHUNKS = (1, 8, 32, 128, 1_000, 10_000)
NOTE = (
    "From raw rows to decisions. per cpu s: by processor time, which does not grow when others use the machine. peak: "
    "the largest resident set of a process, mapped pages of the index included; private: the memory of the process "
    "alone. seen: first time in new processes, or again, when words and sounds are cached."
)
WHOLE_NOTE = (
    "One process, from the raw files of both sides to written one-to-one links, by the stages of `onematch match`. "
    "cpu: processor seconds; peak: the largest resident set so far, mapped pages of the index included; private: the "
    "memory of the process alone after the stage, mapped files not included."
)


def batch(
    progress: Progress,
    *,
    kind: KindChoice = Kind.PERSON,
    profiles: Profiles = 1_000_000,
    records: Annotated[int, option("--records", "Records that are matched.", min=1)] = 10_000,
    processes: Annotated[int, option("--processes", "Processes that share the index.", min=1)] = 2,
    whole: Annotated[
        str, option("--whole", "Time whole jobs of these sizes by stage; numbers separated by commas.")
    ] = "",
    bundle: BundleOption = None,
) -> Iterator[BenchTable]:
    """Measure records per second by size of chunk.

    In one process, then in several that share the mapped index; with --whole also raw files to links by stage, each
    job in a process of its own.
    """
    sizes = read_numbers("--whole", whole, 0, 1)
    warm = min(WARM_UP, records)
    ground = prepare_ground(GroundSize(kind, profiles, records + warm), progress)
    opened = bundle_for(kind, bundle)
    rows = raw_rows(ground)
    Bundle.open(opened)  # a pool starts workers forever that cannot open the bundle
    warm_up = rows[:warm]
    rows = rows[warm : warm + records]
    shared = [in_processes(count, (opened, ground.index), warm_up, rows) for count in (1, processes)]
    matcher = Matcher.open(opened, ground.index)
    settle()
    matcher.match_rows(warm_up)
    measured: list[Row] = []
    for done, size in enumerate(CHUNKS, 1):
        measured.append(in_chunks(matcher, rows, size))
        progress("chunks", done, len(CHUNKS))
    yield BenchTable("Batch", [*measured, *shared], NOTE, ("records_per_s",), ("processes", "seen", "chunk"))
    for size in sizes:
        stages = in_own_process(partial(whole_job, kind, size, bundle), progress)
        yield BenchTable(f"{size:,} x {size:,}", stages, WHOLE_NOTE, ("seconds", "private_mb", "peak_mb"))

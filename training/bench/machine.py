"""The machine that a bench ran on, the memory of this process, and the stages of its work."""

import math
import os
import platform
import resource
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from data.tables.progress import Progress
from features.schema.texts import wording

ALL = "all"
"""The row of a table that sums its stages; no bar is drawn for it."""
Row = Mapping[str, object]
PACKAGES = ("numpy", "rapidfuzz", "lightgbm", "splink", "duckdb", "bentoml")


def describe_machine() -> dict[str, object]:
    """Return processor, cores, memory in GB, and the versions that matter."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory_gb = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    system = {"cpu": _processor(), "cores": cores, "memory_gb": round(memory_gb, 1), "system": platform.system()}
    return {**system, "python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def peak_mb() -> float:
    """Return the largest resident set of this process so far, in MB.

    On Linux `ru_maxrss` starts from that of the parent, so that it is read only elsewhere, in bytes (macOS).
    """
    peak = _listed_mb("status", "VmHWM:")
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 1) if math.isnan(peak) else peak


def private_mb() -> float:
    """Return the memory of this process alone, in MB; NaN where the system does not report it (Linux does).

    That is the unique set size without clean pages of mapped files, which are private only while one process maps
    them.
    """
    return _listed_mb("smaps_rollup", "Private_Dirty:")


def _listed_mb(file: str, name: str) -> float:
    """Return a figure that Linux lists in kilobytes for this process; NaN elsewhere."""
    listed = Path("/proc/self") / file
    if not listed.exists():
        return math.nan
    lines = [line.split() for line in listed.read_text(encoding="utf-8").splitlines()]
    return round(sum(int(line[1]) for line in lines if line[0] == name) * 1024 / 1e6, 1)


def load_average() -> float:
    """Return the load average of the last minute; above the number of cores, times are too long."""
    return round(os.getloadavg()[0], 2)


def in_words(machine: Mapping[str, object], load: tuple[float, float]) -> str:
    """Return the machine as one line of text; `load` is the load average at the start and at the end."""
    versions = ", ".join(f"{name} {machine[name]}" for name in ("python", *PACKAGES) if name in machine)
    return wording(
        "{cpu}, {cores} cores, {memory} GB, {system}; load average {before} before, {after} after; {versions}",
        cpu=machine["cpu"],
        cores=machine["cores"],
        memory=machine["memory_gb"],
        system=machine["system"],
        before=load[0],
        after=load[1],
        versions=versions,
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


class StageClock:
    """A progress callback that records seconds of each stage and memory at its end, and passes calls on.

    A stage lasts until the progress of another one; what follows its last item is a stage of its own.
    """

    def __init__(self, first: str, passed_on: Progress) -> None:
        self._passed_on = passed_on
        self._stage = first
        self._since = _both_clocks()
        self._spent: dict[str, tuple[float, float]] = {}
        self._memory: dict[str, tuple[float, float]] = {}

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Record a stage."""
        if stage != self._stage:
            self._begin(stage)
        if total is not None and done >= total:
            self._begin(f"after {stage}")
        self._passed_on(stage, done, total)

    def rows(self) -> list[Row]:
        """End the present stage; return all stages in the order of their first occurrence, then their sum."""
        self._begin("")
        wall, cpu = map(sum, zip(*self._spent.values(), strict=True))
        self._memory[ALL] = peak_mb(), private_mb()
        rows: list[Row] = []
        for stage, (seconds, cpu_s) in (self._spent | {ALL: (wall, cpu)}).items():
            peak, private = self._memory[stage]
            times = {"seconds": round(seconds, 2), "cpu_s": round(cpu_s, 2)}
            rows.append({"stage": stage, **times, "peak_mb": peak, "private_mb": private})
        return rows

    def _begin(self, stage: str) -> None:
        now = _both_clocks()
        wall, cpu = self._spent.get(self._stage, (0.0, 0.0))
        self._spent[self._stage] = wall + now[0] - self._since[0], cpu + now[1] - self._since[1]
        self._memory[self._stage] = peak_mb(), private_mb()
        self._stage = stage
        self._since = now


def _both_clocks() -> tuple[float, float]:
    """Read wall time and the processor time of this process."""
    return time.perf_counter(), time.process_time()

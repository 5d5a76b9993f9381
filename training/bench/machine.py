"""The machine that a bench ran on, the memory of this process, and work in a process whose memory is measured alone."""

import math
import multiprocessing
import os
import platform
import resource
from collections.abc import Callable, Mapping
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from data.tables.progress import Progress
from features.schema.errors import OnematchError
from training.evaluation.workspace import BenchIncomplete

Answer = TypeVar("Answer")
PROGRESS = "progress"
ANSWERED = "answered"
FAILED = "failed"

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
    return (
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gb']} GB, {machine['system']}; "
        f"load average {load[0]} at the start, {load[1]} at the end; {versions}"
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def in_own_process(work: Callable[[Progress], Answer], progress: Progress) -> Answer:
    """Run `work` in a new process, pass its progress on, and return its result.

    Raises the OnematchError of the work, or BenchIncomplete where the process ended without a result, for example
    killed for its memory.
    """
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_run, args=(there, work))
    process.start()
    there.close()
    try:
        while (message := here.recv())[0] == PROGRESS:
            progress(*message[1])
    except EOFError as error:
        process.join()
        raise BenchIncomplete(f"a process of the bench ended with {process.exitcode} before it answered") from error
    finally:
        here.close()
    process.join()
    if message[0] == FAILED:
        raise message[1]
    answer: Answer = message[1]
    return answer


def _run(there: "Connection[Any, Any]", work: Callable[[Progress], object]) -> None:
    try:
        there.send((ANSWERED, work(lambda *call: there.send((PROGRESS, call)))))
    except OnematchError as error:
        there.send((FAILED, error))

"""Work in processes of its own: result, progress, errors, memory."""

import os
import subprocess
import sys
import threading
from functools import partial

import pytest

from data.tables.progress import Progress, silent
from features.schema.rooms import ROOT
from training.bench.machine import peak_mb
from training.evaluation.workspace import BenchIncomplete
from training.own_process import ProcessEnded, in_own_process, in_own_processes

LARGE_MB = 300


def double(argument: int, progress: Progress) -> int:
    progress("doubling", argument, None)
    return 2 * argument


def refuse(_progress: Progress) -> None:
    raise BenchIncomplete("too little")


def die(_progress: Progress) -> None:
    os._exit(9)


def wait_for_ever(_progress: Progress) -> None:
    threading.Event().wait()


def own_peak(_progress: Progress) -> float:
    return peak_mb()


def test_result_and_progress_are_returned() -> None:
    progress_calls: list[tuple[str, int]] = []

    answer = in_own_process(partial(double, 21), lambda stage, done, _total: progress_calls.append((stage, done)))

    assert answer == 42
    assert progress_calls == [("doubling", 21)]


def test_works_run_side_by_side_and_the_first_failure_ends_them() -> None:
    assert in_own_processes({"b": partial(double, 1), "a": partial(double, 2)}, silent) == {"b": 2, "a": 4}
    with pytest.raises(BenchIncomplete, match="too little"):
        in_own_processes({"refused": refuse, "endless": wait_for_ever}, silent)


def test_a_process_without_a_result_is_raised_with_its_exit_code() -> None:
    with pytest.raises(ProcessEnded, match="ended with 9"):
        in_own_process(die, silent)


def test_the_peak_memory_of_a_new_process_is_not_that_of_its_parent() -> None:
    held = bytearray(LARGE_MB * 1_000_000)

    peak = in_own_process(own_peak, silent)

    assert peak_mb() > LARGE_MB
    assert 10 < peak < peak_mb() - len(held) / 2e6


MEASURED = ("training.bench.chunks", "training.bench.whole")


@pytest.mark.parametrize("module", MEASURED)
def test_a_process_whose_memory_is_measured_loads_no_harness(module: str) -> None:
    code = (
        f"import sys, {module}; sys.exit(bool({{'typer', 'jinja2', 'mlflow', 'faker', 'splink'}} & {{*sys.modules}}))"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0

"""Workers that one process forks: each that ends is replaced, and all end with the first one, however it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.paths import ROOT

FORKED = """
import os, time
from serving.runtime.process import end_with_parent, fork_workers
fork_workers(2)
end_with_parent(os.getppid())
os.write(1, f"{os.getpid()}\\n".encode())  # one write: both print to one pipe
time.sleep(300)
"""


@pytest.fixture
def first() -> Iterator["subprocess.Popen[str]"]:
    with subprocess.Popen([sys.executable, "-c", FORKED], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


def next_worker(first: "subprocess.Popen[str]") -> int:
    assert first.stdout is not None
    return int(first.stdout.readline())


def test_a_worker_that_ends_is_replaced(first: "subprocess.Popen[str]") -> None:
    workers = {next_worker(first), next_worker(first)}

    os.kill(min(workers), signal.SIGKILL)

    assert next_worker(first) not in {*workers, first.pid}


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, -signal.SIGKILL)])
def test_no_worker_outlives_the_first_process(
    first: "subprocess.Popen[str]", number: signal.Signals, code: int
) -> None:
    workers = [next_worker(first), next_worker(first)]

    first.send_signal(number)

    assert len(workers) == 2
    assert first.communicate(timeout=60)[0] == ""  # what they print to is closed
    assert first.returncode == code

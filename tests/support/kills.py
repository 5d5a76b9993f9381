"""Work in forks of this process, so that a kill ends what has its libraries, models and compiled functions already."""

import os
import signal
import sys
import time
from collections.abc import Callable

Work = Callable[[], object]


def in_a_fork(work: Work) -> int:
    """Start work in a fork that leads a process group of its own; return its id."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        try:
            work()
        except SystemExit as end:
            os._exit(int(end.code or 0))
        except BaseException as error:  # noqa: BLE001 - a fork must never go on as its parent
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    os.setpgid(child, child)  # here too: a kill may come before the fork's first step
    return child


def undisturbed(work: Work) -> float:
    """Do the work in a fork and return its seconds; exit when it fails."""
    began = time.monotonic()
    _, status = os.waitpid(in_a_fork(work), 0)
    if status != 0:
        sys.exit(f"undisturbed, the work ended with status {status}")
    return time.monotonic() - began


def kill_after(work: Work, seconds: float) -> None:
    """Start the work, and kill its whole process group after some seconds."""
    child = in_a_fork(work)
    time.sleep(seconds)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)

"""A process of ours: its clock, its garbage collector, and its end once its parent is gone.

A loaded model is some hundred thousand objects that are never freed; a full collection visits all of them. Measured in
`docs/experiments/garbage-collector-of-the-service.md`. A killed parent ends nobody: its children would hold the port.
Workers are forked (docs/experiments/speed-worker-memory.md).
"""

import gc
import os
import signal
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now_in_utc() -> datetime:
    """Return the present time; tests pass another clock."""
    return datetime.now(UTC)


def collect_rarely() -> None:
    """Let a collection wait for many new objects: importing libraries makes a million that stay."""
    gc.set_threshold(50_000, 50, 1_000)


def settle() -> None:
    """Collect once, and rarely from then on, after each loading: what it made stays."""
    gc.collect()
    collect_rarely()


FORKS = "ONEMATCH_FORKS"
"""The environment's name for the number of workers that the process which BentoML starts forks."""
_AWAITED = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD}


def fork_workers(count: int) -> None:
    """Return in so many forks of this process, which share what it loaded; it replaces each that ends.

    This process returns never: once it is told to end, or its parent is gone, it ends with its forks.
    """
    parent = os.getppid()
    forks = set[int]()
    settle()
    gc.freeze()  # a collection writes to each object that it visits
    signal.pthread_sigmask(signal.SIG_BLOCK, _AWAITED)
    received = None
    while os.getppid() == parent and (received is None or received.si_signo == signal.SIGCHLD):
        while len(forks) < count:
            fork = os.fork()
            if not fork:
                signal.pthread_sigmask(signal.SIG_UNBLOCK, _AWAITED)
                return
            forks.add(fork)
        received = signal.sigtimedwait(_AWAITED, LOOK_S)
        forks -= {fork for fork in forks if os.waitpid(fork, os.WNOHANG)[0]}
    for fork in forks:
        os.kill(fork, signal.SIGTERM)
    for fork in forks:
        os.waitpid(fork, 0)
    os._exit(0)


LOOK_S = 0.5
LAUNCHER = "ONEMATCH_LAUNCHER"
"""The environment's name for the process that started the service and ends it."""


def end_with_parent(parent: int) -> None:
    """Send this process SIGTERM once `parent` is not its parent any more."""
    threading.Thread(target=_watch, args=(parent,), name="parent watch", daemon=True).start()


def end_with_launcher() -> None:
    """Do so for the process that named itself in the environment; without one the service runs until it is ended."""
    launcher = os.environ.pop(LAUNCHER, "")
    if launcher == str(os.getppid()):
        end_with_parent(int(launcher))


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_S)
    os.kill(os.getpid(), signal.SIGTERM)

"""A process of ours: its clock, its garbage collector, and its end once its parent is gone.

A loaded model is some hundred thousand objects that are never freed; a full collection visits all of them. Measured in
`docs/experiments/garbage-collector-of-the-service.md`. A killed parent ends nobody: its children would hold the port.
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
    """Collect once, then exclude the objects alive from later collections; called after each loading."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    collect_rarely()


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

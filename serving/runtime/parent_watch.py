"""The end of a process whose parent is gone: a killed parent ends nobody, and its children would hold the port."""

import os
import signal
import threading
import time

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

"""Settings of Python's garbage collector for processes that hold a loaded model.

A loaded model is some hundred thousand objects that are never freed; a full collection visits all of them. Measured in
`docs/experiments/garbage-collector-of-the-service.md`.
"""

import gc


def collect_rarely() -> None:
    """Let a collection wait for many new objects: importing libraries makes a million that stay."""
    gc.set_threshold(50_000, 50, 1_000)


def settle() -> None:
    """Collect once, then exclude the objects alive from later collections; called after each loading."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    collect_rarely()

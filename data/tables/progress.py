"""Progress of long work: a function of the stage, the number of items done and, if known, their total."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]


def silent(stage: str, done: int, total: int | None) -> None:
    """Report nothing."""

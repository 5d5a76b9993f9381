"""How long work tells that it goes on: a callable given the stage, what is done and, if known, the total."""

from collections.abc import Callable

Progress = Callable[[str, int, int | None], None]


def silent(stage: str, done: int, total: int | None) -> None:
    """Tell nobody."""

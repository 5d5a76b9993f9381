"""The options of the functions of `import onematch`, which are those of the commands."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, TypedDict


class MatchOptions(TypedDict, total=False):
    """The options of `match`, with the meaning that `onematch match --help` gives them."""

    links: Literal["best-per-record", "one-to-one"]
    independent: bool
    precision: float | None
    explain: bool
    processes: int


class TrainOptions(TypedDict, total=False):
    """The options of `train`, with the meaning that `onematch train --help` gives them."""

    labels_split: str | None
    feedback: str | None
    start_from: Path | str | None
    precision: float
    name: str | None
    register: bool
    seed: int


class PassportOptions(TypedDict, total=False):
    """The options of `passport`, with the meaning that `onematch passport make --help` gives them."""

    independent: bool
    precision: float | None


class ExplainOptions(TypedDict, total=False):
    """The options of `explain`, with the meaning that `onematch explain --help` gives them."""

    against: str | None
    edits: bool
    thorough: bool
    independent: bool
    precision: float | None


class EvaluateOptions(TypedDict, total=False):
    """The options of `evaluate`, with the meaning that `onematch evaluate --help` gives them."""

    split: str | None
    links: Literal["best-per-record", "one-to-one"]
    seed: int


def require_known(options: Mapping[str, object], declared: Any, function: str) -> None:
    """Raise TypeError, as Python does, where a function got an option that it does not have."""
    known = declared.__annotations__
    if unknown := [name for name in options if name not in known]:
        raise TypeError(f"onematch.{function}() got the option {unknown[0]!r}, expected any of {', '.join(known)}")

"""The options of the functions of `import onematch`, which are those of the commands."""

from pathlib import Path
from typing import Literal, TypedDict


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

"""One declared pair feature: its name, version, family, the sentence that a person reads, and the function."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from features.evidence import Evidence
from features.pairs import Floats


@dataclass(frozen=True, slots=True)
class Feature:
    """A number about a pair. `monotone` is +1 or -1 where more of it can only speak for or against the match.

    `sentence` completes "speaks for / against because ...". NaN means that the evidence is missing.
    """

    name: str
    family: str
    sentence: str
    compute: Callable[[Evidence], Floats]
    monotone: int = 0
    version: int = 1
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.name}@{self.version}")


def text(measure: str, field_l: str, field_r: str | None = None) -> Callable[[Evidence], Floats]:
    return lambda evidence: evidence.text(measure, field_l, field_r)


def best(measure: str, field_l: str, field_r: str | None = None) -> Callable[[Evidence], Floats]:
    return lambda evidence: evidence.best(measure, field_l, field_r)


def shared(field_l: str, field_r: str | None = None) -> Callable[[Evidence], Floats]:
    return lambda evidence: evidence.shared(field_l, field_r)


def rarity(name: str) -> Callable[[Evidence], Floats]:
    return lambda evidence: evidence.rarity(name)


def context(name: str) -> Callable[[Evidence], Floats]:
    return lambda evidence: evidence.context[name]


def higher_of(*parts: Callable[[Evidence], Floats]) -> Callable[[Evidence], Floats]:
    """Take the highest of several features, NaN only where all are missing."""

    def compute(evidence: Evidence) -> Floats:
        highest: Floats = np.fmax.reduce([part(evidence) for part in parts])
        return highest

    return compute


def lead_over_rivals(part: Callable[[Evidence], Floats]) -> Callable[[Evidence], Floats]:
    """Take how far the pair is ahead of the best other candidate of the same record (missing counts as 0)."""

    def compute(evidence: Evidence) -> Floats:
        values = part(evidence)
        return evidence.groups.lead(np.where(np.isnan(values), 0.0, values))

    return compute

"""Declared pair features: name, version, family, the sentence for people, and the function that computes them."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from features.pairs.evidence import Evidence
from features.schema.array_types import Floats

Compute = Callable[[Evidence], Floats]


@dataclass(frozen=True, slots=True)
class Feature:
    """A number about a pair; `monotone` is +1 or -1 where a higher value can only be evidence for or against the match.

    `sentence` completes "speaks for / against because ...". NaN means that the evidence is missing.
    """

    name: str
    family: str
    sentence: str
    compute: Compute
    monotone: int = 0
    version: int = 1
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.name}@{self.version}")


@dataclass(frozen=True, slots=True)
class TextSimilarity:
    """A measure between two text fields."""

    measure: str
    left: str
    right: str

    def __call__(self, evidence: Evidence) -> Floats:
        return evidence.text(self.measure, self.left, self.right)


@dataclass(frozen=True, slots=True)
class ListSimilarity:
    """The highest measure over the items of two fields."""

    measure: str
    left: str
    right: str

    def __call__(self, evidence: Evidence) -> Floats:
        return evidence.best(self.measure, self.left, self.right)


@dataclass(frozen=True, slots=True)
class Rarity:
    """How rare the candidate's value of a text field is."""

    field: str

    def __call__(self, evidence: Evidence) -> Floats:
        return evidence.rarity(self.field)


@dataclass(frozen=True, slots=True)
class InContext:
    """A number of the context: a measure among all candidates of its record, or a sum over the pair's levels."""

    name: str

    def __call__(self, evidence: Evidence) -> Floats:
        return evidence.context[self.name]


@dataclass(frozen=True, slots=True)
class HigherOf:
    """The highest of several features, NaN only where all are missing."""

    parts: tuple[Compute, ...]

    def __call__(self, evidence: Evidence) -> Floats:
        highest: Floats = np.fmax.reduce([part(evidence) for part in self.parts])
        return highest


@dataclass(frozen=True, slots=True)
class LowerOf:
    """The lowest of several features, NaN only where all are missing."""

    parts: tuple[Compute, ...]

    def __call__(self, evidence: Evidence) -> Floats:
        lowest: Floats = np.fmin.reduce([part(evidence) for part in self.parts])
        return lowest


@dataclass(frozen=True, slots=True)
class SumOf:
    """The sum of several features; a missing one counts as 0."""

    parts: tuple[Compute, ...]

    def __call__(self, evidence: Evidence) -> Floats:
        total = np.zeros(len(evidence))
        for part in self.parts:
            total += np.nan_to_num(part(evidence))
        return total


@dataclass(frozen=True, slots=True)
class SharedItems:
    """How many items two fields share; NaN where either is missing."""

    left: str
    right: str

    def __call__(self, evidence: Evidence) -> Floats:
        return evidence.shared(self.left, self.right)


@dataclass(frozen=True, slots=True)
class WeightOf:
    """The match weight (log2) of one comparison."""

    name: str

    def __call__(self, evidence: Evidence) -> Floats:
        return evidence.comparison_weights[self.name]


@dataclass(frozen=True, slots=True)
class Lead:
    """The difference to the best other candidate of the same record (missing counts as 0)."""

    part: Compute

    def __call__(self, evidence: Evidence) -> Floats:
        values = self.part(evidence)
        return evidence.groups.lead(np.where(np.isnan(values), 0.0, values))


def text(measure: str, field_l: str, field_r: str | None = None) -> TextSimilarity:
    return TextSimilarity(measure, field_l, field_r or field_l)


def best(measure: str, field_l: str, field_r: str | None = None) -> ListSimilarity:
    return ListSimilarity(measure, field_l, field_r or field_l)


def shared(field_l: str, field_r: str | None = None) -> SharedItems:
    return SharedItems(field_l, field_r or field_l)


def rarity(name: str) -> Rarity:
    return Rarity(name)


def context(name: str) -> InContext:
    return InContext(name)


def weight_of(*names: str) -> SumOf:
    """Sum the match weights of some comparisons."""
    return SumOf(tuple(WeightOf(name) for name in names))


def sum_of(*parts: Compute) -> SumOf:
    return SumOf(parts)


def higher_of(*parts: Compute) -> HigherOf:
    return HigherOf(parts)


def lower_of(*parts: Compute) -> LowerOf:
    return LowerOf(parts)


def lead_over_rivals(part: Compute) -> Lead:
    return Lead(part)

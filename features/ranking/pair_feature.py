"""Declared pair features: name, version, family, the sentence for people, and the function that computes them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from functools import partial
from typing import Any

import numpy as np

from features.comparisons.comparisons import field_words
from features.comparisons.facts import TextMeasure
from features.compiled.opcodes import HIGHEST, LEAD, LOWEST, SUM
from features.pairs.evidence import Evidence
from features.schema.array_types import Floats
from features.schema.texts import wording
from features.schema.value_class import value_class


@value_class
class Rarity:
    """How rare the candidate's value of a text field is; NaN where it is missing."""

    field: str


@value_class
class InContext:
    """A number of the context: a measure among all candidates of its record, or a sum over the pair's levels."""

    name: str


@value_class
class SharedItems:
    """How many items two fields share; NaN where either is missing."""

    left: str
    right: str


@value_class
class WeightOf:
    """The match weight (log2) of one comparison, which is about a field: by default that of its name."""

    name: str
    field: str = ""


COVERAGE_PARTS = ("of_left", "of_right", "rarest_shared", "left_uncovered", "right_uncovered")
"""The parts of a coverage, in order: how much of either side's rarity is covered, and the rarest words."""


@value_class
class CoveragePart:
    """One part of the soft tf-idf coverage of two fields' words; NaN where either side has none.

    After Cohen, Ravikumar and Fienberg, "A Comparison of String Distance Metrics for Name-Matching Tasks" (2003).
    """

    left: str
    right: str
    part: str


@value_class
class ItemCount:
    """How many values a list of the profile (r) or of the record (l) has; 0 where it has none."""

    field: str
    side: str = "r"

    def __call__(self, evidence: Evidence) -> Floats:
        return evidence.pairs.lengths(self.side, self.field).astype(np.float64)


Declared = TextMeasure | Rarity | InContext | SharedItems | WeightOf | CoveragePart
Part = Declared | Callable[[Evidence], Floats]
"""A number of a pair: one that compiled code computes, or a function."""


@value_class
class Joined:
    """An operation on several numbers of a pair.

    HIGHEST and LOWEST are NaN only where all are missing. To SUM, and to the LEAD of one number over the best other
    candidate of the same record, a missing one counts as 0.
    """

    operation: int
    parts: tuple[Part, ...]


Compute = Part | Joined


Filled = Callable[[str, str], bool]
"""Whether the record (l) or the profile (r) of a pair holds something in a field."""
EMPTY = "of what the record or the profile leaves empty"
OWN_FAMILY = "own_"
"""The family of an own field's features begins so, and ends in its name."""


@value_class
class Feature:
    """A number about a pair; `monotone` is +1 or -1 where a higher value can only be evidence for or against the match.

    `sentence` completes "speaks for / against because ..."; it names what all parts of `compute` read, or of HIGHEST
    and SUM any of them. NaN means that the evidence is missing.
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

    def says(self, filled: Filled) -> str:
        """Return the sentence for a pair, which names no field that is empty on a side."""
        joined = self.compute if isinstance(self.compute, Joined) else Joined(LOWEST, (self.compute,))
        parts = joined.parts
        read = [part for part in parts if all(map(filled, "lr", _fields_of(part)))]
        if not read or (joined.operation == LOWEST and len(read) < len(parts)):
            return EMPTY
        weights = [part.name for part in read if isinstance(part, WeightOf)]
        if weights and len(read) < len(parts):
            return wording(
                "of the evidence of {weights}", weights=", ".join(wording(field_words(name)) for name in weights)
            )
        return self.sentence


def _fields_of(part: Part) -> tuple[str, ...]:
    """Return the field that a part reads of the record and that of the profile; none for a number of the context."""
    if isinstance(part, TextMeasure | SharedItems | CoveragePart):
        return part.left, part.right
    if isinstance(part, Rarity | ItemCount):
        return part.field, part.field
    return (part.field or part.name,) * 2 if isinstance(part, WeightOf) else ()


def text(measure: str, field_l: str, field_r: str | None = None) -> TextMeasure:
    """Measure a field against one of the other side, by default the same; of lists the most similar values count."""
    return TextMeasure(measure, field_l, field_r or field_l)


def shared(field_l: str, field_r: str | None = None) -> SharedItems:
    return SharedItems(field_l, field_r or field_l)


def weight_of(*names: str) -> Joined:
    """Sum the match weights of some comparisons."""
    return Joined(SUM, tuple(map(WeightOf, names)))


def higher_of(*parts: Part) -> Joined:
    return Joined(HIGHEST, parts)


def lower_of(*parts: Part) -> Joined:
    return Joined(LOWEST, parts)


def lead_over_rivals(part: Part) -> Joined:
    return Joined(LEAD, (part,))


def _covered(part: str, field_l: str, field_r: str | None = None) -> CoveragePart:
    return CoveragePart(field_l, field_r or field_l, part)


_FORMS: Mapping[str, Callable[..., Any]] = {
    "shared": shared,
    "rarity": Rarity,
    "weight": weight_of,
    "context": InContext,
    "count": ItemCount,
    "either": lambda form, a, b: higher_of(_computed(form, a, b), _computed(form, b, a)),
    "lead": lambda *computed: lead_over_rivals(_computed(*computed)),
    **{part: partial(_covered, part) for part in COVERAGE_PARTS},
}
"""What a table of features computes beside the measures of `text`."""


def _computed(form: str, *fields: str) -> Any:
    return _FORMS.get(form, partial(text, form))(*fields)


def read_features(table: str) -> Iterator[Feature]:
    """Read a table of features: each line has a name, a family, what is computed of which fields, and the sentence.

    One field stands for both sides; of two the first is the record's, `either` reads them the other way round too.
    A monotone feature has 1 or -1 behind its sentence.
    """
    for line in table.strip().splitlines():
        name, family, computed, sentence, *monotone = line.strip().split(": ")
        yield Feature(name, family, sentence, _computed(*computed.split()), int(*monotone))

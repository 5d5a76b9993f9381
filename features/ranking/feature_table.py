"""The table behind a list of features: rows that compiled code fills, given rows, and the operations on them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from features.compiled.arguments import int_rows
from features.compiled.opcodes import HIGHEST, LEAD, LOWEST, SUM, numbered
from features.pairs.evidence import Evidence
from features.pairs.word_coverage import PARTS, CoveragePart
from features.ranking.pair_feature import (
    Compute,
    Feature,
    HigherOf,
    InContext,
    Lead,
    ListSimilarity,
    LowerOf,
    Rarity,
    SharedItems,
    SumOf,
    TextSimilarity,
    WeightOf,
)
from features.schema.array_types import Floats, IntRows, Ints
from features.schema.schema import Schema, field_positions

JOINS: Mapping[type, int] = {HigherOf: HIGHEST, LowerOf: LOWEST, SumOf: SUM}


class FeatureInputs(NamedTuple):
    """The rows that compiled code fills, in the form that it reads; the last column is the row of the table."""

    texts: IntRows
    bests: IntRows
    covers: IntRows
    shared: IntRows
    rares: IntRows


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """The layout of a feature table.

    `lists` are the fields whose left items are looked up on the right; `covered` and `rare` those whose frequencies
    are read. `operations` has a row per feature: the operation, and the range of its `operands`.
    """

    rows: int
    asked: FeatureInputs
    operations: IntRows
    operands: Ints
    lists: tuple[tuple[str, str], ...]
    covered: tuple[tuple[int, str, int], ...]
    rare: tuple[tuple[str, ...], Ints]
    contexts: tuple[tuple[str, ...], Ints]
    weights: tuple[tuple[str, ...], Ints]
    functions: tuple[tuple[int, Compute], ...]

    @staticmethod
    def of(features: Sequence[Feature], schema: Schema) -> "FeatureTable":
        """Lay out a row for every value that the features are made of."""
        return _Layout(schema).table(features)

    def write_given(self, evidence: Evidence, table: Floats) -> None:
        """Write the rows that compiled code does not fill."""
        names, rows = self.contexts
        if names:
            table[rows] = evidence.context.of(names)
        names, rows = self.weights
        if names:
            table[rows] = evidence.comparison_weights.of(names)
        for row, compute in self.functions:
            table[row] = compute(evidence)


class _Layout:
    def __init__(self, schema: Schema) -> None:
        self._texts, self._lists = field_positions(schema)
        self._row_of: dict[object, int] = {}
        self._rows = 0
        self._sought: dict[tuple[str, str], int] = {}
        self._asked: dict[str, list[list[int]]] = {name: [] for name in FeatureInputs._fields}
        self._covered: list[tuple[int, str, int]] = []
        self._rare: dict[str, int] = {}
        self._contexts: dict[str, int] = {}
        self._weights: dict[str, int] = {}
        self._functions: list[tuple[int, Compute]] = []

    def table(self, features: Sequence[Feature]) -> FeatureTable:
        operands: list[int] = []
        operations: list[tuple[int, int, int]] = []
        for feature in features:
            operation, parts = self._parted(feature.compute)
            operations.append((operation, len(operands), len(operands) + len(parts)))
            operands += [self._row(part) for part in parts]
        widths = {"texts": 6, "bests": 8, "covers": 4, "shared": 4, "rares": 2}
        asked = FeatureInputs(*(int_rows(self._asked[name], widths[name]) for name in FeatureInputs._fields))
        return FeatureTable(
            self._rows,
            asked,
            int_rows(operations, 3),
            np.array(operands, np.int64),
            tuple(self._sought),
            tuple(self._covered),
            (tuple(self._rare), np.array(list(self._rare.values()), np.int64)),
            (tuple(self._contexts), np.array(list(self._contexts.values()), np.int64)),
            (tuple(self._weights), np.array(list(self._weights.values()), np.int64)),
            tuple(self._functions),
        )

    def _parted(self, compute: Compute) -> tuple[int, Sequence[Compute]]:
        """Return the operation of a feature and its operands; a single operand is its own highest."""
        if isinstance(compute, HigherOf | LowerOf | SumOf) and not any(map(_is_joined, compute.parts)):
            return JOINS[type(compute)], compute.parts
        if isinstance(compute, Lead) and not _is_joined(compute.part):
            return LEAD, (compute.part,)
        return HIGHEST, (compute,)

    def _row(self, compute: Compute) -> int:
        key = compute if not isinstance(compute, CoveragePart) else (compute.left, compute.right)
        if key not in self._row_of:
            self._row_of[key] = self._new_row(compute)
        part = PARTS.index(compute.part) if isinstance(compute, CoveragePart) else 0
        return self._row_of[key] + part

    def _new_row(self, compute: Compute) -> int:
        row = self._rows
        self._rows += len(PARTS) if isinstance(compute, CoveragePart) else 1
        if not self._ask(compute, row):
            if isinstance(compute, InContext):
                self._contexts[compute.name] = row
            elif isinstance(compute, WeightOf):
                self._weights[compute.name] = row
            else:
                self._functions.append((row, compute))
        return row

    def _ask(self, compute: Compute, row: int) -> bool:
        """Leave a row to compiled code, if it can compute it; return whether it can."""
        asked = self._asked
        measure = numbered(compute.measure) if isinstance(compute, TextSimilarity | ListSimilarity) else None
        if isinstance(compute, TextSimilarity) and measure is not None:
            asked["texts"].append([*measure, self._texts[compute.left], self._texts[compute.right], row])
        elif isinstance(compute, ListSimilarity) and measure is not None:
            asked["bests"].append([*measure, *self._field(compute.left), *self._field(compute.right), row])
        elif isinstance(compute, CoveragePart):
            sought, right = self._seek(compute.left, compute.right), self._lists[compute.right]
            asked["covers"].append([sought, self._lists[compute.left], right, row])
            self._covered.append((sought, compute.right, right))
        elif isinstance(compute, SharedItems) and compute.left in self._lists:
            asked["shared"].append([self._seek(compute.left, compute.right), *self._field(compute.right), row])
        elif isinstance(compute, Rarity):
            asked["rares"].append([self._texts[compute.field], row])
            self._rare[compute.field] = self._texts[compute.field]
        else:
            return False
        return True

    def _seek(self, left: str, right: str) -> int:
        return self._sought.setdefault((left, right), len(self._sought))

    def _field(self, name: str) -> tuple[int, int]:
        return (self._texts[name], 0) if name in self._texts else (self._lists[name], 1)


def _is_joined(compute: Compute) -> bool:
    return isinstance(compute, HigherOf | LowerOf | SumOf | Lead)

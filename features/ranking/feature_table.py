"""The table behind a list of features: rows that compiled code fills, given rows, and the operations on them."""

from collections.abc import Callable, Sequence

import numpy as np

from features.comparisons.facts import TextMeasure
from features.compiled.arguments import FeatureInputs, int_rows
from features.compiled.opcodes import HIGHEST, numbered
from features.pairs.evidence import Evidence
from features.ranking.pair_feature import (
    COVERAGE_PARTS,
    CoveragePart,
    Feature,
    InContext,
    Joined,
    Part,
    Rarity,
    SharedItems,
    WeightOf,
)
from features.schema.array_types import Floats, IntRows, Ints
from features.schema.schema import Schema, field_positions
from features.schema.value_class import value_class


@value_class
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
    functions: tuple[tuple[int, Callable[[Evidence], Floats]], ...]

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
        self._functions: list[tuple[int, Callable[[Evidence], Floats]]] = []

    def table(self, features: Sequence[Feature]) -> FeatureTable:
        operands: list[int] = []
        operations: list[tuple[int, int, int]] = []
        for feature in features:
            compute = feature.compute
            operation, parts = (
                (compute.operation, compute.parts) if isinstance(compute, Joined) else (HIGHEST, (compute,))
            )
            operations.append((operation, len(operands), len(operands) + len(parts)))
            operands += [self._row(part) for part in parts]
        widths = {"texts": 6, "bests": 8, "covers": 4, "shared": 4, "rares": 2}
        inputs = FeatureInputs(*(int_rows(self._asked[name], widths[name]) for name in FeatureInputs._fields))
        return FeatureTable(
            rows=self._rows,
            asked=inputs,
            operations=int_rows(operations, 3),
            operands=np.array(operands, np.int64),
            lists=tuple(self._sought),
            covered=tuple(self._covered),
            rare=(tuple(self._rare), np.array(list(self._rare.values()), np.int64)),
            contexts=(tuple(self._contexts), np.array(list(self._contexts.values()), np.int64)),
            weights=(tuple(self._weights), np.array(list(self._weights.values()), np.int64)),
            functions=tuple(self._functions),
        )

    def _row(self, part: Part) -> int:
        """Return the row of a part, which is new where nothing has it yet."""
        covered = isinstance(part, CoveragePart)
        key = (part.left, part.right) if isinstance(part, CoveragePart) else part
        if key not in self._row_of:
            self._row_of[key] = self._rows
            self._rows += len(COVERAGE_PARTS) if covered else 1
            self._lay(part, self._row_of[key])
        return self._row_of[key] + (COVERAGE_PARTS.index(part.part) if isinstance(part, CoveragePart) else 0)

    def _lay(self, part: Part, row: int) -> None:
        """Leave a row to compiled code, or to what is given or a function."""
        specs = self._asked
        if isinstance(part, TextMeasure) and {part.left, part.right} <= self._texts.keys():
            specs["texts"].append([*numbered(part.measure), self._texts[part.left], self._texts[part.right], row])
        elif isinstance(part, TextMeasure):
            specs["bests"].append([*numbered(part.measure), *self._field(part.left), *self._field(part.right), row])
        elif isinstance(part, CoveragePart):
            sought = self._seek(part.left, part.right)
            right = self._lists[part.right]
            specs["covers"].append([sought, self._lists[part.left], right, row])
            self._covered.append((sought, part.right, right))
        elif isinstance(part, SharedItems):
            specs["shared"].append([self._seek(part.left, part.right), *self._field(part.right), row])
        elif isinstance(part, Rarity):
            specs["rares"].append([self._texts[part.field], row])
            self._rare[part.field] = self._texts[part.field]
        elif isinstance(part, InContext):
            self._contexts[part.name] = row
        elif isinstance(part, WeightOf):
            self._weights[part.name] = row
        else:
            self._functions.append((row, part))

    def _seek(self, left: str, right: str) -> int:
        return self._sought.setdefault((left, right), len(self._sought))

    def _field(self, name: str) -> tuple[int, int]:
        return (self._texts[name], 0) if name in self._texts else (self._lists[name], 1)

"""Arguments of compiled functions: tuples of the arrays that go together.

They are plain tuples to numba, read-only or writable arrays alike, and cost what the arrays cost by themselves. A named
tuple costs twice as much and has to match in every flag (docs/experiments/speed-argument-tuples.md); `calls` turns one
into a plain tuple.
"""

from collections.abc import Sequence

import numpy as np

from features.schema.array_types import (
    CodeRows,
    Codes,
    Content,
    FilledFloatRows,
    FilledFloats,
    FilledSmallRows,
    FloatRows,
    Floats,
    IntRows,
    Ints,
    SmallRows,
    Starts,
)

SideArrays = tuple[CodeRows, Ints, Codes, Content, Starts, Ints, CodeRows, Ints, Codes]
"""One side of pairs: the fields of `Side` (features/pairs/side.py) in their order."""
LeftCodeArrays = tuple[CodeRows, Ints, Codes]
"""Left values as right codes: the fields of `LeftCodes` (features/pairs/side.py) in their order."""
PairArrays = tuple[Ints, Ints, Ints]
"""The left row, the right row and the run of the left row of each pair."""
FactTables = tuple[IntRows, IntRows, IntRows, IntRows, IntRows]
"""What facts read (`LevelProgram.asked`): equal texts, shared items, measures of texts, lengths, measures of lists."""
LevelSteps = tuple[IntRows, Floats, Ints, Ints, Ints, Ints]
"""What levels conclude (`LevelProgram.steps`): facts, their numbers, facts of terms, terms, levels, last levels."""
LevelWeights = tuple[FloatRows, SmallRows, SmallRows, FloatRows, Ints]
"""By comparison and level: the weight, the gamma, the adjustment's row (-1: none); by row: three numbers, the field.

The numbers of an adjustment are the least frequency, the weight, and log2 of the u that a frequency replaces.
"""
AdjustedValues = tuple[CodeRows, CodeRows, FloatRows, FloatRows]
"""Right codes, left values as right codes, and the term frequency of either (NaN: unknown), a row an adjustment."""
WeighedLevels = tuple[FilledSmallRows, FilledFloatRows, FilledFloats]
"""Gammas and weights by comparison and pair, the total by pair; all are filled."""
FeatureTables = tuple[IntRows, IntRows, IntRows, IntRows, IntRows]
"""The rows that compiled code fills (`FeatureTable.asked`): texts, lists, coverage, shared items, rarities."""
WordShares = tuple[Floats, Floats, FloatRows]
"""Shares of universe rows: of the left items that were looked up, of all right items, of texts by rarity and row."""


def int_rows(rows: Sequence[Sequence[int]], width: int) -> IntRows:
    """Return rows of numbers as an array, also where there is none."""
    return np.array(rows, np.int64).reshape(-1, width)

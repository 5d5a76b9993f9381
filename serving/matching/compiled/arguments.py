"""Arguments of compiled functions: tuples of the arrays that go together (see features/compiled/arguments.py)."""

import numpy as np

from features.schema.array_types import (
    FilledFloats,
    FilledInts,
    FloatRows,
    Floats,
    HashRows,
    IntRows,
    Ints,
    SingleRows,
)

ZERO = np.float32(1e-35)
"""LightGBM's kZeroThreshold: what is not above it counts as 0 where 0 is a missing value."""
ScoredCandidates = tuple[Ints, Floats, Floats, Floats, Ints]
"""Of each kept candidate the record, the probability, the raw score, the weight, the position among all retrieved."""
RetrievedCandidates = tuple[Ints, Ints, Floats, Floats]
"""The start of each group; of each retrieved candidate the group, the retrieval weight, the number cut off."""
StrongestComparisons = tuple[FilledInts, FilledInts, FilledFloats, FilledInts]
"""Comparisons, gammas and weights one pair after the other, and where each pair's begin; all are filled."""
TreeArrays = tuple[IntRows, SingleRows, HashRows, FloatRows]
"""By tree: the feature and the threshold of each split, the leaves that it rules out as bits; the leaf values."""

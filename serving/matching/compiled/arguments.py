"""Arguments of compiled functions: tuples of the arrays that go together (see features/compiled/arguments.py)."""

from features.schema.array_types import (
    FilledFloats,
    FilledInts,
    FloatRows,
    Floats,
    HashRows,
    IntRows,
    Ints,
    SingleRows,
    Singles,
)

ScoredCandidates = tuple[Ints, Floats, Floats, Floats, Ints]
"""Of each kept candidate the record, the probability, the raw score, the weight, the position among all retrieved."""
RetrievedCandidates = tuple[Ints, Ints, Floats, Floats]
"""The start of each group; of each retrieved candidate the group, the retrieval weight, the number cut off."""
StrongestComparisons = tuple[FilledInts, FilledInts, FilledFloats, FilledInts]
"""Comparisons, gammas and weights one pair after the other, and where each pair's begin; all are filled."""
TreeArrays = tuple[IntRows, SingleRows, HashRows, FloatRows]
"""By tree: the feature and the threshold of each split, the leaves that it rules out as bits; the leaf values."""
SplitArrays = tuple[Ints, Singles]
"""The column and the threshold of each split of all trees."""
PathArrays = tuple[Floats, Ints, Ints, Floats, Ints, Ints]
"""Of each leaf the value and where its parts end; of each part the feature, the share and where its turns end; of each
turn twice the split, and one more to the right. Ends begin with 0."""
Quadrature = tuple[FloatRows, FloatRows]
"""Points and weights; row n holds those of n points."""

"""The compiled functions of matching as plain typed functions; a first call imports numba and what it compiles.

Each hands its arguments to the compiled function of the same name and signature
(tests/features/compiled/test_calls.py holds the two together).
"""

from features.compiled.loader import CompiledModule
from features.schema.array_types import (
    FilledBools,
    FilledFloats,
    FilledInts,
    FloatRows,
    Floats,
    Ints,
    SingleRows,
    SmallRows,
)
from serving.matching.compiled.arguments import (
    RetrievedCandidates,
    ScoredCandidates,
    StrongestComparisons,
    TreeArrays,
)

_choice = CompiledModule("serving.matching.compiled.choice")
_trees = CompiledModule("serving.matching.compiled.trees")


def keep_promising(
    starts: Ints, sizes: Ints, by_weight: Floats, by_retrieval: Floats, most: int, most_by_weight: int, kept: FilledInts
) -> int:
    """Write the positions of each group's `most` highest candidates, ascending; return how many.

    The first `most_by_weight` are chosen by their rank by weight, the others by retrieval; where it is below 0, each by
    the better of both ranks.
    """
    count: int = _choice.keep_promising(starts, sizes, by_weight, by_retrieval, most, most_by_weight, kept)
    return count


def order_shown(
    candidates: ScoredCandidates,
    retrieved: RetrievedCandidates,
    most: int,
    shown: FilledInts,
    bounds: FilledInts,
    at_cut: FilledBools,
) -> None:
    """Write at most so many candidates of each record, most probable first, and where each record's begin and end.

    Equals are ordered by raw score, then by weight. `at_cut` becomes whether a record's first one was retrieved with no
    more evidence than others that were cut off.
    """
    _choice.order_shown(candidates, retrieved, most, shown, bounds, at_cut)


def share_equals(left_rows: Ints, raw: Floats, probabilities: Floats, shared: FilledFloats) -> None:
    """Write probabilities of which candidates of a record with equal raw scores get at most their share of 1."""
    _choice.share_equals(left_rows, raw, probabilities, shared)


def strongest(
    levels: SmallRows, bits: FloatRows, pairs: Ints, most: int, least: float, found: StrongestComparisons
) -> None:
    """Write at most so many comparisons of each pair, those with the largest absolute weight first.

    None weighs less than the least; a comparison without a level weighs nothing.
    """
    _choice.strongest(levels, bits, pairs, most, least, found)


def sum_leaves(matrix: SingleRows, trees: TreeArrays, result: FilledFloats) -> None:
    """Write the sum of each row's leaves, tree after tree.

    The columns of splits are those of four copies of the features (`trees` in `serving.matching.boosting`).
    Of the leaves that no split rules out the first is the row's; leaf i is bit i.
    """
    _trees.sum_leaves(matrix, trees, result)

"""The compiled functions of the room as plain typed functions; a first call imports numba and what it compiles.

Each hands its arguments to the compiled function of the same name and signature (tests/features/compiled/test_calls.py
holds the two together), at some 0.1 microseconds a call.
"""

from features.compiled.arguments import (
    AdjustedValues,
    FactTables,
    FeatureTables,
    LeftCodeArrays,
    LevelSteps,
    LevelWeights,
    PairArrays,
    SideArrays,
    WeighedLevels,
    WordShares,
)
from features.compiled.loader import CompiledModule
from features.schema.array_types import (
    BoolRows,
    CodeRows,
    Codes,
    FilledFloatRows,
    FilledFloats,
    FilledInts,
    FilledSingleRows,
    FilledSmallRows,
    FloatRows,
    Floats,
    IntRows,
    Ints,
    SmallRows,
)

_levels = CompiledModule("features.compiled.levels")
_weights = CompiledModule("features.compiled.weights")
_features = CompiledModule("features.compiled.features")
_groups = CompiledModule("features.compiled.groups")


def first_levels(
    right: SideArrays, left: SideArrays, mapped: LeftCodeArrays, tables: FactTables, steps: LevelSteps,
    others: BoolRows, pairs: PairArrays, levels: FilledSmallRows,
) -> None:  # fmt: skip
    """Write the position of the first level that holds of each comparison (row) and pair (column).

    `others` holds, for facts that only a Python function computes, for which pairs they hold.
    """
    _levels.first_levels(
        tuple(right), tuple(left), tuple(mapped), tuple(tables), tuple(steps), others, pairs, levels
    )  # fmt: skip


def weigh(
    levels: SmallRows, weights: LevelWeights, values: AdjustedValues, pairs: PairArrays, weighed: WeighedLevels
) -> None:
    """Write each comparison's gamma and log2 weight with term frequencies, and add the weights to each pair's total."""
    _weights.weigh(levels, weights, values, pairs, weighed)


def look_up(shares: Floats, codes: Codes, found: FilledFloats) -> None:
    """Write the share of each code, NaN for a value that was not counted."""
    _weights.look_up(shares, codes, found)


def look_up_rows(addresses: Ints, sizes: Ints, rows: Ints, codes: CodeRows, found: FilledFloatRows) -> None:
    """Write the share of each code in some rows of codes, each with shares of its own (`Arrays`)."""
    _weights.look_up_rows(addresses, sizes, rows, codes, found)


def fill(
    right: SideArrays, left: SideArrays, mapped: LeftCodeArrays, shares: WordShares, tables: FeatureTables,
    pairs: PairArrays, table: FilledFloatRows,
) -> None:  # fmt: skip
    """Write the compiled rows of a table, one column a pair; NaN is missing.

    The last column of each of `tables` is the row to fill (of coverage: the first of five).
    """
    _features.fill(tuple(right), tuple(left), tuple(mapped), shares, tuple(tables), pairs, table)


def conclude(
    table: FloatRows, operations: IntRows, operands: Ints, group_starts: Ints, group_ends: Ints,
    matrix: FilledSingleRows,
) -> None:  # fmt: skip
    """Write a matrix with a row a pair and a column a feature: an operation on rows of the table."""
    _features.conclude(table, operations, operands, group_starts, group_ends, matrix)


def part_rows(rows: Ints, starts: FilledInts, sizes: FilledInts, of_pair: FilledInts) -> int:
    """Write the start and the length of each run of equal rows, and each position's run; return how many runs."""
    runs: int = _groups.part_rows(rows, starts, sizes, of_pair)
    return runs


def rank(starts: Ints, sizes: Ints, weight: Floats, found: Floats, ranks: FilledFloatRows) -> None:
    """Write how many of the group are strictly higher, by match weight (row 0) and by retrieval (row 1)."""
    _groups.rank(starts, sizes, weight, found, ranks)


def compare_rivals(
    starts: Ints, sizes: Ints, weight: Floats, found: Floats, close_bits: float, context: FilledFloatRows
) -> None:
    """Write a row each: weight lead, weight share, close rivals, retrieval lead, retrieval share, candidates."""
    _groups.compare_rivals(starts, sizes, weight, found, close_bits, context)


def sum_up(gammas: SmallRows, bits: FloatRows, sums: FilledFloatRows) -> None:
    """Write of each pair (column) a row each: comparisons with a level, contradictions, the least weight."""
    _groups.sum_up(gammas, bits, sums)

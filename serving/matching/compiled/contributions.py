"""Contributions of the features to a booster's score, leaf by leaf.

The formula is in `serving.matching.boosting.contributions`.

Held to LightGBM's `pred_contrib` by tests/serving/matching/boosting/test_contributions.py.
"""

import numpy as np

from features.compiled.loader import entry, part
from features.schema.array_types import FilledBools, FilledFloatRows, FilledFloats, SingleRows
from serving.matching.compiled.arguments import PathArrays, Quadrature, SplitArrays
from serving.matching.compiled.trees import ZERO


@part
def _turn(matrix: SingleRows, row: int, splits: SplitArrays, turned: FilledBools) -> None:
    """Write for each split whether the row goes to the right."""
    columns, thresholds = splits
    width = matrix.shape[1]
    for split in range(len(columns)):
        copy, feature = columns[split] // width, columns[split] % width
        value = matrix[row, feature]
        missing = np.isnan(value) or (copy >= 2 and abs(value) <= ZERO)
        turned[split] = copy % 2 == 1 if missing else value > thresholds[split]


@part
def _follow(paths: PathArrays, begin: int, n: int, turned: FilledBools, follows: FilledFloats) -> None:
    """Write for each part of a path 1 where the row follows all its turns, else 0."""
    _, _, _, _, turn_ends, turns = paths
    for at in range(n):
        follows[at] = 1.0
        for turn in range(turn_ends[begin + at], turn_ends[begin + at + 1]):
            if turned[turns[turn] // 2] != (turns[turn] % 2 == 1):
                follows[at] = 0.0


@part
def _integrate(
    shares: FilledFloats, begin: int, n: int, follows: FilledFloats, quadrature: Quadrature, before: FilledFloats,
    integral: FilledFloats,
) -> None:  # fmt: skip
    """Write for each part of a path the integral of the product of the other parts."""
    points, weights = quadrature
    size = (n + 1) // 2
    integral[:n] = 0.0
    for point in range(size):
        t, product = points[size, point], weights[size, point]
        for at in range(n):
            before[at] = product
            product *= follows[at] * t + shares[begin + at] * (1.0 - t)
        product = 1.0
        for at in range(n - 1, -1, -1):
            integral[at] += before[at] * product
            product *= follows[at] * t + shares[begin + at] * (1.0 - t)


@entry
def add_contributions(
    matrix: SingleRows, splits: SplitArrays, paths: PathArrays, quadrature: Quadrature, result: FilledFloatRows
) -> None:
    """Add the shares of each row; see `calls`."""
    columns, _ = splits
    values, ends, features, shares, _, _ = paths
    _, weights = quadrature
    longest = 2 * weights.shape[1]
    turned, follows = np.empty(len(columns), np.bool_), np.empty(longest, np.float64)
    before, integral = np.empty(longest, np.float64), np.empty(longest, np.float64)
    for row in range(len(matrix)):
        _turn(matrix, row, splits, turned)
        for leaf in range(len(values)):
            begin, n = ends[leaf], ends[leaf + 1] - ends[leaf]
            _follow(paths, begin, n, turned, follows)
            _integrate(shares, begin, n, follows, quadrature, before, integral)
            for at in range(n):
                share = values[leaf] * (follows[at] - shares[begin + at]) * integral[at]
                result[row, features[begin + at]] += share

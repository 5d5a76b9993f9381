"""The sum of each row's leaves over all trees of a booster.

LightGBM branches at every split, which costs 9.6 microseconds a row (docs/experiments/speed-trees.md); numpy would need
a call a split.

Held to LightGBM's raw scores by tests/serving/matching/boosting/test_trees.py.
"""

import numpy as np

from features.compiled.bits import ones
from features.compiled.loader import entry
from features.schema.array_types import FilledFloats, SingleRows
from serving.matching.compiled.arguments import ZERO, TreeArrays

ROWS_AT_ONCE = 64
"""So many rows fit the processor's cache with all their features."""


@entry
def sum_leaves(matrix: SingleRows, trees: TreeArrays, result: FilledFloats) -> None:
    """Write the sum of each row's leaves, tree after tree.

    The columns of splits are those of four copies of the features (`trees` in `serving.matching.boosting`). Of the
    leaves that no split rules out the first is the row's; its number is that of the ones at the end of what is ruled
    out.
    """
    features, thresholds, ruled_out, leaves = trees
    width = matrix.shape[1]
    table = np.empty((4 * width, ROWS_AT_ONCE), np.float32)
    out = np.empty(ROWS_AT_ONCE, np.uint64)
    zero_is_missing = features.size > 0 and features.max() >= 2 * width
    leaf = np.empty(ROWS_AT_ONCE, np.int64)
    for begin in range(0, len(matrix), ROWS_AT_ONCE):
        n = min(ROWS_AT_ONCE, len(matrix) - begin)
        for row in range(n):
            for feature in range(width):
                value = matrix[begin + row, feature]
                table[feature, row] = -np.inf if np.isnan(value) else value
                table[width + feature, row] = np.inf if np.isnan(value) else value
                if zero_is_missing:
                    missing = np.isnan(value) or abs(value) <= ZERO
                    table[2 * width + feature, row] = -np.inf if missing else value
                    table[3 * width + feature, row] = np.inf if missing else value
        for tree in range(len(features)):
            out[:] = 0
            for split in range(features.shape[1]):
                values = table[features[tree, split]]
                threshold = thresholds[tree, split]
                ruled = ruled_out[tree, split]
                for row in range(n):
                    out[row] |= ruled if values[row] > threshold else np.uint64(0)
            for row in range(n):
                leaf[row] = ones(out[row] & ~(out[row] + np.uint64(1)))
            for row in range(n):
                so_far = result[begin + row] if tree else 0.0
                result[begin + row] = so_far + leaves[tree, leaf[row]]

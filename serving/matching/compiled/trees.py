"""The sum of a row's leaves over all trees as machine code."""

import numpy as np

from features.compiled.bits import ones
from features.compiled.loader import entry
from features.schema.array_types import FilledFloats, FloatRows, HashRows, IntRows, SingleRows

ROWS_AT_ONCE = 64
"""So many rows keep what is asked of them near the processor."""


@entry
def sum_leaves(
    matrix: SingleRows, features: IntRows, thresholds: SingleRows, ruled_out: HashRows, leaves: FloatRows,
    result: FilledFloats,
) -> None:  # fmt: skip
    """Fill in each row's sum, tree after tree; features numbered from the width on send what is missing right.

    Splits stand by tree (row); the first leaf that no split to its right side rules out is the row's: as many leaves
    stand before it as there are ones at the end of what is ruled out.
    """
    width = matrix.shape[1]
    table, out = np.empty((2 * width, ROWS_AT_ONCE), np.float32), np.empty(ROWS_AT_ONCE, np.uint64)
    leaf = np.empty(ROWS_AT_ONCE, np.int64)
    for begin in range(0, len(matrix), ROWS_AT_ONCE):
        n = min(ROWS_AT_ONCE, len(matrix) - begin)
        for row in range(n):
            for feature in range(width):
                value = matrix[begin + row, feature]
                table[feature, row] = -np.inf if np.isnan(value) else value
                table[width + feature, row] = np.inf if np.isnan(value) else value
        for tree in range(len(features)):
            out[:] = 0
            for split in range(features.shape[1]):
                values, threshold = table[features[tree, split]], thresholds[tree, split]
                ruled = ruled_out[tree, split]
                for row in range(n):
                    out[row] |= ruled if values[row] > threshold else np.uint64(0)
            for row in range(n):
                leaf[row] = ones(out[row] & ~(out[row] + np.uint64(1)))
            for row in range(n):
                so_far = result[begin + row] if tree else 0.0
                result[begin + row] = so_far + leaves[tree, leaf[row]]

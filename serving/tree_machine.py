"""The sum of a row's leaves over all trees as machine code."""

import numpy as np

from features.compiled import entry
from features.machine_types import FilledFloats, FloatRows, HashRows, IntRows, SingleRows


@entry
def sum_leaves(
    matrix: SingleRows, features: IntRows, thresholds: SingleRows, ruled_out: HashRows, leaves: FloatRows,
    result: FilledFloats,
) -> None:  # fmt: skip
    """Fill in each row's sum, tree after tree; features numbered from the width on send what is missing right.

    Splits stand by tree (row); the first leaf that no split to its right side rules out is the row's.
    """
    width, bit = matrix.shape[1], np.uint64(1)
    values = np.empty(2 * width, np.float32)
    for row in range(len(matrix)):
        for feature in range(width):
            value = matrix[row, feature]
            values[feature] = -np.inf if np.isnan(value) else value
            values[width + feature] = np.inf if np.isnan(value) else value
        total = 0.0
        for tree in range(len(features)):
            out = np.uint64(0)
            for split in range(features.shape[1]):
                out |= ruled_out[tree, split] * np.uint64(values[features[tree, split]] > thresholds[tree, split])
            leaf = 0
            while (out >> np.uint64(leaf)) & bit:
                leaf += 1
            total = total + leaves[tree, leaf] if tree else leaves[tree, leaf]
        result[row] = total

"""A booster's trees as arrays: all splits of all trees are evaluated, without a branch to predict.

After Lucchese and others, "QuickScorer: a fast algorithm to rank documents with additive ensembles of regression
trees" (SIGIR 2015): a split that sends a row to the right excludes the leaves to its left, and the first leaf that
remains is the row's.
"""

import numpy as np
from numpy.typing import NDArray

from features.schema.array_types import Floats, Ints, SingleRows
from features.schema.value_class import value_class
from serving.matching.boosting.model_text import TextModel, TextTree
from serving.matching.compiled import calls


@value_class
class Trees:
    """Splits by tree and node; nodes beyond the end of a smaller tree send no row to the right.

    A feature number says which side missing values take as well: see `_split_columns`.
    """

    feature: Ints
    threshold: NDArray[np.float32]
    ruled_out: NDArray[np.uint64]
    leaves: Floats

    @classmethod
    def of(cls, model: TextModel) -> "Trees":
        leaves = max((len(tree.leaves) for tree in model.trees), default=1)
        shape = len(model.trees), leaves - 1
        feature = np.zeros(shape, np.int64)
        threshold = np.full(shape, np.inf, np.float32)
        ruled_out = np.zeros(shape, np.uint64)
        values = np.zeros((len(model.trees), leaves))
        for at, tree in enumerate(model.trees):
            n = len(tree.features)
            feature[at, :n] = _split_columns(tree, model.n_features)
            threshold[at, :n] = _rounded_down(np.array(tree.thresholds))
            order, masks = _leaves_in_order(tree)
            ruled_out[at, :n] = np.array(masks, np.uint64)
            values[at, : len(order)] = np.array(tree.leaves)[order]
        return cls(feature, threshold, ruled_out, values)

    def raw(self, matrix: SingleRows) -> Floats:
        """Return the sum of each row's leaves, tree after tree, bit for bit LightGBM's raw score.

        Values are finite, or NaN where missing.
        """
        result = np.zeros(len(matrix))
        trees = self.feature, self.threshold, self.ruled_out, self.leaves
        calls.trees.sum_leaves(np.ascontiguousarray(matrix, np.float32), trees, result)
        return result


def _split_columns(tree: TextTree, n_features: int) -> Ints:
    """Return the column that each split reads, out of four copies of the features, one after the other.

    They hold missing values as very small, as very large, and both once more with 0 as missing.
    """
    nodes = range(len(tree.features))
    copies = [2 * tree.missing_is_zero(node) + (not tree.sends_missing_left(node)) for node in nodes]
    return np.array(tree.features, np.int64) + n_features * np.array(copies, np.int64)


def _rounded_down(values: Floats) -> NDArray[np.float32]:
    """Return the largest finite float32 not above each value; every finite float32 x has the same `x <= value`.

    A threshold of infinity separates missing values from all others.
    """
    near = np.minimum(values, np.finfo(np.float32).max).astype(np.float32)
    return np.where(near > values, np.nextafter(near, np.float32(-np.inf)), near)


def _leaves_in_order(tree: TextTree) -> tuple[list[int], list[int]]:
    """Return the leaves from left to right, and for each node the bits of the leaves to its left."""
    order: list[int] = []
    masks = [0] * len(tree.features)

    def visit(child: int) -> None:
        if child < 0:
            order.append(~child)
            return
        begin = len(order)
        visit(tree.left[child])
        masks[child] = (1 << len(order)) - (1 << begin)
        visit(tree.right[child])

    visit(tree.root)
    return order, masks

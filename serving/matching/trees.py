"""A booster's trees as arrays: all splits of all trees are evaluated, without a branch to predict.

After Lucchese and others, "QuickScorer: a fast algorithm to rank documents with additive ensembles of regression
trees" (SIGIR 2015): a split that sends a row to the right excludes the leaves to its left, and the first leaf that
remains is the row's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from features.schema.array_types import Floats
from serving.matching.compiled.calls import sum_leaves

MOST_LEAVES = 63
CATEGORICAL, DEFAULT_LEFT, MISSING_SHIFT = 1, 2, 2
MISSING_IS_ZERO_VALUE, MISSING_IS_NAN = 1, 2
"""LightGBM's codes of a split's type (`decision_type`) and of its missing values."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Splits by tree and node; nodes beyond the end of a smaller tree send no row to the right.

    A feature number at or above the number of features marks a split that sends missing values to the right.
    """

    feature: NDArray[np.int64]
    threshold: NDArray[np.float32]
    ruled_out: NDArray[np.uint64]
    leaves: Floats

    @classmethod
    def of(cls, model: str) -> "Trees | None":
        """Read the trees of a model text; None with categories, linear leaves or more than MOST_LEAVES leaves."""
        trees, features = list(_read_trees(model)), _number_of_features(model)
        leaves = max((len(tree.leaves) for tree in trees), default=0)
        if not trees or not 1 < leaves <= MOST_LEAVES or not all(tree.is_plain for tree in trees):
            return None
        shape = len(trees), leaves - 1
        feature, threshold = np.zeros(shape, np.int64), np.full(shape, np.inf, np.float32)
        ruled_out, values = np.zeros(shape, np.uint64), np.zeros((len(trees), leaves))
        for at, tree in enumerate(trees):
            n = len(tree.features)
            missing_right = np.array([not tree.sends_missing_left(node) for node in range(n)], np.int64)
            feature[at, :n] = np.array(tree.features, np.int64) + features * missing_right
            threshold[at, :n] = _rounded_down(np.array(tree.thresholds))
            order, masks = tree.leaves_in_order()
            ruled_out[at, :n] = np.array(masks, np.uint64)
            values[at, : len(order)] = np.array(tree.leaves)[order]
        return cls(feature, threshold, ruled_out, values)

    def raw(self, matrix: NDArray[np.float32]) -> Floats:
        """Return the sum of each row's leaves, tree after tree, bit for bit LightGBM's raw score.

        Values are finite, or NaN where missing.
        """
        result = np.empty(len(matrix))
        trees = self.feature, self.threshold, self.ruled_out, self.leaves
        sum_leaves(np.ascontiguousarray(matrix, np.float32), trees, result)
        return result


@dataclass(frozen=True, slots=True)
class _Tree:
    """A tree of LightGBM's model text; a child below 0 is the leaf of number ~child."""

    features: Sequence[int]
    thresholds: Sequence[float]
    types: Sequence[int]
    left: Sequence[int]
    right: Sequence[int]
    leaves: Sequence[float]
    is_linear: bool

    @property
    def is_plain(self) -> bool:
        kinds = [each >> MISSING_SHIFT for each in self.types]
        return not (self.is_linear or any(each & CATEGORICAL for each in self.types) or MISSING_IS_ZERO_VALUE in kinds)

    def sends_missing_left(self, node: int) -> bool:
        """Return whether NaN goes left: by the default side, or as 0 where training had no missing value."""
        if self.types[node] >> MISSING_SHIFT == MISSING_IS_NAN:
            return bool(self.types[node] & DEFAULT_LEFT)
        return self.thresholds[node] >= 0

    def leaves_in_order(self) -> tuple[list[int], list[int]]:
        """Return the leaves from left to right, and for each node the bits of the leaves to its left."""
        order: list[int] = []
        masks = [0] * len(self.features)

        def visit(child: int) -> None:
            if child < 0:
                order.append(~child)
                return
            begin = len(order)
            visit(self.left[child])
            masks[child] = (1 << len(order)) - (1 << begin)
            visit(self.right[child])

        visit(0 if self.features else ~0)
        return order, masks


def _number_of_features(text: str) -> int:
    return int(text.partition("\nmax_feature_idx=")[2].partition("\n")[0]) + 1


def _read_trees(text: str) -> Iterator[_Tree]:
    for section in text.split("\n\nend of trees")[0].split("\nTree=")[1:]:
        lines = dict(line.split("=", 1) for line in section.splitlines()[1:] if "=" in line)
        yield _Tree(
            _numbers(lines, "split_feature", int),
            _numbers(lines, "threshold", float),
            _numbers(lines, "decision_type", int),
            _numbers(lines, "left_child", int),
            _numbers(lines, "right_child", int),
            _numbers(lines, "leaf_value", float),
            lines.get("is_linear", "0") != "0",
        )


def _numbers(lines: Mapping[str, str], name: str, read: Callable[[str], Any]) -> list[Any]:
    return [read(each) for each in lines.get(name, "").split()]


def _rounded_down(values: Floats) -> NDArray[np.float32]:
    """Return the largest finite float32 not above each value; every finite float32 x has the same `x <= value`.

    A threshold of infinity separates missing values from all others.
    """
    near = np.minimum(values, np.finfo(np.float32).max).astype(np.float32)
    return np.where(near > values, np.nextafter(near, np.float32(-np.inf)), near)

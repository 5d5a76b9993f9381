"""A booster's trees as arrays: all splits of all trees asked at once, which for a few rows is faster than walking.

After Lucchese and others, "QuickScorer: a fast algorithm to rank documents with additive ensembles of regression
trees" (SIGIR 2015): every split that sends a row to the right rules out the leaves to its left, and the first leaf
that is left is the row's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import lightgbm

Floats = NDArray[np.float64]
ROWS_AT_ONCE = 64
"""So many rows keep what is computed of them near the processor."""
MOST_LEAVES = 64
CATEGORICAL, DEFAULT_LEFT, MISSING_SHIFT = 1, 2, 2
MISSING_IS_ZERO_VALUE, MISSING_IS_NAN = 1, 2
"""How LightGBM's model text spells a split's type (`decision_type`) and what counts as missing in it."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Splits by (place within the tree, tree), laid out flat; places that a smaller tree lacks send nothing right.

    A row's value of feature `feature` is read from a table that holds all features twice: first with missing values
    below everything (they go left), then above everything (they go right).
    """

    feature: NDArray[np.intp]
    threshold: NDArray[np.float32]
    ruled_out: NDArray[Any]
    leaves: Floats
    first_leaf: NDArray[np.intp]
    splits: int

    @classmethod
    def of(cls, booster: "lightgbm.Booster") -> "Trees | None":
        """Read a booster's trees; None for one with categories, linear leaves or more leaves than MOST_LEAVES."""
        trees = list(_read_trees(booster.model_to_string(num_iteration=-1)))
        leaves = max((len(tree.leaves) for tree in trees), default=0)
        if not trees or not 1 < leaves <= MOST_LEAVES or not all(tree.is_plain for tree in trees):
            return None
        dtype = np.dtype(np.uint16 if leaves < 16 else np.uint64)
        width = 8 * dtype.itemsize
        if leaves >= width:
            return None
        shape = leaves - 1, len(trees)
        feature, threshold = np.zeros(shape, np.intp), np.full(shape, np.inf, np.float32)
        ruled_out, values = np.zeros(shape, dtype), np.zeros((len(trees), width))
        for at, tree in enumerate(trees):
            n = len(tree.features)
            missing_right = np.array([not tree.sends_missing_left(node) for node in range(n)], np.intp)
            feature[:n, at] = np.array(tree.features, np.intp) + booster.num_feature() * missing_right
            threshold[:n, at] = _rounded_down(np.array(tree.thresholds))
            order, masks = tree.leaves_in_order()
            ruled_out[:n, at] = np.array(masks, dtype)
            values[at, : len(order)] = np.array(tree.leaves)[order]
        return cls(
            feature.ravel(), threshold.reshape(-1, 1), ruled_out.reshape(-1, 1), values.ravel(),
            np.arange(len(trees)).reshape(-1, 1) * width, leaves - 1,
        )  # fmt: skip

    def raw(self, matrix: NDArray[np.float32]) -> Floats:
        """Return the sum of each row's leaves, tree after tree: the bits of LightGBM's own raw score.

        Values are finite, or NaN where missing.
        """
        columns = np.ascontiguousarray(matrix.T)
        missing = np.isnan(columns)
        table = np.concatenate([columns, columns])
        below, above = table[: len(columns)], table[len(columns) :]
        np.putmask(below, missing, -np.inf)
        np.putmask(above, missing, np.inf)
        result = np.empty(len(matrix))
        for start in range(0, len(matrix), ROWS_AT_ONCE):
            part = slice(start, start + ROWS_AT_ONCE)
            result[part] = self._few(np.ascontiguousarray(table[:, part]))
        return result

    def _few(self, table: NDArray[np.float32]) -> Floats:
        right = table.take(self.feature, axis=0) > self.threshold
        out = np.multiply(right, self.ruled_out, dtype=self.ruled_out.dtype)
        left_over = np.bitwise_or.reduce(out.reshape(self.splits, -1), axis=0)
        leaf = np.bitwise_count(left_over ^ (left_over + left_over.dtype.type(1)))
        places = leaf.reshape(len(self.first_leaf), -1) + self.first_leaf
        places -= 1
        in_order: Floats = np.add.accumulate(self.leaves.take(places), axis=0)[-1]
        return in_order


@dataclass(frozen=True, slots=True)
class _Tree:
    """One tree of LightGBM's model text: children below 0 are leaves, ~child their number."""

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
        """Say where NaN goes: to the default side, or as 0 where training saw no missing value."""
        if self.types[node] >> MISSING_SHIFT == MISSING_IS_NAN:
            return bool(self.types[node] & DEFAULT_LEFT)
        return self.thresholds[node] >= 0

    def leaves_in_order(self) -> tuple[list[int], list[int]]:
        """Return the leaves from left to right, and for each node the bits of those to its left side."""
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
    """Return the largest finite float32 not above each value: `x <= value` says the same of every finite float32 x.

    A threshold of infinity parts what is missing from all that is not.
    """
    near = np.minimum(values, np.finfo(np.float32).max).astype(np.float32)
    return np.where(near > values, np.nextafter(near, np.float32(-np.inf)), near)

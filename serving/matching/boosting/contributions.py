"""Exact contributions of the features to a booster's score: path-dependent TreeSHAP.

Lundberg and others, "From local explanations to global understanding with explainable AI for trees" (2020). A leaf of
value v whose path reads the features D gives feature i its Shapley value

    v (o_i - z_i) * integral from 0 to 1 of the product over j in D without i of (o_j t + z_j (1 - t)) dt,

where z is the share of training rows that follow the path's splits on a feature, and o is 1 for a row that follows them
all, else 0. The weights |S|! (|D| - |S| - 1)! / |D|! of the sets S are that integral's; Gauss-Legendre quadrature with
half as many points as features is exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from features.schema.array_types import Floats
from serving.matching.boosting.model_text import TextModel, TextTree
from serving.matching.boosting.trees import rounded_down, split_columns
from serving.matching.compiled.arguments import PathArrays, Quadrature, SplitArrays
from serving.matching.compiled.calls import add_contributions


@dataclass(frozen=True, slots=True)
class Contributions:
    """The splits of all trees, the path to each leaf, and the mean score over the training rows."""

    splits: SplitArrays
    paths: PathArrays
    quadrature: Quadrature
    n_features: int
    base: float

    @classmethod
    def of(cls, model: TextModel) -> "Contributions":
        columns = [split_columns(tree, model.n_features) for tree in model.trees]
        thresholds = [rounded_down(np.array(tree.thresholds)) for tree in model.trees]
        splits = np.concatenate([np.zeros(0, np.int64), *columns]), np.concatenate([_NO_THRESHOLD, *thresholds])
        paths, first = _Paths(), 0
        for tree in model.trees:
            for leaf, path in _paths_of(tree):
                paths.add(tree, leaf, path, first)
            first += len(tree.features)
        base = sum((_mean(tree) for tree in model.trees), 0.0)
        return cls(splits, paths.as_arrays(), _quadrature(paths.longest), model.n_features, base)

    def of_rows(self, matrix: NDArray[np.float32]) -> Floats:
        """Return each row's contributions by feature and the base last; they add up to the raw score.

        Values are finite, or NaN where missing.
        """
        result = np.zeros((len(matrix), self.n_features + 1))
        result[:, -1] = self.base
        add_contributions(np.ascontiguousarray(matrix, np.float32), self.splits, self.paths, self.quadrature, result)
        return result


_NO_THRESHOLD = np.zeros(0, np.float32)
_Step = tuple[int, bool]
"""A node and whether the path goes to its right."""


@dataclass(slots=True)
class _Paths:
    """The paths of all leaves, appended one by one: a part for each feature of a path, a turn for each split."""

    values: list[float] = field(default_factory=list)
    part_ends: list[int] = field(default_factory=lambda: [0])
    features: list[int] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    turn_ends: list[int] = field(default_factory=lambda: [0])
    turns: list[int] = field(default_factory=list)
    longest: int = 1

    def add(self, tree: TextTree, leaf: int, path: tuple[_Step, ...], first: int) -> None:
        """Append a leaf's path; the tree's first split is number `first` of all."""
        by_feature: dict[int, list[_Step]] = {}
        for step in path:
            by_feature.setdefault(tree.features[step[0]], []).append(step)
        for feature, steps in by_feature.items():
            self.features.append(feature)
            self.shares.append(float(np.prod([_share(tree, *step) for step in steps])))
            self.turns += [2 * (first + node) + right for node, right in steps]
            self.turn_ends.append(len(self.turns))
        self.values.append(tree.leaves[leaf])
        self.part_ends.append(len(self.features))
        self.longest = max(self.longest, len(by_feature))

    def as_arrays(self) -> PathArrays:
        return (
            np.array(self.values, np.float64),
            np.array(self.part_ends, np.int64),
            np.array(self.features, np.int64),
            np.array(self.shares, np.float64),
            np.array(self.turn_ends, np.int64),
            np.array(self.turns, np.int64),
        )


def _paths_of(tree: TextTree) -> Iterator[tuple[int, tuple[_Step, ...]]]:
    """Return each leaf with the splits above it; a tree without a split explains nothing."""
    open_nodes: list[tuple[int, tuple[_Step, ...]]] = [(tree.root, ())]
    while open_nodes:
        child, path = open_nodes.pop()
        if child >= 0:
            open_nodes.append((tree.right[child], (*path, (child, True))))
            open_nodes.append((tree.left[child], (*path, (child, False))))
        elif path:
            yield ~child, path


def _share(tree: TextTree, node: int, right: bool) -> float:
    """Return the share of a node's training rows that went that way."""
    return tree.count(tree.right[node] if right else tree.left[node]) / tree.node_counts[node]


def _mean(tree: TextTree) -> float:
    if not tree.features:
        return tree.leaves[0]
    counts = zip(tree.leaf_counts, tree.leaves, strict=True)
    return sum(count / tree.node_counts[0] * value for count, value in counts)


def _quadrature(longest: int) -> Quadrature:
    """Return points and weights on [0, 1]; row n holds those of n points."""
    most = (longest + 1) // 2
    points, weights = np.zeros((most + 1, most)), np.zeros((most + 1, most))
    for n in range(1, most + 1):
        at, weight = np.polynomial.legendre.leggauss(n)
        points[n, :n], weights[n, :n] = (at + 1) / 2, weight / 2
    return points, weights

"""Exact contributions of the features to a booster's score: path-dependent TreeSHAP.

Lundberg and others, "From local explanations to global understanding with explainable AI for trees" (2020). A leaf of
value v whose path reads the features D gives feature i its Shapley value

    v (o_i - z_i) * integral from 0 to 1 of the product over j in D without i of (o_j t + z_j (1 - t)) dt,

where z is the share of training rows that follow the path's splits on a feature, and o is 1 for a row that follows them
all, else 0. The weights |S|! (|D| - |S| - 1)! / |D|! of the sets S are that integral's; Gauss-Legendre quadrature with
half as many points as features is exact.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from features.schema.array_types import Bools, Floats, Ints, SingleRows
from features.schema.value_class import value_class
from serving.matching.boosting.model_text import TextModel, TextTree
from serving.matching.boosting.trees import Trees
from serving.matching.compiled.arguments import ZERO

_NOTHING = 1e-200
"""In place of a factor 0, so that the product of the others is a quotient."""
_Step = tuple[int, bool]
"""A node and whether the path goes to its right."""


@value_class
class Contributions:
    """The trees, the paths to all their leaves, and the mean score over the training rows.

    A path has a part for each feature that it reads, with the `shares` of training rows that follow it and the value of
    the leaf; a part has a turn for each of its splits. `first_parts` and `first_turns` are where paths and parts begin.
    """

    trees: Trees
    turns: Ints
    goes_right: Bools
    first_turns: Ints
    features: Ints
    shares: Floats
    leaf_values: Floats
    first_parts: Ints
    quadrature: tuple[Floats, Floats]
    n_features: int
    base: float

    @classmethod
    def of(cls, model: TextModel, trees: Trees) -> "Contributions":
        turns = list[int]()
        goes_right = list[bool]()
        first_turns = list[int]()
        features = list[int]()
        shares = list[float]()
        leaf_values = list[float]()
        first_parts = list[int]()
        width = trees.feature.shape[1]
        longest = 1
        for at, tree in enumerate(model.trees):
            for leaf, path in _paths_of(tree):
                by_feature: dict[int, list[_Step]] = {}
                for step in path:
                    by_feature.setdefault(tree.features[step[0]], []).append(step)
                first_parts.append(len(features))
                longest = max(longest, len(by_feature))
                for feature, steps in by_feature.items():
                    features.append(feature)
                    shares.append(float(np.prod([_share(tree, *step) for step in steps])))
                    leaf_values.append(tree.leaves[leaf])
                    first_turns.append(len(turns))
                    turns += [at * width + node for node, _ in steps]
                    goes_right += [right for _, right in steps]
        points, weights = np.polynomial.legendre.leggauss((longest + 1) // 2)
        return cls(
            trees=trees,
            turns=np.array(turns, np.int64),
            goes_right=np.array(goes_right, np.bool_),
            first_turns=np.array(first_turns, np.int64),
            features=np.array(features, np.int64),
            shares=np.array(shares, np.float64),
            leaf_values=np.array(leaf_values, np.float64),
            first_parts=np.array(first_parts, np.int64),
            quadrature=((points + 1) / 2, weights / 2),
            n_features=model.n_features,
            base=sum((_mean(tree) for tree in model.trees), 0.0),
        )

    def of_rows(self, matrix: SingleRows) -> Floats:
        """Return each row's contributions by feature and the base last; they add up to the raw score.

        Values are finite, or NaN where missing.
        """
        result = np.zeros((len(matrix), self.n_features + 1))
        result[:, -1] = self.base
        for row, values in enumerate(matrix if len(self.features) else ()):
            result[row, :-1] = self._of_row(values)
        return result

    def _of_row(self, row: NDArray[np.float32]) -> Floats:
        """Sum, by feature, the integrals of all parts of all paths."""
        missing = np.isnan(row)
        or_zero = missing | (np.abs(row) <= ZERO)
        copies = [np.where(none, low, row) for none in (missing, or_zero) for low in (-np.inf, np.inf)]
        turned = (np.concatenate(copies)[self.trees.feature] > self.trees.threshold).ravel()
        follows = np.logical_and.reduceat(turned[self.turns] == self.goes_right, self.first_turns).astype(np.float64)
        integrals = np.zeros(len(follows))
        parts = np.diff(self.first_parts, append=len(follows))
        for point, weight in zip(*self.quadrature, strict=True):
            factors = np.maximum(follows * point + self.shares * (1 - point), _NOTHING)
            products = np.multiply.reduceat(factors, self.first_parts)
            integrals += weight * np.repeat(products, parts) / factors
        amounts = self.leaf_values * (follows - self.shares) * integrals
        return np.asarray(np.bincount(self.features, amounts, self.n_features), np.float64)


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

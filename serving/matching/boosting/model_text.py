"""LightGBM's model text: its trees, node by node.

The format is that of `Tree::ToString` in LightGBM's src/io/tree.cpp.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from features.schema.errors import OnematchError
from features.schema.value_class import value_class

MAX_LEAVES = 63
CATEGORICAL = 1
DEFAULT_LEFT = 2
MISSING_SHIFT = 2
MISSING_IS_ZERO = 1
MISSING_IS_NAN = 2
"""LightGBM's codes of a split's type (`decision_type`) and of its missing values."""


class ModelTextUnreadable(OnematchError):
    """A model text holds trees that this program does not evaluate."""


@value_class
class TextTree:
    """A tree of a model text; a child below 0 is the leaf of number ~child.

    `node_counts` and `leaf_counts` say how many training rows reached each.
    """

    features: Sequence[int]
    thresholds: Sequence[float]
    types: Sequence[int]
    left: Sequence[int]
    right: Sequence[int]
    leaves: Sequence[float]
    node_counts: Sequence[int]
    leaf_counts: Sequence[int]

    @property
    def root(self) -> int:
        return 0 if self.features else ~0

    def missing_is_zero(self, node: int) -> bool:
        """Return whether a value of 0 counts as missing."""
        return self.types[node] >> MISSING_SHIFT == MISSING_IS_ZERO

    def sends_missing_left(self, node: int) -> bool:
        """Return whether NaN goes left: by the default side, or as 0 where training had no missing value."""
        if self.types[node] >> MISSING_SHIFT in (MISSING_IS_ZERO, MISSING_IS_NAN):
            return bool(self.types[node] & DEFAULT_LEFT)
        return self.thresholds[node] >= 0

    def count(self, child: int) -> int:
        """Return how many training rows reached a node or a leaf."""
        return self.node_counts[child] if child >= 0 else self.leaf_counts[~child]


@value_class
class TextModel:
    """The trees of a booster, and how many features it reads."""

    n_features: int
    trees: tuple[TextTree, ...]

    @classmethod
    def read(cls, text: str) -> "TextModel":
        """Read a model text.

        Raises ModelTextUnreadable for categorical splits, linear leaves, averaged or several outputs, and trees of
        more than MAX_LEAVES leaves.
        """
        head, *sections = text.split("\n\nend of trees")[0].split("\nTree=")
        if "max_feature_idx=" not in head:
            raise ModelTextUnreadable("expected the text of a LightGBM model, got {text!r}", text=text[:40])
        if "\naverage_output" in head or "\nnum_tree_per_iteration=1\n" not in f"{head}\n":
            raise ModelTextUnreadable("the model's trees are averaged or have several outputs; one sum is read")
        n_features = int(head.partition("\nmax_feature_idx=")[2].partition("\n")[0]) + 1
        return cls(n_features, tuple(_read_trees(sections)))


def _read_trees(sections: Sequence[str]) -> Iterator[TextTree]:
    for number, section in enumerate(sections):
        lines = dict(line.split("=", 1) for line in section.splitlines()[1:] if "=" in line)
        types = _numbers(lines, "decision_type", int)
        leaves = _numbers(lines, "leaf_value", float)
        if lines.get("is_linear", "0") != "0":
            raise ModelTextUnreadable(
                "tree {number} of the model has linear leaves; constant ones are read", number=number
            )
        if any(each & CATEGORICAL for each in types):
            raise ModelTextUnreadable(
                "tree {number} of the model splits by categories; numeric splits are read", number=number
            )
        if len(leaves) > MAX_LEAVES:
            raise ModelTextUnreadable(
                "tree {number} of the model has {n_leaves} leaves; at most {max_leaves}",
                number=number,
                n_leaves=len(leaves),
                max_leaves=MAX_LEAVES,
            )
        yield TextTree(
            features=_numbers(lines, "split_feature", int),
            thresholds=_numbers(lines, "threshold", float),
            types=types,
            left=_numbers(lines, "left_child", int),
            right=_numbers(lines, "right_child", int),
            leaves=leaves,
            node_counts=_numbers(lines, "internal_count", int),
            leaf_counts=_numbers(lines, "leaf_count", int),
        )


def _numbers(lines: Mapping[str, str], name: str, read: Callable[[str], Any]) -> list[Any]:
    return [read(each) for each in lines.get(name, "").split()]

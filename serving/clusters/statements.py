"""What people state of records: which are one entity (must-link), and which are not (cannot-link)."""

from collections.abc import Iterable, Sequence

import numpy as np

from features.schema.array_types import Bools, Ints
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.clusters.record_pairs import RecordPairs

NO_GROUP = -1


class StatementsContradict(OnematchError):
    """Records that are stated to be one entity are also stated not to be."""


@value_class
class Statements:
    """Statements about rows of an index.

    `group[row]` numbers stated entities (NO_GROUP: none): rows of one group are one entity, rows of two are not.
    `matches` and `not_matches` are further pairs.
    """

    group: Ints
    matches: RecordPairs
    not_matches: RecordPairs

    @classmethod
    def none(cls, rows: int) -> "Statements":
        nothing = RecordPairs.of(np.zeros(0, np.int64), np.zeros(0, np.int64))
        return cls(np.full(rows, NO_GROUP), nothing, nothing)

    @property
    def rows(self) -> Bools:
        """Mark the rows of which something is stated."""
        stated = self.group != NO_GROUP
        for pairs in (self.matches, self.not_matches):
            stated[pairs.low] = stated[pairs.high] = True
        return np.asarray(stated, np.bool_)


def first_clusters(stated: Statements) -> Ints:
    """Return the cluster of each row that the must-links alone make: the smallest row of the cluster."""
    chains = _chain(np.flatnonzero(stated.group != NO_GROUP), stated.group)
    edges = np.concatenate([chains, np.column_stack([stated.matches.low, stated.matches.high])])
    return connected(len(stated.group), edges[:, 0], edges[:, 1])


def forbidden_keys(stated: Statements, cluster: Ints) -> RecordPairs:
    """Return the pairs of clusters that must stay apart by `not_matches`. Raises StatementsContradict."""
    left = cluster[stated.not_matches.low]
    right = cluster[stated.not_matches.high]
    if (left == right).any():
        raise StatementsContradict("{left} pairs are stated to match and not to match", left=int((left == right).sum()))
    return RecordPairs.of(left, right)


def groups_of(stated: Statements, cluster: Ints) -> Ints:
    """Return the stated group of each cluster, by its smallest row. Raises StatementsContradict."""
    group = np.full(len(cluster), NO_GROUP)
    rows = np.flatnonzero(stated.group != NO_GROUP)
    group[cluster[rows]] = stated.group[rows]
    if (group[cluster[rows]] != stated.group[rows]).any():
        raise StatementsContradict("records of two stated clusters are stated to match")
    return group


def connected(rows: int, left: Ints, right: Ints) -> Ints:
    """Return the smallest row that each row is connected with."""
    parent = np.arange(rows)
    while True:
        low = np.minimum(parent[left], parent[right])
        high = np.maximum(parent[left], parent[right])
        if (low == high).all():
            return parent
        np.minimum.at(parent, high, low)
        while ((above := parent[parent]) != parent).any():
            parent = above


def _chain(rows: Ints, group: Ints) -> Ints:
    """Return pairs that connect the rows of each group."""
    ordered = rows[np.argsort(group[rows], kind="stable")]
    same = group[ordered[1:]] == group[ordered[:-1]]
    return np.column_stack([ordered[:-1][same], ordered[1:][same]]).reshape(-1, 2)


def rows_of_pairs(pairs: Iterable[tuple[int, int]]) -> RecordPairs:
    """Return pairs of rows as a table."""
    listed: Sequence[tuple[int, int]] = list(pairs)
    table = np.array(listed, np.int64).reshape(-1, 2)
    return RecordPairs.of(table[:, 0], table[:, 1])

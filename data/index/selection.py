"""The selection of a record's keys whose rows are read: the rarest first, up to a fixed budget of rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from data.index.compiled import calls
from features.blocking.blocking_rules import Key, rules_of
from features.blocking.keys import key_hashes
from features.schema.array_types import Bools, Hashes, Ints
from features.schema.kinds import Kind
from features.schema.schema import Shape

UNIT = 256
"""Weights are summed as integers of 1/256 bit, so that the order of adding cannot change a sum."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The most rows that are read for one record: in all, and by its rarest key alone."""

    rows: int
    rarest: int


BUDGETS = {Kind.PERSON: Budget(rows=800, rarest=20_000), Kind.COMPANY: Budget(rows=6000, rarest=20_000)}
ENOUGH = {Kind.PERSON: 1.5, Kind.COMPANY: 2.0}
"""Evidence is insufficient while the best candidate weighs less than this multiple of the bits that identify a row."""


@dataclass(frozen=True, slots=True)
class LookupKeys:
    """The keys of a few records as flat arrays: each key's record, blocking rule and hash.

    `scale` (0 to 1) multiplies a key's weight.
    """

    records: int
    record: Ints
    rule: Ints
    hashes: Hashes
    scale: NDArray[np.float64]

    @staticmethod
    def of(shape: Shape, keys: Sequence[Sequence[Key]]) -> "LookupKeys":
        """Hash the keys of each record."""
        flat = [key for each in keys for key in each]
        record = np.arange(len(keys)).repeat([len(each) for each in keys])
        rule = np.fromiter(map(itemgetter(0), flat), np.int64, len(flat))
        return LookupKeys(len(keys), record, rule, key_hashes(shape, flat), np.ones(len(flat)))

    @staticmethod
    def scaled(shape: Shape, keys: Sequence[Sequence[tuple[Key, float]]]) -> "LookupKeys":
        """Hash the keys of each record, each of which comes with its scale."""
        lookup = LookupKeys.of(shape, [[key for key, _ in each] for each in keys])
        return replace(lookup, scale=np.array([scale for each in keys for _, scale in each], np.float64))


@dataclass(frozen=True, slots=True)
class Selected:
    """The positions of the selected keys, and their weights.

    `unread[record]` is the length of the shortest list where none of a record's keys is selected.
    """

    positions: Ints
    weight: Ints
    unread: Ints


class Selection:
    """Weighs keys by frozen rarity and selects the rarest of each record up to the budget."""

    def __init__(self, shape: Shape, rows: int, budget: Budget) -> None:
        self.factors = UNIT * np.array([rule.factor for rule in rules_of(shape)])
        self.rows = max(rows, 2)
        self.budget = budget
        bounds = [rule.most or rows + 1 for rule in rules_of(shape)]
        self.most = np.array(bounds, np.int64) if any(rule.most for rule in rules_of(shape)) else None

    def select(self, lookup: LookupKeys, counts: Ints, off: Bools | None = None) -> Selected:
        """Return the selection, which depends on each record's own keys and the frozen `counts` alone.

        `off` marks the blocking rules whose keys are not selected.
        """
        order = ((lookup.record << 32) | counts).argsort(kind="stable")
        if off is not None:
            order = order[~off[lookup.rule[order]]]
        if self.most is not None:
            order = order[counts[order] <= self.most[lookup.rule[order]]]
        positions = np.empty((2, len(order)), np.int64)
        unread = np.zeros(lookup.records, np.int64)
        chosen = calls.candidates.choose_keys(
            order,
            (lookup.record, counts, lookup.rule, lookup.scale),
            self.factors,
            self.rows,
            (self.budget.rows, self.budget.rarest),
            (positions[0], positions[1]),
            unread,
        )
        return Selected(positions[0, :chosen], positions[1, :chosen], unread)

"""From a record's keys to candidates: the rarest keys are read, weights summed by row, the heaviest kept.

Keys are read up to a fixed budget of rows; tied candidates at the cut are counted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from data.index.compiled import calls
from features.blocking.blocking_rules import ADDED_GROUPS, MAX_BLOCKING_RULES, rules_of
from features.blocking.keys import Key, key_hashes
from features.schema.array_types import Bools, Hashes, Ints
from features.schema.kinds import Kind
from features.schema.schema import Shape
from features.schema.texts import wording
from features.schema.value_class import value_class

UNIT = 256
"""Weights are summed as integers of 1/256 bit, so that the order of adding cannot change a sum."""


@value_class
class Budget:
    """The most rows that are read for one record: in all, and by its rarest key alone."""

    rows: int
    rarest: int


BUDGETS = {Kind.PERSON: Budget(rows=800, rarest=20_000), Kind.COMPANY: Budget(rows=6000, rarest=20_000)}
WIDE_BUDGET = Budget(rows=6000, rarest=20_000)
"""The budget of a name in another script that is looked up by its other spellings too."""
ENOUGH = {Kind.PERSON: 1.5, Kind.COMPANY: 2.0}
"""Evidence is insufficient while the best candidate weighs less than this multiple of the bits that identify a row."""


@value_class
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


@value_class
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


ROW_BITS = 32

OF_PAIRS = ("left_rows", "rows", "weight", "rules")
"""The columns of candidates that have a value for each."""
ExcludedRows = Mapping[int, Collection[int]]
"""The rows of the universe that are excluded for a record, by the record's position in its table."""


@value_class
class Candidates:
    """Candidates of a table of records, grouped by left row; within one, heaviest first, tied ones by hash of id.

    `rules` is a bit mask over `rules_of(schema)`. `left_out[left_row]` counts the candidates beyond the limit that
    are as heavy as the last kept one; `seen[left_row]` counts all distinct candidates that were retrieved.
    """

    left_rows: Ints
    rows: Ints
    weight: NDArray[np.float64]
    rules: Ints
    left_out: Ints
    seen: Ints

    def __len__(self) -> int:
        return len(self.rows)

    def replaced_by(self, replacement: "Candidates", records: Ints) -> "Candidates":
        """Return the candidates with those of some records taken from `replacement`."""
        taken = np.zeros(len(self.seen), np.bool_)
        taken[records] = True
        kept = self._of_pairs(~taken[self.left_rows])
        counts = {
            name: np.where(taken, getattr(replacement, name), getattr(self, name)) for name in ("left_out", "seen")
        }
        return replace(kept.joined_by(replacement._of_pairs(taken[replacement.left_rows])), **counts)

    def _of_pairs(self, chosen: Bools) -> "Candidates":
        return replace(self, **{name: getattr(self, name)[chosen] for name in OF_PAIRS})

    def joined_by(self, more: "Candidates") -> "Candidates":
        """Return the candidates with more of the same records, which come after the others of their record."""
        columns = [np.concatenate([getattr(self, name), getattr(more, name)]) for name in OF_PAIRS]
        order = np.argsort(columns[0], kind="stable")
        return replace(self, **dict(zip(OF_PAIRS, [column[order] for column in columns], strict=True)))


@value_class
class FoundRows:
    """Retrieved rows: the position of the key of each of `row`, ascending; each key's record, blocking rule and weight.

    Keys are ordered by record; weights are in 1/256 bit.
    """

    record: Ints
    rule: Ints
    weight: Ints
    key: Ints
    row: Ints

    def excluding(self, excluded: ExcludedRows) -> "FoundRows":
        """Return the rows without those that are excluded for their record."""
        if not excluded:
            return self
        pairs = [(record << ROW_BITS) | row for record, rows in excluded.items() for row in rows]
        left = np.flatnonzero(~np.isin((self.record[self.key] << ROW_BITS) | self.row, np.array(pairs, np.int64)))
        return replace(self, key=self.key[left], row=self.row[left])


class Ranking:
    """Sums the weights of each retrieved row and keeps the heaviest."""

    def __init__(self, shape: Shape) -> None:
        names = [rule.group for rule in rules_of(shape)]
        groups = list(dict.fromkeys(names))
        if names != sorted(names, key=groups.index) or len(names) > MAX_BLOCKING_RULES:
            raise ValueError(
                wording(
                    "blocking rules of {shape} must be ordered by group and be at most {max_blocking_rules}",
                    shape=shape,
                    max_blocking_rules=MAX_BLOCKING_RULES,
                )
            )
        self.group = np.array([groups.index(name) for name in names], np.int64)
        self.added = np.array([name in ADDED_GROUPS for name in groups], np.bool_)

    def rank(self, retrieved: FoundRows, unread: Ints, limit: int, ties: Ints) -> Candidates:
        """Return the candidates; `unread[record]` is counted as left out where nothing was retrieved.

        `ties` orders retrieved rows of equal weight.
        """
        most = min(len(retrieved.row), len(unread) * limit)
        left_rows, rows, rules = np.empty((3, most), np.int64)
        weight = np.empty(most)
        left_out = unread.copy()
        retrieved_counts = np.zeros(len(unread), np.int64)
        kept = calls.ranking.rank(
            (retrieved.record, retrieved.rule, retrieved.weight, retrieved.key, retrieved.row),
            ties,
            (self.group, self.added),
            limit,
            UNIT,
            (left_rows, rows, weight, rules),
            (left_out, retrieved_counts),
        )
        return Candidates(
            left_rows=left_rows[:kept],
            rows=rows[:kept],
            weight=weight[:kept],
            rules=rules[:kept],
            left_out=left_out,
            seen=retrieved_counts,
        )


def join(parts: Sequence[Candidates]) -> Candidates:
    """Return the candidates of consecutive groups of records as one."""
    if len(parts) == 1:
        return parts[0]
    begin = np.cumsum([0, *(len(part.seen) for part in parts)])
    lefts = [part.left_rows + start for part, start in zip(parts, begin.tolist(), strict=False)]
    others = ("rows", "weight", "rules", "left_out", "seen")
    joined = [np.concatenate([getattr(part, name) for part in parts]) for name in others]
    return Candidates(np.concatenate(lefts), *joined)

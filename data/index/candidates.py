"""From retrieved rows to candidates: weights are summed by row, the heaviest kept, tied ones at the cut counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data.index.compiled import calls
from data.index.selection import UNIT
from features.blocking.blocking_rules import ADDED_GROUPS, MOST_BLOCKING_RULES, rules_of
from features.schema.array_types import Ints
from features.schema.schema import Shape

ROW_BITS = 32

ExcludedRows = Mapping[int, Collection[int]]
"""The rows of the universe that are excluded for a record, by the record's position in its table."""


@dataclass(frozen=True, slots=True)
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

    def replaced_by(self, other: "Candidates", records: Ints) -> "Candidates":
        """Return the candidates with those of some records taken from `other`."""
        taken = np.zeros(len(self.seen), np.bool_)
        taken[records] = True
        mine = np.flatnonzero(~taken[self.left_rows])
        theirs = np.flatnonzero(taken[other.left_rows])
        columns = [
            np.concatenate([getattr(self, name)[mine], getattr(other, name)[theirs]])
            for name in ("left_rows", "rows", "weight", "rules")
        ]
        order = np.argsort(columns[0], kind="stable")
        counts = [np.where(taken, getattr(other, name), getattr(self, name)) for name in ("left_out", "seen")]
        return Candidates(*(column[order] for column in columns), *counts)


@dataclass(frozen=True, slots=True)
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
        if names != sorted(names, key=groups.index) or len(names) > MOST_BLOCKING_RULES:
            raise ValueError(f"blocking rules of {shape} must be ordered by group and be at most {MOST_BLOCKING_RULES}")
        self.group = np.array([groups.index(name) for name in names], np.int64)
        self.added = np.array([name in ADDED_GROUPS for name in groups], np.bool_)

    def rank(self, found: FoundRows, unread: Ints, limit: int, ties: Ints) -> Candidates:
        """Return the candidates; `unread[record]` is counted as left out where nothing was retrieved.

        `ties` orders retrieved rows of equal weight.
        """
        most = min(len(found.row), len(unread) * limit)
        left_rows, rows, rules = np.empty((3, most), np.int64)
        weight = np.empty(most)
        left_out = unread.copy()
        seen = np.zeros(len(unread), np.int64)
        kept = calls.ranking.rank(
            (found.record, found.rule, found.weight, found.key, found.row),
            ties,
            (self.group, self.added),
            limit,
            UNIT,
            (left_rows, rows, weight, rules),
            (left_out, seen),
        )
        return Candidates(
            left_rows=left_rows[:kept],
            rows=rows[:kept],
            weight=weight[:kept],
            rules=rules[:kept],
            left_out=left_out,
            seen=seen,
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

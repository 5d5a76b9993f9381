"""From met rows to candidates: weights summed for each row, the heaviest kept, equals at the cut counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from data.index_postings import Ints
from data.index_selection import UNIT
from features.compiled import machine
from features.key_channels import ADDED_GROUPS, CHANNELS
from features.kinds import Kind

ROW_BITS, CHANNEL_BITS, WEIGHT_BITS, SUM_BITS = 28, 6, 16, 20
"""A packed sort key holds record, row, channel and weight, or record, sum and 32 bits of the id's hash: 11 bits
are left for the record."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates of a table of records, grouped by left row; within one, heaviest first, equals by hash of id.

    `channels` is a bit mask over `CHANNELS[kind]`. `left_out[left_row]` counts candidates as heavy as the last
    kept one that the limit cut off; `seen[left_row]` counts all distinct candidates met.
    """

    left_rows: Ints
    rows: Ints
    weight: NDArray[np.float64]
    channels: Ints
    left_out: Ints
    seen: Ints

    def __len__(self) -> int:
        return len(self.rows)

    def replaced_by(self, other: "Candidates", records: Ints) -> "Candidates":
        """Return the candidates with those of some records taken from `other`."""
        taken = np.zeros(len(self.seen), np.bool_)
        taken[records] = True
        mine, theirs = np.flatnonzero(~taken[self.left_rows]), np.flatnonzero(taken[other.left_rows])
        left_rows = np.concatenate([self.left_rows[mine], other.left_rows[theirs]])
        order = np.argsort(left_rows, kind="stable")
        return Candidates(
            left_rows[order],
            np.concatenate([self.rows[mine], other.rows[theirs]])[order],
            np.concatenate([self.weight[mine], other.weight[theirs]])[order],
            np.concatenate([self.channels[mine], other.channels[theirs]])[order],
            np.where(taken, other.left_out, self.left_out),
            np.where(taken, other.seen, self.seen),
        )

    def without(self, pairs: NDArray[np.bool_]) -> "Candidates":
        """Return the candidates but for some pairs; what was counted of each record stays."""
        kept = np.flatnonzero(~pairs)
        return replace(
            self,
            left_rows=self.left_rows[kept],
            rows=self.rows[kept],
            weight=self.weight[kept],
            channels=self.channels[kept],
        )


@dataclass(frozen=True, slots=True)
class Found:
    """Rows met by the keys: record, row, channel and weight (in 1/256 bit) of each meeting."""

    record: Ints
    row: Ints
    channel: Ints
    weight: Ints


TieBreak = Callable[[Ints], Ints]
"""Gives the upper 32 bits of the hash of each row's id."""


class Ranking:
    """Sums the weights of each met row and keeps the heaviest."""

    def __init__(self, kind: Kind) -> None:
        names = [channel.group for channel in CHANNELS[kind]]
        groups = list(dict.fromkeys(names))
        if names != sorted(names, key=groups.index) or len(names) > 1 << CHANNEL_BITS:
            raise ValueError(f"channels of {kind} must stand together by group and be at most {1 << CHANNEL_BITS}")
        self.group = np.array([groups.index(name) for name in names], np.int64)
        self.added = np.array([name in ADDED_GROUPS for name in groups], np.bool_)

    def rank(self, found: Found, unread: Ints, limit: int, tie_break: TieBreak | None) -> Candidates:
        """Return the candidates; `unread[record]` is counted as left out where nothing was met."""
        packed = (found.record << ROW_BITS) | found.row
        packed = (packed << CHANNEL_BITS) | found.channel
        packed = np.sort((packed << WEIGHT_BITS) | np.minimum(found.weight, (1 << WEIGHT_BITS) - 1))
        record, row, weight, channels = np.empty((4, len(packed)), np.int64)
        n = machine("data.candidate_machine").sum_weights(
            packed, ROW_BITS, CHANNEL_BITS, WEIGHT_BITS, self.group, self.added, record, row, weight, channels
        )
        return _cut(_Met(record[:n], row[:n], weight[:n], channels[:n]), unread, limit, tie_break)


@dataclass(frozen=True, slots=True)
class _Met:
    record: Ints
    row: Ints
    weight: Ints
    channels: Ints


def _cut(met: _Met, unread: Ints, limit: int, tie_break: TieBreak | None) -> Candidates:
    left_rows, rows, bits = np.empty((3, len(met.row)), np.int64)
    weight, left_out, seen = np.empty(len(met.row)), unread.copy(), np.zeros(len(unread), np.int64)
    kept = machine("data.candidate_machine").cut(
        _heaviest_first(met, tie_break), met.record, met.row, met.weight, met.channels, limit, UNIT,
        left_rows, rows, weight, bits, left_out, seen,
    )  # fmt: skip
    return Candidates(left_rows[:kept], rows[:kept], weight[:kept], bits[:kept], left_out, seen)


def _heaviest_first(met: _Met, tie_break: TieBreak | None) -> Ints:
    """Return the order of the met rows within each record, which already stand by record and row.

    Without `tie_break` rows stand in order of the hash of their ids, so the place among the met decides.
    """
    weight = np.minimum(met.weight, (1 << SUM_BITS) - 1)
    heaviest = ((met.record << SUM_BITS) | ((1 << SUM_BITS) - 1 - weight)) << 32
    if tie_break is not None:
        order: Ints = (heaviest | tie_break(met.row)).argsort(kind="stable")
        return order
    packed = np.sort(heaviest | np.arange(len(weight)))
    return packed & ((1 << 32) - 1)


def join(parts: Sequence[Candidates]) -> Candidates:
    """Put the candidates of consecutive groups of records together."""
    if len(parts) == 1:
        return parts[0]
    begin = np.cumsum([0, *(len(part.seen) for part in parts)])
    lefts = [part.left_rows + start for part, start in zip(parts, begin.tolist(), strict=False)]
    return Candidates(
        np.concatenate(lefts),
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.weight for part in parts]),
        np.concatenate([part.channels for part in parts]),
        np.concatenate([part.left_out for part in parts]),
        np.concatenate([part.seen for part in parts]),
    )

"""From hashed keys to candidates: rarest keys first, weights summed per row, the best kept, ties counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from data.index_postings import Hashes, Ints
from features.key_channels import ADDED_GROUPS, CHANNELS, Key
from features.keys import key_hashes
from features.kinds import Kind

UNIT = 256
"""Weights are summed as whole 1/256 bits, so that no order of adding can change a sum."""
MOST_RECORDS = 1 << 11
"""Records handled at a time: the packed sort keys hold 11 bits of record, 28 of row, 32 of the id's hash."""
ROW_BITS, CHANNEL_BITS, WEIGHT_BITS, SUM_BITS = 28, 6, 16, 20


@dataclass(frozen=True, slots=True)
class Budget:
    """How many rows one record may read: in all, and by its rarest key alone."""

    rows: int
    rarest: int


BUDGETS = {Kind.PERSON: Budget(rows=1500, rarest=20_000), Kind.COMPANY: Budget(rows=6000, rarest=20_000)}
ENOUGH = {Kind.PERSON: 2.0, Kind.COMPANY: 2.0}
"""Evidence is short while the best candidate weighs less than this many times the bits that name one row."""


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


@dataclass(frozen=True, slots=True)
class Asked:
    """The keys of a few records, flat: which record asks, in which channel, for which hash.

    `scale` (0 to 1) multiplies a key's weight.
    """

    records: int
    record: Ints
    channel: Ints
    hashes: Hashes
    scale: NDArray[np.float64]

    @staticmethod
    def of(kind: Kind, keys: Sequence[Sequence[Key]]) -> "Asked":
        """Hash the keys of each record."""
        flat = [key for each in keys for key in each]
        record = np.repeat(np.arange(len(keys)), [len(each) for each in keys])
        channel = np.array([number for number, _ in flat], np.int64)
        return Asked(len(keys), record, channel, np.array(key_hashes(kind, flat), np.uint64), np.ones(len(flat)))

    def widened(
        self, kind: Kind, records: Ints, keys: Sequence[Sequence[tuple[Key, float]]]
    ) -> "Asked":
        """Return the keys of some records together with further, scaled ones; other records ask nothing."""
        more = Asked.of(kind, [[key for key, _ in each] for each in keys])
        scale = np.array([each_scale for each in keys for _, each_scale in each], np.float64)
        mine = self.only(np.isin(self.record, records))
        return Asked(
            self.records,
            np.concatenate([mine.record, records[more.record]]),
            np.concatenate([mine.channel, more.channel]),
            np.concatenate([mine.hashes, more.hashes]),
            np.concatenate([mine.scale, scale]),
        )

    def only(self, which: NDArray[np.bool_] | Ints) -> "Asked":
        return Asked(
            self.records, self.record[which], self.channel[which], self.hashes[which], self.scale[which]
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


@dataclass(frozen=True, slots=True)
class Selected:
    """The keys that a record may read, each with its weight; `unread` is the shortest list it may not read at all."""

    asked: Asked
    weight: Ints
    unread: Ints


class Selection:
    """Weighs keys by frozen rarity and keeps the rarest of each record up to the budget."""

    def __init__(self, kind: Kind, rows: int, budget: Budget) -> None:
        self.factors = np.array([channel.factor for channel in CHANNELS[kind]])
        self.rows, self.budget = max(rows, 2), budget

    def select(self, asked: Asked, counts: Ints) -> Selected:
        """Keep a function of the record's own keys and the frozen `counts` alone, whatever the chunk."""
        order = np.argsort((asked.record << 32) | counts, kind="stable")
        asked, counts = asked.only(order), counts[order]
        total = np.cumsum(counts)
        first = np.ones(len(counts), np.bool_)
        first[1:] = asked.record[1:] != asked.record[:-1]
        begin = np.flatnonzero(first)
        lengths = np.diff(np.append(begin, len(counts)))
        before = np.repeat(total[begin] - counts[begin], lengths)
        kept = (total - before <= self.budget.rows) | (first & (counts <= self.budget.rarest))
        unread = np.zeros(asked.records, np.int64)
        refused = begin[~kept[begin]]
        unread[asked.record[refused]] = counts[refused]
        rarity = np.log2(self.rows / np.maximum(counts, 1))
        weight = np.maximum(np.rint(UNIT * self.factors[asked.channel] * asked.scale * rarity), 1).astype(np.int64)
        return Selected(asked.only(kept), weight[kept], unread)


class Ranking:
    """Sums the weights of each met row and keeps the heaviest."""

    def __init__(self, kind: Kind) -> None:
        names = [channel.group for channel in CHANNELS[kind]]
        groups = list(dict.fromkeys(names))
        if names != sorted(names, key=groups.index) or len(names) > 1 << CHANNEL_BITS:
            raise ValueError(f"channels of {kind} must stand together by group and be at most {1 << CHANNEL_BITS}")
        self.group = np.array([groups.index(name) for name in names])
        self.added = np.array([name in ADDED_GROUPS for name in groups])

    def rank(self, found: Found, unread: Ints, limit: int, tie_break: TieBreak) -> Candidates:
        """Return the candidates; `unread[record]` is counted as left out where nothing was met."""
        packed = (found.record << ROW_BITS) | found.row
        packed = (packed << CHANNEL_BITS) | found.channel
        packed = np.sort((packed << WEIGHT_BITS) | np.minimum(found.weight, (1 << WEIGHT_BITS) - 1))
        weight = packed & ((1 << WEIGHT_BITS) - 1)
        channel = (packed >> WEIGHT_BITS) & ((1 << CHANNEL_BITS) - 1)
        pair = packed >> (WEIGHT_BITS + CHANNEL_BITS)
        total, starts = self._sum(pair, channel, weight)
        bits = np.bitwise_or.reduceat(np.left_shift(1, channel), starts) if len(starts) else starts
        pair = pair[starts]
        met = _Met(pair >> ROW_BITS, pair & ((1 << ROW_BITS) - 1), total, bits)
        return _cut(met, unread, limit, tie_break)

    def _sum(self, pair: Ints, channel: Ints, weight: Ints) -> tuple[Ints, Ints]:
        """Return the weight of each distinct pair, and where its meetings begin."""
        if not len(pair):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        group = self.group[channel]
        new_pair = np.ones(len(pair), np.bool_)
        new_pair[1:] = pair[1:] != pair[:-1]
        new_group = new_pair.copy()
        new_group[1:] |= group[1:] != group[:-1]
        starts = np.flatnonzero(new_group)
        best, added = np.maximum.reduceat(weight, starts), np.add.reduceat(weight, starts)
        per_group = np.where(self.added[group[starts]], added, best)
        pair_starts = np.flatnonzero(new_pair[starts])
        return np.add.reduceat(per_group, pair_starts), starts[pair_starts]


@dataclass(frozen=True, slots=True)
class _Met:
    record: Ints
    row: Ints
    weight: Ints
    channels: Ints


def _cut(met: _Met, unread: Ints, limit: int, tie_break: TieBreak) -> Candidates:
    weight = np.minimum(met.weight, (1 << SUM_BITS) - 1)
    rank_key = (met.record << SUM_BITS) | ((1 << SUM_BITS) - 1 - weight)
    order = np.argsort((rank_key << 32) | tie_break(met.row), kind="stable")
    record, weight = met.record[order], weight[order]
    seen = np.bincount(record, minlength=len(unread))
    ends = np.cumsum(seen)
    rank = np.arange(len(record)) - np.repeat(ends - seen, seen)
    last = weight[np.minimum(ends - seen + limit, ends) - 1] if len(record) else seen
    beyond = (rank >= limit) & (weight == last[record])
    left_out = np.bincount(record[beyond], minlength=len(unread)) + unread * (seen == 0)
    kept = order[rank < limit]
    return Candidates(
        met.record[kept], met.row[kept], met.weight[kept] / UNIT, met.channels[kept], left_out, seen
    )


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

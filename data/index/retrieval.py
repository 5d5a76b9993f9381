"""From records to candidates: exact keys first, similar words only where the evidence stays insufficient."""

from collections.abc import Sequence

import numpy as np

from data.index.candidates import Candidates, ExcludedRows, FoundRows, Ranking, join
from data.index.compiled.calls import gather
from data.index.delta import DeltaRows
from data.index.format import Array
from data.index.postings import Postings
from data.index.selection import BUDGETS, ENOUGH, LookupKeys, Selected, Selection
from data.index.words import SimilarWords
from features.blocking.blocking_rules import Key
from features.blocking.keys import lookup_keys, similar_keys
from features.pairs.columns import Record
from features.schema.array_types import Ints
from features.schema.kinds import Kind

CHUNK = {Kind.PERSON: 1024, Kind.COMPANY: 256}
"""Records whose candidates are retrieved together; few enough for their rows to fit the processor's cache."""


class IndexRetrieval:
    """Looks up the keys of records in the base's posting lists and in the changes since."""

    def __init__(self, kind: Kind, rows: int, postings: Postings, similar: SimilarWords, id_hashes: Array) -> None:
        self.kind = kind
        self._postings = self._rarities = postings
        self._similar, self._id_hashes = similar, id_hashes
        self._selection = Selection(kind, rows, BUDGETS[kind])
        self._ranking = Ranking(kind)
        self._enough = ENOUGH[kind] * np.log2(max(rows, 2))
        self._delta: DeltaRows | None = None

    def freeze(self, other: "IndexRetrieval") -> None:
        """Weigh keys by another index's rarities."""
        self._rarities, self._selection, self._enough = other._rarities, other._selection, other._enough
        self._similar.use_rarities(other._similar)

    def use(self, delta: DeltaRows) -> None:
        """Include the changes of a delta."""
        self._delta = delta
        self._similar.use_changes(delta)

    def candidates(self, records: Sequence[Record], limit: int, excluded: ExcludedRows) -> Candidates:
        size = CHUNK[self.kind]
        starts = range(0, max(len(records), 1), size)
        return join([self._chunk(records[at : at + size], limit, _among(excluded, at, size)) for at in starts])

    def _chunk(self, records: Sequence[Record], limit: int, excluded: ExcludedRows) -> Candidates:
        keys = [lookup_keys(self.kind, record) for record in records]
        lookup = LookupKeys.of(self.kind, keys)
        found = self._ranked(lookup, limit, excluded)
        best = np.zeros(len(records))
        best[found.left_rows[::-1]] = found.weight[::-1]
        short = np.flatnonzero(best < self._enough)
        if not len(short):
            return found
        wide: list[Sequence[tuple[Key, float]]] = [()] * len(records)
        for i in short.tolist():
            own = [(key, 1.0) for key in keys[i]]
            wide[i] = own + similar_keys(self.kind, records[i], keys[i], self._similar.find)
        return found.replaced_by(self._ranked(LookupKeys.scaled(self.kind, wide), limit, excluded), short)

    def _ranked(self, lookup: LookupKeys, limit: int, excluded: ExcludedRows) -> Candidates:
        starts, counts = self._postings.find(lookup.hashes)
        frozen = counts if self._rarities is self._postings else self._rarities.find(lookup.hashes)[1]
        selected = self._selection.select(lookup, frozen)
        size = int(counts[selected.positions].sum())
        keys, rows = np.empty(size, np.int64), np.empty(size, np.int64)
        gather(selected.positions, starts, counts, self._postings.rows, keys, rows)
        found = self._found(lookup, selected, keys, rows).excluding(excluded)
        ties = self._tie_break(found.row) if self._delta is not None and self._delta.ids else found.row
        return self._ranking.rank(found, selected.unread, limit, ties)

    def _found(self, lookup: LookupKeys, selected: Selected, keys: Ints, rows: Ints) -> FoundRows:
        if self._delta is not None:
            positions, added = self._delta.rows_under(lookup.hashes[selected.positions].tolist())
            keys, rows = np.concatenate([keys, positions]), np.concatenate([rows, added])
            left = np.flatnonzero(~self._delta.gone[rows])
            left = left[keys[left].argsort(kind="stable")]
            keys, rows = keys[left], rows[left]
        positions = selected.positions
        return FoundRows(lookup.record[positions], lookup.rule[positions], selected.weight, keys, rows)

    def _tie_break(self, rows: Ints) -> Ints:
        """Return the upper 32 bits of the hash of each row's id."""
        if self._delta is None:
            return self._id_hashes[rows].astype(np.int64)
        result = np.empty(len(rows), np.int64)
        new = rows >= self._delta.base_rows
        result[~new] = self._id_hashes[rows[~new]]
        result[new] = self._delta.tie_break(rows[new])
        return result


def _among(excluded: ExcludedRows, start: int, size: int) -> ExcludedRows:
    """Return what is excluded for some consecutive records, by their position among themselves."""
    return {at - start: rows for at, rows in excluded.items() if start <= at < start + size}

"""From records to candidates: exact keys first, similar words only where the evidence stays insufficient."""

from collections.abc import Callable, Collection, Sequence
from functools import partial

import numpy as np

from data.index.candidates import (
    BUDGETS,
    ENOUGH,
    WIDE_BUDGET,
    Candidates,
    ExcludedRows,
    FoundRows,
    LookupKeys,
    Ranking,
    Selected,
    Selection,
    join,
)
from data.index.compiled import calls
from data.index.delta import DeltaRows
from data.index.format import Array
from data.index.postings import Postings
from data.index.words import SimilarWords
from features.blocking.blocking_rules import rules_of
from features.blocking.keys import Key, key_hashes, lookup_keys, similar_keys, town_keys
from features.pairs.columns import Record
from features.schema.array_types import Bools, Floats, Ints
from features.schema.kinds import Kind
from features.schema.schema import Schema
from features.schema.value_class import value_class

CHUNK = {Kind.PERSON: 1024, Kind.COMPANY: 256}
"""Records whose candidates are retrieved together; few enough for their rows to fit the processor's cache."""


@value_class
class Trace:
    """What was read for some records: the rows `row[i]` under the key at `key[i]`, before any cut.

    Keys are those of `lookup`; `counts` are the rows that hold each, `is_read` says whether the budget allowed to
    read them. `seconds` is the time of reading by blocking rule.
    """

    lookup: LookupKeys
    counts: Ints
    is_read: Bools
    key: Ints
    row: Ints
    seconds: Floats


class IndexRetrieval:
    """Looks up the keys of records in the base's posting lists and in the changes since."""

    def __init__(self, schema: Schema, rows: int, postings: Postings, similar: SimilarWords, id_hashes: Array) -> None:
        self.schema = schema
        kind = schema.kind
        self._postings = self._rarities = postings
        self._similar = similar
        self._id_hashes = id_hashes
        self._selection = Selection(schema, rows, BUDGETS[kind])
        self._wide_selection = Selection(schema, rows, WIDE_BUDGET)
        self._ranking = Ranking(schema)
        self._enough = ENOUGH[kind] * np.log2(max(rows, 2))
        self._delta: DeltaRows | None = None

    def freeze(self, reference: "IndexRetrieval") -> None:
        """Weigh keys by another index's rarities."""
        self._rarities = reference._rarities
        self._selection = reference._selection
        self._wide_selection = reference._wide_selection
        self._enough = reference._enough
        self._similar.use_rarities(reference._similar)

    def use(self, delta: DeltaRows) -> None:
        """Include the changes of a delta."""
        self._delta = delta
        self._similar.use_changes(delta)

    def candidates(
        self,
        records: Sequence[Record],
        limit: int,
        excluded: ExcludedRows,
        rules_off: Collection[str] = (),
        *,
        widely: bool = False,
    ) -> Candidates:
        """Return up to `limit` candidates of each record; `widely`: names in other scripts by their spellings too."""
        size = CHUNK[self.schema.kind]
        off = [rule.name in rules_off for rule in rules_of(self.schema)]
        starts = range(0, max(len(records), 1), size)
        search = partial(self._chunk, limit=limit, off=np.array(off) if rules_off else None, widely=widely)
        return join([search(records[at : at + size], excluded=_among(excluded, at, size)) for at in starts])

    def _chunk(
        self, records: Sequence[Record], limit: int, excluded: ExcludedRows, off: Bools | None, *, widely: bool
    ) -> Candidates:
        is_town = self._towns_named(records).__contains__
        keys = [lookup_keys(self.schema, record, is_town, widely=widely) for record in records]
        lookup = LookupKeys.of(self.schema, keys)
        ranked = partial(self._ranked, limit=limit, excluded=excluded, off=off, widely=widely)
        candidates = ranked(lookup)
        best = np.zeros(len(records))
        best[candidates.left_rows[::-1]] = candidates.weight[::-1]
        short = np.flatnonzero(best < self._enough)
        if not len(short):
            return candidates
        wide: list[Sequence[tuple[Key, float]]] = [()] * len(records)
        for i in short.tolist():
            wide[i] = self._wide_keys(records[i], keys[i])
        return candidates.replaced_by(ranked(LookupKeys.scaled(self.schema, wide)), short)

    def _towns_named(self, records: Sequence[Record]) -> set[str]:
        """Return the towns of any profile, now or where rarities are from, among the words of some records."""
        keys = list(dict.fromkeys(key for record in records for key in town_keys(self.schema, record)))
        if not keys:
            return set()
        hashes = key_hashes(self.schema, keys)
        known = self._postings.find(hashes)[1] > 0
        if self._rarities is not self._postings:
            known |= self._rarities.find(hashes)[1] > 0
        if self._delta is not None:
            known[self._delta.rows_under(hashes.tolist())[0]] = True
        return {keys[at][1] for at in np.flatnonzero(known).tolist()}

    def _wide_keys(self, record: Record, own: Sequence[Key]) -> list[tuple[Key, float]]:
        """Return a record's keys and those with a similar word, each with its scale."""
        return [(key, 1.0) for key in own] + similar_keys(self.schema, record, own, self._similar.find)

    def trace(self, records: Sequence[Record], clock: Callable[[], float]) -> Trace:
        """Look up the keys of a few records as `candidates` does, rule by rule, and keep every row that is read."""
        keys = [lookup_keys(self.schema, record) for record in records]
        candidates = self._ranked(LookupKeys.of(self.schema, keys), 1, {})
        is_short = np.ones(len(records), np.bool_)
        is_short[candidates.left_rows[candidates.weight >= self._enough]] = False
        tried = [
            self._wide_keys(record, own) if short else [(key, 1.0) for key in own]
            for record, own, short in zip(records, keys, is_short.tolist(), strict=True)
        ]
        lookup = LookupKeys.scaled(self.schema, tried)
        counts = self._rarities.find(lookup.hashes)[1]
        return self._read_by_rule(lookup, counts, self._selection.select(lookup, counts), clock)

    def _read_by_rule(self, lookup: LookupKeys, counts: Ints, selected: Selected, clock: Callable[[], float]) -> Trace:
        n_rules = len(rules_of(self.schema))
        seconds = np.zeros(n_rules)
        positions_and_rows = []
        starts, held = self._postings.find(lookup.hashes)
        for rule in range(n_rules):
            of_rule = lookup.rule[selected.positions] == rule
            part = Selected(selected.positions[of_rule], selected.weight[of_rule], selected.unread)
            started = clock()
            read = self._gathered(lookup, part, starts, held)
            seconds[rule] = clock() - started
            positions_and_rows.append((part.positions[read.key], read.row))
        is_read = np.zeros(len(lookup.record), np.bool_)
        is_read[selected.positions] = True
        key, row = (np.concatenate(column) for column in zip(*positions_and_rows, strict=True))
        return Trace(lookup=lookup, counts=counts, is_read=is_read, key=key, row=row, seconds=seconds)

    def _ranked(
        self,
        lookup: LookupKeys,
        limit: int,
        excluded: ExcludedRows,
        off: Bools | None = None,
        *,
        widely: bool = False,
    ) -> Candidates:
        starts, counts = self._postings.find(lookup.hashes)
        frozen = counts if self._rarities is self._postings else self._rarities.find(lookup.hashes)[1]
        selected = (self._wide_selection if widely else self._selection).select(lookup, frozen, off)
        retrieved = self._gathered(lookup, selected, starts, counts).excluding(excluded)
        delta = self._delta
        ties = self._tie_break(delta, retrieved.row) if delta is not None and delta.ids else retrieved.row
        return self._ranking.rank(retrieved, selected.unread, limit, ties)

    def _gathered(self, lookup: LookupKeys, selected: Selected, starts: Ints, counts: Ints) -> FoundRows:
        size = int(counts[selected.positions].sum())
        keys = np.empty(size, np.int64)
        rows = np.empty(size, np.int64)
        calls.candidates.gather(selected.positions, starts, counts, self._postings.rows, keys, rows)
        return self._with_changes(lookup, selected, keys, rows)

    def _with_changes(self, lookup: LookupKeys, selected: Selected, keys: Ints, rows: Ints) -> FoundRows:
        if self._delta is not None:
            positions, added = self._delta.rows_under(lookup.hashes[selected.positions].tolist())
            keys = np.concatenate([keys, positions])
            rows = np.concatenate([rows, added])
            left = np.flatnonzero(~self._delta.gone[rows])
            left = left[keys[left].argsort(kind="stable")]
            keys = keys[left]
            rows = rows[left]
        positions = selected.positions
        return FoundRows(lookup.record[positions], lookup.rule[positions], selected.weight, keys, rows)

    def _tie_break(self, delta: DeltaRows, rows: Ints) -> Ints:
        """Return the upper 32 bits of the hash of each row's id."""
        result = np.empty(len(rows), np.int64)
        new = rows >= delta.base_rows
        result[~new] = self._id_hashes[rows[~new]]
        result[new] = delta.tie_break(rows[new])
        return result


def _among(excluded: ExcludedRows, start: int, size: int) -> ExcludedRows:
    """Return what is excluded for some consecutive records, by their position among themselves."""
    return {at - start: rows for at, rows in excluded.items() if start <= at < start + size}

"""The universe index: it opens in milliseconds, is shared by processes, and retrieves candidates of records."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import xxhash
from numpy.typing import NDArray

from data.index.build import build_index
from data.index.candidates import Candidates
from data.index.columns import LazyIds, MappedField, MappedRows, TakenRows
from data.index.consistency import check_arrays
from data.index.delta import BuiltRows, DeltaColumns, DeltaRows
from data.index.delta_store import NO_ORIGINALS, ByProfile, DeltaChange, DeltaStore, Upserts
from data.index.earlier import with_newer_fields
from data.index.format import Manifest, Mapped, map_arrays, read_manifest
from data.index.originals import Originals
from data.index.postings import Postings
from data.index.profile_clusters import ALONE, read_clusters_of_index
from data.index.retrieval import IndexRetrieval, Trace
from data.index.spelt_candidates import with_nearest
from data.index.universe_facts import facts_of_index
from data.index.vocabulary import MappedTexts, MappedVocabulary
from data.index.words import WORD_FIELD, SimilarWords
from data.tables.fields_file import read_declared
from data.tables.frames import InputFiles, renames_for, warn_of_rejects
from data.tables.optional_columns import UniverseFile, optional_fields
from features.own_fields.optional import with_optional
from features.own_fields.registry import schema_for
from features.pairs.columns import Column, Columns, LazyFields, Record
from features.schema.array_types import Ints
from features.schema.kinds import Kind, kind_named

LARGEST_DELTA = 0.05
"""Share of changed rows above which the index should be built again."""

ExcludedIds = Mapping[int, Collection[str]]
"""The ids of profiles that are excluded for a record, by the record's position in its table."""
NOTHING_EXCLUDED: ExcludedIds = {}


class UniverseIndex:
    """An opened index with its changes; base rows are numbered by the hash of their ids, changed ones after them."""

    def __init__(self, path: Path, manifest: Manifest, arrays: Mapping[str, Mapped]) -> None:
        self.path = path
        self.manifest = manifest
        self.schema = manifest.schema
        self.kind: Kind = self.schema.kind
        self.version = manifest.version
        self.sequence = 0
        self.clusters = read_clusters_of_index(path, manifest.rows, self.version)
        self.facts = facts_of_index(path)
        self._ids = MappedVocabulary.of(arrays, "id")
        self._rows = MappedRows(arrays, self.schema)
        self._texts = MappedTexts(arrays, self.schema.fields)
        self._fields = {
            field.name: MappedField(arrays, field, self._rows, self._texts.of[field.name])
            for field in self.schema.fields
        }
        self._frequencies: dict[str, NDArray[np.float64]] = {}
        self._store = DeltaStore(path)
        words = self._fields[WORD_FIELD[self.kind]]
        self._taken = partial(TakenRows, self._fields, self._rows, self._texts)
        self._delta = DeltaRows(self.schema, BuiltRows(manifest.rows, self._base_row, words, self._taken))
        self.originals = Originals(path, manifest.rows, self.version, self._delta.originals)
        self._delta_columns = DeltaColumns(self._fields)
        self._lock = Lock()
        self._is_fixed = False
        self._retrieval = IndexRetrieval(
            self.schema,
            manifest.rows,
            Postings(arrays, "keys"),
            SimilarWords(arrays, words.vocabulary),
            self._ids.hashes,
        )

    @classmethod
    def build(
        cls,
        kind: Kind | str,
        profiles: Any,
        out: Path | str,
        columns: Mapping[str, str] | None = None,
        fields: Any = None,
    ) -> "UniverseIndex":
        """Build the index of profiles, a table or a file, in the folder `out`, and open it.

        `columns` renames theirs to ours; `fields` declares own fields, as a file or as dictionaries.
        Warns (InputIgnored) of rows and columns that are left out.
        Raises KindUnknown, TableUnknown, UnusableColumns, OutputRefused, and what reading a file raises.

        >>> members = pa.table({"id": ["m1", "m2"], "Name": ["Katarina Nowak", "John Smith"]})
        >>> len(onematch.Index.build("person", members, "named.index", {"Name": "full_name"}))
        2
        """
        kind = kind_named(kind)
        out = Path(out)
        with InputFiles() as inputs:
            file = inputs.path("profiles", profiles)
            declared = read_declared(fields) or ()
            renames = renames_for(kind, columns, file, own=schema_for(kind, declared).source_columns(of_profiles=True))
            schema = schema_for(
                kind, with_optional(declared, optional_fields(kind, UniverseFile(file, renames), declared))
            )
            summary = build_index(schema, file, out, renames=renames)
        warn_of_rejects([f"row {reject.row}: {reject.reason}" for reject in summary.rejects])
        return cls.open(out)

    @classmethod
    def open(
        cls, path: Path | str, rarities_of: "UniverseIndex | None" = None, state: int | None = None
    ) -> "UniverseIndex":
        """Open an index folder; with `rarities_of` its keys are weighed by another index's rarities.

        With `state`, a sequence number of its changes, it answers as it did then, whatever is applied later.
        Raises IndexRefused if the folder is absent, incomplete, damaged or of other versions, and DeltaNotKept.

        >>> onematch.Index.open("members.index").kind
        <Kind.PERSON: 'person'>
        """
        path = Path(path)
        manifest = read_manifest(path)
        arrays = with_newer_fields(manifest, map_arrays(path, manifest))
        check_arrays(path, manifest, arrays)
        index = cls(path, manifest, arrays)
        if rarities_of is not None:
            index._retrieval.freeze(rarities_of._retrieval)
        if state is None:
            index.refresh()
        else:
            index._fix(state)
        return index

    def __len__(self) -> int:
        return self._delta.live_rows()

    def refresh(self) -> None:
        """Read the changes that any process applied since; costs microseconds where there are none."""
        if self._is_fixed:
            return
        with self._lock:
            self._use(self._store.changes_after(self.sequence))

    @property
    def changes_name(self) -> str | None:
        """The name of the index's changes, which another build of the same rows does not share; None without any."""
        return self._store.name if self.sequence else None

    def _fix(self, state: int) -> None:
        """Take the changes up to a sequence and none after them. Raises DeltaNotKept."""
        self._use(self._store.state_at(state))
        self.sequence = state
        self._is_fixed = True

    def _use(self, changes: Sequence[DeltaChange]) -> None:
        for change in changes:
            self._delta.apply(change)
            self.sequence = change.sequence
        if changes:
            self._retrieval.use(self._delta)

    @property
    def is_current(self) -> bool:
        """Whether all applied changes have been read; never waits for a thread that reads them."""
        if self._is_fixed:
            return True
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._store.is_unchanged()
        finally:
            self._lock.release()

    def apply(self, upserts: Upserts, deletes: Iterable[str] = (), originals: ByProfile = NO_ORIGINALS) -> int:
        """Store normalised records under their ids and delete ids in one transaction; return its sequence."""
        sequence = self._store.append(upserts, deletes, originals)
        self.refresh()
        return sequence

    def is_changed(self, record_id: str) -> bool:
        """Return whether an id was upserted or deleted since the index was built."""
        return record_id in self._delta.changed

    @property
    def needs_build(self) -> bool:
        """Whether so many rows have changed that the index should be built again."""
        return len(self._delta.changed) > LARGEST_DELTA * self.manifest.rows

    def candidates(
        self,
        records: Sequence[Record] | Columns,
        limit: int,
        excluded: ExcludedIds = NOTHING_EXCLUDED,
        rules_off: Collection[str] = (),
    ) -> Candidates:
        """Return up to `limit` candidates of each record; those of one record do not depend on the other records.

        For a record whose position is in `excluded` the result is that of a universe without the profiles of those ids.
        Blocking rules that are named in `rules_off` make no keys of a record.
        """
        self.refresh()
        rows = (records.records or records_of(records)) if isinstance(records, Columns) else records
        rows_by_position = {position: self.rows_of([*ids]) for position, ids in excluded.items()}
        excluded_rows = {
            position: [row for row in excluded_at if row is not None]
            for position, excluded_at in rows_by_position.items()
        }

        def search(positions: Sequence[int], most: int) -> Candidates:
            without = {
                at: excluded_rows[position] for at, position in enumerate(positions) if position in excluded_rows
            }
            some = [rows[position] for position in positions]
            return self._retrieval.candidates(some, most, without, rules_off, widely=True)

        found = self._retrieval.candidates(rows, limit, excluded_rows, rules_off)
        return with_nearest(found, rows, limit, search, lambda profiles: self.take(profiles).text("name").values())

    def trace(self, records: Sequence[Record], clock: Callable[[], float]) -> Trace:
        """Return every key of a few records, with the rows that were read under it and the time by blocking rule."""
        self.refresh()
        return self._retrieval.trace(records, clock)

    def ids(self, rows: Ints) -> list[str]:
        """Return the id of each row."""
        base_rows = self.manifest.rows
        new = [i for i, row in enumerate(rows.tolist()) if row >= base_rows] if len(self._delta.ids) else []
        if not new:
            return self._ids.take(rows.astype(np.int32))
        known = iter(self._ids.take(rows[rows < base_rows].astype(np.int32)))
        return [self._delta.ids[row - base_rows] if row >= base_rows else next(known) for row in rows.tolist()]

    @property
    def answers_version(self) -> str:
        """The hash of everything built that answers depend on: the index, and its clusters where it has some."""
        if self.clusters is None:
            return self.version
        return xxhash.xxh3_64_hexdigest(f"{self.version}+{self.clusters.version}")

    def ids_with(self, field: str, value: str) -> list[str]:
        """Return the ids of the profiles whose text field holds a normalised value, sorted."""
        self.refresh()
        [code] = self._fields[field].vocabulary.find([value])
        built = {*self.ids(self._rows.rows_with(field, code))}
        return sorted(built - self._delta.changed | self._delta.ids_with(field, value))

    def cluster_numbers(self, rows: Ints) -> Ints | None:
        """Return the cluster of each row (ALONE: none), None where no row is in one.

        A changed profile stays in the cluster of its id.
        """
        if self.clusters is None:
            return None
        new = rows >= self.manifest.rows
        if new.any():
            base = self._ids.find(self.ids(rows[new])).astype(np.int64)
            rows = rows.copy()
            rows[new] = base
            numbers = np.where(rows < 0, ALONE, self.clusters.number[np.maximum(rows, 0)])
        else:
            numbers = self.clusters.number[rows]
        return None if (numbers == ALONE).all() else numbers

    def cluster_members(self, number: int) -> list[str]:
        """Return the ids of a cluster's profiles that the universe holds now, its first one first."""
        if self.clusters is None:
            return []
        ids = self._ids.take(np.array(self.clusters.rows(number), np.int32))
        return ids if not self._delta.changed else [id_ for id_ in ids if self.row_of(id_) is not None]

    def one_entity(self, record_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
        """Return, by id, all profiles of its cluster, also those that are gone; ids in no cluster are left out."""
        if self.clusters is None or not record_ids:
            return {}
        ids = sorted(record_ids)
        members_by_id: dict[str, tuple[str, ...]] = {}
        for profile_id, row in zip(ids, self._ids.find(ids).tolist(), strict=True):
            number = ALONE if row < 0 else int(self.clusters.number[row])
            if number != ALONE:
                members_by_id[profile_id] = tuple(self._ids.take(np.array(self.clusters.rows(number), np.int32)))
        return members_by_id

    def row_of(self, record_id: str) -> int | None:
        """Return the row of an id, None if the universe does not hold it."""
        return self.rows_of([record_id])[0]

    def rows_of(self, record_ids: Sequence[str]) -> list[int | None]:
        """Return the row of each id, None where the universe does not hold it."""
        base = self._ids.find(record_ids).tolist() if record_ids else []
        known = zip(record_ids, base, strict=True)
        changed = self._delta.changed
        return [
            self._delta.live_row(profile_id) if profile_id in changed else (None if code < 0 else int(code))
            for profile_id, code in known
        ]

    def _base_row(self, record_id: str) -> int | None:
        code = int(self._ids.find([record_id])[0])
        return None if code < 0 else code

    def take(self, rows: Ints) -> Columns:
        """Return the normalised columns of some rows, in their order; codes point into the index's vocabularies."""
        rows = np.asarray(rows, np.int64)
        if len(rows) and len(self._delta.ids) and int(rows.max()) >= self.manifest.rows:
            base_rows = self.manifest.rows
            records = self._delta.records
            built = self._taken(rows[rows < base_rows])
            mixed = LazyFields[Column](
                self._fields, lambda name: self._delta_columns.take(name, built, rows, base_rows, records)
            )
            return Columns(self.schema, LazyIds(rows, self.ids), mixed)
        fields = self._taken(rows)
        return Columns(self.schema, LazyIds(rows, self.ids), fields, joint=fields)

    def tf(self, field: str) -> NDArray[np.float64]:
        """Return the share of filled rows that hold each vocabulary code, counted when the index was built.

        Texts that only changed rows hold have codes beyond the end of the array.
        """
        if field not in self._frequencies:
            source = self._fields[field]
            self._frequencies[field] = source.counts / max(source.rows_filled(), 1)
        return self._frequencies[field]

    def texts_of(self, field: str) -> list[str]:
        """Return the texts of a field's vocabulary, by code."""
        vocabulary = self._fields[field].vocabulary
        return vocabulary.take(np.arange(len(vocabulary), dtype=np.int32)) if len(vocabulary) else []

    def counts_of(self, field: str, texts: Sequence[str]) -> tuple[Ints, int]:
        """Return in how many rows each text of a field stood when the index was built, and how many were filled."""
        source = self._fields[field]
        if not texts or not len(source.vocabulary):
            return np.zeros(len(texts), np.int64), source.rows_filled()
        codes = source.vocabulary.find(texts)
        counts = np.where(codes >= 0, source.counts[np.maximum(codes, 0)], 0).astype(np.int64)
        return counts, source.rows_filled()


def records_of(columns: Columns) -> list[Record]:
    """Return columns as normalised records."""
    names = list(columns.fields)
    values = [columns[name].values() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]

"""Changes to a universe from a file: upserts, deletes and merges, applied to its index in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.index.index import UniverseIndex
from data.index.profiles import apply_rows
from data.tables.formats import Row, open_rows
from data.tables.mapping.columns_file import CHANGE_COLUMNS
from data.tables.own_columns import OwnSource, UnusableColumns, own_columns, own_texts, without_optional
from data.tables.progress import Progress, silent
from data.tables.rejects import Reject
from data.tables.renames import NO_RENAMES, Renames, canonical_names, renames_of
from data.tables.stored_text import storable
from features.normalise.text import text_of
from features.own_fields.optional import OPTIONAL_COLUMNS
from features.schema.kinds import COLUMNS, Kind
from features.schema.schema import Schema

OPERATIONS = ("upsert", "delete", "merge")
CanonicalRow = dict[str, str | None]


class ChangeOfOtherKind(UnusableColumns):
    """The changes and the index are of different kinds."""


@dataclass(frozen=True, slots=True)
class ChangeSummary:
    """The outcome of all rows: each was applied as one of three operations, stale, or rejected."""

    upserted: int
    deleted: int
    merged: int
    stale: int
    rejected: int
    sequence: int
    needs_build: bool
    rejects: tuple[Reject, ...] = ()


@dataclass(slots=True)
class _LatestChanges:
    """The change of each id in a file that counts."""

    rows: dict[str, tuple[int, CanonicalRow]] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    stale: int = 0

    def add(self, number: int, row: CanonicalRow) -> None:
        """Keep a row unless it cannot be used or an earlier row has a later version of its id."""
        id_ = row.get("id") or ""
        if reason := _refusal(row):
            self.rejects.append(Reject(number, id_ or None, reason))
            return
        earlier = self.rows.get(id_)
        if earlier is not None:
            self.stale += 1
            if _version_order(row) < _version_order(earlier[1]):
                return
        self.rows[id_] = (number, row)


def apply_changes(
    kind: Kind, index: Path, file: Path, progress: Progress = silent, renames: Renames = NO_RENAMES
) -> ChangeSummary:
    """Apply a file of canonical columns plus `op` (upsert, delete, merge), `into` and `version` to an index.

    Of several rows with one id the highest version counts, else the last; the others are stale. A merge deletes the id
    in favour of `into`, which the universe must hold afterwards. All usable rows become visible at once.
    Raises ChangeOfOtherKind, UnusableColumns, and what opening the file or the index raises.
    """
    universe = UniverseIndex.open(index)
    if universe.kind is not kind:
        raise ChangeOfOtherKind(f"{index} is an index of kind {universe.kind}, the changes are of kind {kind}")
    changes = _LatestChanges()
    for number, item in _rows(universe.schema, file, renames_of(renames, file)):
        if isinstance(item, Reject):
            changes.rejects.append(item)
        else:
            changes.add(number, item)
        if number % 1000 == 0:
            progress("changes", number, None)
    _refuse_lost_merges(changes, universe)
    by_operation = {name: [id_ for id_, (_, row) in changes.rows.items() if row["op"] == name] for name in OPERATIONS}
    upserts = {id_: changes.rows[id_][1] for id_ in by_operation["upsert"]}
    sequence = apply_rows(universe, upserts, [*by_operation["delete"], *by_operation["merge"]])
    return ChangeSummary(
        upserted=len(upserts),
        deleted=len(by_operation["delete"]),
        merged=len(by_operation["merge"]),
        stale=changes.stale,
        rejected=len(changes.rejects),
        sequence=sequence,
        needs_build=universe.needs_build,
        rejects=tuple(sorted(changes.rejects, key=lambda reject: reject.row)),
    )


def _rows(schema: Schema, file: Path, renames: Renames) -> Iterator[tuple[int, CanonicalRow | Reject]]:
    kind = schema.kind
    known = {*COLUMNS[kind], *CHANGE_COLUMNS}
    canonical = canonical_names(known, without_optional(kind, renames))
    if wrong := [ours for ours in renames.values() if ours and ours not in {*known, *OPTIONAL_COLUMNS[kind]}]:
        raise UnusableColumns(f"cannot rename to {wrong[0]!r}: that is no column of changes to a {kind}")
    with open_rows(file) as source:
        if source.columns is not None:
            found = {canonical.get(name) for name in source.columns}
            if missing := {"id", "op"} - found:
                raise UnusableColumns(f"{file}: no column {min(missing)!r}, found {', '.join(source.columns)}")
        own = own_columns(schema, OwnSource(file, source.columns, of_profiles=True, may_lack=True, renames=renames))
        for item in source.rows:
            yield (item.row, item) if isinstance(item, Reject) else (item[0], _canonical_row(canonical, own, item[1]))


def _canonical_row(canonical: Mapping[str, str], own: Mapping[str, Sequence[str]], raw: Row) -> CanonicalRow:
    row = {canonical[name]: storable(text_of(value)) or None for name, value in raw.items() if name in canonical}
    return row | own_texts(own, raw)


def _refusal(row: CanonicalRow) -> str | None:
    """Return why a change cannot be used, None if it can."""
    operation, into = row.get("op"), row.get("into")
    if not row.get("id"):
        return "no id"
    if operation not in OPERATIONS:
        return f"op is {operation!r}, expected upsert, delete or merge"
    if operation == "merge" and (into is None or into == row["id"]):
        return f"a merge needs another id in `into`, got {into!r}"
    return None


def _refuse_lost_merges(changes: _LatestChanges, universe: UniverseIndex) -> None:
    """Reject merges into an id that the universe will not hold."""
    for id_, (number, row) in list(changes.rows.items()):
        if row["op"] != "merge":
            continue
        into = row["into"] or ""
        there = changes.rows[into][1]["op"] == "upsert" if into in changes.rows else universe.row_of(into) is not None
        if not there:
            del changes.rows[id_]
            changes.rejects.append(Reject(number, id_, f"merged into {into!r}, which the universe does not hold"))


def _version_order(row: CanonicalRow) -> tuple[int, int, str]:
    """Return the order of a version: none first, then numbers by value, then other texts (such as ISO times)."""
    version = row.get("version")
    if version is None:
        return (0, 0, "")
    return (1, int(version), "") if version.isdecimal() else (2, 0, version)

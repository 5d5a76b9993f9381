"""Ids that labels name, looked up in the records and profiles before anything is computed."""

from collections.abc import Collection, Iterable
from dataclasses import field
from heapq import nsmallest
from pathlib import Path

import numpy as np

from data.index.index import UniverseIndex
from data.labels.label_rows import UnusableLabels
from data.labels.labels import Labels
from data.labels.links import LinksTable
from data.tables.records import iter_chunks
from data.tables.renames import NO_RENAMES, Renames
from data.tables.text_table import UnusableTable
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class

SHOWN_IDS = 3


@value_class
class ProfileSide:
    """The profiles of a command: a file, or an index in place of it."""

    kind: Kind
    universe: Path | None
    index: Path | None
    renames: Renames = field(default_factory=lambda: NO_RENAMES)

    @property
    def path(self) -> Path:
        return self.index or self.universe or Path()

    def holds_any(self, ids: Collection[str]) -> bool:
        """Return whether a profile has one of these ids."""
        if self.index is not None or self.universe is None:
            return any(row is not None for row in UniverseIndex.open(self.path).rows_of(sorted(ids)))
        chunks = iter_chunks(self.kind, self.universe, self.renames, normalised=False)
        return any(not set(ids).isdisjoint(chunk.ids) for chunk in chunks)

    def some(self) -> list[str]:
        """Return a few ids of profiles."""
        if self.index is not None or self.universe is None:
            index = UniverseIndex.open(self.path)
            return index.ids(np.arange(min(SHOWN_IDS, len(index))))
        first = next(iter_chunks(self.kind, self.universe, self.renames, SHOWN_IDS, normalised=False))
        return first.ids[:SHOWN_IDS]


@value_class
class RecordSide:
    """The records of a command, by their ids."""

    path: Path
    ids: Collection[str]


def require_known_ids(labels: Labels | None, records: RecordSide, profiles: ProfileSide | None) -> None:
    """Raise UnusableLabels where no `crm_id` of the labels is a record, or no `universe_id` is a profile.

    The message shows ids that were got and ids that the files have, and says where the two columns are exchanged.
    """
    rows = () if labels is None else labels.rows
    crm_ids = dict.fromkeys(row.crm_id for row in rows)
    universe_ids = dict.fromkeys(row.universe_id for row in rows if row.universe_id is not None)
    exchanged = any(id_ in records.ids for id_ in universe_ids)
    hint = "; are crm_id and universe_id exchanged?" if exchanged else ""
    if crm_ids and not any(id_ in records.ids for id_ in crm_ids):
        raise UnusableLabels(_message("crm_id", crm_ids, (str(records.path), nsmallest(SHOWN_IDS, records.ids)), hint))
    if universe_ids and profiles is not None and not profiles.holds_any(universe_ids):
        raise UnusableLabels(_message("universe_id", universe_ids, (str(profiles.path), profiles.some()), hint))


def require_known_links(links: LinksTable, file: Path, records: RecordSide) -> None:
    """Raise UnusableTable where links hold rows, and none is of a record."""
    got = [link.crm_id for link in links]
    if got and not any(id_ in records.ids for id_ in got):
        path_and_ids = (str(records.path), nsmallest(SHOWN_IDS, records.ids))
        raise UnusableTable("{file}: {value}", file=file, value=_message("crm_id", got, path_and_ids, ""))


def _message(column: str, got: Iterable[str], path_and_ids: tuple[str, list[str]], hint: str) -> str:
    labels = list(got)
    (path, ids) = path_and_ids
    there = wording("the ids there are such as {ids}", ids=_listed(ids)) if ids else "it has no records"
    return wording(
        "none of {n_labels} {column} is an id of {path}: got {labels}; {there}{hint} (a "
        "column may be mapped to the wrong name: onematch columns shows how each is read)",
        n_labels=len(labels),
        column=column,
        path=path,
        labels=_listed(labels[:SHOWN_IDS]),
        there=there,
        hint=hint,
    )


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(map(repr, ids))

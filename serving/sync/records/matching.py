"""The wrapper's matchers, one for each kind and used one at a time, and the display fields of profiles."""

import json
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, cast

import numpy as np
from sqlalchemy import select

from data.index.index import UniverseIndex
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.runtime.model_source import ServedModels
from serving.store.store import Store
from serving.store.tables.links import profile_notes
from serving.store.upserts import among

Shown = Mapping[str, Any]
"""Display fields of a profile: text, or a list of texts for plural ones; absent fields are left out."""

_SHOWN = {
    Kind.PERSON: ("name", "title", "company", "company_id", "city", "region", "country", "profile_url", "companies"),
    Kind.COMPANY: ("name", "city", "region", "country", "profile_url"),
}
_RENAMED = {"companies": "past_companies"}


class WrapperMatching(Protocol):
    """The matchers that are served now."""

    def matcher(self, kind: Kind) -> Matcher: ...
    def turn(self) -> AbstractContextManager[object]: ...
    def profiles(self, kind: Kind, ids: Sequence[str], fields: Collection[str] | None = None) -> dict[str, Shown]: ...


class Matchers:
    """The matchers of a function, and the display fields of profiles from a store and the matchers' indexes."""

    def __init__(self, matcher_of: Callable[[Kind], Matcher], store: Store | None = None) -> None:
        self._matcher_of, self._store = matcher_of, store
        self._lock = threading.Lock()

    @classmethod
    def served(cls, models: ServedModels, store: Store) -> "Matchers":
        """Use the models that a service loaded; until then `matcher` raises ModelNotReady."""
        return cls(lambda kind: cast("Matcher", models.matcher(kind)), store)

    def matcher(self, kind: Kind) -> Matcher:
        """Return the matcher of a kind."""
        return self._matcher_of(kind)

    def turn(self) -> AbstractContextManager[object]:
        """Return the lock of scoring: two threads that score at once only compete for the interpreter."""
        return self._lock

    def profiles(self, kind: Kind, ids: Sequence[str], fields: Collection[str] | None = None) -> dict[str, Shown]:
        """Return display fields of the profiles that are in the network, by id; at least the named ones, or all.

        They are as the network sent them with a change, else as the index holds them, which is folded.
        """
        found = shown_by_index(self.matcher(kind).index, kind, ids, fields)
        if self._store is None or not found:
            return found
        with self._store.reading() as connection:
            wanted = select(profile_notes.c.profile_id, profile_notes.c.shown).where(
                profile_notes.c.kind == kind.value,
                among(connection, profile_notes.c.profile_id, list(found)),
                profile_notes.c.shown.is_not(None),
            )
            return found | {row.profile_id: json.loads(row.shown) for row in connection.execute(wanted)}


def shown_by_index(
    index: UniverseIndex, kind: Kind, ids: Sequence[str], fields: Collection[str] | None = None
) -> dict[str, Shown]:
    """Return the display fields of profiles, or the named ones of them, as an index holds them."""
    index.refresh()
    rows = {one: row for one, row in zip(ids, index.rows_of(ids), strict=True) if row is not None}
    if not rows:
        return {}
    columns = index.take(np.array(list(rows.values()), np.int64))
    found: dict[str, dict[str, Any]] = {one: {} for one in rows}
    for name in _SHOWN[kind]:
        field = _RENAMED.get(name, name)
        if fields is not None and field not in fields:
            continue
        values: Sequence[Any] = columns[name].values()
        for shown, value in zip(found.values(), values, strict=True):
            if value:
                shown[field] = list(value) if isinstance(value, tuple) else value
    return cast("dict[str, Shown]", found)

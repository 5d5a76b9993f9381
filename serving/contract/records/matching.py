"""The wrapper's matchers, one for each kind and used one at a time, and the display fields of profiles."""

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, cast

from sqlalchemy import select

from data.index.profiles import read_profiles
from features.schema.kinds import Kind
from serving.http.wire.profiles import Shown, shown_of
from serving.matching.matcher import Matcher
from serving.runtime.model_source import ModelNotReady, ServedModels
from serving.store.store import Store
from serving.store.tables.links import profile_notes
from serving.store.upserts import among


class Matchers:
    """The matchers of a function, and the display fields of profiles from a store and the matchers' indexes."""

    def __init__(self, matcher_of: Callable[[Kind], Matcher], store: Store | None = None) -> None:
        self._matcher_of = matcher_of
        self._store = store
        self._lock = threading.Lock()

    @classmethod
    def served(cls, models: ServedModels, store: Store) -> "Matchers":
        """Use the models that a service loaded; until then `matcher` raises ModelNotReady."""
        return cls(lambda kind: cast("Matcher", models.matcher(kind)), store)

    def matcher(self, kind: Kind) -> Matcher:
        """Return the matcher of a kind."""
        return self._matcher_of(kind)

    def by_kind(self) -> dict[Kind, Matcher]:
        """Return the matchers of those kinds whose model is loaded: one may be served without the other."""
        matchers = {}
        for kind in Kind:
            with suppress(ModelNotReady):
                matchers[kind] = self.matcher(kind)
        return matchers

    def turn(self) -> AbstractContextManager[object]:
        """Return the lock of scoring: two threads that score at once only compete for the interpreter."""
        return self._lock

    def profiles(self, kind: Kind, ids: Sequence[str]) -> dict[str, Shown]:
        """Return display fields of the profiles that are in the network, by id.

        They are as they were written. Those of a profile that an earlier version indexed are as that version stored
        them with a change, else folded.
        """
        index = self.matcher(kind).index
        index.refresh()
        columns, lacking = read_profiles(index, ids)
        fields_by_id = {profile_id: shown_of(kind, of) for profile_id, of in columns.items()}
        if self._store is None or not lacking:
            return fields_by_id
        with self._store.reading() as connection:
            query = (
                select(profile_notes.c.profile_id, profile_notes.c.shown)
                .filter_by(kind=kind.value)
                .where(among(profile_notes.c.profile_id, lacking), profile_notes.c.shown.is_not(None))
            )
            return fields_by_id | {row.profile_id: json.loads(row.shown) for row in connection.execute(query)}


def network_fields(shown: Mapping[str, Any]) -> dict[str, str | None]:
    """Return a profile's display fields as texts: the values of plural ones are joined by `; `."""
    return {name: "; ".join(value) if isinstance(value, list) else value for name, value in shown.items()}

"""The wrapper's matchers, one for each kind and used one at a time, and the display fields of profiles."""

import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any

from data.index.profiles import read_profiles
from features.schema.kinds import Kind
from serving.http.wire.profiles import Shown, shown_of
from serving.matching.matcher import Matcher
from serving.runtime.model_source import ModelNotReady, ServedModels


class Matchers:
    """The matchers of a function, and the display fields of profiles from the matchers' indexes."""

    def __init__(self, matcher_of: Callable[[Kind], Matcher]) -> None:
        self._matcher_of = matcher_of
        self._lock = threading.Lock()

    @classmethod
    def served(cls, models: ServedModels) -> "Matchers":
        """Use the models that a service loaded; until then `matcher` raises ModelNotReady."""
        return cls(models.matcher)

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
        """Return display fields of the profiles that are in the network, by id, as they were written."""
        index = self.matcher(kind).index
        index.refresh()
        return {profile_id: shown_of(kind, columns) for profile_id, columns in read_profiles(index, ids).items()}


def network_fields(shown: Mapping[str, Any]) -> dict[str, str | None]:
    """Return a profile's display fields as texts: the values of plural ones are joined by `; `."""
    return {name: "; ".join(value) if isinstance(value, list) else value for name, value in shown.items()}

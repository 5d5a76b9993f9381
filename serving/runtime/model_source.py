"""The served matcher of each kind, and its replacement while requests are answered."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.tables.outputs import CLUSTERS_FILE
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.matching.matcher import Matcher
from serving.runtime.event_log import log_event, log_refusal
from serving.runtime.home import Pointer
from serving.runtime.packed_models import STORE_PREFIX

MAX_SAID = 400
"""Characters of an unexpected error that are logged; bundles and indexes hold no CRM record."""


class ModelNotReady(OnematchError):
    """No model of that kind is loaded."""


@value_class
class _Loaded:
    identity: object
    matcher: Matcher


class ServedModels:
    """The matchers that answer now; a replacement is atomic, so that a request uses the old or the new one."""

    def __init__(self) -> None:
        self._by_kind: Mapping[Kind, _Loaded] = {}
        self.is_ready = False
        """Whether every named pair was loaded and replayed once; after a later failure the old ones answer."""

    def matcher(self, kind: Kind) -> Matcher:
        """Return the matcher of a kind; raises ModelNotReady."""
        loaded = self._by_kind.get(kind)
        if loaded is None:
            raise ModelNotReady(
                "got kind {kind}, expected one that is served: {by_kind}",
                kind=kind,
                by_kind=", ".join(self._by_kind) or wording("none yet"),
            )
        return loaded.matcher

    def columns(self, kind: Kind) -> Sequence[str]:
        """Return the columns that records of a kind may have, own fields of its model among them.

        Raises ModelNotReady: before the model is loaded nobody knows its own fields.
        """
        return self.matcher(kind).columns

    def is_at_hand(self, kind: Kind) -> bool:
        """Whether a request of a kind is answered at once, also by an error where there is no matcher."""
        loaded = self._by_kind.get(kind)
        return loaded is None or loaded.matcher.is_at_hand

    def versions(self) -> dict[str, str]:
        """Return the model version of each served kind."""
        return {kind: loaded.matcher.model_version for kind, loaded in self._by_kind.items()}

    def identity(self, kind: Kind) -> object:
        """Return the identity of the loaded pair of a kind, None without one."""
        loaded = self._by_kind.get(kind)
        return loaded and loaded.identity

    def replace(self, kind: Kind, identity: object, matcher: Matcher) -> None:
        """Use another matcher for a kind from the next request on."""
        self._by_kind = {**self._by_kind, kind: _Loaded(identity, matcher)}


@dataclass(slots=True)
class ModelWatcher:
    """Polls the named pair of each kind and loads a changed one while the old one answers.

    A new pair must open and reproduce its golden pairs before it replaces the old one. A pair that fails is logged
    and loaded again when it changes, or after `retry_s`.
    """

    named: Callable[[Kind], Pointer | None]
    open_matcher: Callable[[Path, Path], Matcher]
    models: ServedModels
    swapped: Callable[[Kind, Matcher], None] = lambda _kind, _matcher: None
    failed: Callable[[Kind], None] = lambda _kind: None
    poll_s: float = 1.0
    retry_s: float = 30.0
    _failures: dict[Kind, tuple[object, float]] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Poll at once and then every `poll_s`, in a thread of its own."""
        threading.Thread(target=self._watch, name="models", daemon=True).start()

    def stop(self) -> None:
        """End the polling."""
        self._stop.set()

    def look(self) -> None:
        """Poll once: load every named pair that is not served."""
        named = [kind for kind in Kind if self._look_at(kind)]
        if named and all(self.models.identity(kind) is not None for kind in named):
            self.models.is_ready = True

    def _watch(self) -> None:
        while not self._stop.is_set():
            self.look()
            self._stop.wait(self.poll_s)

    def _look_at(self, kind: Kind) -> bool:
        """Load the named pair of a kind if it is due; return whether one is named."""
        identity: object = None
        try:
            pair = self.named(kind)
            if pair is None:
                return False
            pair = Pointer(locate_bundle(pair.bundle), pair.index)
            identity = _identity_of(pair)
            if identity != self.models.identity(kind) and self._is_due(kind, identity):
                self._load(kind, pair, identity)
        except Exception as error:  # noqa: BLE001 - whatever a broken pair raises, the old one must go on answering
            self._note_failure(kind, identity, error)
        return True

    def _load(self, kind: Kind, pair: Pointer, identity: object) -> None:
        started = time.monotonic()
        matcher = self.open_matcher(pair.bundle, pair.index)
        matcher.replay_golden()
        self.models.replace(kind, identity, matcher)
        self._failures.pop(kind, None)
        self.swapped(kind, matcher)
        seconds = round(time.monotonic() - started, 3)
        log_event("model_loaded", kind=kind, model_version=matcher.model_version, seconds=seconds)

    def _is_due(self, kind: Kind, identity: object) -> bool:
        failed, failed_at = self._failures.get(kind, (None, 0.0))
        return failed != identity or time.monotonic() - failed_at >= self.retry_s

    def _note_failure(self, kind: Kind, identity: object, error: Exception) -> None:
        if self._is_due(kind, identity):
            self._failures[kind] = (identity, time.monotonic())
            self.failed(kind)
            reason = str(error) if isinstance(error, OnematchError) else f"{type(error).__name__}: {error}"[:MAX_SAID]
            has_old = self.models.identity(kind) is not None
            log_refusal("model_refused", kind=kind, reason=reason, old_one_answers=has_old)


def locate_bundle(named: Path) -> Path:
    """Return the folder of a bundle that is named by its path or as `bentoml:TAG` of the BentoML model store."""
    text = str(named)
    if not text.startswith(STORE_PREFIX):
        return named
    import bentoml

    return Path(bentoml.models.get(text.removeprefix(STORE_PREFIX)).path)


def _identity_of(pair: Pointer) -> object:
    """Return a value that changes with a pair's folders and the index's clusters, but not with the index's delta."""
    files = [folder / "manifest.json" for folder in (pair.bundle, pair.index)]
    clusters = pair.index / CLUSTERS_FILE
    files += [clusters] if clusters.exists() else []
    return tuple((str(file), file.stat().st_ino, file.stat().st_mtime_ns) for file in files)

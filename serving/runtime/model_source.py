"""Which pair of bundle and index answers for each kind, and its exchange while requests go on."""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.runtime.event_log import log_event, log_refusal
from serving.runtime.home import Pointer

STORE_PREFIX = "bentoml:"


class ModelNotReady(OnematchError):
    """No model answers for that kind (yet)."""


class Matches(Protocol):
    """What the service needs of a matcher."""

    @property
    def model_version(self) -> str: ...
    @property
    def is_at_hand(self) -> bool: ...
    def match_rows(
        self, rows: Sequence[Mapping[str, object]], *, limit: int = 5, explain: bool = False
    ) -> Sequence[object]: ...
    def replay_golden(self) -> None: ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    mark: object
    matcher: Matches


class ServedModels:
    """The matchers that answer now; replaced whole, so that a request sees the old one or the new one."""

    def __init__(self) -> None:
        self._by_kind: Mapping[Kind, _Loaded] = {}
        self.is_ready = False
        """Whether every named pair was loaded and replayed once; a later failure leaves the old ones answering."""

    def matcher(self, kind: Kind) -> Matches:
        """Give the matcher of a kind; raises ModelNotReady."""
        loaded = self._by_kind.get(kind)
        if loaded is None:
            raise ModelNotReady(
                f"got kind {kind}, expected one that is served: {', '.join(self._by_kind) or 'none yet'}"
            )
        return loaded.matcher

    def is_at_hand(self, kind: Kind) -> bool:
        """Whether the matcher of a kind can score at once; also where there is none, which is told at once."""
        loaded = self._by_kind.get(kind)
        return loaded is None or loaded.matcher.is_at_hand

    def versions(self) -> dict[str, str]:
        """The model version that answers for each kind."""
        return {kind.value: loaded.matcher.model_version for kind, loaded in self._by_kind.items()}

    def mark(self, kind: Kind) -> object:
        """What the loaded pair of a kind was told by, None without one."""
        loaded = self._by_kind.get(kind)
        return loaded and loaded.mark

    def replace(self, kind: Kind, mark: object, matcher: Matches) -> None:
        """Let another matcher answer for a kind from the next request on."""
        self._by_kind = {**self._by_kind, kind: _Loaded(mark, matcher)}


@dataclass(slots=True)
class ModelWatcher:
    """Looks which pair is named for each kind and loads what changed, beside the one that answers.

    A new pair must open and give its golden pairs' probabilities before it replaces the old one. One that fails
    is logged and tried again when it changes, or after `retry_s`.
    """

    named: Callable[[Kind], Pointer | None]
    open_matcher: Callable[[Path, Path], Matches]
    models: ServedModels
    swapped: Callable[[Kind, Matches], None] = lambda _kind, _matcher: None
    failed: Callable[[Kind], None] = lambda _kind: None
    poll_s: float = 1.0
    retry_s: float = 30.0
    _failures: dict[Kind, tuple[object, float]] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Look at once and from then on every `poll_s`, in a thread of its own."""
        threading.Thread(target=self._watch, name="models", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def look(self) -> None:
        """Load every pair that is named and not yet served."""
        named = [kind for kind in Kind if self._look_at(kind)]
        if named and all(self.models.mark(kind) is not None for kind in named):
            self.models.is_ready = True

    def _watch(self) -> None:
        while not self._stop.is_set():
            self.look()
            self._stop.wait(self.poll_s)

    def _look_at(self, kind: Kind) -> bool:
        """Whether a pair is named for the kind, after trying to load it where that is due."""
        mark: object = None
        try:
            pair = self.named(kind)
            if pair is None:
                return False
            pair = Pointer(locate_bundle(pair.bundle), pair.index)
            mark = _mark_of(pair)
            if mark != self.models.mark(kind) and self._is_due(kind, mark):
                self._load(kind, pair, mark)
        except Exception as error:  # noqa: BLE001 - whatever a broken pair raises, the old one must go on answering
            self._remember(kind, mark, error)
        return True

    def _load(self, kind: Kind, pair: Pointer, mark: object) -> None:
        started = time.monotonic()
        matcher = self.open_matcher(pair.bundle, pair.index)
        matcher.replay_golden()
        self.models.replace(kind, mark, matcher)
        self._failures.pop(kind, None)
        self.swapped(kind, matcher)
        seconds = round(time.monotonic() - started, 3)
        log_event("model_loaded", kind=kind.value, model_version=matcher.model_version, seconds=seconds)

    def _is_due(self, kind: Kind, mark: object) -> bool:
        failed_mark, failed_at = self._failures.get(kind, (None, 0.0))
        return failed_mark != mark or time.monotonic() - failed_at >= self.retry_s

    def _remember(self, kind: Kind, mark: object, error: Exception) -> None:
        if self._is_due(kind, mark):
            self._failures[kind] = (mark, time.monotonic())
            self.failed(kind)
            reason = str(error) if isinstance(error, OnematchError) else type(error).__name__
            has_old = self.models.mark(kind) is not None
            log_refusal("model_refused", kind=kind.value, reason=reason, old_one_answers=has_old)


def locate_bundle(named: Path) -> Path:
    """Give the folder of a bundle that is named by path, or as `bentoml:TAG` in the BentoML model store."""
    text = str(named)
    if not text.startswith(STORE_PREFIX):
        return named
    import bentoml

    return Path(bentoml.models.get(text.removeprefix(STORE_PREFIX)).path)


def _mark_of(pair: Pointer) -> object:
    """Tell a pair from another one, also from one that was written over it; an index's delta changes no manifest."""
    manifests = [folder / "manifest.json" for folder in (pair.bundle, pair.index)]
    return tuple((str(file), file.stat().st_ino, file.stat().st_mtime_ns) for file in manifests)

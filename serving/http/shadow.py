"""Shadow scoring: the challenger scores the champion's traffic after the answer, while no request waits.

Differences are counted and kept by ids. No caller sees them or waits for them.
"""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from data.labels.links import LinkDecision
from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.matching.matcher import Matcher
from serving.matching.outcomes import Outcome
from serving.runtime.event_log import log_event, log_refusal
from serving.runtime.home import Home, Pointer, read_shadow
from serving.runtime.metrics import SHADOWED, SHADOWED_DROPPED
from serving.vocabulary.links import BadgeChange

MAX_WAITING = 512
"""Requests beyond this number are dropped, and counted as such."""
LARGEST_FILE = 20_000_000
POLL_S = 2.0
PAUSE_S = 0.005
Row = Mapping[str, object]
Answered = tuple[Kind, Sequence[Row], Sequence[object]]
"""A kind, with the rows and the champion's results of a request."""


@dataclass(slots=True)
class Shadow:
    """Scores answered requests again with the home's challenger, in a thread of its own."""

    home: Home
    open_matcher: Callable[[Path, Path], Matcher]
    is_busy: Callable[[], bool] = lambda: False
    _waiting: deque[Answered] = field(default_factory=deque)
    _loaded: dict[Kind, tuple[Pointer, Matcher]] = field(default_factory=dict)
    _polled_at: float = -POLL_S
    _active: frozenset[Kind] = frozenset()
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Start scoring."""
        threading.Thread(target=self._run, name="shadow", daemon=True).start()

    def stop(self) -> None:
        """Stop scoring."""
        self._stop.set()

    def offer(self, kind: Kind, rows: Sequence[Row], results: Sequence[object]) -> None:
        """Queue an answered request; without a challenger or with a full queue it is dropped. Never waits."""
        if kind not in self._active:
            return
        if len(self._waiting) >= MAX_WAITING:
            SHADOWED_DROPPED.labels(kind).inc()
            return
        self._waiting.append((kind, rows, results))

    def look(self) -> None:
        """Poll once: load the named challengers; one that cannot be loaded is left out and logged."""
        active = set()
        for kind in Kind:
            pair = read_shadow(self.home, kind)
            if pair is None:
                self._loaded.pop(kind, None)
                continue
            if kind not in self._loaded or self._loaded[kind][0] != pair:
                self._load(kind, pair)
            if kind in self._loaded:
                active.add(kind)
        self._active = frozenset(active)

    def work_off(self) -> None:
        """Score all queued requests, one record at a time, pausing while the service is busy."""
        while self._waiting and not self._stop.is_set():
            kind, rows, results = self._waiting.popleft()
            if kind in self._loaded:
                self._score(kind, rows, results)

    def _run(self) -> None:
        while not self._stop.is_set():
            if time.monotonic() - self._polled_at >= POLL_S:
                self._polled_at = time.monotonic()
                self.look()
            self.work_off()
            self._stop.wait(0.05)

    def _load(self, kind: Kind, pair: Pointer) -> None:
        try:
            matcher = self.open_matcher(pair.bundle, pair.index)
            matcher.replay_golden()
        except (OnematchError, OSError, ValueError) as error:
            self._loaded.pop(kind, None)
            log_refusal("shadow_refused", kind=kind, reason=str(error))
            return
        self._loaded[kind] = (pair, matcher)
        log_event("shadow_loaded", kind=kind, model_version=matcher.model_version)

    def _score(self, kind: Kind, rows: Sequence[Row], results: Sequence[object]) -> None:
        challenger = self._loaded[kind][1]
        changes = []
        for row, before in zip(rows, results, strict=True):
            if not isinstance(before, Outcome):
                continue
            while self.is_busy() and not self._stop.is_set():
                time.sleep(PAUSE_S)
            [after] = challenger.match_rows([row])
            if isinstance(after, Outcome):
                change = BadgeChange.between(_badge(before), _badge(after))
                SHADOWED.labels(kind, change).inc()
                if change not in {BadgeChange.STAYS, BadgeChange.STAYS_AWAY}:
                    changes.append(_change(before, after, change))
        if changes:
            self._keep(kind, changes)

    def _keep(self, kind: Kind, changes: Sequence[Mapping[str, object]]) -> None:
        """Append to the file of changes; changes that a full disk refuses are counted as dropped."""
        try:
            _append(self.home.shadow_changes(kind), changes)
        except OSError as error:
            SHADOWED_DROPPED.labels(kind).inc()
            log_refusal("shadow_not_written", kind=kind, changes=len(changes), reason=error.strerror)


def _change(before: Outcome, after: Outcome, change: BadgeChange) -> dict[str, object]:
    return {
        "record_id": before.record_id,
        "change": change,
        "before": _badge(before),
        "after": _badge(after),
        "probability_before": _probability(before),
        "probability_after": _probability(after),
        "champion": before.model_version,
        "challenger": after.model_version,
        "reasons": list(after.reasons),
    }


def _append(file: Path, changes: Sequence[Mapping[str, object]]) -> None:
    """Append lines; a file larger than LARGEST_FILE is renamed first."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > LARGEST_FILE:
        file.replace(file.with_suffix(".old.ndjson"))
    with file.open("a", encoding="utf-8") as out:
        out.write("".join(json.dumps(change) + "\n" for change in changes))


def _badge(outcome: Outcome) -> str | None:
    return outcome.match.id if outcome.decision == LinkDecision.LINKED and outcome.match is not None else None


def _probability(outcome: Outcome) -> float:
    return 0.0 if outcome.best is None else round(outcome.best.probability, 6)

"""Readings that take long on a large contract: kept with their time, answered at once, made anew beside the request.

A small contract's readings are made within the request and are never kept.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select

from serving.runtime.event_log import log_failure
from serving.store.contracts import InstanceScope
from serving.store.tables.links import links
from serving.store.tables.work import readings
from serving.store.upserts import upsert

LARGE = 2_000
"""Links from which on a contract is large: what its pages read takes longer than 200 ms of processor time."""
FORGOTTEN_AFTER = timedelta(days=1)

Make = Callable[[Connection], Any]
"""Makes a reading: values of JSON."""
Begin = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class WantedReading:
    """A reading by its name. It is no longer good under another `stamp`, and made anew once older than `fresh_for`.

    Without `waits` a first reading is begun and not waited for. With more links than `large` a contract is large here.
    """

    name: str
    stamp: str = ""
    fresh_for: timedelta = timedelta(minutes=1)
    waits: bool = True
    large: int = LARGE


@dataclass(frozen=True, slots=True)
class KeptReading:
    """What was read and when; a body of None is still being made."""

    body: Any
    made_at: datetime | None


class Readings:
    """The readings of one process; each is made by one thread at a time, one after the other."""

    def __init__(self, begin: Begin | None = None) -> None:
        self._begin = begin or _beside
        self._making: set[tuple[str, str]] = set()
        self._lock, self._turn = threading.Lock(), threading.Lock()

    def read(
        self, scope: InstanceScope, wanted: WantedReading, now: datetime, make: Make, fresh: Make | None = None
    ) -> KeptReading:
        """Return a reading: of a small contract as it is now (by `fresh`, if given), of a large one as it was kept.

        What is kept is shown to every user, so that `make` reads for none in particular; `fresh` may read for one.
        """
        with scope.store.reading() as connection:
            if not is_large(connection, scope.instance.id, wanted.large):
                return KeptReading((fresh or make)(connection), now)
            kept = _kept(connection, scope, wanted)
        if kept is not None:
            if kept.made_at is None or now - kept.made_at > wanted.fresh_for:
                self._make_beside(scope, wanted, now, make)
            return kept
        if wanted.waits:
            return _make(scope, wanted, now, make)
        self._make_beside(scope, wanted, now, make)
        return KeptReading(None, None)

    def _make_beside(self, scope: InstanceScope, wanted: WantedReading, now: datetime, make: Make) -> None:
        key = (scope.instance.id, wanted.name)
        with self._lock:
            if key in self._making:
                return
            self._making.add(key)

        def run() -> None:
            try:
                with self._turn:
                    _make(scope, wanted, now, make)
            except Exception as error:  # noqa: BLE001 - nobody waits for it; the next visit begins again
                log_failure("reading_failed", error, reading=wanted.name)
            finally:
                with self._lock:
                    self._making.discard(key)

        self._begin(run)


def is_large(connection: Connection, instance_id: str, large: int) -> bool:
    """Whether an instance has more links than that."""
    mine = select(links.c.record_id).where(links.c.instance_id == instance_id)
    return connection.execute(mine.offset(large).limit(1)).first() is not None


def forget_readings(connection: Connection, now: datetime) -> None:
    """Delete readings that nobody wanted for a day."""
    connection.execute(delete(readings).where(readings.c.made_at < now - FORGOTTEN_AFTER))


def _kept(connection: Connection, scope: InstanceScope, wanted: WantedReading) -> KeptReading | None:
    mine = readings.c.instance_id == scope.instance.id, readings.c.name == wanted.name
    row = connection.execute(select(readings).where(*mine)).one_or_none()
    if row is None or row.stamp != wanted.stamp:
        return None
    plain = scope.store.vault.unseal(connection, scope.instance.key_id, row.sealed, _context(scope, wanted))
    return KeptReading(json.loads(plain), row.made_at)


def _make(scope: InstanceScope, wanted: WantedReading, now: datetime, make: Make) -> KeptReading:
    with scope.store.reading() as connection:
        body = make(connection)
    with scope.writing() as connection:
        plain = json.dumps(body).encode()
        row = {
            "instance_id": scope.instance.id,
            "name": wanted.name,
            "stamp": wanted.stamp,
            "sealed": scope.store.vault.seal(connection, scope.instance.key_id, plain, _context(scope, wanted)),
            "made_at": now,
        }
        upsert(connection, readings, [row], ["instance_id", "name"])
    return KeptReading(body, now)


def _context(scope: InstanceScope, wanted: WantedReading) -> str:
    return f"reading/{scope.instance.id}/{wanted.name}"


def _beside(run: Callable[[], None]) -> None:
    threading.Thread(target=run, daemon=True, name="reading").start()

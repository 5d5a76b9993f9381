"""Readings that take long on a large contract: kept with their time, answered at once, made anew beside the request.

A small contract's readings are made within the request and are never kept. The worker makes those of a large one after
an import, so that a first visit finds them, and anew once a visit has found one old: `/v1/match` does not share its
interpreter with them. Without a worker a single one of the processes that show a reading makes it anew.
"""

import json
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select, update

from features.schema.errors import OnematchError
from serving.runtime.event_log import log_failure
from serving.store.contracts import InstanceScope
from serving.store.jobs import drop_lease, is_worked, take_lease
from serving.store.tables.links import links
from serving.store.tables.work import readings
from serving.store.upserts import upsert

LARGE = 2_000
"""Links from which on a contract is large: what its pages read takes longer than 200 ms of processor time."""
FORGOTTEN_AFTER = timedelta(days=1)
MADE_WITHIN = timedelta(minutes=1)
"""How long a reading is left to the process that began it, or to the worker that was asked; it may have been killed."""
_EDITION = "#"


class ReadingBegun(OnematchError):
    """A reading is made for the first time, and the caller does not wait for it."""


Make = Callable[[Connection], Any]
"""Makes a reading: values of JSON."""
Begin = Callable[[Callable[[], None]], None]


@dataclass(frozen=True, slots=True)
class WantedReading:
    """A reading by its name. It is no longer good under another `stamp`, and made anew once older than `fresh_for`.

    Under another `edition` it is shown still and made anew at once. Without `waits` a first reading is begun and not
    waited for: it is none, or ReadingBegun where it may not be. With more links than `large` a contract is large here.
    """

    name: str
    stamp: str = ""
    edition: str = ""
    fresh_for: timedelta = timedelta(minutes=1)
    waits: bool = True
    may_be_none: bool = True
    large: int = LARGE


@dataclass(frozen=True, slots=True)
class KeptReading:
    """What was read and when; a body of None is still being made."""

    body: Any
    made_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadingSource:
    """A reading with what makes it."""

    wanted: WantedReading
    make: Make


class Readings:
    """The readings of one process; each is made by one thread at a time, one after the other."""

    def __init__(self, begin: Begin | None = None) -> None:
        self.begin = begin or _beside
        """Runs what makes a reading beside the request."""
        self._making: set[tuple[str, str]] = set()
        self._holder = uuid.uuid4().hex
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def read(
        self, scope: InstanceScope, reading: WantedReading, now: datetime, make: Make, fresh: Make | None = None
    ) -> KeptReading:
        """Return a reading: of a small contract as it is now (by `fresh`, if given), of a large one as it was kept.

        What is kept is shown to every user, so that `make` reads for none in particular; `fresh` may read for one.
        Raises ReadingBegun for a first one that is not waited for and cannot be empty.
        """
        with scope.store.reading() as connection:
            if not is_large(connection, scope.instance_id, reading.large):
                return KeptReading((fresh or make)(connection), now)
            kept, is_edition = _kept(connection, scope, reading)
        if kept is not None:
            if not is_edition or kept.made_at is None or now - kept.made_at > reading.fresh_for:
                self._make_beside(scope, reading, now, make, kept.made_at)
            return kept
        if reading.waits:
            return _make(scope, reading, now, make)
        self._make_beside(scope, reading, now, make)
        if not reading.may_be_none:
            raise ReadingBegun(f"{reading.name} of so many links is made beside the request; ask again in a second")
        return KeptReading(None, None)

    def keep(self, scope: InstanceScope, source: ReadingSource, since: datetime | None, now: datetime) -> None:
        """Make a large contract's reading that is not kept or is older than `since`."""
        reading = source.wanted
        with scope.store.reading() as connection:
            if not is_large(connection, scope.instance_id, reading.large):
                return
            made_at = _made_at(connection, scope, reading)
        if made_at is None or (since is not None and made_at < since):
            with self._turn:
                _make(scope, reading, now, source.make)

    def _make_beside(
        self, scope: InstanceScope, reading: WantedReading, now: datetime, make: Make, seen_at: datetime | None = None
    ) -> None:
        key = (scope.instance_id, reading.name)
        with self._lock:
            if key in self._making:
                return
            self._making.add(key)

        def run() -> None:
            try:
                if seen_at is not None and _is_left_to_worker(scope, reading, now):
                    return
                with self._turn, self._leased(scope, reading, now) as has_it:
                    with scope.store.reading() as connection:
                        made_at = _made_at(connection, scope, reading)
                    if has_it and (seen_at is None or made_at is None or made_at <= seen_at):
                        _make(scope, reading, now, make)
            except Exception as error:  # noqa: BLE001 - nobody waits for it; the next visit begins again
                log_failure("reading_failed", error, reading=reading.name)
            finally:
                with self._lock:
                    self._making.discard(key)

        self.begin(run)

    @contextmanager
    def _leased(self, scope: InstanceScope, reading: WantedReading, now: datetime) -> Iterator[bool]:
        """Hold the lease of a reading, unless another process makes it."""
        lease = _context(scope, reading)
        with scope.store.writing() as connection:
            has_it = take_lease(connection, lease, self._holder, now, MADE_WITHIN)
        try:
            yield has_it
        finally:
            if has_it:
                with scope.store.writing() as connection:
                    drop_lease(connection, lease, self._holder)


def is_large(connection: Connection, instance_id: str, large: int) -> bool:
    """Whether an instance has more links than that."""
    query = select(links.c.record_id).filter_by(instance_id=instance_id)
    return connection.execute(query.offset(large).limit(1)).first() is not None


def asked_readings(connection: Connection) -> Mapping[str, Mapping[str, datetime]]:
    """Return since when visits have asked the worker to make readings anew: by instance and name."""
    times_by_name: dict[str, dict[str, datetime]] = {}
    columns = readings.c.instance_id, readings.c.name, readings.c.asked_at
    for instance_id, name, asked_at in connection.execute(select(*columns).where(readings.c.asked_at.is_not(None))):
        times_by_name.setdefault(instance_id, {})[name] = asked_at
    return times_by_name


def forget_readings(connection: Connection, now: datetime) -> None:
    """Delete readings that nobody wanted for a day."""
    connection.execute(delete(readings).where(readings.c.made_at < now - FORGOTTEN_AFTER))


def _kept(connection: Connection, scope: InstanceScope, reading: WantedReading) -> tuple[KeptReading | None, bool]:
    """Return what is kept under the stamp, and whether it is of the wanted edition."""
    row = connection.execute(select(readings).where(*_conditions(scope, reading))).one_or_none()
    stamp, _, edition = ("", "", "") if row is None else row.stamp.partition(_EDITION)
    if row is None or stamp != reading.stamp:
        return None, False
    plain = scope.store.vault.unseal(connection, scope.instance.key_id, row.sealed, _context(scope, reading))
    return KeptReading(json.loads(plain), row.made_at), edition == reading.edition


def _is_left_to_worker(scope: InstanceScope, reading: WantedReading, now: datetime) -> bool:
    """Ask the worker to make a reading anew; return whether there is one that may still come to it."""
    conditions = _conditions(scope, reading)
    with scope.store.writing() as connection:
        if not is_worked(connection, now):
            return False
        asked_at = connection.execute(select(readings.c.asked_at).where(*conditions)).scalar_one_or_none()
        if asked_at is None:
            connection.execute(update(readings).where(*conditions).values(asked_at=now))
    return asked_at is None or now - asked_at < MADE_WITHIN


def _made_at(connection: Connection, scope: InstanceScope, reading: WantedReading) -> datetime | None:
    """Return when the wanted stamp and edition were made, None where they are not kept."""
    query = select(readings.c.made_at).filter_by(stamp=_stamp(reading)).where(*_conditions(scope, reading))
    return connection.execute(query).scalar_one_or_none()


def _conditions(scope: InstanceScope, reading: WantedReading) -> tuple[ColumnElement[bool], ...]:
    return readings.c.instance_id == scope.instance_id, readings.c.name == reading.name


def _stamp(reading: WantedReading) -> str:
    return f"{reading.stamp}{_EDITION}{reading.edition}" if reading.edition else reading.stamp


def _make(scope: InstanceScope, reading: WantedReading, now: datetime, make: Make) -> KeptReading:
    with scope.store.reading() as connection:
        body = make(connection)
    with scope.writing() as open_scope:
        plain = json.dumps(body).encode()
        row = {
            "instance_id": scope.instance_id,
            "name": reading.name,
            "stamp": _stamp(reading),
            "sealed": scope.store.vault.seal(
                open_scope.connection, scope.instance.key_id, plain, _context(scope, reading)
            ),
            "made_at": now,
            "asked_at": None,
        }
        upsert(open_scope.connection, readings, [row], ["instance_id", "name"])
    return KeptReading(body, now)


def _context(scope: InstanceScope, reading: WantedReading) -> str:
    return f"reading/{scope.instance_id}/{reading.name}"


def _beside(run: Callable[[], None]) -> None:
    threading.Thread(target=run, daemon=True, name="reading").start()

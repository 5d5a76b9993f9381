"""Readings that take long on a large contract: kept with their time, answered at once, made anew beside the request.

A small contract's readings are made within the request and are never kept. The worker makes those of a large one after
an import, so that a first visit finds them, and anew once a visit has found one old: `/v1/match` does not share its
interpreter with them. Without a worker a single one of the processes that show a reading makes it anew.
"""

import json
import threading
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, select, update

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.runtime.event_log import log_failure
from serving.store.contracts import InstanceScope, OpenScope
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


Make = Callable[[OpenScope], Any]
"""Makes a reading: values of JSON."""


@value_class
class KeptReading:
    """What was read and when; a body of None is still being made."""

    body: Any
    made_at: datetime | None


@value_class
class Reading:
    """A reading of an instance by its name, and what makes it, for no user in particular.

    It is no longer good under another `stamp`, and made anew once older than `fresh_for`. Under another `edition` it is
    shown still and made anew at once. Without `waits` a first reading is begun and not waited for: it is none, or
    ReadingBegun where it may not be. With more links than `large` a contract is large here.
    """

    scope: InstanceScope
    name: str
    make: Make
    stamp: str = ""
    edition: str = ""
    fresh_for: timedelta = timedelta(minutes=1)
    waits: bool = True
    may_be_none: bool = True
    large: int = LARGE

    @property
    def columns(self) -> dict[str, str]:
        """The columns of the primary key."""
        return {"instance_id": self.scope.instance_id, "name": self.name}

    @property
    def context(self) -> str:
        """The sealing context; it also names the lease of the process that makes the reading."""
        return f"reading/{self.scope.instance_id}/{self.name}"

    def is_of_large(self, connection: Connection) -> bool:
        """Whether its contract is large."""
        return is_large(connection, self.scope.instance_id, self.large)

    def kept(self, scope: OpenScope) -> tuple[KeptReading | None, bool]:
        """Return what is kept under the stamp, and whether it is of the wanted edition."""
        row = scope.execute(select(readings).filter_by(**self.columns)).one_or_none()
        stamp, _, edition = ("", "", "") if row is None else row.stamp.partition(_EDITION)
        if row is None or stamp != self.stamp:
            return None, False
        body = json.loads(scope.data_key.unseal(row.sealed, self.context))
        return KeptReading(body, row.made_at), edition == self.edition

    def made_at(self) -> datetime | None:
        """Return when the wanted stamp and edition were made, None where they are not kept."""
        query = select(readings.c.made_at).filter_by(**self.columns, stamp=self._stored_stamp)
        with self.scope.reading() as scope:
            return scope.execute(query).scalar_one_or_none()

    def make_now(self, now: datetime) -> KeptReading:
        """Make and keep it."""
        with self.scope.reading() as scope:
            body = self.make(scope)
        with self.scope.writing() as scope:
            sealed = scope.data_key.seal(json.dumps(body).encode(), self.context)
            row = {**self.columns, "stamp": self._stored_stamp, "sealed": sealed, "made_at": now, "asked_at": None}
            upsert(scope.connection, readings, [row])
        return KeptReading(body, now)

    def is_left_to_worker(self, now: datetime) -> bool:
        """Ask the worker to make it anew; return whether there is one that may still come to it."""
        with self.scope.store.writing() as connection:
            if not is_worked(connection, now):
                return False
            query = select(readings.c.asked_at).filter_by(**self.columns)
            asked_at = connection.execute(query).scalar_one_or_none()
            if asked_at is None:
                connection.execute(update(readings).filter_by(**self.columns).values(asked_at=now))
        return asked_at is None or now - asked_at < MADE_WITHIN

    @property
    def _stored_stamp(self) -> str:
        return f"{self.stamp}{_EDITION}{self.edition}" if self.edition else self.stamp


class Readings:
    """The readings of one process; each is made by one thread at a time, one after the other."""

    def __init__(self, begin: Callable[[Callable[[], None]], None] | None = None) -> None:
        self.begin = begin or _beside
        """Runs what makes a reading beside the request."""
        self._making: set[str] = set()
        self._holder = uuid.uuid4().hex
        self._lock = threading.Lock()
        self._turn = threading.Lock()

    def read(self, reading: Reading, now: datetime, fresh: Make | None = None) -> KeptReading:
        """Return a reading: of a small contract as it is now (by `fresh`, if given), of a large one as it was kept.

        What is kept is shown to every user; `fresh` may read for one.
        Raises ReadingBegun for a first one that is not waited for and cannot be empty.
        """
        with reading.scope.reading() as scope:
            if not reading.is_of_large(scope.connection):
                return KeptReading((fresh or reading.make)(scope), now)
            kept, is_edition = reading.kept(scope)
        if kept is not None:
            if not is_edition or kept.made_at is None or now - kept.made_at > reading.fresh_for:
                self._make_beside(reading, now, kept.made_at)
            return kept
        if reading.waits:
            return reading.make_now(now)
        self._make_beside(reading, now)
        if not reading.may_be_none:
            raise ReadingBegun(
                "{reading_name} of so many links is made beside the request; ask again in a second",
                reading_name=reading.name,
            )
        return KeptReading(None, None)

    def keep(self, reading: Reading, since: datetime | None, now: datetime) -> None:
        """Make a large contract's reading that is not kept or is older than `since`."""
        with reading.scope.reading() as scope:
            if not reading.is_of_large(scope.connection):
                return
        made_at = reading.made_at()
        if made_at is None or (since is not None and made_at < since):
            with self._turn:
                reading.make_now(now)

    def _make_beside(self, reading: Reading, now: datetime, seen_at: datetime | None = None) -> None:
        with self._lock:
            if reading.context in self._making:
                return
            self._making.add(reading.context)

        def run() -> None:
            try:
                if seen_at is None or not reading.is_left_to_worker(now):
                    self._make_alone(reading, now, seen_at)
            except Exception as error:  # noqa: BLE001 - nobody waits for it; the next visit begins again
                log_failure("reading_failed", error, reading=reading.name)
            finally:
                with self._lock:
                    self._making.discard(reading.context)

        self.begin(run)

    def _make_alone(self, reading: Reading, now: datetime, seen_at: datetime | None) -> None:
        """Make a reading, unless another process makes it or has made it since it was seen."""
        store = reading.scope.store
        with self._turn:
            with store.writing() as connection:
                if not take_lease(connection, reading.context, self._holder, now, MADE_WITHIN):
                    return
            try:
                made_at = reading.made_at()
                if seen_at is None or made_at is None or made_at <= seen_at:
                    reading.make_now(now)
            finally:
                with store.writing() as connection:
                    drop_lease(connection, reading.context, self._holder)


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


def _beside(run: Callable[[], None]) -> None:
    threading.Thread(target=run, daemon=True, name="reading").start()

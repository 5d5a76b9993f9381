"""Which of two changes to a record is newer (D22), and how long a deletion is kept."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from features.schema.errors import OnematchError
from features.schema.value_class import value_class

AHEAD = timedelta(days=1)
"""How far a time may be ahead of the service's: by other zones and clocks."""
TOMBSTONES_KEPT = timedelta(days=30)
_NUMBER = "1"
_TIME = "2"
_DIGITS = 30
_DELETED = "~"
"""The content hash of a deletion; no content has it."""


class VersionUnreadable(OnematchError):
    """A version is neither a whole number nor a time with its zone."""


class Arrival(StrEnum):
    """How a change relates to the stored state."""

    NEW = "new"
    SAME = "same"
    STALE = "stale"


@value_class
class Edition:
    """One state of a record: a sortable version, and the hash of its content."""

    version: str
    content_hash: str


def version_of(given: str | None, modified_at: datetime | None, received_at: datetime) -> str:
    """Return the sortable version of a change: its number, else its time, else the moment of its arrival.

    Numbers sort before times. A time more than a day ahead counts as that moment. Raises VersionUnreadable.
    """
    if given is None:
        return _time(not_ahead(modified_at or received_at, received_at))
    if given.isdecimal() and given.isascii() and len(given) <= _DIGITS:
        return f"{_NUMBER}{given:0>{_DIGITS}}"
    return _time(not_ahead(read_time(given), received_at))


def not_ahead(moment: datetime, now: datetime) -> datetime:
    """Return a time, or now where it is more than a day ahead: no record changed and nothing happened there."""
    return now if moment - now > AHEAD else moment


def read_time(text: str) -> datetime:
    """Read a time (ISO 8601, or milliseconds since 1970) that names its zone. Raises VersionUnreadable."""
    try:
        if text.isdecimal() and text.isascii():
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        raise VersionUnreadable("got a text that is no time, expected one such as 2026-03-01T12:00:00Z") from None


def arrival(known: Edition | None, coming: Edition) -> Arrival:
    """Compare a change with the stored state: the higher version is newer, of equal ones the one received last.

    A deletion outranks every upsert of its version, so that a late upsert does not restore the record.
    """
    if known is None or coming.version > known.version:
        return Arrival.NEW
    if coming.version < known.version:
        return Arrival.STALE
    if coming.content_hash == known.content_hash:
        return Arrival.SAME
    return Arrival.STALE if known.content_hash == _DELETED else Arrival.NEW


def tombstone(version: str) -> Edition:
    """Return the edition of a deletion."""
    return Edition(version, _DELETED)


def missed_by_full_import(known: Edition, opened_at: datetime) -> Edition:
    """Return the deletion of a record that a full import lacks: as of its start where versions are times."""
    return tombstone(max(known.version, _time(opened_at)) if known.version.startswith(_TIME) else known.version)


def _time(moment: datetime) -> str:
    return _TIME + moment.astimezone(UTC).isoformat(timespec="microseconds")

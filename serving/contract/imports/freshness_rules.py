"""Whether the CRM's changes arrive in time (S11). Pure."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from features.schema.value_class import value_class

FRESH_WITHIN = timedelta(hours=12)


class Freshness(StrEnum):
    FRESH = "fresh"
    LATE = "late"
    HELD = "held"
    """In time, but a full import waits for an admin: records that are gone in the CRM may still be here."""


class Lateness(StrEnum):
    """Why data are late."""

    LATE_CHANGE = "late_change"
    NO_CHECKPOINT = "no_checkpoint"


@value_class
class Delays:
    """How many changes arrived in time and how many late, and the longest delay in seconds."""

    on_time: int = 0
    late: int = 0
    slowest_s: int = 0

    def __add__(self, other: "Delays") -> "Delays":
        return Delays(self.on_time + other.on_time, self.late + other.late, max(self.slowest_s, other.slowest_s))


def delays_of(moments: Iterable[datetime | None], received_at: datetime) -> Delays:
    """Count changes by when each was made; one without a time of its own counts as in time."""
    delays = [received_at - (moment or received_at) for moment in moments]
    late = sum(delay > FRESH_WITHIN for delay in delays)
    slowest = max(delays, default=timedelta())
    return Delays(on_time=len(delays) - late, late=late, slowest_s=max(int(slowest.total_seconds()), 0))


def updates_of(news: Iterable[datetime | None], connected_at: datetime) -> Iterator[datetime | None]:
    """Yield the changes of a full import that are updates: what was older than the connection is read once, first."""
    return (moment for moment in news if moment is None or moment >= connected_at)


def is_silent(last_checkpoint: datetime | None, connected_at: datetime, now: datetime) -> bool:
    """Whether no checkpoint came for 12 hours."""
    return now - max(last_checkpoint or connected_at, connected_at) > FRESH_WITHIN


def freshness(
    last_checkpoint: datetime | None, connected_at: datetime, late: int, now: datetime, *, held: bool = False
) -> Freshness:
    """Return late once a change arrived late since the last checkpoint, or after 12 hours without one; else held."""
    if late or is_silent(last_checkpoint, connected_at, now):
        return Freshness.LATE
    return Freshness.HELD if held else Freshness.FRESH

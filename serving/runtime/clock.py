"""The time that the service and the commands write."""

from datetime import UTC, datetime


def now_in_utc() -> datetime:
    """Return the present time; tests pass another clock."""
    return datetime.now(UTC)

"""The clock of a double: the system's time, or an instant that a test sets and moves."""

from datetime import UTC, datetime, timedelta


class VendorClock:
    """Give the time in UTC with milliseconds; a frozen clock stands still until it is moved."""

    def __init__(self, frozen_at: datetime | None = None) -> None:
        self._frozen_at = None if frozen_at is None else frozen_at.astimezone(UTC)
        self._offset = timedelta()

    def now(self) -> datetime:
        at = self._frozen_at if self._frozen_at is not None else datetime.now(UTC)
        at += self._offset
        return at.replace(microsecond=at.microsecond // 1000 * 1000)

    def freeze(self, at: datetime) -> None:
        self._frozen_at = at.astimezone(UTC)
        self._offset = timedelta()

    def advance(self, seconds: float) -> None:
        self._offset += timedelta(seconds=seconds)


def wire_time(at: datetime) -> str:
    """Return the instant as HubSpot and Oracle write it, such as 2026-11-30T12:00:00.000Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"

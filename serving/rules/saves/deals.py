"""An opportunity's columns as values: its state, its amount, its days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from features.schema.errors import OnematchError

STATUSES = ("open", "won", "lost")
_LARGEST = Decimal(10) ** 15


class DealUnreadable(OnematchError):
    """An opportunity's column holds what it cannot hold."""


@dataclass(frozen=True, slots=True)
class StageState:
    """What an opportunity in a stage is, when it does not say so itself."""

    is_closed: bool = False
    is_won: bool = False

    @property
    def status(self) -> str:
        if not self.is_closed:
            return "open"
        return "won" if self.is_won else "lost"


@dataclass(frozen=True, slots=True)
class Deal:
    """What rules ask of an opportunity."""

    status: str
    amount: Decimal | None
    created_on: date | None
    closed_on: date | None


def deal_of(values: Mapping[str, str], stage: StageState) -> Deal:
    """Read an opportunity's columns; without a status of its own the stage decides. Raises DealUnreadable."""
    status = values.get("status", "").casefold() or stage.status
    if status not in STATUSES:
        raise DealUnreadable(f"status: got another word, expected one of {', '.join(STATUSES)}")
    return Deal(
        status,
        _number("amount", values.get("amount")),
        _day("created_at", values.get("created_at")),
        _day("close_date", values.get("close_date")),
    )


def _number(name: str, text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise DealUnreadable(f"{name}: got a text, expected a number") from None
    if not number.is_finite() or abs(number) >= _LARGEST:
        raise DealUnreadable(f"{name}: got a number that is too large, expected less than {_LARGEST}")
    return number


def _day(name: str, text: str | None) -> date | None:
    """Read a day: a date, a time, or milliseconds since 1970."""
    if text is None:
        return None
    try:
        if text.isdecimal() and len(text) > 8:
            return datetime.fromtimestamp(int(text) / 1000, UTC).date()
        return datetime.fromisoformat(text).date()
    except (ValueError, OverflowError, OSError):
        raise DealUnreadable(f"{name}: got a text that is no day, expected one such as 2026-03-31") from None

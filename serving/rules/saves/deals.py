"""An opportunity's columns as values: its status, its amount, its days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from features.schema.errors import OnematchError
from serving.rules.saves.opportunities import Status, read_number

_LARGEST = Decimal(10) ** 15


class DealUnreadable(OnematchError):
    """An opportunity's column holds an impossible value."""


@dataclass(frozen=True, slots=True)
class StageState:
    """The status of opportunities in a stage that have none of their own; closed is None where the stage has none."""

    is_closed: bool | None = None
    is_won: bool = False

    @property
    def status(self) -> Status:
        if self.is_closed is None:
            return Status.UNKNOWN
        if not self.is_closed:
            return Status.OPEN
        return Status.WON if self.is_won else Status.LOST


@dataclass(frozen=True, slots=True)
class Deal:
    """The values of an opportunity that rules read."""

    status: Status
    amount: Decimal | None
    created_on: date | None
    closed_on: date | None


def deal_of(values: Mapping[str, str], stage: StageState) -> Deal:
    """Read an opportunity's columns; without a status of its own the stage decides (D15). Raises DealUnreadable."""
    own = values.get("status", Status.UNKNOWN).casefold()
    if own not in list(Status):
        raise DealUnreadable(f"status: got an unknown value, expected one of {', '.join(Status)}")
    return Deal(
        stage.status if own == Status.UNKNOWN else Status(own),
        _number("amount", values.get("amount")),
        _day("created_at", values.get("created_at")),
        _day("close_date", values.get("close_date")),
    )


def _number(name: str, text: str | None) -> Decimal | None:
    if text is None:
        return None
    number = read_number(text)
    if number is None:
        if any(map(str.isdigit, text)):
            return None  # the row's warning names it
        raise DealUnreadable(f"{name}: got a text, expected a number")
    if abs(number) >= _LARGEST:
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

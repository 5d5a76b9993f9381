"""Opportunities: which are open, count as pipeline or are shown, and their revenue. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject

_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][-+]?\d{1,3})?", re.ASCII)


class Status(StrEnum):
    """The status of an opportunity; unknown where the CRM names none (D15)."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    UNKNOWN = "unknown"

    @property
    def is_closed(self) -> bool:
        return self in {Status.WON, Status.LOST}


@value_class
class Opportunity:
    """The values of an opportunity that rules read; both days are the CRM's own."""

    id: str
    status: Status
    owner_id: str | None = None
    account_id: str | None = None
    pipeline: str | None = None
    stage: str | None = None
    created_on: date | None = None
    closed_on: date | None = None
    people: tuple[RecordKey, ...] = ()

    @property
    def records(self) -> tuple[RecordKey, ...]:
        """Its account, its contacts and its leads."""
        account = (RecordKey(CrmObject.ACCOUNT, self.account_id),) if self.account_id else ()
        return account + self.people


@value_class
class Pipelines:
    """Positions of the stages by (pipeline, stage), and by pipeline the first stage that counts (S45)."""

    positions: Mapping[tuple[str, str], int]
    cut_off: Mapping[str, str]


NO_PIPELINE = ""
"""The pipeline of an opportunity that names none: some CRMs have only one."""


def in_pipeline(opportunity: Opportunity, pipelines: Pipelines) -> bool:
    """Whether an opportunity counts as pipeline: its stage is at the cut-off of its pipeline or behind (S45).

    Where the cut-off is unset, or a stage unknown, every opportunity counts. Auto-save and ROI share this rule.
    """
    pipeline = opportunity.pipeline or NO_PIPELINE
    if pipeline not in pipelines.cut_off or opportunity.stage is None:
        return True
    first = pipelines.positions.get((pipeline, pipelines.cut_off[pipeline]))
    position = pipelines.positions.get((pipeline, opportunity.stage))
    return first is None or position is None or position >= first


def is_open(opportunity: Opportunity, pipelines: Pipelines) -> bool:
    """Whether an opportunity is open in the CRM and counts as pipeline (D15).

    A close date in the past does not close it.
    """
    return opportunity.status is Status.OPEN and in_pipeline(opportunity, pipelines)


def today_in(time_zone: str, now: datetime) -> date:
    """Return the calendar day of a moment in a contract's time zone."""
    return now.astimezone(ZoneInfo(time_zone)).date()


def a_year_before(day: date) -> date:
    """Return the same calendar day of the year before; 29 February becomes the 28th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def in_panel(opportunity: Opportunity, today: date) -> bool:
    """Whether the panel shows an opportunity: it is not closed, or was closed within the past year (S49, D15).

    The day of closing is the close date; a closed opportunity without one is not shown.
    """
    if not opportunity.status.is_closed:
        return True
    return opportunity.closed_on is not None and opportunity.closed_on >= a_year_before(today)


@value_class
class Revenue:
    """An amount in a currency; the currency is null where the CRM names none."""

    amount: Decimal
    currency: str | None


def read_number(text: str) -> Decimal | None:
    """Read digits with a decimal point, and with commas between thousands only; None for what can be misread."""
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def revenue_of(fields: Mapping[str, str | None], revenue_field: str) -> Revenue | None:
    """Return the revenue of an opportunity by the admin's chosen field (S46), None where it is no number."""
    amount = read_number((fields.get(revenue_field) or "").strip())
    if amount is None:
        return None
    currency = (fields.get("currency") or "").strip().upper()
    return Revenue(amount, currency or None)


@value_class
class OwnerShown:
    """The owner's CRM id and, without single sign-on, name."""

    id: str
    name: str | None


@value_class
class OpportunityShown:
    """The fields that list and panel show."""

    name: str | None
    owner: OwnerShown | None
    close_date: date | None
    status: Status


def shown_owner(owner_id: str | None, name: str | None, *, sso: bool) -> OwnerShown | None:
    """Return the owner as it may be shown: under SSO an opaque id alone (S47, S81)."""
    return None if owner_id is None else OwnerShown(owner_id, None if sso else name)


_LARGEST = Decimal(10) ** 15


class DealUnreadable(OnematchError):
    """An opportunity's column holds an impossible value."""


@value_class
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


@value_class
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
        raise DealUnreadable("status: got an unknown value, expected one of {status}", status=", ".join(Status))
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
        raise DealUnreadable("{name}: got a text, expected a number", name=name)
    if abs(number) >= _LARGEST:
        raise DealUnreadable(
            "{name}: got a number that is too large, expected less than {largest}", name=name, largest=_LARGEST
        )
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
        raise DealUnreadable("{name}: got a text that is no day, expected one such as 2026-03-31", name=name) from None

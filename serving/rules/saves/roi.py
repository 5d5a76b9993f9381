"""What selling with the tool did for the opportunities of a contract (S71, S72). Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.rules.contract.settings import Approval
from serving.rules.saves.opportunities import Opportunity, Revenue, Status
from serving.rules.saves.saves import SavedProfile

SOURCED_WITHIN = timedelta(days=90)


class RoiNotApproved(OnematchError):
    """No admin's approval of ROI reports stands."""


def require_approval(approval: Approval | None) -> None:
    """Raise RoiNotApproved unless an admin's approval stands (S71)."""
    if approval is None:
        raise RoiNotApproved("got no approval of ROI reports, expected an admin's in the contract's settings")


@dataclass(frozen=True, slots=True)
class RoiDeal:
    """An opportunity in the pipeline, what it is worth, and the profiles that its account and people are linked to."""

    opportunity: Opportunity
    revenue: Revenue | None
    profiles: frozenset[SavedProfile]


Activities = Mapping[SavedProfile, Sequence[date]]
"""The days, in order, on which sellers did something with a member or company."""


def is_sourced(deal: RoiDeal, activities: Activities) -> bool:
    """Whether an opportunity was created within 90 days after the first activity on one of its members (S71)."""
    created = deal.opportunity.created_on
    if created is None:
        return False
    members = (profile for profile in deal.profiles if profile.kind is Kind.PERSON and activities.get(profile))
    return any(timedelta(0) <= created - activities[member][0] <= SOURCED_WITHIN for member in members)


def is_influenced(deal: RoiDeal, activities: Activities) -> bool:
    """Whether somebody did something with its people or its company between its creation and its close (S71).

    One that is not known to be closed has no close yet, whatever close date it expects (D15).
    """
    created = deal.opportunity.created_on
    if created is None:
        return False
    is_closed = deal.opportunity.status.is_closed
    closed = (deal.opportunity.closed_on if is_closed else None) or date.max
    return any(created <= day <= closed for profile in deal.profiles for day in activities.get(profile, ()))


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of some opportunities: the win rate is over the closed ones, the days to close over the won ones.

    Values are sums by currency, `` for none named; `unvalued` counts those without a number in the revenue field.
    """

    count: int
    open: int
    won: int
    lost: int
    unknown: int
    value: Mapping[str, Decimal]
    won_value: Mapping[str, Decimal]
    unvalued: int
    win_rate: float | None
    median_days_to_close: float | None


def figures(deals: Collection[RoiDeal]) -> Group:
    """Return count, value by currency, win rate and median days to close (S72)."""
    by_status = {status: [deal for deal in deals if deal.opportunity.status is status] for status in Status}
    won, lost = by_status[Status.WON], by_status[Status.LOST]
    days = [days for deal in won if (days := days_to_close(deal.opportunity)) is not None]
    return Group(
        len(deals),
        len(by_status[Status.OPEN]),
        len(won),
        len(lost),
        len(by_status[Status.UNKNOWN]),
        _value(deals),
        _value(won),
        sum(deal.revenue is None for deal in deals),
        round(len(won) / (len(won) + len(lost)), 4) if won or lost else None,
        float(median(days)) if days else None,
    )


def days_to_close(opportunity: Opportunity) -> int | None:
    """Return the days from creation to close, or null where a day is missing or they are the wrong way round."""
    created, closed = opportunity.created_on, opportunity.closed_on
    if created is None or closed is None or closed < created:
        return None
    return (closed - created).days


def _value(deals: Iterable[RoiDeal]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for deal in deals:
        if deal.revenue is not None:
            sums[deal.revenue.currency or ""] += deal.revenue.amount
    return dict(sorted(sums.items()))


@dataclass(frozen=True, slots=True)
class RoiReport:
    """Opportunities that were sourced, those influenced, those with either, and those without (S72)."""

    sourced: Group
    influenced: Group
    with_tool: Group
    without_tool: Group


def roi_report(deals: Collection[RoiDeal], activities: Activities) -> RoiReport:
    """Return the figures with against without."""
    sourced = [deal for deal in deals if is_sourced(deal, activities)]
    influenced = [deal for deal in deals if is_influenced(deal, activities)]
    touched = {deal.opportunity.id for deal in (*sourced, *influenced)}
    return RoiReport(
        figures(sourced),
        figures(influenced),
        figures([deal for deal in deals if deal.opportunity.id in touched]),
        figures([deal for deal in deals if deal.opportunity.id not in touched]),
    )
